/** What the screens of agreements read. */
import { sql } from 'kysely'
import { addDays, momentText } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import type { Context } from '#platform/context.ts'
import { articleNumber } from '#platform/documents/agreement-word.ts'
import { part } from '#platform/module.ts'
import { type AgreementRow, agreements, type PartyMark } from './contract.ts'
import { requiredContents } from './drafting.ts'
import { type Act, daysLeft, effectIn, missingContents, Party, partyText, remindersIn } from './rules.ts'
import {
  bureauOf,
  db,
  findAgreement,
  partiesOf,
  type Signature,
  signaturesOf,
  signingGuardians,
  textsOf,
} from './tables.ts'
import { clauseText } from './words.ts'
import { articlesOf, preambleOf } from './wording.ts'

type Filter = Omit<InputOf<typeof agreements.operations.list>, 'page' | 'pageSize'>

export const reading = part(agreements, {
  async list(context, input) {
    const { page, pageSize, ...filter } = input
    const matching = matchingRows(context, filter)
    const { count } = await matching
      .select(sql<number>`least(count(*), 1001)::int`.as('count'))
      .executeTakeFirstOrThrow()
    const found = await rowsOf(matching)
      .orderBy('agreement.number', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    context.shows(input, found.length)
    return { rows: await withMarks(context, found), total: count, at: momentText(context.now) }
  },

  async get(context, { agreementId }) {
    const agreement = await findAgreement(context, agreementId)
    context.concerns(agreement.personId)
    const found = await rowsOf(matchingRows(context, everything).where('agreement.id', '=', agreementId)).execute()
    const [row] = await withMarks(context, found)
    if (!row) throw new RangeError(`agreement ${agreementId} has no row`)
    return { ...row, ...(await pageOf(context, agreement)) }
  },

  async withoutAgreement(context, { townshipId, kind, page, pageSize }) {
    const matching = db(context)
      .selectFrom('persons.personView as person')
      .leftJoin('access.areaView as village', 'village.id', 'person.villageId')
      .where('person.countyCode', '=', context.county)
      .where('person.status', '=', 'active')
      .where('person.mode', '=', kind)
      .where('person.level', 'is not', null)
      .$if(townshipId !== null, (query) => query.where('person.townshipId', '=', townshipId ?? ''))
      .where(sql<boolean>`not exists (select from agreements.agreement_view a where a.county_code = person.county_code
        and a.person_id = person.id and a.effective_from <= ${context.today} and a.effective_to >= ${context.today})`)
    const { count } = await matching
      .select(sql<number>`least(count(*), 1001)::int`.as('count'))
      .executeTakeFirstOrThrow()
    const found = await matching
      .select(['person.id', 'person.name', 'person.townshipId', 'person.level', 'village.name as village'])
      .orderBy('person.townshipId')
      .orderBy('village.sortOrder')
      .orderBy('person.nameSort')
      .orderBy('person.id')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    context.shows({ townshipId, kind }, found.length)
    const rows = found.map(({ id, name, village, level, townshipId: township }) => {
      return { personId: id, name, townshipId: township, village: village ?? '', level: level ?? ('able' as const) }
    })
    return { rows, total: count, at: momentText(context.now) }
  },
})

const everything: Filter = {
  words: '',
  status: [],
  kind: null,
  townshipId: null,
  villageId: null,
  organisationId: null,
  personId: null,
  missing: null,
  endsWithin: null,
}

function matchingRows(context: Context, filter: Filter) {
  const { words, status, kind, townshipId, villageId, organisationId, personId, missing, endsWithin } = filter
  return db(context)
    .selectFrom('agreements.agreement as agreement')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'agreement.countyCode').onRef('person.id', '=', 'agreement.personId'),
    )
    .leftJoin('access.areaView as village', 'village.id', 'agreement.villageId')
    .leftJoin('access.organisationView as unit', (join) =>
      join.onRef('unit.countyCode', '=', 'agreement.countyCode').onRef('unit.id', '=', 'agreement.organisationId'),
    )
    .where('agreement.countyCode', '=', context.county)
    .$if(words !== '', (query) =>
      query.where(sql<boolean>`position(${words} in person.name || ' ' || agreement.number) > 0`),
    )
    .$if(status.length > 0, (query) => query.where('agreement.status', 'in', status))
    .$if(kind !== null, (query) => query.where('agreement.kind', '=', kind ?? 'dispersed'))
    .$if(townshipId !== null, (query) => query.where('agreement.townshipId', '=', townshipId ?? ''))
    .$if(villageId !== null, (query) => query.where('agreement.villageId', '=', villageId))
    .$if(organisationId !== null, (query) => query.where('agreement.organisationId', '=', organisationId))
    .$if(personId !== null, (query) => query.where('agreement.personId', '=', personId ?? ''))
    .$if(missing !== null, (query) =>
      query.where('agreement.status', '=', 'signing').where(sql<boolean>`exists (select from agreements.party p
        where p.county_code = agreement.county_code and p.agreement_id = agreement.id and p.party = ${missing}
          and not exists (select from agreements.signature s where s.county_code = p.county_code and s.agreement_id = p.agreement_id
            and s.edition = agreement.edition and s.party = p.party and s.act = p.act))`),
    )
    .$if(endsWithin !== null, (query) =>
      query
        .where('agreement.status', 'in', ['signed', 'filed'])
        .where('agreement.toOn', '<=', addDays(context.today, endsWithin ?? 0)),
    )
}

const rowsOf = (matching: ReturnType<typeof matchingRows>) =>
  matching.select([
    'agreement.id',
    'agreement.number',
    'agreement.kind',
    'agreement.personId',
    'person.name as person',
    'agreement.townshipId',
    'agreement.villageId',
    'village.name as village',
    'unit.name as organisation',
    'agreement.status',
    'agreement.fromOn',
    'agreement.toOn',
    'agreement.effectiveFrom',
    'agreement.effectiveTo',
    'agreement.filedOn',
  ])

async function withMarks(
  context: Context,
  found: Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>,
): Promise<AgreementRow[]> {
  const ids = found.map(({ id }) => id)
  const parties = await partiesOf(context, ids)
  const signatures = await signaturesOf(context, ids)
  const reminders = remindersIn(await context.policyOn(context.today)).value
  return found.map(({ fromOn, toOn, village, organisation, ...row }) => ({
    ...row,
    from: fromOn,
    to: toOn,
    village: village ?? '',
    organisation: organisation ?? '',
    parties: parties
      .filter(({ agreementId }) => agreementId === row.id)
      .map(({ party, act }) => ({
        party,
        title: titleOf(party),
        state: stateOf(signatures, { id: row.id, party, act }),
      })),
    daysLeft:
      row.status === 'signed' || row.status === 'filed' ? (daysLeft(toOn, context.today, reminders) ?? null) : null,
  }))
}

const isParty = (party: string): party is Party => Party.options.some((each) => each === party)
export const titleOf = (party: string): string => (isParty(party) ? partyText[party] : '监护人')

function stateOf(
  signatures: readonly Signature[],
  { id, party, act }: { id: string; party: string; act: Act },
): 'open' | 'signed' | 'by_guardian' {
  const found = signatures.find((each) => each.agreementId === id && each.party === party && each.act === act)
  if (!found) return 'open'
  return party === 'person' && found.capacity === 'guardian' ? 'by_guardian' : 'signed'
}

export async function marksOf(context: Context, agreementId: string): Promise<PartyMark[]> {
  const parties = await partiesOf(context, [agreementId])
  const signatures = await signaturesOf(context, [agreementId])
  return parties.map(({ party, act, name }) => {
    const signed = signatures.find((each) => each.party === party && each.act === act)
    return {
      party,
      act,
      title: titleOf(party),
      name,
      signer: signed?.signer ?? null,
      as: signed?.capacity ?? null,
      method: signed?.method ?? null,
      signedOn: signed?.signedOn ?? null,
      fileId: signed?.fileId ?? null,
    }
  })
}

async function pageOf(context: Context, agreement: Awaited<ReturnType<typeof findAgreement>>) {
  const policy = await context.policyOn(agreement.fromOn)
  const { hotline: present } = await bureauOf(context)
  const clauses = textsOf(agreement.clauses)
  const parties = policy.find<string[]>(`agreement.${agreement.kind}.parties`)
  const lists = ['agreement.required_clauses', `agreement.${agreement.kind}.required_clauses`]
  const required = requiredContents(policy, agreement.kind)
  const missing = missingContents(Object.keys(clauses), required)
  const guardians = await signingGuardians(context, [agreement.personId], context.today)
  const { version, edition, title, organisationId, carerId, priceKind, priceFen, level, capacity, hotline } = agreement
  const { rosterFixedOn, reviewedOn, returnedReason, signedOn, filingNo, endedOn, endReason, takesOver } = agreement
  const marks = await marksOf(context, agreement.id)
  const person = marks.find(({ party }) => party === 'person')?.name ?? ''
  const own = { version, edition, title, organisationId, carerId, priceKind, priceFen, level, capacity, hotline }
  const past = { rosterFixedOn, reviewedOn, returnedReason, signedOn, filingNo, endedOn, endReason, takesOver }
  return {
    ...own,
    ...past,
    marks,
    carer: marks.find(({ party }) => party === 'carer')?.name ?? null,
    hotlineChanged: hotline !== '' && hotline !== present,
    filingAsked: policy.find<{ object: string }>('agreement.filing')?.value.object === 'agreement',
    replaces: await numberOf(context, agreement.replacesId),
    contents: [...new Set([...required, ...Object.keys(clauses)])].map((code) => ({
      code,
      title: clauseText(code),
      text: clauses[code] ?? '',
      required: required.includes(code),
      has: !missing.includes(code) && (clauses[code] ?? '') !== '',
    })),
    guardians: guardians.map(({ name, relation, fromOn }) => ({ name, relation, from: fromOn })),
    notes: notesOn(parties?.value ?? [], agreement.kind),
    citations: {
      parties: parties?.citations ?? [],
      contents: lists.flatMap((key) => policy.find(key)?.citations ?? []),
      effect: effectIn(policy).citations,
    },
    preamble: preambleOf(clauses, person),
    articles: articlesOf(clauses).map((article, index) => ({ no: articleNumber(index), ...article })),
  }
}

/** Who is not a party, where one might think so. */
function notesOn(parties: readonly string[], kind: 'dispersed' | 'centralised'): string[] {
  if (kind !== 'dispersed') return []
  const notes: string[] = []
  if (!parties.includes('county')) notes.push('县级民政部门不是本协议的一方。')
  if (!parties.includes('village')) notes.push('村（居）不是本协议的一方。')
  if (!parties.includes('person')) notes.push('特困人员本人不是本协议的一方，须用其听得懂的话告知并登记知情。')
  return notes
}

async function numberOf(context: Context, id: string | null): Promise<string | null> {
  if (id === null) return null
  const found = await db(context)
    .selectFrom('agreements.agreement')
    .select('number')
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .executeTakeFirst()
  return found?.number ?? null
}
