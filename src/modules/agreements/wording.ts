/** The words of an agreement where the county has not put its own: contents by code, preamble, articles. Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { capitalAmount, yuanText } from '#kernel/money.ts'
import { type Citation, citationText } from '#kernel/policy.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { clauseCodes, clauseText } from './words.ts'

export interface WordingFacts {
  kind: 'dispersed' | 'centralised'
  person: string
  residence: string
  level: SelfCareLevel
  levelText: string
  /** Care the region asks for at this level; empty where it names none. */
  careItems: readonly string[]
  from: PlainDate
  to: PlainDate
  priceKind: 'paid' | 'free' | null
  priceFen: bigint | null
  hotline: string
  citations: readonly Citation[]
}

const careText: Record<string, string> = {
  home_clean: '维护居所卫生',
  personal_clean: '保持个人清洁',
  regular_meals: '确保规律饮食',
  eating: '协助用餐',
  drinking: '协助饮水',
  medicine: '协助用药',
  dressing: '协助穿（脱）衣',
  washing: '协助洗漱',
  bathing: '协助洗澡',
  toilet: '协助如厕',
}

const standing: Record<string, string> = {
  property_after_death:
    '特困人员死亡后，其财产依照《中华人民共和国民法典》继承编的规定处置；签约机构和个人不因本协议取得其财产。',
  rights:
    '特困人员有权按约定接受照料护理服务，有权提出意见、投诉和要求更换服务人员。各方有权了解服务情况并提出改进要求。',
  responsibilities:
    '提供照料的一方按约定提供服务并对服务安全负责；乡镇（街道）监督服务并组织考评；村（居）经常探访，发现异常及时报告。',
  obligations:
    '提供照料的一方不得转包服务，不得向特困人员收取费用，不得侵占其财物；各方对知悉的个人信息保密；特困人员如实说明身体情况，配合服务。',
  legal_liability: '违反本协议造成损害的，依法承担责任；涉嫌违法犯罪的，移送有关机关处理。',
}
standing['rights_and_obligations'] = `${standing['rights']}${standing['obligations']}`

/** Texts by code: the county's own where its template has one, else these; only those asked for and those of every agreement. */
export function clauseTexts(
  facts: WordingFacts,
  required: readonly string[],
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const made: Record<string, string> = {
    basis: facts.citations.length > 0 ? `依据${basisText(facts.citations)}订立本协议。` : '',
    content_and_standard: contentAndStandard(facts),
    way: facts.kind === 'dispersed' ? '居家上门照料。' : '入住机构照料。',
    place: facts.kind === 'dispersed' ? `${facts.residence || '特困人员的住所'}。` : '供养服务机构内。',
    term: `自${dateText(facts.from)}起至${dateText(facts.to)}止。`,
    price: priceText(facts),
    county_hotline: facts.hotline ? `县级民政部门监督举报电话：${facts.hotline}。` : '',
  }
  const asked = new Set([...Object.keys(made), ...required, ...Object.keys(own)])
  return Object.fromEntries(
    [...asked]
      .map((code) => [code, own[code]?.trim() || made[code] || standing[code] || ''])
      .filter(([, text]) => text),
  )
}

export const basisText = (citations: readonly Citation[]): string =>
  [...new Set(citations.map(citationText))].join('、')

function contentAndStandard({ careItems, levelText }: WordingFacts): string {
  if (careItems.length === 0) return `按照县级民政部门公布的照料服务标准，提供与“${levelText}”等级相应的照料护理服务。`
  return `按照“${levelText}”等级提供：${careItems.map((item) => careText[item] ?? item).join('、')}。`
}

function priceText({ priceKind, priceFen }: WordingFacts): string {
  if (priceKind === null || priceFen === null) return ''
  if (priceKind === 'free') return '无偿，服务价格为0元，不向特困人员收取任何费用。'
  return `有偿，每月${yuanText(priceFen)}元（大写：${capitalAmount(priceFen)}）。`
}

export interface Article {
  title: string
  paragraphs: string[]
}

/** Numbered articles in the order of the list; the basis stands in the preamble, the hotline at the end of the paper. */
export function articlesOf(clauses: Readonly<Record<string, string>>): Article[] {
  const apart = ['basis', 'county_hotline']
  const known = clauseCodes.filter((code) => !apart.includes(code) && clauses[code])
  const more = Object.keys(clauses).filter((code) => !clauseCodes.includes(code) && clauses[code])
  return [...known, ...more].map((code) => ({ title: clauseText(code), paragraphs: (clauses[code] ?? '').split('\n') }))
}

export const preambleOf = (clauses: Readonly<Record<string, string>>, person: string): string[] => [
  ...(clauses['basis'] ? [clauses['basis']] : []),
  `各方就特困人员${person}的照料护理服务约定如下。`,
]
