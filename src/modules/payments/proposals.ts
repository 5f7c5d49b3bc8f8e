/** 追缴建议: what follows of an overlap or of a late end is proposed, heard and decided by another; then it is asked back. */
import { sql } from 'kysely'
import { dayOf, monthOf, monthText, type PlainDate, type PlainMonth, plainMonth } from '#kernel/calendar.ts'
import { sumOf, yuanText } from '#kernel/money.ts'
import type { Citation } from '#kernel/policy.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { overpaidDropped, overpaidFound } from '#modules/overlaps/contract.ts'
import { supportRestored } from '#modules/persons/contract.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { on, part, type Reaction } from '#platform/module.ts'
import { openClaims, waiveClaims } from './claims.ts'
import { type ClaimProposal, payments } from './contract.ts'
import type { Overpaid } from './due.ts'
import { monthsLeft, objectionsToProposalDeed, type ProposalDeed } from './proposal-rules.ts'
import { heardWhoText, ProposalStatus } from './words.ts'

const db = tablesOf<'payments', 'persons' | 'access'>()
const ended: readonly ProposalStatus[] = ['dismissed', 'dropped', 'recovered', 'waived']

export const proposals = part(payments, {
  async claimProposals(context, { status, open, page, pageSize }) {
    const chosen = () =>
      db(context)
        .selectFrom('payments.claimProposal as proposal')
        .innerJoin('persons.personView as person', (join) =>
          join.onRef('person.countyCode', '=', 'proposal.countyCode').onRef('person.id', '=', 'proposal.personId'),
        )
        .leftJoin('access.areaView as township', 'township.id', 'proposal.townshipId')
        .where('proposal.countyCode', '=', context.county)
        .$if(status !== undefined, (asked) => asked.where('proposal.status', '=', status ?? 'proposed'))
        .$if(open, (asked) => asked.where('proposal.status', 'not in', [...ended]))
    const rows = await chosen()
      .selectAll('proposal')
      .select(['person.name', 'township.name as township'])
      .orderBy('proposal.proposedAt', 'desc')
      .orderBy('proposal.id')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const all = await chosen()
      .select((eb) => eb.fn.countAll<bigint>().as('count'))
      .executeTakeFirstOrThrow()
    context.shows({ status, open }, rows.length)
    const me = context.actor.accountId
    const shown = rows.map(
      (row): ClaimProposal => ({
        ...row,
        months: row.months.map(plainMonth),
        citations: citationsOf(row.citations),
        township: row.township ?? '',
        mine: row.proposedBy === me || row.heardBy === me,
      }),
    )
    return { rows: shown, total: Number(all.count), at: context.now }
  },

  async hearClaim(context, { proposalId, version, on: day, who, name, words, paper, amountFen }) {
    const row = await locked(context, proposalId, version)
    requireAllowed(context, row, { kind: 'hear', by: context.actor.accountId, on: day, amountFen })
    await change(context, row, {
      status: 'heard',
      heardOn: day,
      heardWho: `${heardWhoText[who]} ${name}`,
      heardWords: words,
      heardPaper: paper,
      heardBy: context.actor.accountId,
      heardName: context.actor.name,
      ...(amountFen === undefined ? {} : { amountFen }),
    })
    return {}
  },

  async decideProposal(context, { proposalId, version, establish, reason }) {
    const row = await locked(context, proposalId, version)
    requireAllowed(context, row, { kind: 'decide', by: context.actor.accountId, establish })
    const own = establish && row.scheme === 'support'
    const sent = own ? await sentIn(context, row.personId, row.months) : []
    if (own && sent.length === 0)
      refuse('refused', 'nothing_sent', '这些月份没有发放过，或已经列入追回款，没有可追缴的。请改为“不成立”')
    context.because(reason)
    await change(context, row, {
      status: establish ? 'established' : 'dismissed',
      decidedReason: reason,
      decidedBy: context.actor.accountId,
      decidedName: context.actor.name,
      decidedAt: context.now,
      ...(own ? { amountFen: sumOf(sent.map(({ amountFen }) => amountFen)) } : {}),
    })
    await openClaims(context, sent)
    return { claims: sent.length }
  },

  async settleProposal(context, { proposalId, version, recovered, reason, voucherNo }) {
    const row = await locked(context, proposalId, version)
    requireAllowed(context, row, { kind: 'settle', by: context.actor.accountId, recovered, voucherNo })
    await change(context, row, {
      status: recovered ? 'recovered' : 'waived',
      settledReason: reason,
      settledBy: context.actor.accountId,
      settledName: context.actor.name,
      settledAt: context.now,
      voucherNo: recovered ? voucherNo : '',
    })
    return {}
  },
})

const citationsOf = (stored: unknown): Citation[] => (Array.isArray(stored) ? stored : [])

async function locked(context: Context, proposalId: string, version: number) {
  const row = await db(context)
    .selectFrom('payments.claimProposal')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', proposalId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not_found', 'proposal', '没有找到这条追缴建议，可能不在您的辖区。请刷新页面')
  if (row.version !== version) refuse('conflict', 'changed_meanwhile', '这条追缴建议刚被他人办理。请刷新后核对再提交')
  context.concerns(row.personId)
  return row
}
type Stored = Awaited<ReturnType<typeof locked>>

const requireAllowed = (context: Context, row: Stored, deed: ProposalDeed): void =>
  requireNone(objectionsToProposalDeed({ ...row, proposedOn: dayOf(row.proposedAt) }, deed, context.today))

const change = (context: Context, row: Stored, set: Partial<Stored>) =>
  db(context)
    .updateTable('payments.claimProposal')
    .set({ ...set, citations: undefined, version: row.version + 1 })
    .where('countyCode', '=', context.county)
    .where('id', '=', row.id)
    .execute()

/** What went out of support in these months and is not claimed yet. */
async function sentIn(context: Context, personId: string, months: readonly string[]): Promise<Overpaid[]> {
  const found = await sql<Overpaid>`
    select s.person_id, (array_agg(s.township_id))[1] as township_id, s.month, s.purpose, (sum(s.amount_fen) - coalesce(max(c.fen), 0))::bigint as amount_fen
    from payments.share s
    join payments.item i on i.county_code = s.county_code and i.id = s.item_id and i.statement_id is null
    left join lateral (select sum(amount_fen) as fen from payments.claim c where c.county_code = s.county_code and c.person_id = s.person_id
      and c.month = s.month and c.purpose = s.purpose and c.status <> 'waived') c on true
    where s.county_code = ${context.county} and s.person_id = ${personId} and s.dropped_reason is null
      and i.status in ('exported', 'paid') and s.month = any (${months}::text[])
    group by s.person_id, s.month, s.purpose
    having sum(s.amount_fen) > coalesce(max(c.fen), 0)
    order by s.month`.execute(context.transaction)
  return found.rows
}

export interface Proposing {
  source: 'overlap' | 'ending'
  sourceId: string
  personId: string
  /** 'support' or the code of the other benefit. */
  scheme: string
  schemeTitle: string
  months: readonly PlainMonth[]
  /** What that benefit is in a month; support is counted out of what was paid. */
  monthFen: bigint | null
  citations: readonly Citation[]
}

/** Proposed once: months asked back already stay with the earlier proposal. Answers how many months it is about. */
export function proposeClaim(context: Context, proposing: Proposing): Promise<number> {
  return context.within({ kind: 'county', counties: [context.county], ids: [] }, async () => {
    const { personId, scheme, schemeTitle, monthFen, months: wished } = proposing
    const before = await db(context)
      .selectFrom('payments.claimProposal')
      .select('months')
      .where('countyCode', '=', context.county)
      .where('personId', '=', personId)
      .where('scheme', '=', scheme)
      .where('status', 'not in', ['dismissed', 'dropped'])
      .execute()
    const asked = before.map(({ months }) => months)
    const left = monthsLeft(wished, asked)
    const sent = scheme === 'support' ? await sentIn(context, personId, left) : []
    const months = scheme === 'support' ? [...new Set(sent.map(({ month }) => month))] : left.map(plainMonth)
    if (months.length === 0) return 0
    const own = sumOf(sent.map(({ amountFen }) => amountFen))
    const amountFen = scheme === 'support' ? own : monthFen === null ? null : monthFen * BigInt(months.length)
    const { townshipId } = await db(context)
      .selectFrom('persons.personView')
      .select('townshipId')
      .where('countyCode', '=', context.county)
      .where('id', '=', personId)
      .executeTakeFirstOrThrow()
    const law = (await context.policyOn(context.today)).find('funds.overpaid')?.citations ?? []
    const named = months.map((month) => monthText(plainMonth(month))).join('、')
    const much = amountFen === null ? '，对方名单没有金额，请问明' : `，共${yuanText(amountFen)} 元`
    await db(context)
      .insertInto('payments.claimProposal')
      .values({
        countyCode: context.county,
        id: context.newId(),
        personId,
        townshipId,
        source: proposing.source,
        sourceId: proposing.sourceId,
        scheme,
        schemeTitle,
        months: [...months],
        amountFen: amountFen === 0n ? null : amountFen,
        words: `${named}多发${schemeTitle}${months.length}个月${much}。`.slice(0, 500),
        citations: JSON.stringify([...proposing.citations, ...law]),
        proposedBy: context.actor.accountId,
        proposedName: context.actor.name,
        proposedAt: context.now,
      })
      .execute()
    return months.length
  })
}

/** The judgement it follows from is another now. What was decided already is not undone behind the back of whoever decided it. */
async function drop(context: Context, sourceIds: readonly string[], why: string): Promise<void> {
  const rows = await db(context)
    .selectFrom('payments.claimProposal')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('source', '=', 'overlap')
    .where('sourceId', 'in', [...sourceIds])
    .where('status', 'not in', ['dismissed', 'dropped'])
    .forUpdate()
    .execute()
  for (const row of rows) {
    if (row.status !== 'proposed' && row.status !== 'heard')
      refuse(
        'refused',
        'claim_established',
        `据此提出的追缴已由${row.decidedName}决定成立，不能再改判定。请先由负责人在“追缴建议”登记结果`,
      )
    await change(context, row, {
      status: 'dropped',
      decidedReason: why,
      decidedBy: context.actor.accountId,
      decidedName: context.actor.name,
      decidedAt: context.now,
    })
  }
}

interface Restored {
  personId: string
  from: PlainDate
  sourceId: string
  why: string
}

/** An end was wrong: what was asked back because of it was due. What has come back already is due once more on the next list. */
async function giveBack(context: Context, { personId, from, sourceId, why }: Restored): Promise<void> {
  await waiveClaims(context, { personIds: [personId], grounds: ['ended', 'overpaid'], since: monthOf(from), why })
  const rows = await db(context)
    .selectFrom('payments.claimProposal')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('source', '=', 'ending')
    .where('sourceId', '=', sourceId)
    .where('status', 'in', ['proposed', 'heard', 'established'])
    .forUpdate()
    .execute()
  for (const row of rows) {
    const by = { accountId: context.actor.accountId, name: context.actor.name }
    if (row.status === 'established') {
      await waiveClaims(context, { personIds: [personId], grounds: ['overpaid'], months: row.months, why })
      await change(context, row, {
        status: 'waived',
        settledReason: why,
        settledBy: by.accountId,
        settledName: by.name,
        settledAt: context.now,
      })
    } else
      await change(context, row, {
        status: 'dropped',
        decidedReason: why,
        decidedBy: by.accountId,
        decidedName: by.name,
        decidedAt: context.now,
      })
  }
}

export const proposalReactions: Reaction[] = [
  on(supportRestored, (context, fact) =>
    context.within({ kind: 'county', counties: [context.county], ids: [] }, () => giveBack(context, fact)),
  ),
  on(overpaidFound, async (context, { hitId, ...found }) => {
    await proposeClaim(context, { ...found, source: 'overlap', sourceId: hitId })
  }),
  on(overpaidDropped, (context, { hitIds, why }) =>
    context.within({ kind: 'county', counties: [context.county], ids: [] }, () => drop(context, hitIds, why)),
  ),
]
