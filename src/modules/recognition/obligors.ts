/** 义务人无履行义务能力: each obligor singly against every line of the clause (认定办法 第八条). Pure. */
import { fenOfYuan, yuanText } from '#kernel/money.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { disabilitiesOf, disabilityWords, type Facts, type Obligor } from './facts.ts'
import type { Condition } from './reasoning.ts'
import { consentText, obligorStandingText, type Verdict } from './words.ts'

interface ObligorRule {
  any_of: string[]
}
interface ConsentRule {
  non_cohabiting_obligor: string
}

export function obligorCondition({ obligors, noObligors }: Facts, policy: PolicyInForce): Condition {
  const rule = policy.value<ObligorRule>('eligibility.no_capable_obligor')
  const consent = policy.find<ConsentRule>('recognition.obligor_check_consent')
  const limit = policy.find<string>('eligibility.obligor_income_limit')
  const compared = obligors.map((obligor) => comparedIncome(obligor, limit && fenOfYuan(limit.value)))
  const judged = compared.map((obligor) => judge(obligor, rule.value.any_of, consent !== undefined))
  const lines =
    judged.length > 0
      ? judged.map(({ line }) => line)
      : [noObligors ? '没有法定义务人' : '还没有登记法定义务人；没有的，须核实后注明']
  const citations = [...rule.citations, ...(consent?.citations ?? []), ...(limit?.citations ?? [])]
  return {
    key: 'obligors',
    title: '义务人无履行能力',
    verdict: obligors.length === 0 && !noObligors ? 'missing' : worstOf(judged.map(({ verdict }) => verdict)),
    lines,
    citations,
  }
}

/** All of them must hold. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  for (const verdict of ['not_met', 'missing', 'judge'] as const) if (verdicts.includes(verdict)) return verdict
  return 'met'
}

/** The obligor with what his income was compared with; without amount or limit somebody's judgement stands. */
interface Compared extends Obligor {
  incomeLine: string
}

function comparedIncome(obligor: Obligor, limit: bigint | undefined): Compared {
  const { yearlyIncomeFen: own } = obligor
  if (own === null) return { ...obligor, incomeLine: '' }
  if (limit === undefined)
    return { ...obligor, incomeLine: `年收入${yuanText(own)}元，县里没有登记上年度人均可支配收入，由调查人员判断` }
  const income = own < limit ? ('within' as const) : ('beyond' as const)
  const line = `年收入${yuanText(own)}元，${own < limit ? '低于' : '不低于'}上年度当地人均可支配收入${yuanText(limit)}元`
  return { ...obligor, income, incomeLine: line }
}

interface Judged {
  verdict: Verdict
  line: string
}

function judge(obligor: Compared, lines: readonly string[], consentAsked: boolean): Judged {
  const who = `${obligor.relation}${obligor.name}`
  if (obligor.standings.includes('dead')) return { verdict: 'met', line: `${who}：已故，不再承担义务` }
  const about = describe(obligor)
  const fits = lines.map((line) => ({ line, fits: lineFits(line, obligor) }))
  const holds = fits.find((each) => each.fits === 'yes')
  if (holds) return { verdict: 'met', line: `${who}：${about}，${textOf(holds.line)}，符合` }
  if (consentAsked && !obligor.livesWith && obligor.consent === 'refused')
    return { verdict: 'judge', line: `${who}：${about}，${consentText.refused}，不能核对经济状况，请人工判断` }
  if (obligor.age !== null && obligor.age < fullAge)
    return { verdict: 'judge', line: `${who}：${about}，未满${fullAge}周岁，规定没有写明未成年的义务人，请人工判断` }
  if (fits.some((each) => each.fits === 'unknown'))
    return { verdict: 'missing', line: `${who}：${about}，收入或财产还没有查清` }
  const beyond = beyondIn(lines, obligor)
  const why = beyond.length > 0 ? `属于所列情形，但${beyond.join('、')}超过规定，不符合` : '不属于规定的情形'
  return { verdict: 'not_met', line: `${who}：${about}，${why}` }
}

function describe(obligor: Compared): string {
  const { age, standings } = obligor
  const disabled = disabilityWords(obligor)
  const parts = [
    ...(age === null ? [] : [`${age}岁`]),
    ...standings.map((standing) => obligorStandingText[standing]),
    ...(disabled ? [disabled] : []),
    ...(obligor.incomeLine ? [obligor.incomeLine] : []),
  ]
  return parts.length > 0 ? parts.join('，') : '没有登记特殊情形'
}

/** 民法典 第十七条. */
const fullAge = 18

type Answer = 'yes' | 'no' | 'unknown'

const known = (yes: boolean): Answer => (yes ? 'yes' : 'no')
const limitAnswer: Readonly<Record<Obligor['income'], Answer>> = { within: 'yes', beyond: 'no', unknown: 'unknown' }
/** 重度残疾: grades one and two of 残疾人残疾分类和分级 (GB/T 26341). */
const severe = 2

/** A line of the pack says in its name what it asks: 'obligor_dibao_age_at_least_60'. */
function lineFits(line: string, obligor: Obligor): Answer {
  const age = /age_at_least_(\d+)/.exec(line)?.[1]
  const grade = /grade_(\d)/.exec(line)?.[1]
  const { standings } = obligor
  const disabilities = disabilitiesOf(obligor)
  const asked: Answer[] = [
    ...(line.includes('obligor_supported') ? [known(standings.includes('supported'))] : []),
    ...(line.includes('dibao') ? [known(standings.includes('dibao'))] : []),
    ...(age === undefined ? [] : [obligor.age === null ? ('unknown' as const) : known(obligor.age >= Number(age))]),
    ...(line.includes('severely_disabled') ? [known(disabilities.some((each) => each.grade <= severe))] : []),
    ...(grade === undefined ? [] : [known(disabilities.some((each) => isGrade(each, Number(grade))))]),
    ...(line.includes('no_capacity')
      ? [known(standings.some((each) => each === 'no_capacity' || each === 'missing' || each === 'imprisoned'))]
      : []),
    ...(line.includes('low_income') ? [limitAnswer[obligor.income]] : []),
    ...(line.includes('low_property') ? [limitAnswer[obligor.property]] : []),
  ]
  if (asked.length === 0 || asked.includes('no')) return 'no'
  return asked.includes('unknown') ? 'unknown' : 'yes'
}

/** What alone keeps him out of a line that he would otherwise be in. */
function beyondIn(lines: readonly string[], obligor: Obligor): string[] {
  const within = { ...obligor, income: 'within' as const, property: 'within' as const }
  const own = lines.filter((line) => lineFits(line, within) === 'yes')
  return [
    ...(obligor.income === 'beyond' && own.some((line) => line.includes('low_income')) ? ['收入'] : []),
    ...(obligor.property === 'beyond' && own.some((line) => line.includes('low_property')) ? ['财产'] : []),
  ]
}

const isGrade = (disability: { kind: string; grade: number }, grade: number): boolean =>
  ['intellectual', 'mental'].includes(disability.kind) && disability.grade <= grade

function textOf(line: string): string {
  const limits = [
    ...(line.includes('low_income') ? ['收入低于规定'] : []),
    ...(line.includes('low_property') ? ['财产符合规定'] : []),
  ]
  return limits.length > 0 ? limits.join('、') : '属于规定的情形'
}
