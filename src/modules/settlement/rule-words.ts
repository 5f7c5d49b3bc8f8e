/** The rules of a month in words, as a reader of the sheet 依据 checks them. Pure. */
import { yuanText } from '#kernel/money.ts'
import { roundingText } from './line-tree.ts'
import { levels } from './line.ts'
import type { ContractEnd, FactorRule, LateAgreement, MonthPolicy, PartialMonth } from './month-input.ts'
import { ratioText } from './tree-node.ts'
import type { Names } from './words.ts'

const partialText: Record<PartialMonth, string> = { roster_month: '按名册整月计算', by_day: '按日计算' }
const lateText: Record<LateAgreement, string> = {
  whole_month: '按整月计算',
  from_signed_day: '自签订之日起计算',
  next_month: '自下月起计算',
  not_required: '不以协议为条件',
}
const endText: Record<ContractEnd, string> = {
  verified_service_days_only: '只付核实的服务日',
  whole_month: '按整月计算',
  by_day: '按日计算',
}
const absenceText = { hospital: '住院', leave: '请假', away: '外出', centralised: '集中供养' } as const

function factorWords({ bands, whenNone }: FactorRule): string {
  if (!bands) return `没有折算表，系数一律${ratioText(whenNone)}`
  const rows = bands.map(({ from, to, factor }) => `${from / 100}—${to / 100}分系数${ratioText(factor)}`)
  return `${rows.join('；')}；没有考评的系数${ratioText(whenNone)}`
}

export function ruleRows(policy: MonthPolicy, names: Names) {
  const { rates, factor, rounding, partialMonth, lateAgreement, unpaidAbsences, excess, contractEnd, hearing } = policy
  const prices = levels.map((level) => `${names.level[level]}${yuanText(rates.value[level])}元`)
  const away = unpaidAbsences.value.map((kind) => absenceText[kind]).join('、')
  return [
    { title: '照料护理标准（人·月）', text: prices.join('、'), citations: rates.citations },
    { title: '考核系数', text: factorWords(factor.value), citations: factor.citations },
    { title: '金额取整', text: roundingText(policy), citations: rounding.citations },
    { title: '月中变化', text: partialText[partialMonth.value], citations: partialMonth.citations },
    { title: '月中签协议', text: lateText[lateAgreement.value], citations: lateAgreement.citations },
    { title: '不计费的离家情形', text: away || '没有', citations: unpaidAbsences.citations },
    {
      title: '扣减大于应付',
      text: excess.value === 'carry' ? '余额结转下月' : '余额另行追回',
      citations: excess.citations,
    },
    { title: '合同月中终止', text: endText[contractEnd.value], citations: contractEnd.citations },
    { title: '扣减前听取意见', text: hearing.value ? '应当听取' : '没有要求', citations: hearing.citations },
  ]
}
