/** The stages of a month in 莘县's demonstration, each as its own people take it on its own day. */
import { addMonths, type PlainMonth } from '#kernel/calendar.ts'
import { evaluations } from '#modules/evaluations/contract.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { settlement } from '#modules/settlement/contract.ts'
import { randomOf } from '#platform/demo/random.ts'
import type { DemoArea } from '#platform/demo/places.ts'
import { type Acting, inLanes } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import { type DemoProvider, townshipAccount } from './shenxian-places.ts'
import { pointsOf } from './shenxian-scores.ts'

const clerk = 'county-clerk'
const leader = 'county-leader'

/** Drafts for all three; answers the roster of each organisation. */
export async function draftRosters(acting: Acting, days: DemoDays, month: PlainMonth): Promise<Map<string, string>> {
  const at = days.at(days.on(month, 3), '09:00')
  await acting.do({ by: clerk, at, contract: rosters, name: 'generate', key: month, input: { month } })
  const list = await acting.ask({ by: clerk, at, contract: rosters, name: 'list', input: { month } })
  return new Map(list.map(({ organisationId, id }) => [organisationId, id]))
}

export type Reached = 'sent' | 'acknowledged'

interface Sending {
  month: PlainMonth
  provider: DemoProvider
  rosterId: string
  personIds: string[]
  to: Reached
}

export async function sendRoster(acting: Acting, days: DemoDays, sending: Sending): Promise<void> {
  const { month, provider, rosterId, personIds, to } = sending
  const key = `${month}-${provider.no}`
  const own = { contract: rosters, key } as const
  const locked = days.at(days.on(month, 5), '10:00')
  const confirm = { rosterId, personIds, remark: '' }
  await acting.do({ ...own, by: clerk, at: locked, name: 'confirmChanges', input: confirm })
  await acting.do({ ...own, by: clerk, at: locked, name: 'lock', input: { rosterId } })
  const sent = days.at(days.on(month, 6), '09:00')
  await acting.do({ ...own, by: leader, at: sent, name: 'send', input: { rosterId } })
  if (to !== 'acknowledged') return
  const acknowledged = days.at(days.on(month, 6), '15:00')
  await acting.do({ ...own, by: provider.account, at: acknowledged, name: 'acknowledge', input: { rosterId } })
}

export type Judged = 'none' | 'drawn' | 'filling' | 'sent'

export interface Judging {
  month: PlainMonth
  provider: DemoProvider
  /** How far each township has come, by its place among the provider's. */
  reached: (place: number) => Judged
}

/** Townships judge in the first days of the next month. */
export async function evaluate(acting: Acting, days: DemoDays, { month, provider, reached }: Judging): Promise<void> {
  const work = provider.townships.map((township, place) => ({ township, to: reached(place) }))
  await inLanes(
    work.filter(({ to }) => to !== 'none'),
    ({ township, to }) => evaluateOne(acting, days, { month, provider, township, to }),
  )
}

interface One {
  month: PlainMonth
  provider: DemoProvider
  township: DemoArea
  to: Judged
}

async function evaluateOne(acting: Acting, days: DemoDays, { month, provider, township, to }: One): Promise<void> {
  const next = addMonths(month, 1)
  const by = townshipAccount(township.id, 'clerk')
  const key = `${month}-${provider.no}-${township.order}`
  const random = randomOf(`shenxian/evaluation/${key}`)
  const own = { contract: evaluations, by } as const
  const drawnAt = days.at(days.on(next, 1), '09:00')
  const draw = { month, organisationId: provider.organisationId, townshipId: township.id }
  const { evaluationId } = await acting.do({ ...own, at: drawnAt, name: 'draw', key, input: draw })
  if (to === 'drawn') return
  const { sheets } = await acting.ask({ ...own, at: drawnAt, name: 'get', input: { evaluationId } })
  const filled = to === 'filling' ? sheets.slice(0, 2) : sheets
  for (const [index, { personId }] of filled.entries()) {
    const at = days.at(days.on(next, 2 + (index % 2)), `1${index % 6}:20`)
    const input = { evaluationId, personId, visitedAt: at, ...sheetOf(random), points: pointsOf(random) }
    await acting.do({ ...own, at, name: 'saveSheet', key: `${key}-${index}`, input })
  }
  if (to === 'filling') return
  const summedUp = days.at(days.on(next, 4), '09:00')
  const summary = { evaluationId, evaluators: ['经办员（演示）', '村代表（演示）'], resultText: random.pick(results) }
  await acting.do({ ...own, at: summedUp, name: 'saveSummary', key, input: summary })
  const sent = days.at(days.on(next, 4), '16:00')
  const signing = townshipAccount(township.id, 'leader')
  await acting.do({ ...own, by: signing, at: sent, name: 'send', key, input: { evaluationId } })
}

const results = [
  '照料人员按时上门，居室整洁，老人普遍满意。',
  '服务次数足，个别老人希望时间固定。',
  '总体良好，记录及时，衣被清洁。',
  '基本按约定服务，一户居室卫生需改进。',
]

function sheetOf(random: ReturnType<typeof randomOf>) {
  return {
    way: random.weighted([
      ['home', 7],
      ['phone', 2],
      ['neighbour', 1],
    ] as const),
    carerComes: random.weighted([
      ['yes', 19],
      ['unknown', 1],
    ] as const),
    howOften: random.pick(['每周两次', '每三天一次', '每周两三次']),
    satisfied: random.weighted([
      ['yes', 15],
      ['fair', 4],
      ['no', 1],
    ] as const),
    room: random.pick(['整洁', '较整洁', '一般']),
    clothing: random.pick(['干净', '较干净']),
    meals: random.pick(['按时', '一日两餐', '能自己做饭']),
    smell: '无',
    words: random.pick(['来了会扫地、量血压', '盼着多说说话', '都好', '衣服洗得干净']),
  }
}

export async function accept(acting: Acting, days: DemoDays, { month, provider }: Pick<Judging, 'month' | 'provider'>) {
  const next = addMonths(month, 1)
  const { organisationId } = provider
  const own = { contract: evaluations, key: `${month}-${provider.no}` } as const
  const items = ['服务对象和次数', '服务内容和质量', '记录和佐证', '满意度'].map((title) => ({
    title,
    result: 'good' as const,
  }))
  const words = '乡镇考评已送齐，抽查记录与名册相符。'
  const proposal = { month, organisationId, result: 'accepted' as const, items, words }
  const proposed = days.at(days.on(next, 9), '10:00')
  const { proposalId } = await acting.do({
    ...own,
    by: clerk,
    at: proposed,
    name: 'proposeAcceptance',
    input: proposal,
  })
  const decided = days.at(days.on(next, 10), '09:00')
  await acting.do({ ...own, by: leader, at: decided, name: 'decideAcceptance', input: { proposalId, agree: true } })
}

export type Approved = 'computed' | 'submitted' | 'civil_approved' | 'finance_approved'
const order: readonly Approved[] = ['computed', 'submitted', 'civil_approved', 'finance_approved']

interface Settling {
  month: PlainMonth
  provider: DemoProvider
  to: Approved
}

export async function settle(acting: Acting, days: DemoDays, { month, provider, to }: Settling): Promise<void> {
  const next = addMonths(month, 1)
  const { organisationId } = provider
  const own = { contract: settlement, key: `${month}-${provider.no}` } as const
  const computed = days.at(days.on(next, 11), '09:00')
  const input = { month, organisationId }
  const { statementId } = await acting.do({ ...own, by: clerk, at: computed, name: 'compute', input })
  const { rows } = await acting.ask({ contract: settlement, by: clerk, at: computed, name: 'list', input })
  const hash = rows.find(({ id }) => id === statementId)?.hash
  if (!hash) throw new Error(`the demonstration's statement of ${month} has no hash`)
  const seen = { statementId, hash }
  const reaches = (step: Approved) => order.indexOf(to) >= order.indexOf(step)
  const at = (day: number, clock: string) => days.at(days.on(next, day), clock)
  if (reaches('submitted')) await acting.do({ ...own, by: clerk, at: at(11, '11:00'), name: 'submit', input: seen })
  if (reaches('civil_approved'))
    await acting.do({ ...own, by: leader, at: at(12, '09:00'), name: 'approveCivil', input: seen })
  if (reaches('finance_approved'))
    await acting.do({ ...own, by: 'finance', at: at(14, '09:00'), name: 'approveFinance', input: seen })
}

export async function closeMonth(acting: Acting, days: DemoDays, month: PlainMonth): Promise<void> {
  const next = addMonths(month, 1)
  const own = { contract: rosters, key: month } as const
  const reason = '三家机构均已审定，名册、结算相符'
  const proposed = days.at(days.on(next, 27), '16:00')
  await acting.do({ ...own, by: clerk, at: proposed, name: 'proposeClosing', input: { month, reason } })
  await acting.do({ ...own, by: leader, at: days.at(days.on(next, 28), '09:00'), name: 'close', input: { month } })
}
