/** Results keyed back from paper: one for each person; another one only as a correction that keeps the first. */
import { sql } from 'kysely'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { type Reason, Refusal, refuse, requireNone } from '#kernel/refusal.ts'
import { type LegacyRules, legacyPath } from '#modules/recognition/rules.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { type Found, verifications } from './contract.ts'
import { after, endsSupport, needsFollow, objectionsToDays, objectionsToSaying, type Step } from './rules.ts'
import { db, type Round, runningRound } from './stored.ts'
import { type Answer, answerText, type EntryState, type LegacyCategory, type Path } from './words.ts'
import type * as z from 'zod'

type FoundOf = z.output<typeof Found>

export const keying = part(verifications, {
  async record(context, { roundId, personId, ...found }) {
    const round = await runningRound(context, roundId)
    const entry = await lockedEntry(context, roundId, personId)
    await requireFree(context, round, entry)
    requireFit(context, round, found)
    const last = await lastOf(context, entry)
    // A try at which nobody was met is followed by another visit; it is no correction.
    const from = last ? { id: last.id, edition: last.edition, reason: '再次上门核查' } : null
    return write(context, { round, entry, found, from })
  },

  async correct(context, { roundId, personId, resultId, reason, ...found }) {
    const round = await runningRound(context, roundId)
    const entry = await lockedEntry(context, roundId, personId)
    if (entry.state !== 'seen') refuse('refused', 'state', '此人还没有核查结果，不用更正。请直接登记结果')
    if (entry.resultId !== resultId)
      refuse('conflict', 'changed_meanwhile', '这个结果刚被他人更正。请刷新后核对，再决定是否继续。')
    requireFit(context, round, found)
    const last = await lastOf(context, entry)
    if (!last) throw new Error('a verified entry without its result')
    return write(context, { round, entry, found, from: { id: last.id, edition: last.edition, reason } })
  },

  async settle(context, input) {
    const result = await resultOf(context, input.resultId)
    if (!needsFollow(result.answer, result.path)) refuse('refused', 'none', '这个结果没有要接着办的事，不用登记处理')
    requireNone(objectionsToOutcome(input, result))
    await db(context)
      .insertInto('verifications.settled')
      .values({
        ...input,
        ...result.place,
        countyCode: context.county,
        id: context.newId(),
        byAccount: context.actor.accountId,
        byName: context.actor.name,
        at: context.now,
        entryId: context.entryId,
      })
      .execute()
    return { resultId: input.resultId }
  },
})

async function lockedEntry(context: Context, roundId: string, personId: string) {
  const found = await db(context)
    .selectFrom('verifications.entry')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('roundId', '=', roundId)
    .where('personId', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  if (!found)
    return refuse('not_found', 'entry', '此人不在本次核查的名单中，或不在您的辖区。请核对人员；新增的人请先更新名单')
  context.concerns(personId)
  return found
}
type Entry = Awaited<ReturnType<typeof lockedEntry>>

/** Two results of one person are refused, with what stands there. */
async function requireFree(context: Context, round: Round, entry: Entry): Promise<void> {
  if (entry.state === 'left')
    return refuse(
      'refused',
      'left',
      `此人已于${dateText(entry.leftOn ?? context.today)}终止供养，不再核查。仍在供养的，请先更新名单`,
    )
  if (entry.state === 'open') return
  const last = await lastOf(context, entry)
  throw new Refusal('refused', [
    {
      code: 'already',
      message: `此人在“${round.title}”中已有核查结果：${last ? `${dateText(last.seenOn)}，${last.officer}，${answerText[last.answer]}` : ''}。有误的请更正，不能再登记一次`,
      next: { title: '打开核查名单', to: `/verification/entry?sheet=${entry.sheetId}` },
    },
  ])
}

function requireFit(context: Context, round: Round, found: FoundOf): void {
  const days = { seenOn: found.seenOn, fromOn: round.fromOn, today: context.today }
  requireNone([...objectionsToDays(days), ...objectionsToSaying(found)])
}

const lastOf = (context: Context, entry: Pick<Entry, 'roundId' | 'personId'>) =>
  db(context)
    .selectFrom('verifications.result')
    .select(['id', 'edition', 'answer', 'seenOn', 'officer'])
    .where('countyCode', '=', context.county)
    .where('roundId', '=', entry.roundId)
    .where('personId', '=', entry.personId)
    .orderBy('edition', 'desc')
    .limit(1)
    .executeTakeFirst()

interface Writing {
  round: Round
  entry: Entry
  found: FoundOf
  from: { id: string; edition: number; reason: string } | null
}

const stepOf = (state: EntryState, answer: Answer): Step => {
  if (state === 'seen') return answer === 'not_seen' ? 'take_back' : 'correct'
  return answer === 'not_seen' ? 'try' : 'verify'
}

async function write(context: Context, { round, entry, found, from }: Writing) {
  const state = after(entry.state, stepOf(entry.state, found.answer))
  if (!state) throw new Error(`no step from ${entry.state} by ${found.answer}`)
  const old = await oldScheme(context, round, { entry, found })
  const { townshipId, villageId, roundId, personId } = entry
  const id = context.newId()
  const { answer, how, seenSelf, seenOn, officer, words } = found
  await db(context)
    .insertInto('verifications.result')
    .values({
      countyCode: context.county,
      id,
      roundId,
      personId,
      townshipId,
      villageId,
      edition: (from?.edition ?? 0) + 1,
      answer,
      how,
      seenSelf,
      seenOn,
      officer,
      words,
      ...old,
      replacesId: from?.id ?? null,
      reason: from?.reason ?? '',
      byAccount: context.actor.accountId,
      byName: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
  await db(context)
    .updateTable('verifications.entry')
    .set({ state, resultId: state === 'seen' ? id : null, ...old })
    .where('countyCode', '=', context.county)
    .where('roundId', '=', roundId)
    .where('personId', '=', personId)
    .execute()
  return { resultId: id, state }
}

interface OldScheme {
  legacyCategory: LegacyCategory | null
  legacyOn: PlainDate | null
  path: Path | null
}

/** What the paper file says counts before what the register proposed; the path follows from it. */
async function oldScheme(
  context: Context,
  round: Round,
  { entry, found }: Pick<Writing, 'entry' | 'found'>,
): Promise<OldScheme> {
  if (!round.legacy) return { legacyCategory: null, legacyOn: null, path: null }
  const legacyCategory = found.legacyCategory ?? entry.legacyCategory
  const legacyOn = found.legacyOn ?? entry.legacyOn
  if (found.answer === 'not_seen') return { legacyCategory, legacyOn, path: entry.path }
  const rules = (await context.policyOn(context.today)).value<LegacyRules>('recognition.legacy_rules')
  if (!legacyCategory || !legacyOn)
    return refuse(
      'refused',
      'legacyOn',
      '名册中没有原认定日期，分不出是直接确定还是重新认定。请按纸质档案填写原类别和原认定日期',
    )
  const path = pathOf(legacyPath(legacyCategory, legacyOn, rules.value))
  if (!path)
    throw new Refusal('refused', [
      {
        code: 'legacyCategory',
        message: '规定没有说到这一类别和日期，分不出认定路径。请核对原类别和原认定日期',
        citations: rules.citations,
      },
    ])
  return { legacyCategory, legacyOn, path }
}

const pathOf = (path: string | undefined): Path | null =>
  path === 'direct' || path === 'full_recognition' ? path : null

async function resultOf(context: Context, resultId: string) {
  const { rows } = await sql<{
    answer: Answer
    path: Path | null
    personId: string
    townshipId: string
    villageId: string | null
  }>`select r.answer, r.path, r.person_id, r.township_id, r.village_id from verifications.result r
    join verifications.entry e on e.county_code = r.county_code and e.result_id = r.id
    where r.county_code = ${context.county} and r.id = ${resultId}`.execute(context.transaction)
  const [found] = rows
  if (!found) return refuse('not_found', 'result', '没有找到这个核查结果，可能已被更正，或不在您的辖区。请刷新后查看')
  const { answer, path, ...place } = found
  context.concerns(place.personId)
  return { answer, path, place }
}

type Outcome = InputOf<(typeof verifications)['operations']['settle']>

function objectionsToOutcome(
  { outcome, decisionNo }: Outcome,
  { path, answer }: { path: Path | null; answer: Answer },
): Reason[] {
  if (outcome === 'no_effect' && endsSupport(answer))
    return [
      {
        code: 'outcome',
        message: `核查结果是“${answerText[answer]}”，不能登记“不影响供养”。属实的，请报告死亡或办理变更、终止；登记错的，请更正核查结果`,
      },
    ]
  if (outcome === 'no_effect')
    return path === 'full_recognition'
      ? [{ code: 'outcome', message: '按规定须重新认定，不能只登记“不影响”。请登记重新认定的结论和文号' }]
      : []
  if (path !== 'full_recognition')
    return [{ code: 'outcome', message: '此人可直接确定，没有重新认定的结论。请选“经核对不影响供养”或办理变更' }]
  return decisionNo === '' ? [{ code: 'decisionNo', message: '重新认定的结论应有文号。请填写文号' }] : []
}
