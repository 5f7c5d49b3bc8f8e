/** Corrections that change what is paid, for months past too, or who it is paid to: proposed by one, agreed to by another. */
import { refuse } from '#kernel/refusal.ts'
import type { InputOf } from '#kernel/contract.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { persons } from './contract.ts'
import { applyCorrection, shownCorrection } from './corrections.ts'
import { lockPerson } from './find-person.ts'
import { warningsOfOthers } from './others.ts'
import { CorrectedField, correctedText, HouseholdClass, householdClassText, needsTwo, Sex, sexText } from './words.ts'

const db = tablesOf<'persons', 'access'>()
type Correction = InputOf<(typeof persons)['operations']['correct']>

const placeOf = (context: Context, id: string) => ({
  table: 'persons.correction_proposal',
  column: 'sealed',
  county: context.county,
  row: id,
})

export const twoHands = part(persons, {
  async correct(context, input) {
    const { personId, field } = input
    const told = await warningsOfOthers(context, { kind: 'correct', personId, field })
    if (input.fileId) await claimFile(context, input.fileId, 'persons.correct')
    if (!needsTwo(field)) {
      const done = await applyCorrection(context, input)
      return { ...done, warnings: [...done.warnings, ...told] }
    }
    const person = await lockPerson(context, input.personId, input.version)
    const { oldValue, newValue } = await shownCorrection(context, person, input)
    const { value, reason, paperReference, fileId } = input
    const { accountId, name } = context.actor
    const id = context.newId()
    const secret = field === 'idNumber'
    await db(context)
      .insertInto('persons.correctionProposal')
      .values({
        countyCode: context.county,
        id,
        personId,
        field,
        was: oldValue,
        value: secret ? newValue : value,
        sealed: secret ? context.secrets.seal(placeOf(context, id), value) : null,
        reason,
        paperReference,
        fileId: fileId ?? null,
        proposedBy: accountId,
        proposerName: name,
        proposedAt: context.now,
      })
      .execute()
    const words = `${correctedText[field]}由${oldValue || '无'}更正为${newValue}，关系到是否供养、发多少，须另一人在“人员—更正与补录”确认后生效。`
    return { personId, warnings: [words, ...told] }
  },

  async correctionsToConfirm(context) {
    const rows = await db(context)
      .selectFrom('persons.correctionProposal as proposal')
      .innerJoin('persons.person as person', (join) =>
        join.onRef('person.countyCode', '=', 'proposal.countyCode').onRef('person.id', '=', 'proposal.personId'),
      )
      .leftJoin('access.areaView as township', 'township.id', 'person.townshipId')
      .select(['proposal.id', 'proposal.personId', 'person.name as person', 'township.name as township'])
      .select(['proposal.field', 'proposal.was', 'proposal.value', 'proposal.reason', 'proposal.paperReference'])
      .select(['proposal.proposerName as proposer', 'proposal.proposedAt', 'proposal.proposedBy'])
      .where('proposal.countyCode', '=', context.county)
      .where('proposal.decidedBy', 'is', null)
      .orderBy('proposal.proposedAt')
      .limit(500)
      .execute()
    context.shows({ state: 'proposed' }, rows.length)
    return rows.map(({ township, value, proposedBy, ...row }) => ({
      ...row,
      field: CorrectedField.parse(row.field),
      township: township ?? '',
      becomes: wordsOf(value),
      mine: proposedBy === context.actor.accountId,
    }))
  },

  async confirmCorrection(context, { id, agree, reason }) {
    const proposal = await db(context)
      .selectFrom('persons.correctionProposal')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .where('decidedBy', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!proposal) return refuse('not_found', 'proposal', '没有找到待确认的更正，可能已由他人办理。请刷新。')
    if (proposal.proposedBy === context.actor.accountId)
      return refuse('forbidden', 'same_person', '这项更正由您提出，须由另一人确认。')
    if (!agree && reason.length < 4) refuse('invalid', 'reason', '退回请写明理由，至少4个字。')
    await db(context)
      .updateTable('persons.correctionProposal')
      .set({
        decidedBy: context.actor.accountId,
        decidedAt: context.now,
        agreed: agree,
        decidedReason: reason,
        sealed: null,
      })
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .execute()
    if (!agree) return { personId: proposal.personId, warnings: [] }
    const value = proposal.sealed ? context.secrets.open(placeOf(context, id), proposal.sealed) : proposal.value
    return applyCorrection(context, toApply({ ...proposal, value }))
  },
})

/** The file was claimed when it was proposed. */
function toApply(
  proposal: Omit<Correction, 'field' | 'fileId'> & { field: string; fileId: string | null },
): Correction {
  const { personId, value, reason, paperReference, fileId } = proposal
  const given = { personId, field: CorrectedField.parse(proposal.field), value, reason, paperReference }
  return fileId === null ? given : { ...given, fileId }
}

const wordsOf = (value: string): string => {
  const sex = Sex.safeParse(value)
  if (sex.success) return sexText[sex.data]
  const found = HouseholdClass.safeParse(value)
  return found.success ? householdClassText[found.data] : value
}
