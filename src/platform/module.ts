import type { PlainDate } from '#kernel/calendar.ts'
import type { Announcement, Contract, InputOf, Operation, OutputOf } from '#kernel/contract.ts'
import type { LetterKind } from '#kernel/letter.ts'
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Term } from '#kernel/working-days.ts'
import type * as z from 'zod'
import type { ArchivePaper, ArchiveTable } from './archive-table.ts'
import type { Context } from './context.ts'

type UseCase<Op extends Operation> = (context: Context, input: InputOf<Op>) => Promise<OutputOf<Op>>
type UseCases<C extends Contract> = { [Name in keyof C['operations']]: UseCase<C['operations'][Name]> }

/** A contract with the code that fulfils it. */
export interface Service {
  contract: Contract
  useCases: Record<string, UseCase<Operation>>
}

export interface Reaction {
  to: string
  react(context: Context, fact: unknown): Promise<void>
}

/** One thing that somebody has to do: a line of 我的待办. */
export interface WorkItem {
  /** Verb and object: '锁定2023年9月名册'. */
  title: string
  /** Object the line is about, and where the work is done. */
  object: string
  to: string
  /** Last day on which it is in time; null when no term runs. */
  dueOn: PlainDate | null
  /** Lines of one kind are folded together. */
  kind: string
  weight: 'money' | 'care' | 'paper'
  township?: string
  /** Whom it waits for, when not for the reader. */
  waitsFor?: string
  citations: Citation[]
  count: number
}

/** One event in a person's life on file. */
export interface TimelineItem {
  at: PlainDate
  enteredAt?: string
  kind: 'recognition' | 'money' | 'service' | 'health' | 'agreement' | 'look' | 'other'
  text: string
  to?: string
  source?: 'paper' | 'import' | 'phone' | 'system'
  citations?: Citation[]
  struckThrough?: boolean
}

/** One line of the first look at a file (概况): 下一次评估 2026年12月31日前. */
export interface Glance {
  /** Lines stand in this order, whatever module tells them. */
  place: number
  label: string
  value: string
  /** Something still to be put right. */
  lacks?: boolean
  to?: string
  citations?: Citation[]
}

/** Which days of a life are told: from the first on, before the second; open where null. */
export interface Span {
  from: PlainDate | null
  before: PlainDate | null
}

/** How many persons or things a policy key decides over, by part of its value: 'partly_able', 'rural.dispersed', or '' for the whole. */
export interface Concerned {
  /** '在册人员', '8月结算': where it is used. */
  title: string
  group: string
  count: number
}

/** How somebody of a name stands to a person's service or money: '“赵测试”是甲机构的服务人员'. */
export interface Tie {
  code: string
  text: string
  citations: Citation[]
}

/** What is about to be done in the registers of persons, units and values; another module may know why it must not be. */
export type RegisterDeed =
  /** A file is opened by hand under this number (blind index). */
  | { kind: 'file'; idIndex: Buffer }
  | { kind: 'correct'; personId: string; field: string }
  /** Something else in his file is changed: a consent, his capacity. */
  | { kind: 'change'; personId: string }
  /** Support is said to have begun on another day than was registered. */
  | { kind: 'start'; personId: string; was: PlainDate; becomes: PlainDate }
  /** A value of policy entered by mistake holds no more from that day on. */
  | { kind: 'withdraw_value'; from: PlainDate }
  /** Somebody in support moves into a home, or out of it to live by himself: how he is supported changes. */
  | { kind: 'admit' | 'leave'; personId: string; on: PlainDate }
  /** Persons of these names say what care somebody needs. */
  | { kind: 'assess'; personId: string; names: readonly string[] }
  /** A unit is closed after that day, by an administrator of all counties: `context.county` is not the unit's. */
  | { kind: 'close_organisation'; countyCode: string; organisationId: string; on: PlainDate }

/** What a module let go of a person whose file is destroyed under the law; whoever destroys names it in the record. */
export interface Forgotten {
  /** Files whose content is to go. */
  files: string[]
  /** Entries whose rows in this table of evidence are gone: all rows of each, since a restore takes them all. */
  evidence: { table: string; entryIds: string[] }[]
}

/** A matter that may pass from one section or unit to another (交接), as its own module tells it. */
export interface Subject {
  /** '李样本 认定案卷 RD-2023-0007'. */
  title: string
  to: string
  /** The operation that opens it: it goes to nobody who may not read it. */
  opens: string
  townshipId: string | null
  personId: string | null
  /** Not yet finished: a finished matter is nobody's to hand over. */
  open: boolean
  /** In how long it is to be accepted where no document sets a term for all hand-overs, and by when at the latest. */
  term?: { value: Term; until: PlainDate | null; citations: Citation[] }
  /** Why the actor is not the one who hands it over; absent where he may. */
  held?: string
  /** To a section of the county only, whoever else could open it. */
  countyOnly?: boolean
  /** Said beside the words that go with it. */
  warning?: string
}

/** What a module gives the programs that are put together from it. */
export interface Module {
  service: Service
  reactions?: Reaction[]
  /** Open work of the actor's role, found in this module. */
  work?(context: Context): Promise<WorkItem[]>
  /** In a life on file, as the reader sees it. May tell of more days than asked; without `span` of all. Changes no scope. */
  timeline?(context: Context, personId: string, span?: Span): Promise<TimelineItem[]>
  /** The same out of tables that whoever sees the person sees: asked as the county sees them. */
  timelineOfSeen?(context: Context, personId: string, span?: Span): Promise<TimelineItem[]>
  /** For the first look at a file of somebody whom the reader sees: asked as the county sees it. Changes no scope. */
  glance?(context: Context, personId: string): Promise<Glance[]>
  /** For the hand-over package of a closed file: all that the module holds of him, as tables. Asked as the county sees it. */
  archive?(context: Context, personId: string): Promise<ArchiveTable[]>
  /** The scans that the module keeps of him, for the same package. */
  papers?(context: Context, personId: string): Promise<ArchivePaper[]>
  /** Asked before somebody is made a person's guardian: what speaks against him (F-42). Names may be shared, so a person decides. */
  ties?(context: Context, about: { personId: string; name: string; on: PlainDate }): Promise<Tie[]>
  /** Asked as the county sees it, before the register is changed by hand. */
  objections?(context: Context, deed: RegisterDeed): Promise<Reason[]>
  /** What still runs for a person whose file is to be closed or handed over, each with where it is done. Asked as the county sees it. */
  openEnds?(context: Context, personId: string): Promise<Reason[]>
  /** His file is destroyed (保管期满销毁): lets go of what the law no longer lets this module keep, in the same transaction. */
  forget?(context: Context, personId: string): Promise<Forgotten>
  /** By kind; undefined where there is none in the actor's scope. */
  subjects?: Record<string, (context: Context, id: string) => Promise<Subject | undefined>>
  /** Asked before a county changes a value, and for 用到它的. */
  concernedBy?(context: Context, key: string, day: PlainDate): Promise<Concerned[]>
  /** The sentence shown when a database constraint of this name says no. */
  constraints?: Record<string, string>
  /** Answers to the cases of policy packs: `ask` name → rule. */
  questions?: Record<string, (given: unknown, policy: PolicyInForce) => unknown>
  /** Letters, posters and forms it prints, whose words a county may replace. */
  letters?: readonly LetterKind[]
  /** Commands the worker performs for each county every night. */
  nightly?: readonly string[]
}

/** Forgetting an operation of the contract is a compile error. */
export function implement<C extends Contract>(contract: C, useCases: UseCases<C>): Service {
  return { contract, useCases: useCases as unknown as Service['useCases'] }
}

/** For modules whose use cases stand in several files: part of a service, merged by `implement`. */
export function part<C extends Contract, Name extends keyof C['operations'] & string>(
  _contract: C,
  useCases: Pick<UseCases<C>, Name>,
): Pick<UseCases<C>, Name> {
  return useCases
}

export function on<Fact extends z.ZodType>(
  announcement: Announcement<Fact>,
  react: (context: Context, fact: z.output<Fact>) => Promise<void>,
): Reaction {
  return { to: announcement.name, react: (context, fact) => react(context, announcement.fact.parse(fact)) }
}
