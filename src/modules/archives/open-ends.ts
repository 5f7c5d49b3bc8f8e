/** What still runs for a person whose file is to be closed: each with where it is done. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Check } from './closing-rules.ts'
import { openRequests } from './stored.ts'

const db = tablesOf<'archives', 'payments' | 'agreements' | 'stays' | 'findings'>()

/** Over the whole county: what another township or the county still has to do counts as well. */
export function openEnds(context: Context, personId: string, endedOn: PlainDate | null): Promise<Check[]> {
  return context.within({ kind: 'county', counties: [context.county], ids: [] }, async () => [
    ...(await openPayments(context, personId)),
    ...(await openClaims(context, personId)),
    ...(await openAgreements(context, personId, endedOn)),
    ...(await openStays(context, personId)),
    ...(await openFindings(context, personId)),
    ...(await unanswered(context, personId)),
    ...(await toldByOthers(context, personId)),
  ])
}

const open = (code: string, count: number, text: string, to: string): Check[] =>
  count === 0 ? [] : [{ code, count, text, to, blocks: true, citations: [] }]

/** What only its own module knows: deaths, changes, cases, residents' money and so on. */
async function toldByOthers(context: Context, personId: string): Promise<Check[]> {
  const found: Check[] = []
  for (const module of context.modules)
    for (const reason of (await module.openEnds?.(context, personId)) ?? [])
      found.push({
        code: reason.code,
        text: reason.message,
        count: reason.count ?? 1,
        to: reason.next?.to ?? `/persons/${personId}`,
        blocks: true,
        citations: reason.citations ?? [],
      })
  return found
}

async function openPayments(context: Context, personId: string): Promise<Check[]> {
  const rows = await db(context)
    .selectFrom('payments.shareView')
    .select(['batchId', 'month'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('status', 'in', ['due', 'exported', 'returned'])
    .orderBy('month')
    .limit(100)
    .execute()
  const months = [...new Set(rows.map(({ month }) => month))].join('、')
  const to = rows[0] ? `/payments/${rows[0].batchId}` : '/payments'
  return open('payments', rows.length, `${rows.length}笔款还没有发放到账（${months}）。请先发放或退出批次`, to)
}

async function openClaims(context: Context, personId: string): Promise<Check[]> {
  const rows = await db(context)
    .selectFrom('payments.claimView')
    .select('month')
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('status', '=', 'open')
    .orderBy('month')
    .limit(100)
    .execute()
  const months = [...new Set(rows.map(({ month }) => month))].join('、')
  const text = `${rows.length}笔多付的款还没有追回（${months}）。请登记收回，或写明理由不予追回`
  return open('claims', rows.length, text, '/payments/claims')
}

async function openAgreements(context: Context, personId: string, endedOn: PlainDate | null): Promise<Check[]> {
  const rows = await db(context)
    .selectFrom('agreements.agreementView')
    .select(['id', 'number', 'status', 'effectiveTo'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('status', 'not in', ['terminated', 'expired'])
    .orderBy('number')
    .limit(20)
    .execute()
  // One that ran out before support ended is over, whatever its mark says.
  const running = rows.filter(({ effectiveTo }) => effectiveTo === null || endedOn === null || effectiveTo > endedOn)
  const numbers = running.map(({ number }) => number).join('、')
  const to = running[0] ? `/agreements/${running[0].id}` : '/agreements'
  return open('agreements', running.length, `协议${numbers}还没有终止。请先终止协议`, to)
}

async function openStays(context: Context, personId: string): Promise<Check[]> {
  const rows = await db(context)
    .selectFrom('stays.stayView')
    .select(['organisationId', 'fromOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('toOn', 'is', null)
    .execute()
  const [first] = rows
  const text = first ? `${dateText(first.fromOn)}入住供养机构，还没有登记离院。请先登记离院` : ''
  return open('stays', rows.length, text, first ? `/homes/${first.organisationId}` : '/homes')
}

/** Of a complaint whoever closes the file is told that the county has something open, and not what. */
async function unanswered(context: Context, personId: string): Promise<Check[]> {
  const rows = await openRequests(context, [personId])
  const complaints = rows.filter(({ kind }) => kind === 'complaint').length
  const corrections = rows.length - complaints
  return [
    ...open('requests', corrections, `${corrections}件更正申请还没有答复。请先答复`, '/requests?kind=correction'),
    ...open(
      'complaints',
      complaints,
      `县里还有${complaints}件反映没有办结，办结后才能归档`,
      '/requests?kind=complaint',
    ),
  ]
}

async function openFindings(context: Context, personId: string): Promise<Check[]> {
  const rows = await db(context)
    .selectFrom('findings.findingView')
    .select(['id', 'month'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('status', 'in', ['clue', 'verified', 'notified', 'heard'])
    .limit(20)
    .execute()
  return open(
    'findings',
    rows.length,
    `${rows.length}个服务问题还没有认定。请先认定`,
    `/persons/${personId}?panel=visits`,
  )
}
