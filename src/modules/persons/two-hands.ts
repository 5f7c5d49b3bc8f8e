/** Corrections that change what is paid, for months past too: proposed by one, agreed to by another. */
import { refuse } from '#kernel/refusal.ts'
import type { InputOf } from '#kernel/contract.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { persons } from './contract.ts'
import { applyCorrection, shownCorrection } from './corrections.ts'
import { lockPerson } from './find-person.ts'
import { warningsOfOthers } from './others.ts'
import { CorrectedField, correctedText, HouseholdClass, householdClassText } from './words.ts'

const db = tablesOf<'persons', 'access'>()
type Correction = InputOf<(typeof persons)['operations']['correct']>

/** The class decides the standard, the first day the months. */
const movesMoney = (field: CorrectedField): field is 'householdClass' | 'supportedFrom' =>
  field === 'householdClass' || field === 'supportedFrom'

export const twoHands = part(persons, {
  async correct(context, input) {
    const { personId, field } = input
    const told = await warningsOfOthers(context, { kind: 'correct', personId, field })
    if (input.fileId) await claimFile(context, input.fileId, 'persons.correct')
    if (!movesMoney(field)) {
      const done = await applyCorrection(context, input)
      return { ...done, warnings: [...done.warnings, ...told] }
    }
    const person = await lockPerson(context, input.personId, input.version)
    const { oldValue, newValue } = await shownCorrection(context, person, input)
    const { value, reason, paperReference, fileId } = input
    const { accountId, name } = context.actor
    await db(context)
      .insertInto('persons.correctionProposal')
      .values({
        countyCode: context.county,
        id: context.newId(),
        personId,
        field,
        was: oldValue,
        value,
        reason,
        paperReference,
        fileId: fileId ?? null,
        proposedBy: accountId,
        proposerName: name,
        proposedAt: context.now,
      })
      .execute()
    const words = `${correctedText[field]}由${oldValue || '无'}更正为${newValue}，影响已发的钱，须另一人在“人员—更正与补录”确认后生效。`
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
      .set({ decidedBy: context.actor.accountId, decidedAt: context.now, agreed: agree, decidedReason: reason })
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .execute()
    if (!agree) return { personId: proposal.personId, warnings: [] }
    return applyCorrection(context, toApply(proposal))
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
  const found = HouseholdClass.safeParse(value)
  return found.success ? householdClassText[found.data] : value
}
