/** Rounds of pocket money as a list, and one with a card for each resident. */
import { sql } from 'kysely'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { custody, type LineRow, type RoundRow } from './contract.ts'
import { consentRow, receivedText, signedWords } from './reading.ts'
import { type Acting, actingOn, unableText } from './standing.ts'
import { askedOn, consentsOf, homeNames, inCounty } from './stored.ts'
import type { LineState, Receiver, RoundState, SignedAs } from './words.ts'

export const roundReading = part(custody, {
  async rounds(context, { page, pageSize }) {
    const all = await roundsOf(context, null)
    const rows = all.slice((page - 1) * pageSize, page * pageSize)
    context.shows({}, rows.length)
    return { rows, total: all.length }
  },

  async round(context, { roundId }) {
    const row = await findRound(context, roundId)
    const lines = await linesOf(context, roundId)
    for (const { personId } of lines) context.concerns(personId)
    const { pocketMoney } = await askedOn(context, context.today)
    return { row, lines, citations: pocketMoney.citations }
  },
})

interface Stored {
  id: string
  homeId: string
  month: string
  state: RoundState
  lines: number
  paid: number
  sumFen: bigint
  paidFen: bigint
  madeBy: string
  madeName: string
  decidedName: string
  decisionWords: string
}

/** The latest months; a home has twelve a year. */
async function roundsOf(context: Context, roundId: string | null): Promise<RoundRow[]> {
  const { rows } = await sql<Stored>`
    select r.id, r.organisation_id as home_id, r.month, r.state, r.made_by, r.made_name, r.decided_name, r.decision_words,
      count(l.id)::int as lines, count(l.id) filter (where l.state = 'paid')::int as paid,
      coalesce(sum(l.amount_fen), 0)::bigint as sum_fen, coalesce(sum(l.amount_fen) filter (where l.state = 'paid'), 0)::bigint as paid_fen
    from custody.round r left join custody.round_line l on l.county_code = r.county_code and l.round_id = r.id
    where r.county_code = ${context.county} and (${roundId}::uuid is null or r.id = ${roundId}::uuid)
    group by r.county_code, r.id order by r.month desc, r.made_at desc limit 1001`.execute(context.transaction)
  const homes = await homeNames(context)
  return rows.map(({ madeBy, ...row }) => ({
    ...row,
    home: homes.get(row.homeId) ?? '',
    mine: madeBy === context.actor.accountId,
  }))
}

export async function findRound(context: Context, roundId: string): Promise<RoundRow> {
  const [row] = await roundsOf(context, roundId)
  return row ?? refuse('not_found', 'round', '没有找到这次零用钱发放。可能不在您的机构或辖区，请刷新后查看')
}

interface StoredLine {
  id: string
  no: number
  accountId: string
  personId: string
  name: string
  amountFen: bigint
  balanceFen: bigint
  state: LineState
  receiver: Receiver | null
  receiverName: string | null
  signedAs: SignedAs | null
}

export async function linesOf(context: Context, roundId: string): Promise<LineRow[]> {
  const { rows } = await sql<StoredLine>`
    select l.id, l.line_no as no, l.account_id, l.person_id, a.name, l.amount_fen, a.balance_fen, l.state,
      e.receiver, e.receiver_name, e.signed_as
    from custody.round_line l
      join custody.account a on a.county_code = l.county_code and a.id = l.account_id
      left join custody.entry e on e.county_code = l.county_code and e.round_line_id = l.id
    where l.county_code = ${context.county} and l.round_id = ${roundId} order by l.line_no`.execute(context.transaction)
  const personIds = rows.map(({ personId }) => personId)
  const found = await inCounty(context, () => consentsOf(context, personIds))
  const consents = Map.groupBy(
    found.filter(({ kind }) => kind === 'pocket_money'),
    ({ personId }) => personId,
  )
  const acting = new Map<string, Acting>()
  for (const personId of personIds) acting.set(personId, await actingOn(context, personId, context.today))
  return rows.map(({ receiver, receiverName, signedAs, ...row }) => ({
    ...row,
    received: receivedText({
      kind: 'pocket_money',
      receiver: receiver ?? 'none',
      receiverName: receiverName ?? '',
      signed: signedWords(signedAs),
    }),
    consents: (consents.get(row.personId) ?? [])
      .map((each) => consentRow(each, context.today, acting.get(each.personId) ?? { by: 'guardian' }))
      .filter(({ valid }) => valid),
    unable: unableToSign(acting.get(row.personId)),
  }))
}

/** Who signs for pocket money himself: also with limited capacity. */
const unableToSign = (acting: Acting | undefined): string => (acting?.capacity === 'none' ? unableText(acting) : '')
