/** 核对: everything that was filled in, once more, before it is taken in (screens 5.4). */
import { dateText, PlainDate } from '#kernel/calendar.ts'
import { Capacity, capacityText } from '#kernel/capacity.ts'
import { tidyIdentityNumber } from '#kernel/identity-number.ts'
import { Description } from '#ui/description.tsx'
import { type FieldForm, textOf } from '#ui/field.tsx'
import { disabilityWords, Facts } from '../facts.ts'
import { AppliedBy, appliedByText, benefitText, incomeText, limitText, obligorStandingText } from '../words.ts'
import { yuanText } from '#kernel/money.ts'
import { useAreas } from './places.ts'

interface Props {
  form: FieldForm
}

export function IntakeReview({ form }: Props) {
  const { townships, villagesOf } = useAreas()
  const given = (name: string) => textOf(form, name)
  const place = [
    townships.find(({ value }) => value === given('townshipId'))?.label,
    villagesOf(given('townshipId')).find(({ value }) => value === given('villageId'))?.label,
  ]
  return (
    <Description
      columns={2}
      items={[
        { label: '姓名', value: given('name') },
        { label: '身份证号', value: <span className="gy-digits">{tidyIdentityNumber(given('idNumber'))}</span> },
        { label: '谁申请', value: applicantText(form) },
        { label: '收到申请', value: dayText(given('receivedOn')) },
        { label: '民事行为能力', value: capacityWords(form) },
        { label: '电话', value: given('phone') },
        { label: '户籍类型', value: householdText[given('householdClass')] ?? '' },
        { label: '乡镇／村', value: place.filter((each) => each !== undefined).join('／') },
        { label: '居住地址', value: given('residence') },
        { label: '近亲属备案', value: given('nearRelative') || '不是' },
        ...factItems(form),
        { label: '承诺与授权', value: form.values['committed'] === true ? '已承诺并授权核对' : '还没有' },
      ]}
    />
  )
}

const householdText: Readonly<Record<string, string>> = { rural: '农村', urban: '城市' }

function dayText(text: string): string {
  const day = PlainDate.safeParse(text)
  return day.success ? dateText(day.data) : text
}

function applicantText(form: FieldForm): string {
  const by = AppliedBy.safeParse(textOf(form, 'appliedBy')).data
  const helper = by === 'self' ? '' : textOf(form, 'helper')
  const relation = textOf(form, 'relation')
  return `${by ? appliedByText[by] : ''}${helper && `：${helper}`}${helper && relation && `（${relation}）`}`
}

function capacityWords(form: FieldForm): string {
  const capacity = Capacity.safeParse(textOf(form, 'capacity')).data
  const basis = capacity === 'full' ? '' : textOf(form, 'capacityBasis')
  return `${capacity ? capacityText[capacity] : ''}${basis && `（依据：${basis}）`}`
}

/** Half filled in is shown as far as it can be read. */
function factItems(form: FieldForm) {
  const facts = Facts.safeParse(form.values['facts'] ?? {}).data
  if (!facts) return [{ label: '三项条件', value: '有没填完的，请回第3步', wide: true }]
  const sums = facts.incomes.map(({ source, monthlyFen }) => `${incomeText[source]}${yuanText(monthlyFen)}元`)
  const obligors = facts.obligors.map(
    ({ name, relation, age, standings }) =>
      `${relation}${name}${age === null ? '' : `，${age}岁`}${standings.map((each) => `，${obligorStandingText[each]}`).join('')}`,
  )
  return [
    { label: '残疾', value: disabilityWords(facts) || '无' },
    { label: '每月收入', value: sums.join('、') || (facts.incomeKnown ? '没有收入' : '未查清') },
    { label: '财产', value: `${limitText[facts.property]}${facts.propertyNote && `：${facts.propertyNote}`}` },
    { label: '法定义务人', value: obligors.join('；') || (facts.noObligors ? '没有' : '未查清') },
    {
      label: '已享受待遇',
      value: facts.benefits.map((each) => benefitText[each]).join('、') || (facts.benefitsKnown ? '无' : '还没有询问'),
    },
  ]
}
