/** A person decides; what follows is proposed with its months, never done by itself. */
import { sql } from 'kysely'
import { addMonths, monthOf, monthText, plainMonth, type PlainDate } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { overlaps, overpaidDropped, overpaidFound, supportGivesWay } from './contract.ts'
import { endingOfHit, writeCarried } from './ending.ts'
import { heldBy, policiesOf } from './hits.ts'
import { citedGround, groundText, proposeChange, requireAllowed, type Wished } from './proposal.ts'
import { shortText, type Verdict } from './words.ts'

const db = tablesOf<'overlap', 'persons'>()

type Deciding = InputOf<(typeof overlaps)['operations']['decide']>

export const deciding = part(overlaps, {
  async decide(context, input) {
    const seen = new Map(input.hits.map(({ hitId, decisions }) => [hitId, decisions]))
    const found = await lockHits(context, [...seen.keys()])
    if (found.length < seen.size) refuse('not_found', 'hit', '有命中已不在列表中，名单可能刚被撤销。请刷新后再判定')
    const changed = found.find(({ id, decisions }) => decisions !== seen.get(id))
    if (changed) refuse('conflict', 'decided_meanwhile', `${changed.name}的这条命中刚被他人判定。请刷新后核对`)
    const policies = policiesOf(context)
    const changes: string[] = []
    for (const hit of found) {
      context.concerns(hit.personId)
      const follows =
        input.verdict === 'same'
          ? followsOf(hit, input, await policies(plainMonth(hit.month)), context.today)
          : undefined
      if (hit.verdict === 'same')
        await context.announce(overpaidDropped, { hitIds: [hit.id], why: `部门比对改判：${wordsOf(input)}` })
      await write(context, hit, { verdict: input.verdict, words: wordsOf(input), part: 'verdict', follows })
      await tellOverpaid(context, hit, follows)
      const ending = await giveWay(context, hit, { follows, input })
      if (follows && follows.text !== '') changes.push(`${follows.text}${ending}`)
    }
    return { decided: found.length, changes }
  },

  async answer(context, { hitId, words }) {
    const [hit] = await lockHits(context, [hitId])
    if (!hit) return refuse('not_found', 'hit', '没有找到这条命中，可能不在您的辖区')
    if (hit.verdict !== 'verify')
      refuse('refused', 'not_asked', `${hit.name}的这条命中没有要求核实，或已经判定。请刷新后再看`)
    context.concerns(hit.personId)
    await write(context, hit, { verdict: 'verify', words, part: 'answer' })
    return {}
  },

  async carry(context, { hitId, words, paper }) {
    const [hit] = await lockHits(context, [hitId])
    if (!hit) return refuse('not_found', 'hit', '没有找到这条命中，可能不在您的辖区')
    await requireToCarry(context, hit)
    context.concerns(hit.personId)
    await writeCarried(context, hit, { decisionNo: hit.decisions, words, paper })
    return {}
  },
})

interface Locked {
  id: string
  name: string
  personId: string
  townshipId: string
  kind: string
  month: string
  fromMonth: string
  toMonth: string | null
  amountFen: bigint | null
  verdict: Verdict
  decisions: number
  supportedFrom: PlainDate | null
  endedOn: PlainDate | null
}

/** In one order, so that two clerks with the same rows wait for each other instead of for ever. */
async function lockHits(context: Context, ids: readonly string[]): Promise<Locked[]> {
  const found = await sql<Locked>`
    select h.id, p.name, h.person_id, h.township_id, h.kind, h.month, h.from_month, h.to_month, h.amount_fen, h.verdict, h.decisions,
      p.supported_from, p.ended_on
    from overlap.hit h join persons.person_view p on p.county_code = h.county_code and p.id = h.person_id
    where h.county_code = ${context.county} and h.id = any (${ids}::uuid[]) order by h.id for update of h`.execute(
    context.transaction,
  )
  return found.rows
}

function wordsOf(input: Deciding): string {
  const ground = groundText(input)
  return ground === '' ? input.reason : `${input.reason}（${ground}）`
}

type Policy = Awaited<ReturnType<ReturnType<typeof policiesOf>>>

function followsOf(hit: Locked, input: Deciding, policy: Policy, today: PlainDate) {
  const held = heldBy(hit)
  if (!held) return undefined
  const wished: Wished = { oldThrough: input.oldThrough, stops: input.stops }
  if (input.oldThrough && input.oldThrough > addMonths(monthOf(today), 1))
    refuse(
      'refused',
      'old_through',
      `${monthText(input.oldThrough)}还远没有到，最后一个月最迟是${monthText(addMonths(monthOf(today), 1))}。请核对年月`,
    )
  requireAllowed(policy, held, { ...input, ...wished })
  const proposed = proposeChange(policy, held, wished)
  return { ...proposed, citations: [...proposed.citations, ...citedGround(input)] }
}

/** The scheme that stops paid in these months as well: proposed to be taken back, heard and decided where money is. */
async function tellOverpaid(context: Context, hit: Locked, follows: ReturnType<typeof followsOf>): Promise<void> {
  if (!follows || follows.stops === 'none' || follows.doubleMonths.length === 0) return
  const support = follows.stops === 'support'
  await context.announce(overpaidFound, {
    hitId: hit.id,
    personId: hit.personId,
    scheme: support ? 'support' : hit.kind,
    schemeTitle: support ? '特困供养' : shortText(hit.kind),
    months: follows.doubleMonths,
    monthFen: support ? null : hit.amountFen,
    citations: follows.citations,
  })
}

interface GivingWay {
  follows: ReturnType<typeof followsOf>
  input: Deciding
}

/** Whoever keeps endings opens the case; until it is decided support is paid as before, and the answer says so. */
async function giveWay(context: Context, hit: Locked, { follows, input }: GivingWay): Promise<string> {
  if (!follows || follows.stops !== 'support' || !follows.newFrom || hit.endedOn) return ''
  await context.announce(supportGivesWay, {
    hitId: hit.id,
    decisionNo: hit.decisions + 1,
    personId: hit.personId,
    schemeTitle: shortText(hit.kind),
    newFrom: follows.newFrom,
    words: wordsOf(input),
  })
  const ending = await endingOfHit(context, hit.id, hit.decisions + 1)
  return ending ? `已提出终止${ending.number}，作出决定以前，供养照常发放。` : ''
}

interface Decision {
  verdict: 'same' | 'different' | 'verify'
  words: string
  part: 'verdict' | 'answer'
  follows?: ReturnType<typeof followsOf>
}

async function write(context: Context, hit: Locked, { verdict, words, part: piece, follows }: Decision): Promise<void> {
  const no = hit.decisions + 1
  await db(context)
    .insertInto('overlap.decision')
    .values({
      countyCode: context.county,
      hitId: hit.id,
      no,
      personId: hit.personId,
      townshipId: hit.townshipId,
      kind: hit.kind,
      part: piece,
      verdict,
      words,
      byRule: false,
      citations: JSON.stringify(follows?.citations ?? []),
      stops: follows?.stops ?? 'none',
      oldThrough: follows?.oldThrough ?? null,
      newFrom: follows?.newFrom ?? null,
      doubleMonths: follows?.doubleMonths ?? [],
      gapMonths: follows?.gapMonths ?? [],
      overpaidFen: follows?.overpaidFen ?? null,
      accountId: context.actor.accountId,
      accountName: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
  await db(context)
    .updateTable('overlap.hit')
    .set({ verdict, decisions: no, decidedAt: context.now, settled: false })
    .where('countyCode', '=', context.county)
    .where('id', '=', hit.id)
    .execute()
}

async function requireToCarry(context: Context, hit: Locked): Promise<void> {
  const found = await db(context)
    .selectFrom('overlap.decision as d')
    .leftJoin('overlap.carried as c', (join) =>
      join
        .onRef('c.countyCode', '=', 'd.countyCode')
        .onRef('c.hitId', '=', 'd.hitId')
        .onRef('c.decisionNo', '=', 'd.no'),
    )
    .select(['d.stops', 'd.verdict', 'c.at'])
    .where('d.countyCode', '=', context.county)
    .where('d.hitId', '=', hit.id)
    .where('d.no', '=', hit.decisions)
    .executeTakeFirst()
  if (!found || found.verdict !== 'same' || found.stops === 'none')
    refuse('refused', 'nothing_to_carry', `${hit.name}的这条命中没有要衔接的制度。请刷新后再看`)
  const ending = await endingOfHit(context, hit.id, hit.decisions)
  if (ending)
    throw new Refusal('refused', [
      {
        code: 'by_ending',
        message: `${hit.name}的供养由${ending.number}办理终止，衔接在那一件的“制度衔接”登记，这里随之办结。`,
        next: { title: ending.number, to: `/changes/${ending.changeId}` },
      },
    ])
  if (found?.at) refuse('conflict', 'carried', `${hit.name}的衔接已登记。请刷新后再看`)
}
