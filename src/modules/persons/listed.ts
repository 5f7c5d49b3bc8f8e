/** A row of the register as lists, search and card show it. */
import { sql } from 'kysely'
import { ageOn, type PlainDate } from '#kernel/calendar.ts'
import type { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { nameFor } from './rules.ts'
import type { ListedPerson } from './shapes.ts'
import type { HouseholdClass, PersonStatus, Sex } from './words.ts'

export interface ListedRow {
  id: string
  countyCode: string
  name: string
  nameSort: string
  sex: Sex
  bornOn: PlainDate
  idMasked: string
  phoneMasked: string
  township: string | null
  townshipId: string
  village: string | null
  villageId: string | null
  householdClass: HouseholdClass
  mode: SupportMode | null
  level: SelfCareLevel | null
  status: PersonStatus
  organisationId: string | null
  organisation: string | null
  fileNo: string
  supportedFrom: PlainDate | null
  endedOn: PlainDate | null
}

export const listedColumns = sql`p.id, p.county_code, p.name, p.name_sort, p.sex, p.born_on, p.id_masked, p.phone_masked, p.township_id,
  p.village_id, p.household_class, p.mode, p.level, p.status, p.organisation_id, p.file_no, p.supported_from, p.ended_on,
  township.name as township, village.name as village, organisation.name as organisation`

export const listedJoins = sql`left join access.area_view township on township.id = p.township_id
  left join access.area_view village on village.id = p.village_id
  left join access.organisation_view organisation on organisation.county_code = p.county_code and organisation.id = p.organisation_id`

export function listedOf(context: Context, row: ListedRow): ListedPerson {
  const { nameSort: _, ...rest } = row
  return {
    ...rest,
    name: nameFor(context.actor.role, row.name),
    age: ageOn(row.bornOn, row.endedOn && row.endedOn < context.today ? row.endedOn : context.today),
    township: row.township ?? '',
    village: row.village ?? '',
    organisation: row.organisation ?? '',
    lacks: lacksOf(row),
  }
}

function lacksOf(row: ListedRow): string[] {
  const lacks: string[] = []
  if (row.idMasked === '') lacks.push('身份证号')
  if (row.phoneMasked === '') lacks.push('电话')
  if (!row.villageId) lacks.push('村（居）')
  return lacks
}
