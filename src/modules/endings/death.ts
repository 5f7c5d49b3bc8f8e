/** 死亡处理: the report that stops everything, what is entered afterwards, the closing, and the report taken back. */
import { dateText, dayOf } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { reportDeath, withdrawDeath } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { deathActText, endings, issuerText, kindText, type Stop, takerText } from './contract.ts'
import { certifies, latenessOf, leftOpen, objectionsToReport } from './death-rules.ts'
import {
  askedOfDeath,
  type Death,
  deathActsOf,
  deathStateOf,
  keepDeath,
  lockDeath,
  takeDeathStep,
  writeDeathAct,
} from './death-stored.ts'
import { findPerson, type Person } from './opening.ts'
import { stopsAfter, stopsFor } from './stops.ts'
import { db, nextNumber } from './stored.ts'

type Operations = (typeof endings)['operations']
type Report = InputOf<Operations['reportDeath']>
type Step = InputOf<Operations['recordDeath']>['step']

export const deathParts = part(endings, {
  async reportDeath(context, input) {
    const person = await findPerson(context, input.personId)
    requireNone(objectionsToReport(input, context.now))
    await requireLivedIn(context, input.livedInId)
    // The case stands before the report goes round, so that whoever hears of the death finds it.
    const row = await openCase(context, person, input)
    const { personId, diedOn } = input
    const { warnings } = await reportDeath(context, {
      personId,
      diedOn,
      paperReference: input.paperReference || `${row.number} ${input.reporter}报告`,
      certified: certifies(input.paperReference),
    })
    const stopped = await stopsAfter(context, { personId, last: diedOn, death: true })
    await keepStopped(context, row.id, stopped)
    const { terms } = await askedOfDeath(context, context.today)
    const late = latenessOf(input, terms)
    return {
      deathId: row.id,
      number: row.number,
      stopped: stopsFor(context, stopped),
      warnings: [...(late.urgency === 'in_time' ? [] : [`${late.text}。`]), ...warnings],
    }
  },

  async confirmDeath(context, { deathId, on, words }) {
    await takeDeathStep(context, await lockDeath(context, deathId), { kind: 'confirmed', on, words })
    return {}
  },

  async recordDeath(context, { deathId, on, step, words, proof, fileId }) {
    const row = await lockDeath(context, deathId)
    if (step.kind === 'estate_handed' && step.taker !== 'none' && step.name === '')
      refuse('invalid', 'step.name', '没有填写接收人。请填写接收人的姓名或单位')
    if (step.kind === 'certificate') await requireCertificate(context, row, { words, proof, fileId })
    const amountFen = 'amountFen' in step ? step.amountFen : null
    const said = { kind: step.kind, details: detailsOf(step), amountFen }
    await takeDeathStep(context, row, { ...said, on, words, proof, fileId })
    return {}
  },

  async closeDeath(context, { deathId, words }) {
    const row = await lockDeath(context, deathId)
    await takeDeathStep(context, row, { kind: 'closed', on: context.today, words })
    await requireSaid(context, row, words)
    const { retention } = await askedOfDeath(context, context.today)
    if (!retention)
      return refuse('refused', 'retention', '没有登记档案保管期限，不能结案。请先在“政策依据”采用档案保管期限')
    // C-24: the clock runs from the end of service, not from the day on which somebody gets round to closing.
    const keepThrough = retention.keepThrough(row.diedOn)
    await keepDeath(context, deathId, { status: 'closed', closedOn: context.today, keepThrough })
    return { keepThrough }
  },

  async withdrawDeath(context, { deathId, words }) {
    const row = await lockDeath(context, deathId)
    await takeDeathStep(context, row, { kind: 'withdrawn', on: context.today, words })
    await keepDeath(context, deathId, { status: 'withdrawn' })
    const basis = `${row.number} 撤销死亡报告：${words}`
    await withdrawDeath(context, { personId: row.personId, diedOn: row.diedOn, reportedAt: row.receivedAt, basis })
    context.because(words)
    return {
      restored: [
        '供养状态、名册、发放恢复为报告以前的登记',
        '因死亡立的追回款撤销，入住、协议恢复，代管账户解冻',
        '报告时登记返回的住院、请假、外出不能恢复，请重新登记',
        '“我的救助情况”的查询凭条已停用，请重新发放',
        ...(await changesLost(context, row)),
      ],
    }
  },
})

/** What no document makes a condition of closing may stay undone, but not unsaid. */
async function requireSaid(context: Context, row: Death, words: string): Promise<void> {
  const left = leftOpen(deathStateOf(row, await deathActsOf(context, [row.id])))
  if (left.length === 0 || words.trim().length >= 4) return
  const titles = left.map((kind) => `“${deathActText[kind]}”`).join('、')
  refuse('invalid', 'words', `${titles}还没有登记。请先登记；不用办、办不了的，结案时写明理由`)
}

async function openCase(context: Context, person: Person, report: Report) {
  const { diedOn, discoveredAt, reportedAt, placeKind, place, reporter, reporterKind, paperReference } = report
  const livedInId = report.livedInId === person.townshipId ? null : report.livedInId
  const row = {
    id: context.newId(),
    number: await nextNumber(context, 'death'),
    personId: person.id,
    townshipId: person.townshipId,
    organisationId: person.organisationId,
  }
  await db(context)
    .insertInto('endings.death')
    .values({
      ...row,
      countyCode: context.county,
      diedOn,
      discoveredAt,
      reportedAt,
      placeKind,
      place,
      reporter,
      reporterKind,
      paperReference,
      livedInId,
      status: 'open',
      receivedBy: context.actor.accountId,
      receivedName: context.actor.name,
      receivedAt: context.now,
      changedAt: context.now,
    })
    .execute()
  const words = `${dateText(diedOn)}死亡，${reporter}报告`
  await writeDeathAct(context, row, { kind: 'reported', on: dayOf(reportedAt), words, proof: paperReference })
  return row
}

/** F-46: no body is disposed of on a number alone; a second certificate says why the first does not stand. */
async function requireCertificate(
  context: Context,
  row: Death,
  { words, proof, fileId }: { words: string; proof: string; fileId: string | null },
): Promise<void> {
  if (fileId === null && proof.trim().length < 4)
    refuse('invalid', 'proof', '登记死亡证明须有证明。请上传扫描件，或在凭据中写明原件放在哪里')
  const before = (await deathActsOf(context, [row.id])).findLast(({ kind }) => kind === 'certificate')
  if (before && words.trim().length < 4)
    refuse(
      'invalid',
      'words',
      `已于${dateText(before.onDay)}登记死亡证明。换发、更正的，请在说明中写明原因；两次都留存`,
    )
}

/** A change under way that the report withdrew is not taken up by itself. */
async function changesLost(context: Context, { personId, receivedAt }: Death): Promise<string[]> {
  const rows = await db(context)
    .selectFrom('endings.act as act')
    .innerJoin('endings.change as change', (join) =>
      join.onRef('change.countyCode', '=', 'act.countyCode').onRef('change.id', '=', 'act.changeId'),
    )
    .select(['change.number', 'change.kind'])
    .where('act.countyCode', '=', context.county)
    .where('act.personId', '=', personId)
    .where('act.kind', '=', 'withdrawn')
    .where('act.at', '=', receivedAt)
    .execute()
  return rows.map(({ number, kind }) => `报告时撤回的${kindText[kind]}${number}不自动恢复，仍要办的请重新提出`)
}

async function requireLivedIn(context: Context, livedInId: string | null): Promise<void> {
  if (livedInId === null) return
  const area = await db(context)
    .selectFrom('access.areaView')
    .select('level')
    .where('countyCode', '=', context.county)
    .where('id', '=', livedInId)
    .executeTakeFirst()
  if (area?.level !== 'township')
    refuse(
      'refused',
      'livedInId',
      '所选的居住地不是本县的乡镇（街道），没有单位可以告知。请重新选择；住在外县的不选，在地点说明中写明',
    )
}

/** Under the whole county: the home in which he lived sees him no longer. */
async function keepStopped(context: Context, deathId: string, stopped: readonly Stop[]): Promise<void> {
  await context.within({ kind: 'county', counties: [context.county], ids: [] }, () =>
    db(context)
      .updateTable('endings.death')
      .set({ stopped: JSON.stringify(stopped) })
      .where('countyCode', '=', context.county)
      .where('id', '=', deathId)
      .execute(),
  )
}

const wayText = { cremation: '火化', burial: '土葬（依法可以土葬的）', other: '其他' } as const

function detailsOf(step: Step): Record<string, string> {
  switch (step.kind) {
    case 'certificate_asked':
      return { 联系单位: step.whom }
    case 'certificate':
      return { 出具方: step.issuer, 出具单位: `${issuerText[step.issuer]} ${step.issuerName}`, 证明编号: step.no }
    case 'family_told':
      return { 通知: step.whom }
    case 'disposal':
      return { 方式: wayText[step.way], 地点: step.place }
    case 'funeral_cost':
      return { 支付: step.payer, 凭证号: step.voucher }
    case 'money_settled':
      return { 交给: step.receiver }
    case 'estate_listed':
      return { 见证人: step.witnesses }
    case 'estate_handed':
      return { 归属: takerText[step.taker], ...(step.name ? { 接收: step.name } : {}) }
  }
}
