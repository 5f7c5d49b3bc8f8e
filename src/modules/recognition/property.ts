/** 财产: what he owns against the limits a place has set; where none is set, a person judges (认定办法 第六条). Pure. */
import { fenOfYuan, yuanText } from '#kernel/money.ts'
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
import type { Facts } from './facts.ts'
import { limitText, type Verdict } from './words.ts'

/** eligibility.property_limit: what is not named is not limited. */
export interface PropertyLimit {
  deposits?: string
  houses?: number
  vehicles?: number
}

export interface PropertyFound {
  verdict: Verdict
  lines: string[]
  citations: Citation[]
}

type Owned = Pick<Facts, 'property' | 'propertyNote' | 'depositsFen' | 'houses' | 'vehicles'>

export function propertyFound(facts: Owned, policy: PolicyInForce): PropertyFound {
  const rule = policy.find<PropertyLimit>('eligibility.property_limit')
  const compared = rule ? comparedWith(facts, rule.value) : []
  if (!rule || compared.length === 0) return judged(facts)
  const lines = [
    ...compared.map(({ text }) => text),
    ...(facts.propertyNote ? [`财产说明：${facts.propertyNote}`] : []),
  ]
  return {
    verdict: verdictOf(facts, compared),
    lines: [...lines, ...otherwise(facts, compared)],
    citations: rule.citations,
  }
}

function judged({ property, propertyNote }: Owned): PropertyFound {
  const said = { within: '符合当地规定', beyond: '超过当地规定', unknown: '还没有查清' }[property]
  const verdict = { within: 'met', beyond: 'not_met', unknown: 'missing' } as const
  const line = `财产：${said}${propertyNote ? `（${propertyNote}）` : ''}；县里没有登记财产限额，由调查人员判断`
  return { verdict: verdict[property], lines: [line], citations: [] }
}

interface Compared {
  beyond: boolean | undefined
  text: string
}

function comparedWith(facts: Owned, limit: PropertyLimit): Compared[] {
  const deposits = limit.deposits === undefined ? undefined : fenOfYuan(limit.deposits)
  return [
    ...(deposits === undefined
      ? []
      : [compare('存款等金融资产', facts.depositsFen, deposits, (fen) => `${yuanText(fen)}元`)]),
    ...(limit.houses === undefined ? [] : [compare('房产', facts.houses, limit.houses, (count) => `${count}套`)]),
    ...(limit.vehicles === undefined
      ? []
      : [compare('机动车', facts.vehicles, limit.vehicles, (count) => `${count}辆`)]),
  ]
}

/** The limit itself is still within it. */
function compare<Amount extends bigint | number>(
  title: string,
  owned: Amount | null,
  most: Amount,
  text: (amount: Amount) => string,
): Compared {
  if (owned === null) return { beyond: undefined, text: `${title}：还没有填，限额${text(most)}` }
  const beyond = owned > most
  return { beyond, text: `${title}${text(owned)}，限额${text(most)}，${beyond ? '超过' : '没有超过'}` }
}

function verdictOf({ property }: Owned, compared: readonly Compared[]): Verdict {
  if (compared.some(({ beyond }) => beyond === true)) return 'not_met'
  if (compared.some(({ beyond }) => beyond === undefined)) return 'missing'
  return property === 'beyond' ? 'judge' : 'met'
}

/** Two answers to one question are both shown. */
function otherwise({ property }: Owned, compared: readonly Compared[]): string[] {
  const said = `调查登记为“${limitText[property]}”`
  if (property === 'within' && compared.some(({ beyond }) => beyond === true)) return [`${said}，与数额不一致，请核实`]
  if (property === 'beyond' && compared.every(({ beyond }) => beyond === false))
    return [`${said}，数额没有超过限额，请人工判断并写明理由`]
  return []
}
