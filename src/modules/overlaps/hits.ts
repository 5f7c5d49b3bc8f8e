/** Hits laid side by side: ours, theirs, what agrees, what would follow. */
import { sql, type RawBuilder } from 'kysely'
import { firstDay, type Instant, monthOf, type PlainDate, plainMonth, type PlainMonth } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { overlaps } from './contract.ts'
import { Agreement, type Hit } from './hit-operations.ts'
import { openHit, supportOf } from './hit-rows.ts'
import { bothMonthsOf, type Held, type Proposed, proposeChange } from './proposal.ts'
import { gapOf, relationOf } from './relation.ts'
import { changeText, isBenefit, isDeath, kindText, verdictText } from './words.ts'

type Choosing = Omit<InputOf<(typeof overlaps)['operations']['hits']>, 'page' | 'pageSize'>

export const hits = part(overlaps, {
  async hits(context, { page, pageSize, ...choosing }) {
    const where = whereOf(choosing)
    const newestFirst = choosing.settled === false
    const rows = await readHits(context, where, { limit: pageSize, offset: (page - 1) * pageSize, newestFirst })
    const counted = await sql<{ total: number; certain: number; before: number }>`
      select count(*)::int as total, (count(*) filter (where h.certain))::int as certain,
        (count(*) filter (where ${decidedBefore} is not null))::int as before
      from overlap.hit h where h.county_code = ${context.county} and ${where}`.execute(context.transaction)
    for (const { personId } of rows) context.concerns(personId)
    context.shows(choosing, rows.length)
    return { rows, ...(counted.rows[0] ?? { total: 0, certain: 0, before: 0 }) }
  },

  async ofPerson(context, { personId }) {
    context.concerns(personId)
    const rows = await readHits(context, sql`h.person_id = ${personId}::uuid`, { limit: 50, offset: 0 })
    return rows.map(({ id, kind, month, verdict, relation, change, gap, decidedAt, words, happenedOn }) => ({
      id,
      kind,
      month,
      verdict,
      relation,
      decidedAt,
      text: sentenceOf({ kind, verdict, change, gap, words, happenedOn }),
      citations: change?.citations ?? gap?.citations ?? [],
    }))
  },
})

const sentenceOf = ({
  kind,
  verdict,
  change,
  gap,
  words,
  happenedOn,
}: Pick<Hit, 'kind' | 'verdict' | 'change' | 'gap' | 'words' | 'happenedOn'>) => {
  if (verdict === 'same' && isDeath(kind))
    return `${kindText(kind)}名单${happenedOn ? `记载${happenedOn}` : '有此人'}，须办理死亡终止`
  if (verdict === 'same') return change?.text || words
  return verdict === 'open' ? `命中待定${gap ? `：${gap.text}` : ''}` : `${verdictText[verdict]}：${words}`
}

/** What was last decided of the same two in another month. */
const decidedBefore = sql<
  string | null
>`(select b.verdict from overlap.hit b where b.county_code = h.county_code and b.pair_key = h.pair_key
  and b.id <> h.id and b.verdict in ('same', 'different') order by b.month desc limit 1)`

const carriedHere = sql`(select from overlap.carried c where c.county_code = h.county_code and c.hit_id = h.id and c.decision_no = h.decisions)`

const endingHere = sql`(select from overlap.ending e where e.county_code = h.county_code and e.hit_id = h.id and e.decision_no = h.decisions)`

export function whereOf({
  words,
  verdicts,
  kind,
  listId,
  personId,
  certain,
  toCarry,
  settled,
}: Choosing): RawBuilder<unknown> {
  const parts = [
    verdicts.length > 0 ? sql`h.verdict = any (${verdicts})` : undefined,
    kind ? sql`h.kind = ${kind}` : undefined,
    words === ''
      ? undefined
      : sql`(h.their_name like ${likeOf(words)} or h.person_id in (select n.id from persons.person_view n where n.county_code = h.county_code and n.name like ${likeOf(words)}))`,
    listId ? sql`h.list_id = ${listId}::uuid` : undefined,
    personId ? sql`h.person_id = ${personId}::uuid` : undefined,
    certain === undefined ? undefined : sql`h.certain = ${certain}`,
    settled === undefined ? undefined : settled ? sql`h.settled` : sql`not h.settled`,
    toCarry
      ? sql`h.verdict = 'same' and not exists ${carriedHere} and not exists ${endingHere} and exists (select from overlap.decision d where d.county_code = h.county_code
          and d.hit_id = h.id and d.no = h.decisions and d.stops <> 'none')`
      : undefined,
  ].flatMap((each) => each ?? [])
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `)
}

const likeOf = (words: string): string => `%${words.replace(/[%_\\]/g, '')}%`

interface Row {
  id: string
  listId: string
  kind: string
  month: string
  rowNo: number
  personId: string
  name: string
  idMasked: string
  bornOn: PlainDate
  sex: 'male' | 'female'
  township: string | null
  village: string | null
  status: string
  supportedFrom: PlainDate | null
  endedOn: PlainDate | null
  theirIdMasked: string
  sealed: Buffer
  source: string
  grade: 'likely' | 'possible'
  certain: boolean
  agreement: unknown
  fromMonth: string
  toMonth: string | null
  amountFen: bigint | null
  happenedOn: PlainDate | null
  verdict: Hit['verdict']
  decisions: number
  before: Hit['before']
  decided: Decided | null
  carried: { words: string; paper: string; by: string; at: Instant } | null
  ending: Hit['ending']
}

interface Decided {
  part: 'verdict' | 'answer'
  words: string
  by: string
  at: Instant
  stops: string
  oldThrough: string | null
  newFrom: string | null
  doubleMonths: string[]
  gapMonths: string[]
  overpaidFen: string | null
  citations: Citation[]
}

interface Window {
  limit: number
  offset: number
  newestFirst?: boolean
}

const likeliestFirst = sql`h.certain desc, h.score desc, h.month desc, p.name_sort, h.id`
const newest = sql`h.decided_at desc nulls last, h.id`

export async function readHits(
  context: Context,
  where: RawBuilder<unknown>,
  { limit, offset, newestFirst = false }: Window,
): Promise<Hit[]> {
  const found = await sql<Row>`
    select h.id, h.list_id, h.kind, h.month, h.row_no, h.person_id, p.name, p.id_masked, p.born_on, p.sex, t.name as township, v.name as village,
      p.status, p.supported_from, p.ended_on, h.their_id_masked, h.sealed, l.source, h.grade, h.certain, h.agreement, h.from_month, h.to_month,
      h.amount_fen, h.happened_on, h.verdict, h.decisions, ${decidedBefore} as before,
      (select jsonb_build_object('part', d.part, 'words', d.words, 'by', d.account_name, 'at', to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'stops', d.stops, 'oldThrough', d.old_through, 'newFrom', d.new_from, 'doubleMonths', d.double_months, 'gapMonths', d.gap_months,
        'overpaidFen', d.overpaid_fen::text, 'citations', d.citations)
       from overlap.decision d where d.county_code = h.county_code and d.hit_id = h.id and d.no = h.decisions) as decided,
      (select jsonb_build_object('words', c.words, 'paper', c.paper, 'by', c.account_name,
        'at', to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
       from overlap.carried c where c.county_code = h.county_code and c.hit_id = h.id and c.decision_no = h.decisions) as carried,
      (select jsonb_build_object('changeId', e.change_id, 'number', e.number)
       from overlap.ending e where e.county_code = h.county_code and e.hit_id = h.id and e.decision_no = h.decisions) as ending
    from overlap.hit h
    join overlap.list l on l.county_code = h.county_code and l.id = h.list_id
    join persons.person_view p on p.county_code = h.county_code and p.id = h.person_id
    left join access.area_view t on t.id = p.township_id left join access.area_view v on v.id = p.village_id
    where h.county_code = ${context.county} and ${where}
    order by ${newestFirst ? newest : likeliestFirst} limit ${limit} offset ${offset}`.execute(context.transaction)
  const policies = policiesOf(context)
  return Promise.all(found.rows.map(async (row) => hitOf(context, row, await policies(plainMonth(row.month)))))
}

/** Which rules held in the month of the list; each month is asked once. */
export function policiesOf(context: Context): (month: PlainMonth) => Promise<PolicyInForce> {
  const known = new Map<PlainMonth, Promise<PolicyInForce>>()
  return (month) => {
    const policy = known.get(month) ?? context.policyOn(firstDay(month))
    known.set(month, policy)
    return policy
  }
}

export function heldBy(
  row: Pick<Row, 'kind' | 'month' | 'fromMonth' | 'toMonth' | 'amountFen' | 'supportedFrom' | 'endedOn'>,
): Held | undefined {
  const support = supportOf(row)
  if (!support || !isBenefit(row.kind)) return undefined
  const held = { from: plainMonth(row.fromMonth), to: row.toMonth === null ? null : plainMonth(row.toMonth) }
  return { kind: row.kind, month: plainMonth(row.month), held, support, amountFen: row.amountFen }
}

function hitOf(context: Context, row: Row, policy: PolicyInForce): Hit {
  const theirs = openHit(context, row)
  const { decided } = row
  const held = heldBy(row)
  const proposed = held && proposeChange(policy, held, {})
  const change = row.verdict === 'same' && decided ? decidedChange(row, decided) : proposed
  return {
    ...pick(row),
    month: plainMonth(row.month),
    ours: { ...oursOf(row) },
    theirs: {
      name: theirs.name,
      idMasked: row.theirIdMasked,
      bornOn: theirs.bornOn,
      sex: theirs.sex,
      place: [theirs.township, theirs.village].filter((each) => each !== '').join(' ') || theirs.address,
      source: row.source,
    },
    unread: theirs.unread,
    agreement: Agreement.parse(row.agreement),
    fromMonth: plainMonth(row.fromMonth),
    toMonth: row.toMonth === null ? null : plainMonth(row.toMonth),
    bothMonths: held ? bothMonthsOf(held) : [],
    relation: relationOf(policy, row.kind),
    change: change && change.text !== '' ? change : null,
    gap: gapOf(policy, row.kind),
    words: decided?.words ?? '',
    answered: row.verdict === 'verify' && decided?.part === 'answer',
    decidedBy: decided?.by ?? '',
    decidedAt: decided?.at ?? null,
  }
}

const pick = ({
  id,
  listId,
  kind,
  rowNo,
  personId,
  grade,
  certain,
  amountFen,
  happenedOn,
  verdict,
  decisions,
  before,
  carried,
  ending,
}: Row) => ({
  id,
  listId,
  kind,
  rowNo,
  personId,
  grade,
  certain,
  amountFen,
  happenedOn,
  verdict,
  decisions,
  before,
  carried,
  ending,
})

const oursOf = ({ name, idMasked, bornOn, sex, township, village, status }: Row): Hit['ours'] => ({
  name,
  idMasked,
  bornOn,
  sex,
  status,
  township: township ?? '',
  village: village ?? '',
})

function decidedChange({ kind, supportedFrom }: Pick<Row, 'kind' | 'supportedFrom'>, decided: Decided): Proposed {
  const change = {
    stops: decided.stops,
    oldThrough: decided.oldThrough === null ? null : plainMonth(decided.oldThrough),
    newFrom: decided.newFrom === null ? null : plainMonth(decided.newFrom),
    doubleMonths: decided.doubleMonths.map(plainMonth),
    gapMonths: decided.gapMonths.map(plainMonth),
    overpaidFen: decided.overpaidFen === null ? null : BigInt(decided.overpaidFen),
  }
  return {
    ...change,
    text: changeText({ kind, supportFrom: supportedFrom && monthOf(supportedFrom), ...change }),
    citations: decided.citations,
  }
}
