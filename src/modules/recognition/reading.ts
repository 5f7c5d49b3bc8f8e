/** 认定案卷: one case with its clock, its reasoning, its papers and everything done in it (screens 4.23). */
import * as z from 'zod'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { Checked } from './batching.ts'
import { pausesAllowed } from './clock-deeds.ts'
import type { CaseFile } from './case-file.ts'
import { recognition } from './contract.ts'
import { startOf } from './deciding.ts'
import { deedSentence, filesOf } from './deed-text.ts'
import { disabilitiesOf } from './facts.ts'
import { departuresOf, Proposed, supportOf } from './departures.ts'
import { materialsOf } from './intake.ts'
import { wayOf } from './way.ts'
import { linkagesOf } from './linkages.ts'
import { listsNaming } from './listed.ts'
import { rowsOf } from './listing.ts'
import { materialsAsked } from './materials.ts'
import { objectionsShown, objectorOf } from './objections.ts'
import { reasoningOf } from './reasoning.ts'
import type { DeedShown } from './shapes.ts'
import {
  type Case,
  caseOf,
  deedsOf,
  factsOf,
  lastOf,
  legacyOf,
  posterOf,
  stateOf,
  type StoredDeed,
  withClauses,
} from './stored.ts'
import { type Deed, objectionsTo } from './steps.ts'
import { applicantOf, StoredSurvey } from './surveying.ts'
import { termsOf } from './terms.ts'
import { legacyText, selfCareText } from './words.ts'

const Opined = z.object({ fits: z.boolean() })

export const reading = part(recognition, {
  async case(context, { caseId }): Promise<CaseFile> {
    const row = await withListsOfToday(context, await caseOf(context, caseId))
    const [shown] = await rowsOf(context, [row])
    if (!shown) throw new Error('a case without its row')
    const deeds = await deedsOf(context, [caseId])
    const policy = await context.policyOn(row.decidedOn ?? context.today)
    context.shows({ caseId }, 1)
    const way = wayOf(row, deeds, policy)
    const declaredOnly = row.surveyedRound === 0
    return {
      ...shown,
      ...plainParts(row),
      legacy: await legacyShown(context, row),
      materials: materialsShown(row, deeds, await context.policyOn(row.receivedOn)),
      papers: papersOf(deeds),
      endAsked: endAskedOf(context, row, deeds),
      facts: factsOf(row),
      reasoning: declaredOnly ? { ...way.reasoning, proposal: 'open' as const } : way.reasoning,
      declaredOnly,
      ...latest(row, deeds),
      publicity: (await posterOf(context, row)) ?? null,
      wouldStart: await startOf(context, row),
      deeds: deeds.map((deed) => deedShown(context, row, deed)).toReversed(),
      letGo: letGoOf(row, deeds),
      objectionsTaken: await objectionsShown(context, row, deeds),
      objections: await objectionsNow(context, row),
      pauseReasons: pausesAllowed(policy),
      levelByRule: way.byRule,
      support: supportOf(way),
      departures: departuresOf(way),
      selfCare: (policy.find<string[]>('assessment.items')?.value ?? []).map((code) => ({
        code,
        text: selfCareText[code] ?? code,
      })),
      linkages: await linkagesOf(context, caseId),
      terms: await termsShown(context, deeds),
      surveyMust: policy.find<string[]>('recognition.survey_must_include')?.value ?? [],
    }
  },

  async whatIf(context, { caseId, facts, drafts }) {
    const row = await caseOf(context, caseId)
    const trying = drafts.length > 0 ? { drafts } : undefined
    return reasoningOf(applicantOf(row), facts, await context.policyOn(context.today, context.county, trying))
  },
})

/** The county decides on what the lists say today, so its page shows the same. */
async function withListsOfToday(context: Context, row: Case): Promise<Case> {
  if (row.step !== 'county') return row
  const place = { table: 'recognition.application', column: 'id_number', county: context.county, row: row.id }
  const listed = await listsNaming(context, context.secrets.open(place, row.idNumber))
  return { ...row, listed, listedOn: context.today }
}

const plainParts = (row: Case) => ({
  residence: row.residence,
  phoneMasked: row.phoneMasked,
  bornOn: row.bornOn,
  householdClass: applicantOf(row).householdClass,
  receivedOn: row.receivedOn,
  acceptedOn: row.acceptedOn,
  helper: row.helper,
  relation: row.relation,
  capacity: row.capacity,
  capacityBasis: row.capacityBasis,
  diedOn: row.diedOn,
  paperReference: row.paperReference,
  nearRelativeOf: row.nearRelative,
  insisted: row.insisted,
  batchId: row.batchId,
  sampled: row.sampled,
  decisionNo: row.decisionNo,
  decidedBy: row.decidedBy,
  decidedAt: row.decidedAt,
  supportFrom: row.supportFrom,
  deliveredOn: row.deliveredOn,
  publishedOn: row.publishedOn,
  listed: applicantOf(row).listed,
  listedOn: row.listedOn,
  personId: row.decision === 'confirmed' ? row.personId : null,
  paused: row.pausedReason !== '',
  version: row.version,
})

async function termsShown(context: Context, deeds: readonly StoredDeed[]): Promise<CaseFile['terms']> {
  const policies = new Map<PlainDate, PolicyInForce>()
  for (const { onDay } of deeds) if (!policies.has(onDay)) policies.set(onDay, await context.policyOn(onDay))
  const now = await context.policyOn(context.today)
  const calendar = await context.workingCalendar()
  return termsOf(deeds, { policyOn: (day) => policies.get(day) ?? now, calendar, today: context.today })
}

async function legacyShown(context: Context, row: Case): Promise<CaseFile['legacy']> {
  const found = await legacyOf(context, row)
  return {
    category: legacyText[row.legacyCategory] ?? row.legacyCategory,
    on: row.legacyOn,
    path: found?.path ?? 'none',
    text: found?.text ?? '',
    citations: found?.citations ?? [],
  }
}

function materialsShown(row: Case, deeds: readonly StoredDeed[], policy: PolicyInForce): CaseFile['materials'] {
  const given = new Map(materialsOf(deeds).map(({ code, state }) => [code, state]))
  const { materials } = materialsAsked(policy, disabilitiesOf(factsOf(row)).length > 0)
  return materials.map((each) => ({ ...each, state: given.get(each.code) ?? 'missing' }))
}

const Filed = z.object({ title: z.string(), paperReference: z.string(), fileIds: z.array(z.string()) })

const papersOf = (deeds: readonly StoredDeed[]): CaseFile['papers'] =>
  deeds.flatMap(({ id, kind, onDay, said }) => {
    const read = kind === 'filed' ? Filed.safeParse(said).data : undefined
    return read ? [{ id, title: read.title, on: onDay, place: read.paperReference, files: read.fileIds.length }] : []
  })

function endAskedOf({ actor }: Context, row: Case, deeds: readonly StoredDeed[]): CaseFile['endAsked'] {
  const deed = row.ending === null ? undefined : lastOf(deeds, 'end_asked')
  if (!deed || row.ending === null) return null
  const { account: by, note, accountId } = deed
  return { as: row.ending, text: deedSentence('end_asked', deed.said), note, by, own: accountId === actor.accountId }
}

const Replaced = z.object({ replaced: z.literal(true) })

function letGoOf(row: Case, deeds: readonly StoredDeed[]): string {
  const found = deeds.findLast(
    ({ kind, round, said }) => kind === 'drawn' && round === row.round && Replaced.safeParse(said).success,
  )
  return found ? `${found.note}（${found.account}，${dateText(found.onDay)}）` : ''
}

/** What was last said by survey, township, county clerk and leader. */
function latest(row: Case, deeds: readonly StoredDeed[]) {
  const survey = StoredSurvey.safeParse(lastOf(deeds, 'surveyed')?.said).data ?? null
  const opined = lastOf(deeds, 'opined')
  const proposed = lastOf(deeds, 'proposed')
  const checked = lastOf(deeds, 'checked')
  const check = row.checked ? Checked.safeParse(checked?.said).data : undefined
  const opinion = Opined.safeParse(opined?.said).data
  const proposal = row.proposed ? Proposed.safeParse(proposed?.said).data : undefined
  return {
    survey,
    opinion:
      opined && opinion
        ? { fits: opinion.fits, reason: opined.note, by: opined.account, on: opined.onDay, round: opined.round }
        : null,
    check: checked && check ? { ...check, by: checked.account } : null,
    proposal:
      proposed && proposal ? { ...proposal, reason: proposed.note, by: proposed.account, on: proposed.onDay } : null,
    decisionReason: lastOf(deeds, 'decided')?.note ?? '',
  }
}

async function objectionsNow(context: Context, row: Case): Promise<CaseFile['objections']> {
  const state = await stateOf(context, row, await posterOf(context, row))
  const policy = await context.policyOn(context.today)
  const against = (deed: Deed) => withClauses(objectionsTo(state, deed, context.today), policy)
  return {
    submit: against({ kind: 'submit' }),
    send: against({ kind: 'send' }),
    propose: against({ kind: 'propose' }),
    decide: against({ kind: 'decide', decision: 'confirmed' }),
  }
}

function deedShown(context: Context, row: Case, deed: StoredDeed): DeedShown {
  const { kind } = deed
  return {
    id: deed.id,
    kind,
    round: deed.round,
    on: deed.onDay,
    at: deed.at,
    by: deed.account,
    text: `${deedSentence(kind, deed.said)}${kind === 'objected' ? objectorText(context, row, deed) : ''}`,
    note: deed.note,
    files: filesOf(deed.said),
  }
}

function objectorText(context: Context, row: Case, deed: StoredDeed): string {
  const name = objectorOf(context, row, deed)
  return name === '' ? '' : `（${name}）`
}
