/** Data for tests: Shenxian's rules as its pack gives them, and invented persons. */
import { instant, plainDate, plainMonth } from '#kernel/calendar.ts'
import { fenOfYuan } from '#kernel/money.ts'
import type { Citation } from '#kernel/policy.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { visitsDigest } from './line.ts'
import type { Deduction, MonthInput, MonthPolicy, PartInput, RosterLine } from './month-input.ts'

const document = '莘政办发〔2023〕6号'
const clause = (path: string): Citation[] => [{ document, clause: path }]
const ours = (position: string): Citation[] => [{ document: '', clause: '', position }]

export const shenxianPolicy: MonthPolicy = {
  rates: {
    value: { able: fenOfYuan('189.00'), partly_able: fenOfYuan('313.00'), unable: fenOfYuan('626.00') },
    citations: clause('四、工作内容（三）'),
  },
  factor: { value: { bands: null, whenNone: { times: 1, of: 1 } }, citations: ours('A-20') },
  rounding: { value: { to: 'fen', mode: 'half_up' }, citations: ours('A-48') },
  partialMonth: { value: 'roster_month', citations: ours('A-21') },
  lateAgreement: { value: 'whole_month', citations: ours('A-21') },
  unpaidAbsences: { value: [], citations: ours('A-21') },
  excess: { value: 'carry', citations: clause('四、工作内容（五）2') },
  contractEnd: { value: 'verified_service_days_only', citations: ours('A-50') },
  hearing: { value: true, citations: clause('四、工作内容（五）2') },
}

export const byDayPolicy: MonthPolicy = {
  ...shenxianPolicy,
  partialMonth: { value: 'by_day', citations: ours('A-21') },
  lateAgreement: { value: 'from_signed_day', citations: ours('A-21') },
  unpaidAbsences: { value: ['hospital'], citations: ours('A-21') },
}

export const withFactor = (policy: MonthPolicy, times: number, of: number): MonthPolicy => ({
  ...policy,
  factor: { ...policy.factor, value: { bands: null, whenNone: { times, of } } },
})

export function givenLine(person: string, level: SelfCareLevel, more: Partial<RosterLine> = {}): RosterLine {
  const visits = [`${person}-visit-1`, `${person}-visit-2`]
  return {
    person,
    roster: `roster-${person}`,
    level,
    agreement: { id: `agreement-${person}`, on: plainDate('2023-05-20') },
    visits: { count: 2, valid: 2, digest: visitsDigest(visits) },
    ...more,
  }
}

/** So many persons of each level: able-1, able-2 … */
export function givenLines(heads: Partial<Record<SelfCareLevel, number>>): RosterLine[] {
  const levels: SelfCareLevel[] = ['able', 'partly_able', 'unable']
  return levels.flatMap((level) =>
    Array.from({ length: heads[level] ?? 0 }, (_, index) => givenLine(`${level}-${index + 1}`, level)),
  )
}

export function givenDeduction(id: string, yuan: string, more: Partial<Deduction> = {}): Deduction {
  return {
    id,
    person: null,
    amount: fenOfYuan(yuan),
    clause: '第九条（二）',
    verified: true,
    heard: true,
    carriedFrom: null,
    citations: clause('四、工作内容（五）2'),
    ...more,
  }
}

export const givenPart = (township: string, lines: RosterLine[], more: Partial<PartInput> = {}): PartInput => ({
  township,
  evaluation: { way: 'received', id: `evaluation-${township}`, score: 9300 },
  lines,
  corrections: [],
  deductions: [],
  ...more,
})

export function givenMonth(parts: PartInput[], more: Partial<MonthInput> = {}): MonthInput {
  return {
    county: '371522',
    month: plainMonth('2023-08'),
    provider: 'provider-1',
    roster: 'roster-2023-08-1',
    knownAt: instant('2023-09-06T02:02:00Z'),
    contractEndsOn: null,
    policy: shenxianPolicy,
    parts,
    ...more,
  }
}

/** One township with so many persons of each level. */
export const givenHeads = (heads: Partial<Record<SelfCareLevel, number>>, part: Partial<PartInput> = {}): MonthInput =>
  givenMonth([givenPart('371522101', givenLines(heads), part)])

export const names = {
  person: (id: string) => `李样本${id}`,
  township: (code: string) => `示例镇${code}`,
  level: { able: '自理', partly_able: '半失能', unable: '失能' },
}

export type Heads = Partial<Record<SelfCareLevel, number>>

export interface GivenPerson {
  id: string
  name: string
  level: SelfCareLevel
  townshipId: string
}

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'
export function personsOf(townshipId: string, heads: Heads): GivenPerson[] {
  const levels: SelfCareLevel[] = ['able', 'partly_able', 'unable']
  return levels.flatMap((level) =>
    Array.from({ length: heads[level] ?? 0 }, (_, index) => ({
      id: crypto.randomUUID(),
      name: `${surnames[index % surnames.length]}示例${index + 1}`,
      level,
      townshipId,
    })),
  )
}

/** So many at once, so that a million does not have to fit into one parameter. */
export function* slices<Item>(all: readonly Item[], size = 50_000): Generator<{ at: number; part: readonly Item[] }> {
  for (let at = 0; at < all.length; at += size) yield { at, part: all.slice(at, at + size) }
}
