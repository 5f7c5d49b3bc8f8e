/** Use cases of 本地配套政策. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile, storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { duties } from './contract.ts'
import { db } from './handover-stored.ts'
import type { LocalPolicy, PolicyState } from './policy-operations.ts'
import { stateOf, topicText } from './policy-rules.ts'

export const localPolicies = part(duties, {
  async localPolicies(context) {
    const rows = await policiesOf(context, context.county)
    return { rows: rows.map(shown), state: await stateIn(context, context.county) }
  },

  async registerLocalPolicy(context, { number, title, issuedOn, topics, fileId }) {
    const reasons: Reason[] = []
    if (issuedOn > context.today)
      reasons.push({ code: 'issuedOn', message: '印发日晚于今天；应填文件已经印发的日期。请核对日期' })
    const unknown = topics.filter((code) => !(code in topicText))
    if (unknown.length > 0) reasons.push({ code: 'topics', message: '选了没有的事项。请从列表中选择涉及的事项' })
    requireNone(reasons)
    const file = fileId === undefined ? undefined : await claimFile(context, fileId, 'duties.localPolicy')
    const id = context.newId()
    await db(context)
      .insertInto('duties.localPolicy')
      .values({
        countyCode: context.county,
        id,
        number,
        title,
        issuedOn,
        topics: [...new Set(topics)],
        fileId: file?.fileId ?? null,
        fileName: file?.name ?? '',
        enteredBy: context.actor.accountId,
        enteredName: context.actor.name,
        enteredAt: context.now,
      })
      .execute()
    return { id }
  },

  async fileLocalPolicy(context, { id, on, receipt, fileId }) {
    const row = await lockPolicy(context, id)
    const reasons: Reason[] = []
    if (row.filedOn !== null)
      reasons.push({ code: 'filed', message: `已于${dateText(row.filedOn)}登记备案，不必再报。请刷新后查看` })
    if (on > context.today) reasons.push({ code: 'on', message: '备案日晚于今天；应填已经报送的日期。请核对日期' })
    if (on < row.issuedOn)
      reasons.push({
        code: 'on',
        message: `备案日早于印发日${dateText(row.issuedOn)}；文件印发以后才能备案。请核对日期`,
      })
    requireNone(reasons)
    const file = fileId === undefined ? undefined : await claimFile(context, fileId, 'duties.localPolicy')
    await changePolicy(context, id)
      .set({ filedOn: on, receipt, receiptFileId: file?.fileId ?? null, receiptFileName: file?.name ?? '' })
      .execute()
    return { id }
  },

  async dropLocalPolicy(context, { id, reason }) {
    await lockPolicy(context, id)
    await changePolicy(context, id).set({ droppedAt: context.now, dropReason: reason }).execute()
    return { id }
  },

  async openLocalPolicyFile(context, { id, which }) {
    const row = (await policiesOf(context, context.county)).find((each) => each.id === id)
    const fileId = which === 'policy' ? row?.fileId : row?.receiptFileId
    if (!fileId) return refuse('not_found', 'file', '没有上传过这份文件。请查看纸质原件')
    return { ticket: await ticketFor(context, fileId), name: (await storedFile(context, fileId)).name }
  },

  async policyFiling(context, { late }) {
    const { counties } = context.actor.scope
    const names = await namesOf(context, counties)
    const found = []
    for (const county of counties.filter((each) => each !== '000000')) {
      const documents = (await policiesOf(context, county)).filter(({ droppedAt }) => droppedAt === null).length
      const state = await stateIn(context, county)
      found.push({ county, name: names.get(county) ?? county, documents, state })
    }
    const rows = late ? found.filter(({ state }) => isLate(state)) : found
    context.shows({ late }, rows.length)
    return rows
  },
})

/** Still to be done after the day; what was done late stays in its own line with its days. */
export const isLate = ({ doneOn, lateDays }: PolicyState): boolean => doneOn === null && lateDays > 0

function policiesOf(context: Context, county: string) {
  return db(context)
    .selectFrom('duties.localPolicy')
    .selectAll()
    .where('countyCode', '=', county)
    .orderBy('issuedOn', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute()
}
type Stored = Awaited<ReturnType<typeof policiesOf>>[number]

const shown = (row: Stored): LocalPolicy => ({
  id: row.id,
  number: row.number,
  title: row.title,
  issuedOn: row.issuedOn,
  topics: row.topics,
  fileName: row.fileName,
  filedOn: row.filedOn,
  receipt: row.receipt,
  receiptFileName: row.receiptFileName,
  enteredBy: row.enteredName,
  dropReason: row.dropReason,
})

interface Duty {
  due?: PlainDate
}

export async function stateIn(context: Context, county: string): Promise<PolicyState> {
  const policy = await context.policyOn(context.today, county)
  const documents = (await policiesOf(context, county)).filter(({ droppedAt }) => droppedAt === null)
  const { topics, dueOn, citations } = asked(policy)
  return stateOf({ topics, dueOn, documents, today: context.today, citations })
}

function asked(policy: PolicyInForce) {
  const topics = policy.find<string[]>('policy.local_topics')
  const duty = policy.find<Duty>('duty.local-policy')
  return {
    topics: topics?.value ?? [],
    dueOn: topics ? (duty?.value.due ?? null) : null,
    citations: [...(topics?.citations ?? []), ...(duty?.citations ?? [])],
  }
}

async function lockPolicy(context: Context, id: string): Promise<Stored> {
  const row = await db(context)
    .selectFrom('duties.localPolicy')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not_found', 'local_policy', '没有找到这份文件。请从“本地配套政策”中打开')
  if (row.droppedAt !== null)
    refuse('conflict', 'dropped', `这份文件已作废（${row.dropReason}），不能再办。请刷新后查看`)
  return row
}

const changePolicy = (context: Context, id: string) =>
  db(context).updateTable('duties.localPolicy').where('countyCode', '=', context.county).where('id', '=', id)

export async function namesOf(context: Context, counties: readonly string[]): Promise<Map<string, string>> {
  const rows = await db(context)
    .selectFrom('access.areaView')
    .select(['countyCode', 'name'])
    .where('level', '=', 'county')
    .where('countyCode', 'in', [...counties, '000000'])
    .execute()
  return new Map(rows.flatMap(({ countyCode, name }) => (countyCode ? [[countyCode, name] as const] : [])))
}
