/** What a check needs to know besides the file: places, who is on file, accounts. All looked up before, so the check is pure. */
import type { PlainDate, PlainMonth } from '#kernel/calendar.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { FindArea } from './area-names.ts'
import type { Values } from './import-faults.ts'

/** `values` holds every field to compare, an empty text where nothing is on file; absent fields are not compared. */
export interface PersonHere {
  where: 'here'
  personId: string
  name: string
  township: string
  since: PlainMonth
  endedOn?: PlainDate
  values: Values
}

/** No more than this is said of another county's person (design §4: free · here · elsewhere). */
export interface PersonElsewhere {
  where: 'elsewhere'
  /** Support there has ended: the last month supported. */
  lastMonth?: PlainMonth
}

export interface AccountUse {
  personId: string
  name: string
}

/** A sentence of another module's rules, with its clause in it: 低保与特困不能同时享受… */
export interface Objection {
  message: string
}

/** What a list may not do to whom is supported: it has its own case, with its persons and papers. */
export interface CasesFirst {
  /** exit.hearing_required as it is cited; undefined before the law asks for it. */
  hearing?: string
  /** assessment.assessor as it is cited: a level follows from an assessment. */
  assessed?: string
  /** placement.consent as it is cited. */
  placement?: string
  /** 18-digit numbers of persons with a consent to be placed that holds. */
  placed: ReadonlySet<string>
}

export interface Surroundings {
  today: PlainDate
  casesFirst?: CasesFirst
  /** 莘县 */
  countyName: string
  /** Former and short names of the county. */
  countyAliases?: readonly string[]
  findTownship: FindArea
  findVillage: FindArea
  /** By 18-digit number (identityNumbersOf); absent means free. */
  people: ReadonlyMap<string, PersonHere | PersonElsewhere>
  /** By account number: for whom it already receives. */
  accounts?: ReadonlyMap<string, readonly AccountUse[]>
  /** Homes' and providers' own accounts: several persons on one are in order (F-08). */
  institutionAccounts?: ReadonlySet<string>
  /** 18-digit numbers of persons with a valid consent for another payee (F-07). */
  payeeConsents?: ReadonlySet<string>
  /** What the county calls its levels (codes.self_care_level.labels). */
  levelWords?: ReadonlyMap<string, SelfCareLevel>
  /** By 18-digit number. */
  objections?: ReadonlyMap<string, readonly Objection[]>
}
