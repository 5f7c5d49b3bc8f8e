/** The steps before the decision: proposed, verified, heard, published, objected to. */
import { sql } from 'kysely'
import { dateText } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { askedOn, endOf } from './asked.ts'
import { endings, heardText, signedText } from './contract.ts'
import { findPerson, type Person, requireOpenable } from './opening.ts'
import { requireHearingPaper, requireJudgment } from './papers-asked.ts'
import { requireAssessed } from './reducing.ts'
import { settled, stepsOf } from './rules.ts'
import { db, keep, lockChange, nextNumber, takeStep, writeAct } from './stored.ts'
import { requireWish } from './wishes.ts'

export const changing = part(endings, {
  async open(context, input) {
    const person = await requireOpenable(context, input)
    requireJudgment(input.kind, input.reason, [input])
    const { level } = input.wanted
    const assessment = input.kind === 'reduce' && level ? await requireAssessed(context, person.id, level) : undefined
    const row = await insertChange(context, person, { ...input, wanted: { ...input.wanted, assessment } })
    return { changeId: row.id, number: row.number }
  },

  async verify(context, { changeId, on, by, so, words, proof, fileId }) {
    const row = await lockChange(context, changeId)
    if (so && row.kind === 'to_home') await requireWish(context, row.personId, on)
    const details = { 核实人: by, 结果: so ? '情况属实' : '不属实，不予变更' }
    const deed = { as: 'verified' as const, on, words, details, proof, fileId }
    return done(await takeStep(context, row, { act: { kind: 'verify', so }, deed }))
  },

  async hear(context, { changeId, on, place, who, name, words, signedAs, proof, fileId }) {
    const row = await lockChange(context, changeId)
    await requireHeard(context, row.personId, who, name)
    requireHearingPaper({ who, signedAs, proof, fileId })
    const details = { 地点: place, 听取对象: `${heardText[who]}${name}`, 签字: signedText[signedAs] }
    const deed = { as: 'heard' as const, on, words, details, proof, fileId }
    const moved = await takeStep(context, row, { act: { kind: 'hear' }, deed })
    // Heard once more while the notice hangs: its term runs on.
    if (row.step === moved.state.step)
      await keep(context, changeId, { stepFromOn: row.stepFromOn, stepDueOn: row.stepDueOn })
    return done(moved)
  },

  async publish(context, { changeId, on, place, proof, fileId }) {
    const row = await lockChange(context, changeId)
    const asked = await askedOn(context, context.today)
    const term = await endOf(context, on, asked.publicity)
    if (!term.due) return refuse('refused', 'no_term', '规定中没有公示期限，不用公示。请直接办理下一步')
    const details = { 地点: place, until: term.due, 第几次: String(row.publicityRound + 1) }
    const deed = { as: 'published' as const, on, details, proof, fileId, words: `公示到${dateText(term.due)}24时止` }
    const moved = await takeStep(context, row, { act: { kind: 'publish', until: term.due }, deed, term })
    return { ...done(moved), until: term.due }
  },

  async object(context, { changeId, on, who, words }) {
    const row = await lockChange(context, changeId)
    const asked = await askedOn(context, context.today)
    const term = await endOf(context, on, asked.objection)
    if (!term.due) return refuse('refused', 'no_term', '规定中没有异议核查的期限，不能起算。请先在“政策依据”核对')
    const deed = { as: 'objected' as const, on, words, details: { 提出人: who || '匿名' } }
    const moved = await takeStep(context, row, { act: { kind: 'object' }, deed, term })
    return { ...done(moved), due: term.due }
  },

  async answer(context, { changeId, on, upheld, words, proof }) {
    const row = await lockChange(context, changeId)
    const details = { 结果: upheld ? '异议成立，不予变更' : '异议不成立，再次公示' }
    const deed = { as: 'answered' as const, on, words, details, proof }
    return done(await takeStep(context, row, { act: { kind: 'answer', upheld }, deed }))
  },

  async publicityOver(context, { changeId, on, fileId }) {
    const row = await lockChange(context, changeId)
    const deed = { as: 'publicity_over' as const, on, fileId }
    return done(await takeStep(context, row, { act: { kind: 'publicity_over' }, deed }))
  },

  async withdraw(context, { changeId, words }) {
    const row = await lockChange(context, changeId)
    const deed = { as: 'withdrawn' as const, on: context.today, words }
    return done(await takeStep(context, row, { act: { kind: 'withdraw' }, deed }))
  },
})

type Opening = Omit<InputOf<(typeof endings)['operations']['open']>, 'personId'>

/** The case with its first act; whether it may be opened was asked before. */
export async function insertChange(context: Context, person: Person, opening: Opening) {
  const { kind, reason, facts, proof, fileId, wanted } = opening
  const [step = 'decide'] = stepsOf(kind, reason, await askedOn(context, context.today))
  const row = { id: context.newId(), personId: person.id, number: await nextNumber(context, 'change') }
  await db(context)
    .insertInto('endings.change')
    .values({
      ...row,
      countyCode: context.county,
      townshipId: person.townshipId,
      kind,
      reason,
      facts,
      wanted: JSON.stringify(wanted),
      step,
      stepFromOn: context.today,
      openedBy: context.actor.accountId,
      openedName: context.actor.name,
      openedAt: context.now,
      changedAt: context.now,
    })
    .execute()
  await writeAct(context, row, { as: 'opened', on: context.today, words: facts, proof, fileId })
  return row
}

/** The person by his name on file, a guardian who is on file: a stranger's words are nobody's. */
async function requireHeard(context: Context, personId: string, who: string, name: string): Promise<void> {
  const person = await findPerson(context, personId)
  if (who === 'person' && name !== person.name)
    refuse('invalid', 'name', `听取的是本人，姓名应为${person.name}。听取监护人或受委托人的，请改选对象`)
  if (who !== 'guardian') return
  const { rows } = await sql<{
    name: string
  }>`select name from persons.guardian_view where county_code = ${context.county}
    and person_id = ${personId} and (to_on is null or to_on >= ${context.today})`.execute(context.transaction)
  if (rows.some((guardian) => guardian.name === name)) return
  const known =
    rows.length > 0 ? `登记的监护人是${rows.map((guardian) => guardian.name).join('、')}` : '档案中没有登记监护人'
  refuse('invalid', 'name', `${name}不是登记的监护人，${known}。请核对姓名，或先在一人一档登记监护人`)
}

export const done = ({ state }: { state: { step: string } }) => ({ step: state.step })

/** Whoever dies or is ended elsewhere has no change under way any more. */
export async function withdrawOpen(context: Context, personId: string, words: string): Promise<void> {
  const open = await db(context)
    .selectFrom('endings.change')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('step', 'not in', [...settled])
    .forUpdate()
    .execute()
  for (const row of open) {
    await writeAct(context, row, { as: 'withdrawn', on: context.today, words })
    await keep(context, row.id, { step: 'withdrawn', stepFromOn: context.today, stepDueOn: null })
  }
}
