/** Taken on by whoever receives: another township, another county, or a home; responsible to the last day of a month and from the first of the next. */
import { sql } from 'kysely'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import { decideStanding } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { done } from './changing.ts'
import { endings, kindText } from './contract.ts'
import { requireReceipt } from './papers-asked.ts'
import { receivedIn } from './receiving-village.ts'
import { type Change, db, inCounty, keep, lockChange, takeStep, wantedOf } from './stored.ts'

export const accepting = part(endings, {
  async accept(context, { changeId, on, words, proof, fileId, villageId }) {
    const row = await lockAnywhere(context, changeId)
    if (row.kind === 'to_home' || (row.kind === 'to_dispersed' && (await livesInHome(context, row)))) refuseByHand(row)
    requireOther(context, row)
    requireInsteadOf(context, row, words)
    requireInTime(context, row)
    requireReceipt({ kind: row.kind, from: wantedOf(row).from, words, today: context.today, proof, fileId })
    return inCounty(context, async () => {
      const village = row.kind === 'transfer' ? await receivedIn(context, wantedOf(row), villageId) : null
      const details = village ? { '迁入的村（居）': village.name } : {}
      const deed = { as: 'accepted' as const, on, words, details, proof, fileId }
      const also =
        row.kind === 'transfer' || row.kind === 'to_dispersed'
          ? { decisionNo: row.number, decidedOn: context.today }
          : {}
      const moved = await takeStep(context, row, { act: { kind: 'accept' }, deed, also })
      if (row.kind === 'transfer') await handOver(context, row, village?.id ?? null)
      if (row.kind === 'to_dispersed') await leaveMode(context, row)
      return done(moved)
    })
  },

  async return(context, { changeId, on, words }) {
    const row = await lockAnywhere(context, changeId)
    return inCounty(context, async () => {
      const deed = { as: 'returned' as const, on, words }
      return done(await takeStep(context, row, { act: { kind: 'return' }, deed }))
    })
  },
})

/** The county may take a person on for a township that does not answer, and says so. */
function requireInsteadOf(context: Context, row: Change, words: string): void {
  if (row.kind !== 'transfer' || context.actor.scope.kind === 'townships' || words.length >= 4) return
  refuse(
    'invalid',
    'words',
    '接收由迁入的乡镇（街道）办理；县里代为接收的，请在说明中写明原因，如“某镇书面确认接收，代录”',
  )
}

/** Whoever receives does not see the person yet; the case itself says whether it was sent to him. */
async function lockAnywhere(context: Context, changeId: string): Promise<Change> {
  const row = await inCounty(context, () => lockChange(context, changeId))
  const { scope } = context.actor
  if (scope.kind === 'county' || scope.kind === 'counties') return row
  const { townshipId } = wantedOf(row)
  if (row.kind === 'transfer' && townshipId && scope.kind === 'townships' && scope.ids.includes(townshipId)) return row
  return refuse('not_found', 'change', '没有找到这件变更。可能不在您的辖区内，请核对后再试。')
}

/** Whoever stands as centralised without a bed on file has no leaving that would change it. */
async function livesInHome(context: Context, { personId }: Change): Promise<boolean> {
  const stay = await inCounty(context, () =>
    sql`select 1 from stays.stay_view where county_code = ${context.county} and person_id = ${personId} and to_on is null limit 1`.execute(
      context.transaction,
    ),
  )
  return stay.rows.length > 0
}

async function leaveMode(context: Context, row: Change): Promise<void> {
  const { from } = await decideStanding(context, {
    personId: row.personId,
    change: { kind: 'mode', value: 'dispersed', organisationId: null },
    decision: { number: row.number, decidedOn: context.today, basis: '集中转分散' },
    source: 'decision',
  })
  await keep(context, row.id, { fromOn: from })
}

function requireOther(context: Context, row: Change): void {
  if (row.openedBy === context.actor.accountId)
    refuse('refused', 'same_hand', '移交由您送出，须由接收方确认。请由接收方办理')
}

function refuseByHand({ id, kind }: Change): never {
  const into = kind === 'to_home'
  const verb = into ? '办理入住' : '办理离院'
  const who = into
    ? '本乡镇（街道）有机构的由乡镇经办，没有机构的由县级救助经办、县级养老服务经办选机构办理，已列入其待办；'
    : ''
  throw new Refusal('refused', [
    {
      code: 'by_stays',
      message: `${kindText[kind]}在这件变更上点“${verb}”，或在机构页面办理；${who}办理当天供养方式同时改变，这件变更随之办结。`,
      next: { title: verb, to: `/changes/${id}` },
    },
  ])
}

function requireInTime(context: Context, row: Change): void {
  const { from } = wantedOf(row)
  if (row.kind !== 'transfer' || !from) return
  if (from <= context.today)
    refuse(
      'refused',
      'too_late',
      `移交起始日${dateText(from)}已过，不能倒签接收。请退回，由迁出方按以后月份的1日重新移交`,
    )
}

/** Responsible up to the last day of the month: the one; from the first of the next: the other. No day without, none with two. */
async function handOver(context: Context, row: Change, villageId: string | null): Promise<void> {
  const { townshipId, from } = wantedOf(row)
  if (!townshipId || !from) return refuse('invalid', 'wanted', '没有登记迁入的乡镇（街道），不能接收。请退回后重新移交')
  await decideStanding(context, {
    personId: row.personId,
    change: { kind: 'township', value: townshipId, villageId },
    decision: { number: row.number, decidedOn: context.today, basis: '县内迁移移交' },
    from,
    source: 'decision',
  })
  await keep(context, row.id, { fromOn: from })
}

/** Moving in or out changes the mode, whoever did it: the guided change is over. */
export async function modeHasChanged(
  context: Context,
  { personId, mode, from }: { personId: string; mode: 'dispersed' | 'centralised'; from: PlainDate },
): Promise<void> {
  const kind = mode === 'centralised' ? 'to_home' : 'to_dispersed'
  const row = await db(context)
    .selectFrom('endings.change')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('kind', '=', kind)
    .where('step', '=', 'accept')
    .forUpdate()
    .executeTakeFirst()
  if (!row) return
  const deed = { as: 'accepted' as const, on: context.today, words: `自${dateText(from)}起已变更供养方式` }
  const also = { decisionNo: row.number, decidedOn: context.today, fromOn: from }
  await takeStep(context, row, { act: { kind: 'accept' }, deed, also })
}
