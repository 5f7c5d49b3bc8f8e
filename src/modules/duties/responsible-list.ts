/** The list of functions and who answers for each, today. */
import type { Context } from '#platform/context.ts'
import { may } from '#kernel/permission.ts'
import { refuse } from '#kernel/refusal.ts'
import { giveList } from '#platform/list-file.ts'
import { part } from '#platform/module.ts'
import { duties } from './contract.ts'
import { functionsIn } from './functions.ts'
import { townshipNamesOf } from './handover-stored.ts'
import type { Slot, slotStates } from './responsible-operations.ts'
import { leavesOn, namedOf, officials, responsibleRows, responsiblesOn, worksIn } from './responsible-stored.ts'

export const responsibleList = part(duties, {
  async responsibles(context, { page, pageSize, ...chosen }) {
    await requireTownship(context, chosen.townshipId)
    const all = await slotsOf(context)
    const found = all.filter(fitting(chosen))
    context.shows(chosen, found.length)
    const titles = new Map(all.map(({ function: code, title }) => [code, title]))
    return {
      rows: found.slice((page - 1) * pageSize, page * pageSize),
      total: found.length,
      functions: [...titles].map(([code, title]) => ({ code, title })),
      without: all.filter(({ person }) => person === null).length,
    }
  },

  async townships(context) {
    return (await ownTownships(context)).map(([id, name]) => ({ id, name }))
  },

  async history(context, { function: name, townshipId }) {
    await requireTownship(context, townshipId ?? undefined)
    const rows = await responsibleRows(context)
      .where('function', '=', name)
      .where('townshipId', townshipId === null ? 'is' : '=', townshipId)
      .orderBy('fromOn', 'desc')
      .limit(200)
      .execute()
    return rows.map(namedOf)
  },

  async exportResponsibles(context, { format, ...chosen }) {
    await requireTownship(context, chosen.townshipId)
    const rows = (await slotsOf(context)).filter(fitting(chosen))
    context.shows(chosen, rows.length)
    const without = rows.filter(({ person }) => person === null).length
    const note = `共${rows.length}项，其中没有责任人${without}项`
    return giveList(context, { title: '职责分工表', note, columns, rows: rows.map(lineOf), signatures }, format)
  },
})

async function ownTownships(context: Context) {
  const { scope } = context.actor
  const names = await townshipNamesOf(context)
  return [...names].filter(([id]) => scope.kind === 'county' || scope.ids.includes(id))
}

/** A township asks for its own and for the county's. */
async function requireTownship(context: Context, townshipId: string | undefined): Promise<void> {
  if (townshipId === undefined || townshipId === 'county') return
  const own = await ownTownships(context)
  if (!own.some(([id]) => id === townshipId))
    refuse('not_found', 'township', '没有找到这个乡镇，或不在您的辖区。请从列表中选择单位')
}

interface Chosen {
  function?: string | undefined
  townshipId?: string | undefined
  state?: (typeof slotStates)[number] | undefined
  words: string
}

const inState: Readonly<Record<(typeof slotStates)[number], (slot: Slot) => boolean>> = {
  none: ({ person }) => person === null,
  gone: ({ gone }) => gone,
  away: ({ acting }) => acting !== null,
  unreported: ({ unreported }) => unreported,
  untrained: ({ person }) => person !== null && person.trainedOn === null,
}

const fitting =
  ({ function: name, townshipId, state, words }: Chosen) =>
  (slot: Slot): boolean =>
    (name === undefined || slot.function === name) &&
    (townshipId === undefined || (slot.townshipId ?? 'county') === townshipId) &&
    (state === undefined || inState[state](slot)) &&
    `${slot.title}${slot.unit}${slot.person?.name ?? ''}${slot.person?.deputyName ?? ''}`.includes(words)

/** Every function of the documents in every unit it falls to; a township's account sees its own and the county's. */
export async function slotsOf(context: Context): Promise<Slot[]> {
  const rules = functionsIn(await context.policyOn(context.today))
  if (rules.length === 0) return []
  const townships = await townshipNamesOf(context)
  const { actor } = context
  const own = [...townships.keys()].filter((id) => actor.scope.kind === 'county' || actor.scope.ids.includes(id))
  const rows = await responsiblesOn(context, context.today)
  const leaves = await leavesOn(context, context.today)
  const people = new Map((await officials(context)).map((one) => [one.id, one]))
  const names = may(actor, 'duties.name')
  return rules.flatMap((rule) =>
    (rule.level === 'county' ? [null] : own).map((townshipId): Slot => {
      const row = rows.find((each) => each.function === rule.function && each.townshipId === townshipId)
      const leave = leaves.find(({ accountId }) => row !== undefined && accountId === row.accountId)
      const account = row?.accountId ? people.get(row.accountId) : undefined
      return {
        key: `${rule.function} ${townshipId ?? ''}`,
        function: rule.function,
        title: rule.title,
        townshipId,
        unit: townshipId === null ? '县级' : (townships.get(townshipId) ?? ''),
        ruledDepartment: rule.department,
        section: rule.section,
        person: row ? namedOf(row) : null,
        acting: leave ? { name: leave.deputyName, toOn: leave.toOn } : null,
        gone: row?.accountId ? !account || !worksIn(account, townshipId) : false,
        unreported: row !== undefined && rule.section && !row.asRuled && row.reportedOn === null,
        citations: rule.citations,
        mayName: names && (actor.scope.kind === 'county' || townshipId !== null),
      }
    }),
  )
}

const signatures = ['经办', '负责人']
const columns = [
  { title: '序号', width: 6, format: 'integer' as const },
  { title: '职能', width: 18 },
  { title: '单位', width: 14 },
  { title: '承担的科室或部门', width: 22 },
  { title: '责任人', width: 16 },
  { title: '代理人', width: 16 },
  { title: '起', width: 12 },
  { title: '上报省厅', width: 12 },
  { title: '培训', width: 12 },
  { title: '情况', width: 24 },
]

export function noteOf({ person, acting, gone, unreported }: Slot): string {
  if (!person) return '这个职能还没有单位承担。'
  const notes = [
    ...(gone ? ['已离开本单位，请另行指定'] : []),
    ...(person.deputyName ? [] : ['没有代理人，应指定']),
    ...(acting ? [`请假，由${acting.name}代理到${acting.toOn}`] : []),
    ...(unreported ? ['尚未归口，应上报省厅'] : []),
  ]
  return notes.join('；')
}

const lineOf = (slot: Slot, index: number) => [
  index + 1,
  slot.title,
  slot.unit,
  slot.person?.department ?? slot.ruledDepartment,
  slot.person?.name ?? '',
  slot.person?.deputyName ?? '',
  slot.person?.fromOn ?? '',
  slot.person?.reportedOn ?? '',
  slot.person?.trainedOn ?? '',
  noteOf(slot),
]
