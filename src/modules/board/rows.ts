/** One line per provider: where each step of its month stands. */
import { sql } from 'kysely'
import { lastDay, firstDay, type PlainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import type { Context } from '#platform/context.ts'
import type { BoardRow, BoardStep, StepName, StepState } from './contract.ts'

interface Township {
  townshipId: string
  name: string
  persons: number
  withAgreement: number
  visits: number
  doubtful: number
  score: string
  sent: boolean
  late: boolean
}

interface Provider {
  organisationId: string
  name: string
  rosterId: string
  rosterStatus: 'draft' | 'locked' | 'sent' | 'acknowledged'
  persons: number
  acceptance: string | null
  statementId: string | null
  statementStatus: string | null
  payableFen: bigint | null
  paid: number
  due: number
  townships: Township[] | null
}

export async function rowsOf(context: Context, month: PlainMonth, scoresDueOn: string): Promise<BoardRow[]> {
  const { county, today } = context
  const found = await sql<Provider>`
    select r.organisation_id, coalesce(o.name, '') as name, r.id as roster_id, r.status as roster_status, r.person_count as persons,
      (select a.result from evaluations.acceptance_view a where a.county_code = r.county_code and a.month = r.month
         and a.organisation_id = r.organisation_id order by a.decided_at desc nulls last limit 1) as acceptance,
      s.id as statement_id, s.status as statement_status, s.payable_fen,
      (select count(*)::int from payments.item_view i where i.county_code = r.county_code and i.month = r.month and i.purpose = 'care'
         and i.organisation_id = r.organisation_id and i.status = 'paid') as paid,
      (select count(*)::int from payments.item_view i where i.county_code = r.county_code and i.month = r.month and i.purpose = 'care'
         and i.organisation_id = r.organisation_id) as due,
      (select json_agg(json_build_object('townshipId', t.id, 'name', t.name, 'persons', l.persons, 'withAgreement', l.with_agreement,
          'visits', coalesce(v.visits, 0), 'doubtful', coalesce(v.doubtful, 0),
          'score', coalesce((e.score_tenths / 10.0)::numeric(5, 1)::text, ''), 'sent', coalesce(e.status = 'sent', false),
          'late', coalesce(e.status, '') <> 'sent' and ${today}::date > ${scoresDueOn}::date) order by t.sort_order)
       from (select l.township_id, count(*)::int as persons,
               (count(*) filter (where exists (select from agreements.agreement_view a where a.county_code = l.county_code
                  and a.person_id = l.person_id and a.kind = 'dispersed' and a.effective_from <= ${lastDay(month)}::date
                  and (a.effective_to is null or a.effective_to >= ${firstDay(month)}::date))))::int as with_agreement
             from rosters.line_view l where l.county_code = r.county_code and l.roster_id = r.id group by l.township_id) l
       join access.area_view t on t.id = l.township_id
       left join (select township_id, organisation_id, count(*)::int as visits, (count(*) filter (where verdict = 'doubtful'))::int as doubtful
             from visits.visit_view where county_code = ${county} and month = ${month} group by township_id, organisation_id) v
         on v.township_id = l.township_id and v.organisation_id = r.organisation_id
       left join evaluations.evaluation_view e on e.county_code = r.county_code and e.month = r.month
         and e.organisation_id = r.organisation_id and e.township_id = l.township_id) as townships
    from rosters.roster_view r
    left join access.organisation_view o on o.county_code = r.county_code and o.id = r.organisation_id
    left join lateral (select id, status, payable_fen from settlement.statement_view s where s.county_code = r.county_code
      and s.month = r.month and s.organisation_id = r.organisation_id and s.status <> 'superseded' order by s.computed_at desc limit 1) s on true
    where r.county_code = ${county} and r.month = ${month}
    order by o.sort_order, o.name`.execute(context.transaction)
  return found.rows.map((provider) => boardRow(provider, month))
}

function boardRow(provider: Provider, month: PlainMonth): BoardRow {
  const townships = provider.townships ?? []
  return {
    organisationId: provider.organisationId,
    name: provider.name,
    persons: provider.persons,
    steps: stepsOf(provider, townships, month),
    townships: townships.map(({ townshipId, name, persons, withAgreement, visits, doubtful, score, late }) => ({
      townshipId,
      name,
      persons,
      withAgreement,
      visits,
      doubtful,
      score,
      late,
    })),
  }
}

function stepsOf(provider: Provider, townships: readonly Township[], month: PlainMonth): BoardStep[] {
  const sum = (of: (township: Township) => number) => townships.reduce((total, each) => total + of(each), 0)
  const { persons, rosterStatus } = provider
  const agreed = sum((each) => each.withAgreement)
  const sent = townships.filter((each) => each.sent).length
  const visits = sum((each) => each.visits)
  const doubtful = sum((each) => each.doubtful)
  const step = (name: StepName, state: StepState, text: string, to: string) => ({ step: name, state, text, to })
  const search = `month=${month}&organisationId=${provider.organisationId}`
  const locked = rosterStatus !== 'draft'
  return [
    step(
      'roster',
      rosterStatus === 'acknowledged' ? 'done' : 'under_way',
      rosterText[rosterStatus],
      `/rosters/${provider.rosterId}?month=${month}`,
    ),
    step('agreements', stateOf(agreed, persons, locked), `${agreed}/${persons}`, `/agreements?${search}`),
    step('visits', visitState(visits, doubtful), visitText(visits, doubtful), `/visits?${search}`),
    step('evaluations', evaluationState(townships, sent), `${sent}/${townships.length}`, `/evaluations?${search}`),
    step(
      'acceptance',
      acceptanceState(provider.acceptance),
      acceptanceText(provider.acceptance),
      `/findings?${search}`,
    ),
    step('settlement', provider.statementId ? 'done' : 'none', settlementText(provider), settlementTo(provider, month)),
    step(
      'approval',
      approvalState(provider.statementStatus),
      approvalText[provider.statementStatus ?? ''] ?? '未开始',
      settlementTo(provider, month),
    ),
    step(
      'payment',
      stateOf(provider.paid, provider.due, provider.due > 0),
      provider.due ? `${provider.paid}/${provider.due}笔` : '未开始',
      `/payments?month=${month}`,
    ),
  ]
}

const rosterText = { draft: '草稿', locked: '已锁定', sent: '已发送', acknowledged: '已签收' }
const approvalText: Record<string, string> = {
  computed: '未送审',
  submitted: '待民政审',
  civil_approved: '待财政审',
  finance_approved: '已通过',
  returned: '退回',
}

function stateOf(done: number, all: number, begun: boolean): StepState {
  if (!begun) return 'none'
  return done >= all ? 'done' : 'under_way'
}

function visitState(visits: number, doubtful: number): StepState {
  if (visits === 0) return 'none'
  return doubtful > 0 ? 'waiting' : 'done'
}
const visitText = (visits: number, doubtful: number) => (doubtful > 0 ? `${visits}次 存疑${doubtful}` : `${visits}次`)

function evaluationState(townships: readonly Township[], sent: number): StepState {
  if (townships.length > 0 && sent === townships.length) return 'done'
  if (townships.some((each) => each.late)) return 'overdue'
  return sent > 0 ? 'under_way' : 'none'
}

function acceptanceState(result: string | null): StepState {
  if (result === 'accepted') return 'done'
  return result === null ? 'none' : 'waiting'
}
const acceptanceText = (result: string | null) =>
  result === 'accepted' ? '已验收' : result === null ? '未开始' : '未通过'

const settlementText = ({ payableFen }: Provider) => (payableFen === null ? '未算' : yuanText(payableFen))
const settlementTo = ({ statementId }: Provider, month: PlainMonth) =>
  statementId ? `/settlements/${statementId}?month=${month}` : `/settlements?month=${month}`

function approvalState(status: string | null): StepState {
  if (status === 'finance_approved') return 'done'
  if (status === 'returned') return 'overdue'
  return status === null ? 'none' : 'waiting'
}
