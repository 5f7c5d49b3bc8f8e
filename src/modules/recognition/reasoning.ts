/** 条件推理: whether the three conditions are met, with every step shown and its clause; proposes, decides nothing. Pure. */
import { ageOn, monthText, type PlainDate } from '#kernel/calendar.ts'
import { fenOfYuan, yuanText } from '#kernel/money.ts'
import { type Citation, citationText, type PolicyInForce } from '#kernel/policy.ts'
import { disabilitiesOf, disabilityWords, type Facts } from './facts.ts'
import { obligorCondition, worstOf } from './obligors.ts'
import { propertyFound } from './property.ts'
import { type NoLabourRule, noLabourGround, type OrphanRoute, schemeOfMinor } from './rules.ts'
import type { ListedIn } from './shapes.ts'
import { benefitText, incomeText, type Proposal, type Verdict } from './words.ts'

export interface Condition {
  key: 'labour' | 'income' | 'obligors' | 'overlap'
  title: string
  verdict: Verdict
  lines: string[]
  citations: Citation[]
  /** Those of them that only give a number which the place has set: told apart from the clause that asks for it. */
  amounts?: readonly Citation[]
}

/** The clauses of a condition, and where its numbers come from. */
export function groundsOf({ citations, amounts = [] }: Pick<Condition, 'citations' | 'amounts'>) {
  const numbers = new Set(amounts.map(citationText))
  return {
    clauses: citations.filter((each) => !numbers.has(citationText(each))),
    numbers: citations.filter((each) => numbers.has(citationText(each))),
  }
}

export interface Applicant {
  bornOn: PlainDate
  householdClass: 'urban' | 'rural'
  /** Lists of other departments in which his number was found. */
  listed?: readonly ListedIn[]
}

export interface Reasoning {
  on: PlainDate
  conditions: Condition[]
  proposal: Proposal
}

export function reasoningOf(applicant: Applicant, facts: Facts, policy: PolicyInForce): Reasoning {
  const conditions = [
    labourCondition(applicant, facts, policy),
    incomeCondition(applicant, facts, policy),
    obligorCondition(facts, policy),
    overlapCondition(applicant, facts, policy),
  ]
  return { on: policy.on, conditions, proposal: proposalOf(conditions) }
}

/** One condition that is not met decides; otherwise what is open must be judged by a person. */
function proposalOf(conditions: readonly Condition[]): Proposal {
  if (conditions.some(({ verdict }) => verdict === 'not_met')) return 'not_fits'
  return conditions.every(({ verdict }) => verdict === 'met') ? 'fits' : 'open'
}

function labourCondition({ bornOn }: Applicant, facts: Facts, policy: PolicyInForce): Condition {
  const rule = policy.value<NoLabourRule>('eligibility.no_labour')
  const age = ageOn(bornOn, policy.on)
  const found = noLabourGround(age, disabilitiesOf(facts), rule.value)
  const condition = { key: 'labour' as const, title: '无劳动能力', citations: rule.citations }
  const disabled = disabilityWords(facts) || '无残疾'
  if (found === 'old_age')
    return { ...condition, verdict: 'met', lines: [`${age}岁，满${rule.value.old_age_at_least}周岁`] }
  if (found === 'young_age')
    return { ...condition, verdict: 'met', lines: [`${age}岁，未满${rule.value.young_age_below}周岁`] }
  if (found === 'disability')
    return { ...condition, verdict: 'met', lines: [`${age}岁，${disabled}，在规定的类别和等级内`] }
  const minor = minorStands(age, facts.school, policy)
  if (minor) return { ...condition, verdict: 'met', lines: [minor.line], citations: minor.citations }
  return { ...condition, verdict: 'not_met', lines: [`${age}岁，${disabled}，不在规定的年龄和残疾等级内`] }
}

function minorStands(age: number, school: string | null, policy: PolicyInForce) {
  const below = policy.find<{ years: number }>('eligibility.minor.support_age_below')
  if (below && age < below.value.years)
    return {
      line: `${age}岁，未满${below.value.years}周岁，未成年人的供养到${below.value.years}周岁`,
      citations: below.citations,
    }
  const inSchool = policy.find<{ after_18_while: string[] }>('eligibility.minor.in_school')
  if (inSchool && school !== null && inSchool.value.after_18_while.includes(school))
    return { line: `${age}岁，仍在规定的学校就读`, citations: inSchool.citations }
  return undefined
}

function incomeCondition({ householdClass }: Applicant, facts: Facts, policy: PolicyInForce): Condition {
  const rule = policy.value<{ income_below: string }>('eligibility.no_income')
  const excluded = policy.find<string[]>('eligibility.income_not_counted')
  const counted = facts.incomes.filter(({ source }) => !excluded?.value.includes(source))
  const left = facts.incomes.filter(({ source }) => excluded?.value.includes(source))
  const sum = counted.reduce((total, { monthlyFen }) => total + monthlyFen, 0n)
  const limit = policy.find<Record<string, string>>('standard.dibao.rates')
  const text = limit?.value[householdClass]
  const standard = text === undefined ? undefined : fenOfYuan(text)
  const property = propertyFound(facts, policy)
  const lines = [
    facts.incomeKnown
      ? `计入的月收入${yuanText(sum)}元${counted.length > 0 ? `（${partsText(counted)}）` : ''}`
      : '收入还没有查清',
    ...(left.length > 0 ? [`不计入：${partsText(left)}`] : []),
    standard === undefined
      ? '县里还没有录入当地低保标准，请人工对照'
      : `当地低保标准${yuanText(standard)}元/月（${householdClass === 'urban' ? '城市' : '农村'}）${facts.incomeKnown ? `，收入${sum < standard ? '低于' : '不低于'}标准` : ''}`,
    ...property.lines,
  ]
  const citations = [
    ...rule.citations,
    ...(excluded?.citations ?? []),
    ...(limit?.citations ?? []),
    ...property.citations,
  ]
  const verdict = worstOf([incomeVerdict(facts, sum, standard), property.verdict])
  return { key: 'income', title: '无生活来源', verdict, lines, citations, amounts: limit?.citations ?? [] }
}

const partsText = (incomes: Facts['incomes']): string =>
  incomes.map(({ source, monthlyFen }) => `${incomeText[source]}${yuanText(monthlyFen)}元`).join('、')

function incomeVerdict(facts: Facts, sum: bigint, standard: bigint | undefined): Verdict {
  if (!facts.incomeKnown) return 'missing'
  if (standard === undefined) return 'judge'
  return sum >= standard ? 'not_met' : 'met'
}

export interface Exclusion {
  benefit: string
  wins: string
  when?: string
}

/** What he draws besides: his support takes its place, or it takes the place of support. */
function overlapCondition({ bornOn, listed = [] }: Applicant, facts: Facts, policy: PolicyInForce): Condition {
  const list = policy.find<Exclusion[]>('eligibility.exclusions')
  const route = policy.find<OrphanRoute>('eligibility.minor.orphan_route')
  const condition = { key: 'overlap' as const, title: '不重复享受' }
  const citations = [...(list?.citations ?? []), ...(route?.citations ?? [])]
  const age = ageOn(bornOn, policy.on)
  const scheme = schemeOfMinor(
    {
      age,
      orphanConditions: facts.orphanConditions,
      chosen: facts.orphanChosen ? 'orphan_scheme' : null,
      schoolStage: null,
    },
    { route: route?.value, supportBelow: undefined, inSchool: undefined },
  ).scheme
  if (scheme === 'orphan_scheme')
    return {
      ...condition,
      verdict: 'not_met',
      lines: ['同时符合孤儿或事实无人抚养儿童条件，应纳入该项保障'],
      citations,
    }
  const drawn = facts.benefits.map((benefit) => ({
    benefit,
    rule: list?.value.find((each) => each.benefit === benefit),
  }))
  const loses = drawn.filter(({ rule }) => rule && rule.wins !== 'support')
  const lines = drawn.map(({ benefit, rule }) => `${benefitText[benefit]}：${overlapText(rule)}`)
  const unsaid = listed.filter(({ kind }) => !facts.benefits.some((benefit) => benefit === kind))
  const contradiction = facts.benefits.some((benefit) => ofDisabled.has(benefit)) && disabilitiesOf(facts).length === 0
  const text = [
    ...(lines.length + unsaid.length > 0 ? lines : [noneText(facts)]),
    ...unsaid.map(listedText),
    ...(contradiction ? ['登记为没有残疾，却享受残疾人补贴，请核对残疾情况'] : []),
  ]
  if (loses.length > 0) return { ...condition, verdict: 'not_met', lines: text, citations }
  const unlisted = drawn.some(({ rule }) => rule === undefined)
  if (drawn.length === 0 && !facts.benefitsKnown && unsaid.length === 0)
    return { ...condition, verdict: 'missing', lines: text, citations }
  const open = unlisted || unsaid.length > 0 || contradiction
  return { ...condition, verdict: open ? 'judge' : 'met', lines: text, citations }
}

const ofDisabled: ReadonlySet<string> = new Set(['disability_living_allowance', 'disability_care_allowance'])

const noneText = ({ benefitsKnown }: Facts): string =>
  benefitsKnown ? '没有享受其他不能同时享受的待遇' : '还没有询问和核对是否享受其他待遇'

const listedText = ({ title, source, month }: ListedIn): string =>
  `部门比对：${source}${monthText(month)}的“${title}”名单中有此身份证号，申请和调查没有登记，请核实`

function overlapText(rule: Exclusion | undefined): string {
  if (!rule) return '全国和本县在用的规定没有写明能否与供养同时享受；县里可在“政策依据”登记，登记以前请人工判断'
  return rule.wins === 'support' ? '认定后自供养起始月停发，请办理衔接' : '不能同时享受，应继续原待遇'
}
