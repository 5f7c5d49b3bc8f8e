/** Areas and organisations of a county, as the administrators enter them. */
import { sql } from 'kysely'
import { Refusal, refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { writeSheet } from '#platform/documents/sheet.ts'
import { giveFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { areaHeadings } from './area-list.ts'
import { areasOnFile, faultsOf, planText, readAreaFile } from './area-file.ts'
import { access } from './contract.ts'
import { applyUnitChange } from './unit-applying.ts'
import { reaches, requireClosable, requireOpenOrganisation, requireReach, withinCounty } from './unit-rows.ts'
import { UnitContent } from './unit-operations.ts'
import { functionText, OrganisationFunction, organisationKindText } from './unit-words.ts'

const db = tablesOf<'access'>()
const shownRows = 200

export const units = part(access, {
  async units(context, { countyCode }) {
    requireReach(context, countyCode)
    const areas = await areasOnFile(context, countyCode)
    const organisations = await organisationsOf(context, countyCode, new Map(areas.map(({ id, name }) => [id, name])))
    const held = new Set(organisations.filter(({ toOn }) => !toOn).flatMap(({ functions }) => functions))
    const missing = OrganisationFunction.options.filter((each) => !held.has(each)).map((each) => functionText[each])
    return { areas, organisations, missing }
  },

  async checkAreas(context, { fileId }) {
    const file = await readAreaFile(context, fileId, false)
    const { added, changed, unchanged, left } = file.plan
    return {
      countyCode: file.list.countyCode,
      counts: { added: added.length, changed: changed.length, unchanged, left: left.length },
      sentence: planText(file.plan),
      faults: faultsOf(file).slice(0, shownRows),
      added: added.slice(0, shownRows),
      changed: changed.slice(0, shownRows).map(({ code, oldName, name }) => ({ code, from: oldName, to: name })),
      left: left.slice(0, shownRows),
    }
  },

  async areaTemplate(context) {
    const row = (code: string, name: string, type: string) => [code, name, type]
    const bytes = await writeSheet({
      name: '区划名录',
      title: '区划名录',
      paper: 'portrait',
      above: ['代码6位是县，9位是乡镇（街道），12位是村（居）；示例行请删去。一个县一份。'],
      columns: [
        { format: 'text', width: 18 },
        { format: 'text', width: 30 },
        { format: 'text', width: 12 },
      ],
      head: [areaHeadings.map((text) => ({ text }))],
      rows: [row('990199', '示例县', '县'), row('990199100', '示例镇', '镇'), row('990199100200', '示例村', '村')],
    })
    const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    return giveFile(context, { name: '区划名录模板.xlsx', mediaType, bytes })
  },

  async importAreas(context, { fileId, from, withOrganisations, reason }) {
    const file = await readAreaFile(context, fileId, true)
    const faults = faultsOf(file)
    const { countyCode, areas } = file.list
    if (faults.length > 0 || !countyCode)
      throw new Refusal(
        'refused',
        faults.slice(0, 20).map(({ row, message }) => ({ code: `rows.${row}`, message: `第${row}行：${message}` })),
      )
    if (file.plan.added.length + file.plan.changed.length === 0)
      refuse('refused', 'nothing_new', '文件里的区划与已登记的完全相同，没有需要变更的内容。')
    return propose(context, {
      countyCode,
      reason,
      summary: `导入区划名录“${file.name}”：${planText(file.plan)}`,
      content: { kind: 'areas', fileName: file.name, sha256: file.sha256, from, withOrganisations, areas },
    })
  },

  async openOrganisation(context, { countyCode, kind, areaId, reason, ...given }) {
    const area = await requireArea(context, countyCode, areaId, kind)
    return propose(context, {
      countyCode,
      reason,
      summary: `登记${organisationKindText[kind]}“${given.name}”（${area.name}）`,
      content: { kind: 'open', organisationKind: kind, areaId, ...given },
    })
  },

  async changeOrganisation(context, { countyCode, organisationId, reason, ...given }) {
    const organisation = await requireOpenOrganisation(context, countyCode, organisationId)
    const renamed =
      organisation.name === given.name ? `变更“${given.name}”` : `“${organisation.name}”更名为“${given.name}”`
    const functions = given.functions.map((each) => functionText[each]).join('、')
    return propose(context, {
      countyCode,
      reason,
      summary: `${renamed}，职能：${functions || '无'}，电话：${given.hotline || '无'}`,
      content: { kind: 'change', organisationId, ...given },
    })
  },

  async closeOrganisation(context, { countyCode, organisationId, on, reason }) {
    const organisation = await requireOpenOrganisation(context, countyCode, organisationId)
    await requireClosable(context, { countyCode, organisationId, on })
    return propose(context, {
      countyCode,
      reason,
      summary: `撤销单位“${organisation.name}”，最后一日${on}`,
      content: { kind: 'close', organisationId, on },
    })
  },

  async unitChanges(context) {
    const rows = await db(context)
      .selectFrom('access.unitChange as change')
      .leftJoin('access.area as county', (join) =>
        join.onRef('county.countyCode', '=', 'change.countyCode').on('county.level', '=', 'county'),
      )
      .leftJoin('access.account as proposer', (join) => join.on(sql<boolean>`proposer.id::text = change.proposed_by`))
      .select(['change.id', 'change.countyCode', 'change.content', 'change.summary', 'change.reason'])
      .select(['change.proposedBy as proposer', 'change.proposedAt', 'county.name as county', 'proposer.name as name'])
      .where('change.decidedBy', 'is', null)
      .orderBy('change.proposedAt')
      .execute()
    const reached = rows.filter(({ countyCode }) => reaches(context, countyCode))
    return reached.map(({ content, proposer, name, county, ...row }) => ({
      ...row,
      kind: UnitContent.parse(content).kind,
      county: county ?? `新县${row.countyCode}`,
      proposedBy: name ?? proposer,
      mine: proposer === context.actor.accountId,
    }))
  },

  async decideUnitChange(context, { changeId, confirm }) {
    const change = await db(context)
      .updateTable('access.unitChange')
      .set({ decidedBy: context.actor.accountId, decidedAt: context.now, confirmed: confirm })
      .where('id', '=', changeId)
      .where('decidedBy', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (!change) return refuse('conflict', 'decided', '这项变更已经办过，请刷新')
    requireReach(context, change.countyCode)
    context.because(change.summary)
    if (!confirm) return { done: '已退回，没有变更。' }
    return { done: await applyUnitChange(context, change.countyCode, UnitContent.parse(change.content)) }
  },
})

interface Proposal {
  countyCode: string
  summary: string
  reason: string
  content: UnitContent
}

async function propose(context: Context, { content, ...proposal }: Proposal): Promise<{ changeId: string }> {
  requireReach(context, proposal.countyCode)
  const id = context.newId()
  await db(context)
    .insertInto('access.unitChange')
    .values({
      ...proposal,
      id,
      content: JSON.stringify(content),
      proposedBy: context.actor.accountId,
      proposedAt: context.now,
    })
    .execute()
  return { changeId: id }
}

const levelOfKind = {
  bureau: 'county',
  township: 'township',
  village: 'village',
  home: undefined,
  provider: undefined,
} as const

async function requireArea(context: Context, countyCode: string, areaId: string, kind: keyof typeof levelOfKind) {
  const areas = await areasOnFile(context, countyCode)
  const area = areas.find(({ id }) => id === areaId)
  if (!area) return refuse('refused', 'areaId', '所选区划不在这个县的名录中。请重新选择，或先导入区划名录。')
  const level = levelOfKind[kind]
  if (level && area.level !== level)
    refuse(
      'refused',
      'areaId',
      `${organisationKindText[kind]}应设在${levelText[level]}一级的区划，“${area.name}”不是。请重新选择。`,
    )
  return area
}
const levelText = { county: '县', township: '乡镇（街道）', village: '村（居）' } as const

async function organisationsOf(context: Context, countyCode: string, areaNames: ReadonlyMap<string, string>) {
  const rows = await withinCounty(context, countyCode, () =>
    db(context)
      .selectFrom('access.organisation')
      .select(['id', 'kind', 'name', 'areaId', 'functions', 'hotline', 'fromOn', 'toOn'])
      .where('countyCode', '=', countyCode)
      .orderBy(sql`array_position('{bureau,township,village,home,provider}'::text[], kind)`)
      .orderBy('sortOrder')
      .orderBy('name')
      .execute(),
  )
  const counted = await db(context)
    .selectFrom('access.account')
    .select(['organisationId', (eb) => eb.fn.countAll<string>().as('count')])
    .where('countyCode', '=', countyCode)
    .where('disabledOn', 'is', null)
    .groupBy('organisationId')
    .execute()
  const accounts = new Map(counted.map(({ organisationId, count }) => [organisationId, Number(count)]))
  return rows.map(({ areaId, ...row }) => ({
    ...row,
    area: (areaId && areaNames.get(areaId)) || '',
    accounts: accounts.get(row.id) ?? 0,
  }))
}
