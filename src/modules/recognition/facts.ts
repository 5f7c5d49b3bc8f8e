/** What is said of an applicant: labour, income, property, obligors, other benefits. Pure. */
import * as z from 'zod'
import { Fen } from '#kernel/money.ts'
import { DisabilityKind } from './rules.ts'
import { Benefit, Consent, disabilityText, gradeText, IncomeSource, Limit, ObligorStanding } from './words.ts'

export const Disability = z.object({
  kind: DisabilityKind,
  grade: z.int('请选择等级').min(1, '等级为一至四级').max(4, '等级为一至四级'),
})

const Amount = Fen.refine((fen) => fen >= 0n && fen <= 10_000_000_000n, '金额应为0元至1亿元，请核对')
const Count = z.int('请填写整数').min(0, '数量不能小于0').max(99, '数量最多99')

export const Income = z.object({
  source: IncomeSource,
  monthlyFen: Fen.refine((fen) => fen >= 0n && fen <= 10_000_000n, '月收入应为0元至10万元，请核对'),
})

export const Obligor = z.object({
  name: z.string().trim().min(1, '请填写义务人姓名').max(60, '姓名最多60个字'),
  relation: z.string().trim().min(1, '请填写与申请人的关系').max(20, '关系最多20个字'),
  age: z.int('请填写年龄').min(0, '年龄应为0至130岁').max(130, '年龄应为0至130岁').nullable().default(null),
  standings: z.array(ObligorStanding).max(6, '最多选6项').default([]),
  disability: Disability.nullable().default(null),
  /** Besides the first: graded by the gravest (GB/T 26341 多重残疾). */
  otherDisabilities: z.array(Disability).max(6, '残疾最多7项').default([]),
  /** Below what the clause of the obligor asks for: last year's local income, the limit of low-income families. */
  income: Limit.default('unknown'),
  /** Of last year; compared where the place has set what it is compared with. */
  yearlyIncomeFen: Amount.nullable().default(null),
  property: Limit.default('unknown'),
  livesWith: z.boolean().default(false),
  consent: Consent.default('not_needed'),
})
export type Obligor = z.infer<typeof Obligor>

export const Facts = z.object({
  disability: Disability.nullable().default(null),
  /** Besides the first: graded by the gravest (GB/T 26341 多重残疾). */
  otherDisabilities: z.array(Disability).max(6, '残疾最多7项').default([]),
  incomes: z.array(Income).max(20, '收入最多20项').default([]),
  incomeKnown: z.boolean().default(false),
  property: Limit.default('unknown'),
  propertyNote: z.string().trim().max(300, '最多300个字').default(''),
  depositsFen: Amount.nullable().default(null),
  houses: Count.nullable().default(null),
  vehicles: Count.nullable().default(null),
  obligors: z.array(Obligor).max(20, '义务人最多20人').default([]),
  /** 没有法定义务人: said, not merely left empty. */
  noObligors: z.boolean().default(false),
  benefits: z.array(Benefit).max(5, '最多选5项').default([]),
  /** Asked of him and looked up: an empty list then means that he draws nothing else. */
  benefitsKnown: z.boolean().default(false),
  orphanConditions: z.boolean().default(false),
  orphanChosen: z.boolean().default(false),
  school: z.string().trim().max(40, '最多40个字').nullable().default(null),
})
export type Facts = z.infer<typeof Facts>

export const noFacts: Facts = Facts.parse({})

interface Settling {
  incomeKnown?: boolean | undefined
  property?: Facts['property'] | undefined
  obligors?: readonly unknown[] | undefined
  noObligors?: boolean | undefined
  benefitsKnown?: boolean | undefined
}

/** What nobody has said yet of the three conditions: left for the survey, and never shown as filled in. */
export const unsettledIn = ({ incomeKnown, property, obligors, noObligors, benefitsKnown }: Settling): string[] => [
  ...(incomeKnown ? [] : ['收入']),
  ...(property === undefined || property === 'unknown' ? ['财产'] : []),
  ...(noObligors || (obligors ?? []).length > 0 ? [] : ['法定义务人']),
  ...(benefitsKnown ? [] : ['其他待遇']),
]

/** Every disability of an applicant or an obligor, the first one and those besides. */
export const disabilitiesOf = ({
  disability,
  otherDisabilities,
}: Pick<Facts, 'disability' | 'otherDisabilities'>): readonly z.infer<typeof Disability>[] =>
  disability ? [disability, ...otherDisabilities] : otherDisabilities

export function disabilityWords(given: Pick<Facts, 'disability' | 'otherDisabilities'>): string {
  return disabilitiesOf(given)
    .map(({ kind, grade }) => `${disabilityText[kind] ?? ''}残疾${gradeText(grade)}`)
    .join('、')
}

const { shape } = Facts

/** What the county found otherwise: only what is said takes the place of what was said before. */
export const Found = z.object({
  disability: shape.disability.unwrap().optional(),
  otherDisabilities: shape.otherDisabilities.unwrap().optional(),
  incomes: shape.incomes.unwrap().optional(),
  incomeKnown: shape.incomeKnown.unwrap().optional(),
  property: shape.property.unwrap().optional(),
  propertyNote: shape.propertyNote.unwrap().optional(),
  depositsFen: shape.depositsFen.unwrap().optional(),
  houses: shape.houses.unwrap().optional(),
  vehicles: shape.vehicles.unwrap().optional(),
  obligors: shape.obligors.unwrap().optional(),
  noObligors: shape.noObligors.unwrap().optional(),
  benefits: shape.benefits.unwrap().optional(),
  benefitsKnown: shape.benefitsKnown.unwrap().optional(),
  orphanConditions: shape.orphanConditions.unwrap().optional(),
  orphanChosen: shape.orphanChosen.unwrap().optional(),
  school: shape.school.unwrap().optional(),
})
export type Found = z.infer<typeof Found>

export function merged(before: Facts, found: Found): Facts {
  const said = Object.entries(z.encode(Found, found)).filter(([, value]) => value !== undefined)
  return Facts.parse({ ...z.encode(Facts, before), ...Object.fromEntries(said) })
}
