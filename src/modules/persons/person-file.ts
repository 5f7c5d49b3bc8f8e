/** 一人一档: the whole file, its timeline, and a masked field opened for a purpose. */
import { sql } from 'kysely'
import { dateText, dayOf, type Instant } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part, type TimelineItem } from '#platform/module.ts'
import { persons } from './contract.ts'
import { requirePerson } from './find-person.ts'
import { listedColumns, listedJoins, listedOf, type ListedRow } from './listed.ts'
import { readAround, readTold } from './person-parts.ts'
import { circleTimeline } from './circle-timeline.ts'
import { mayShowPhoto } from './photo-rules.ts'
import { pageOfLife } from './life-page.ts'
import { absenceText, CorrectedField, correctedText, endReasonText, factText, revealText } from './words.ts'

const db = tablesOf<'persons', 'access'>()

interface Beside {
  commissioning: string | null
  proposer: string | null
  confirmer: string | null
  filedAt: Instant | null
}

export const personFile = part(persons, {
  async person(context, { personId }) {
    const person = await requirePerson(context, personId)
    const { rows } = await sql<ListedRow & Beside>`
      select ${listedColumns}, commissioning.name as commissioning, filing.proposer_name as proposer,
        filing.decider_name as confirmer, filing.decided_at as filed_at from persons.person p ${listedJoins}
      left join access.area_view commissioning on commissioning.id = p.commissioning_township_id
      left join persons.filing_proposal filing on filing.county_code = p.county_code and filing.person_id = p.id
      where p.county_code = ${context.county} and p.id = ${personId}`.execute(context.transaction)
    const row = rows[0]
    if (!row) throw new Error('person vanished within a transaction')
    const { commissioning, proposer, confirmer, filedAt, ...listed } = row
    const around = await readAround(context, personId)
    const { longitude, latitude, datum, accuracy, positionSource } = person
    return {
      ...person,
      ...listedOf(context, listed),
      commissioningTownship: commissioning ?? '',
      filedBy: filedAt === null ? null : { proposer: proposer ?? '', confirmer: confirmer ?? '', on: dayOf(filedAt) },
      endReasonText: person.endReason ? (endReasonText[person.endReason] ?? person.endReason) : '',
      position:
        longitude === null || latitude === null || datum === null
          ? null
          : { longitude, latitude, datum, accuracy, source: positionSource },
      ...around,
      photoShown: mayShowPhoto(around.consents, context.today),
    }
  },

  async timeline(context, { personId, before, kinds }) {
    const person = await requirePerson(context, personId)
    return pageOfLife(context, { person, before, kinds })
  },

  async reveal(context, { personId, field, of, purpose }) {
    const person = await requirePerson(context, personId)
    context.because(`${revealText[field]}：${purpose}`)
    if (field === 'id')
      return { value: opened(context, { table: 'person', column: 'id_number', row: personId }, person.idNumber) }
    if (field === 'phone' && !of)
      return { value: opened(context, { table: 'person', column: 'phone', row: personId }, person.phone) }
    if (field === 'phone') return { value: await phoneOfOther(context, personId, of ?? '') }
    return { value: await accountOf(context, personId, of) }
  },
})

/** The whole number for the one paper that bears it: the person's own certificate. */
export async function identityOn(context: Context, personId: string, purpose: string): Promise<string> {
  const person = await requirePerson(context, personId)
  context.because(`${revealText.id}：${purpose}`)
  return person.idNumber
    ? opened(context, { table: 'person', column: 'id_number', row: personId }, person.idNumber)
    : ''
}

interface Sealed {
  table: string
  column: string
  row: string
}

function opened(context: Context, { table, column, row }: Sealed, sealed: Buffer | null | undefined): string {
  if (!sealed) return refuse('not_found', 'nothing', '没有登记。')
  return context.secrets.open({ table: `persons.${table}`, column, county: context.county, row }, sealed)
}

async function phoneOfOther(context: Context, personId: string, id: string): Promise<string> {
  for (const table of ['guardian', 'contact'] as const) {
    const found = await db(context)
      .selectFrom(`persons.${table}`)
      .select('phone')
      .where('countyCode', '=', context.county)
      .where('personId', '=', personId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (found) return opened(context, { table, column: 'phone', row: id }, found.phone)
  }
  return refuse('not_found', 'nothing', '没有登记。')
}

async function accountOf(context: Context, personId: string, of: string | undefined): Promise<string> {
  const found = await db(context)
    .selectFrom('persons.payeeAccount')
    .select(['id', 'account'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where((eb) => (of ? eb('id', '=', of) : eb('confirmedBy', 'is not', null)))
    .orderBy('fromOn', 'desc')
    .executeTakeFirst()
  return opened(context, { table: 'payee_account', column: 'account', row: found?.id ?? '' }, found?.account)
}

const sourceOf = {
  recognition: 'system',
  decided_outside: 'paper',
  import: 'import',
  correction: 'paper',
  decision: 'system',
  demo: 'system',
} as const

type ToldFact = Awaited<ReturnType<typeof readTold>>['facts'][number]
const foldedFrom = 3

/** What one entry begins on one day is one line; a value that another of its kind and day took the place of is struck through. */
export function factsTold(facts: readonly ToldFact[]): TimelineItem[] {
  const latest = new Map(facts.toReversed().map((fact) => [`${fact.kind} ${fact.fromOn}`, fact.id]))
  const entries = Map.groupBy(facts, ({ fromOn, knownAt, source }) => `${fromOn} ${knownAt} ${source}`)
  return [...entries.values()].flatMap((entry) => {
    const stands = entry.filter((fact) => !fact.replaced && latest.get(`${fact.kind} ${fact.fromOn}`) === fact.id)
    const begins = stands.find(({ kind, value }) => kind === 'status' && value === 'active')
    const folded = begins && stands.length >= foldedFrom ? stands : []
    const rest = entry.filter((fact) => !folded.includes(fact))
    const single = rest.map((fact) => factTold(fact, `${factText[fact.kind]}：${fact.text}`, !stands.includes(fact)))
    if (!begins || folded.length === 0) return single
    const words = folded.filter((fact) => fact !== begins).map((fact) => `${factText[fact.kind]}${fact.text}`)
    return [factTold(begins, `${dateText(begins.fromOn)}起供养：${words.join('、')}`, false), ...single]
  })
}

const factTold = (fact: ToldFact, words: string, struckThrough: boolean): TimelineItem => ({
  at: fact.fromOn,
  enteredAt: fact.knownAt,
  kind: 'recognition',
  text: `${words}${fact.basis ? `（${fact.basis}）` : ''}`,
  source: sourceOf[fact.source],
  struckThrough,
})

/** What the register itself tells of a person. */
export async function ownTimeline(context: Context, personId: string): Promise<TimelineItem[]> {
  const around = await readTold(context, personId)
  const facts = factsTold(around.facts)
  const absences = around.absences
    .filter((absence) => !absence.withdrawn)
    .map(
      (absence): TimelineItem => ({
        at: absence.fromOn,
        kind: absence.kind === 'hospital' ? 'health' : 'other',
        text: `${absenceText[absence.kind]}${absence.place ? ` ${absence.place}` : ''}${absence.toOn ? `，至${dateText(absence.toOn)}` : '，未返回'}`,
      }),
    )
  const corrected = around.corrections.map(
    (each): TimelineItem => ({
      at: dayOf(each.knownAt),
      enteredAt: each.knownAt,
      kind: 'other',
      text: `更正${correctedText[CorrectedField.parse(each.field)]}：${each.oldValue || '无'} → ${each.newValue || '无'}（${each.reason}）`,
      source: 'paper',
    }),
  )
  return [...facts, ...absences, ...corrected, ...circleTimeline(around)]
}
