/** 异议答复书 and 异议核查结果告知书: their fields, this system's words and what they hold. Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { LetterField, LetterKind, LetterValues } from '#kernel/letter.ts'
import { citationText, type PolicyInForce } from '#kernel/policy.ts'
import { objectionTerm } from './term-keys.ts'
import type { Ending } from './words.ts'

const required = { key: objectionTerm, why: '异议应重新调查、提出意见，并让异议人和申请人知道结果' }
const fields: readonly LetterField[] = [
  { name: '申请人', about: '被公示的申请人姓名', example: '张示例' },
  { name: '案件号', about: '认定案件的编号', example: 'RD-2023-0001' },
  { name: '异议日期', about: '收到异议的日期', example: '2023年8月30日' },
  { name: '异议内容', about: '异议说了什么；不写是谁提出的', example: '听说他在城里有房出租' },
  { name: '核查结果', about: '异议成立、部分成立或不成立', example: '异议不成立', required },
  { name: '核查情况', about: '重新调查查明的事实', example: '房屋已于2019年拆除，没有租金收入', required },
  {
    name: '后续办理',
    about: '再次公示的起止日期，或接着怎样办',
    example: '已于2023年9月8日再次公示，公示到2023年9月15日24时。',
  },
  { name: '依据', about: '规定异议怎样办理的条款', example: '民发〔2021〕43号 第十五条' },
]

export const objectionAnswerKind: LetterKind = {
  key: 'recognition.objection_answer',
  name: '异议答复书',
  sort: 'letter',
  fields,
  text: {
    title: '异议答复书',
    paragraphs: [
      '{{异议日期}}收到您对{{申请人}}特困人员救助供养初审公示的异议：{{异议内容}}。',
      '我单位已重新入户调查（依据：{{依据}}）。核查结果：{{核查结果}}。',
      '核查情况：{{核查情况}}。',
      '{{后续办理}}',
      '您的姓名不向申请人和其他人公开。对答复仍有不同意见的，可以向县级民政部门反映。',
    ],
  },
}

export const objectionNoticeKind: LetterKind = {
  key: 'recognition.objection_notice',
  name: '异议核查结果告知书',
  sort: 'letter',
  fields,
  text: {
    title: '异议核查结果告知书',
    paragraphs: [
      '您的特困人员救助供养申请（案件号{{案件号}}）在公示期内，{{异议日期}}收到异议：{{异议内容}}。',
      '我单位已重新入户调查（依据：{{依据}}）。核查结果：{{核查结果}}。',
      '核查情况：{{核查情况}}。',
      '{{后续办理}}',
      '对核查情况有不同意见的，可以在县级民政部门作出决定以前向我单位或者县级民政部门说明。',
    ],
  },
}

export interface ObjectionAnswered {
  applicant: string
  number: string
  receivedOn: PlainDate
  objectedOn: PlainDate
  words: string
  result: string
  found: string
  posted: { on: PlainDate; endsOn: PlainDate } | null
  over: Ending | null
}

export function objectionValues(given: ObjectionAnswered, policy: PolicyInForce): LetterValues {
  const citations = policy.find(objectionTerm)?.citations ?? []
  return {
    申请人: given.applicant,
    案件号: given.number,
    异议日期: dateText(given.objectedOn),
    异议内容: given.words,
    核查结果: given.result,
    核查情况: given.found,
    后续办理: nextOf(given),
    依据: [...new Set(citations.map(citationText))].join('；') || '本系统默认',
  }
}

function nextOf({ posted, over }: ObjectionAnswered): string {
  if (over) return over === 'died' ? '申请人已经死亡，不再办理。' : '申请已经撤回，不再办理。'
  if (!posted) return '将按新的初审意见再次公示。'
  return `已于${dateText(posted.on)}再次公示，公示到${dateText(posted.endsOn)}24时。`
}
