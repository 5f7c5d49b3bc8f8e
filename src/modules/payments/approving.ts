/** Two persons of two units approve, none of them the maker (requirements 3.3). */
import { addMonths, dateText, monthOf, monthText, plainMonth } from '#kernel/calendar.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import { type Entry, post } from '#modules/ledger/index.ts'
import { requireOpen } from '#modules/rosters/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { lapsedInBatch } from './consents.ts'
import { payments } from './contract.ts'
import { shortened } from './items.ts'
import {
  hashOf,
  liveItems,
  lockedBatch,
  moveBatch,
  requireStatus,
  type StoredBatch,
  type StoredItem,
} from './stored.ts'
import { purposeText, Step, stepText } from './words.ts'

const db = tablesOf<'payments', 'persons'>()

export const approving = part(payments, {
  async approve(context, { batchId, words }) {
    const batch = await lockedBatch(context, batchId)
    requireStatus(batch, ['draft', 'civil_approved'], '审批')
    await requireOpen(context, batch.month)
    const items = await liveItems(context, batchId)
    if (items.length === 0) refuse('refused', 'empty', `批次${batch.number}没有要发放的笔。请先生成或作废`)
    const { step, last } = await stepOf(context, batch)
    requireNone(await objectionsToApprover(context, batch, step))
    requireNone(await stopsOf(context, batch))
    await keepApproval(context, batch, { step, verdict: 'passed', words, items })
    await moveBatch(context, batch, { status: last ? 'finance_approved' : 'civil_approved' })
    if (last) await accrue(context, batch, items)
    return {}
  },

  async returnBatch(context, { batchId, reason }) {
    const batch = await lockedBatch(context, batchId)
    requireStatus(batch, ['draft', 'civil_approved', 'finance_approved'], '退回')
    const step: Step = context.actor.role === 'finance' ? 'finance' : 'civil_affairs_leader'
    if (batch.madeBy === context.actor.accountId) refuse('refused', 'same_person', ownWords)
    const items = await liveItems(context, batchId)
    await keepApproval(context, batch, { step, verdict: 'returned', words: reason, items })
    if (batch.status === 'finance_approved') await reverse(context, batch, items)
    await moveBatch(context, batch, { status: 'draft', round: batch.round + 1, returnedReason: reason })
    return {}
  },
})

const ownWords = '您是经办人，须由另一人审批。'
const roleOf: Record<Step, string> = { civil_affairs_leader: 'county-leader', finance: 'finance' }

/** Whose turn it is, by the county's own order of approvals. */
export async function stepOf(context: Context, batch: Pick<StoredBatch, 'id' | 'round' | 'status'>) {
  const policy = await context.policyOn(context.today)
  const steps = Step.array().parse(policy.value('payment.approvals').value)
  const done = await db(context)
    .selectFrom('payments.approval')
    .select('step')
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batch.id)
    .where('round', '=', batch.round)
    .where('verdict', '=', 'passed')
    .execute()
  const step = steps[done.length]
  if (!step || batch.status === 'finance_approved')
    return refuse('conflict', 'approved', '这个批次已审批完，请刷新后查看')
  return { step, last: done.length === steps.length - 1 }
}

async function objectionsToApprover(context: Context, batch: StoredBatch, step: Step): Promise<Reason[]> {
  const { actor } = context
  if (batch.madeBy === actor.accountId) return [{ code: 'same_person', message: ownWords }]
  if (actor.role !== roleOf[step]) {
    const message = `这一步由${stepText[step]}审批，您的角色不能代替。请等${stepText[step]}审批后再办理。`
    return [{ code: 'not_your_step', message }]
  }
  const earlier = await db(context)
    .selectFrom('payments.approval')
    .select(['byAccount', 'byUnit', 'byName'])
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batch.id)
    .where('round', '=', batch.round)
    .where('verdict', '=', 'passed')
    .execute()
  const other = earlier.find(({ byAccount, byUnit }) => byAccount === actor.accountId || byUnit === unitOf(context))
  if (!other) return []
  return [{ code: 'same_unit', message: `本批次已由${other.byName}审批。两次审批须由两个单位的两个人办理。` }]
}

const unitOf = (context: Context): string => context.actor.organisationId ?? context.actor.role

interface Verdict {
  step: Step
  verdict: 'passed' | 'returned'
  words: string
  items: readonly StoredItem[]
}

async function keepApproval(context: Context, batch: StoredBatch, { items, ...verdict }: Verdict): Promise<void> {
  await db(context)
    .insertInto('payments.approval')
    .values({
      ...verdict,
      countyCode: context.county,
      id: context.newId(),
      batchId: batch.id,
      round: batch.round,
      totalFen: batch.totalFen,
      itemCount: batch.itemCount,
      hash: hashOf(items),
      madeBy: batch.madeBy,
      byAccount: context.actor.accountId,
      byName: context.actor.name,
      byRole: context.actor.role,
      byUnit: unitOf(context),
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}

export const payableOf = (item: Pick<StoredItem, 'payeeKind'>) => {
  if (item.payeeKind === 'provider_account') return 'payable:provider' as const
  return item.payeeKind === 'person' || item.payeeKind === 'relative'
    ? ('payable:persons' as const)
    : ('payable:home' as const)
}

/** What every posting of a line carries. */
export const entryOf = (batch: StoredBatch, item: StoredItem, what: string): Omit<Entry, 'debit' | 'credit'> => ({
  earmark: item.purpose,
  amountFen: item.amountFen,
  summary: `${what}${batch.month}${purposeText[item.purpose]}费 ${batch.number}第${item.lineNo}笔`,
  source: { table: batch.round === 1 ? 'payments.item' : `payments.item#${batch.round}`, id: item.id },
  organisationId: item.organisationId,
  personId: item.personId,
})

/** Approved money is owed from now on; a line sent again was owed all the while. */
async function accrue(context: Context, batch: StoredBatch, items: readonly StoredItem[]): Promise<void> {
  const fresh = items.filter(({ reissueOf }) => reissueOf === null)
  if (fresh.length === 0) return
  await post(
    context,
    fresh.map((item) => ({ ...entryOf(batch, item, '应付'), debit: 'expense' as const, credit: payableOf(item) })),
  )
}

async function reverse(context: Context, batch: StoredBatch, items: readonly StoredItem[]): Promise<void> {
  const fresh = items.filter(({ reissueOf }) => reissueOf === null)
  if (fresh.length === 0) return
  await post(
    context,
    fresh.map((item) => ({
      ...entryOf(batch, item, '退回冲销应付'),
      debit: payableOf(item),
      credit: 'expense' as const,
    })),
  )
}

type Stoppable = Pick<StoredBatch, 'id' | 'status' | 'purpose'>
const notOut: readonly string[] = ['draft', 'civil_approved', 'finance_approved']

/** What stops a batch that is not out yet, as people and consents stand now; nothing stops one that is. */
export async function stopsOf(context: Context, batch: Stoppable): Promise<Reason[]> {
  if (!notOut.includes(batch.status)) return []
  return [...(await deadInBatch(context, batch)), ...(await lapsedInBatch(context, batch))]
}

/** Whoever is known to have died before the month begins takes no money of it (payment.late_death). */
async function deadInBatch(context: Context, batch: Stoppable): Promise<Reason[]> {
  if (batch.purpose !== 'living') return []
  const rows = await db(context)
    .selectFrom('payments.share as share')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'share.countyCode').onRef('person.id', '=', 'share.personId'),
    )
    .select(['person.name', 'share.month', 'person.endedOn', 'person.endReason'])
    .where('share.countyCode', '=', context.county)
    .where('share.batchId', '=', batch.id)
    .where('share.droppedReason', 'is', null)
    .where('person.endedOn', 'is not', null)
    .execute()
  // Finance approves amounts; whose they are it sees shortened, here as in the lines.
  const finance = context.actor.role === 'finance'
  const late = rows.filter(({ month, endedOn }) => endedOn !== null && month >= addMonths(monthOf(endedOn), 1))
  return late.map(({ name, month, endedOn, endReason }) => ({
    code: 'ended_before',
    message: `${finance ? shortened(name) : name}已于${endedOn && dateText(endedOn)}${endReason === 'death' ? '死亡' : '终止供养'}，不能再发${monthText(plainMonth(month))}的钱。请把这个人移出批次（已审批的先退回）。`,
  }))
}
