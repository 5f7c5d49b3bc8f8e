/** What a key declaration says, and the types its values are made of. Packs give values; only code declares keys. */
import * as z from 'zod'
import type { AreaLevel } from '#kernel/areas.ts'

/** How the values of the levels combine; docs/pack-keys.md has the Chinese phrase of each. */
export type Combine = 'replace' | 'floor' | 'ceiling' | 'union' | 'all' | 'forbid' | 'conflict' | 'intersect'

export const combineText: Record<Combine, string> = {
  replace: '下级在授权内替换上级',
  floor: '取最高（下限）',
  ceiling: '取最严（上限）',
  union: '逐级相加（并集）',
  all: '各级都要满足',
  forbid: '禁止，逐级相加，下级不得放开',
  conflict: '并列显示冲突，由较严或上级有约束力者定',
  intersect: '白名单取交集',
}

export interface KeyDetails {
  title: string
  unit?: string
  combine: Combine
  /** Who may set it, as screens show it. */
  setBy: string
  /** The lowest level that may set it; national delegations are more exact where they name the key. */
  downTo: AreaLevel
}

export interface KeyDeclaration<Type extends z.ZodType = z.ZodType> extends KeyDetails {
  type: Type
}

export const key = <Type extends z.ZodType>(type: Type, details: KeyDetails): KeyDeclaration<Type> => ({
  type,
  ...details,
})

/** The document gives no number or table; somebody still has to set it. */
export const toBeSet = <Type extends z.ZodType>(type: Type) => z.union([z.literal('none'), type])
export const record = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape)
export const listOf = <Type extends z.ZodType>(type: Type) => z.array(type)
export const optional = <Type extends z.ZodType>(type: Type) => z.optional(type)
export const oneOf = <const Names extends readonly [string, ...string[]]>(...names: Names) => z.enum(names)

/** The field `then` of a rule: what follows. Plain data, never awaited. */
// oxlint-disable-next-line unicorn/no-thenable -- a word of the packs' language
export const consequence = <Type extends z.ZodType>(type: Type) => ({ then: type })

export const flag = z.boolean()
/** A count of persons, days, years, percent: never negative, never a fraction. */
export const count = z.int('整数').nonnegative('不小于0的整数')
export const code = z.string().regex(/^[a-z][a-z0-9_]*$/, '小写英文代码，如care_supplies')
export const codes = z.array(code)
export const text = z.string().min(1, '不空的文字')
export const texts = z.array(text)
export const byName = <Type extends z.ZodType>(type: Type) => z.record(z.string(), type)
/** Yuan as text: a binary fraction would lose fen. */
export const yuan = z.string("加引号的金额，如'189.00'").regex(/^\d+\.\d{2}$/, "加引号的金额，如'189.00'")
export const day = z.iso.date('日期，如2023-09-11')
export const ratio = z.strictObject({ times: count, of: count.positive('大于0的整数') })
export const termUnit = z.enum(['day', 'working_day', 'month'])
export const term = z.strictObject({ count, unit: termUnit })
export const termOrAtOnce = z.union([z.literal('at_once'), term])
export const codeOrCodes = z.union([code, codes])
export const flagOrCode = z.union([flag, code])
/** Score bands with the factor each gives, from the best; the first band that holds the score counts, bounds included. */
export const factorTable = z
  .array(z.strictObject({ score_from: count, score_to: count, factor: ratio }))
  .min(1, '至少一档')
  .refine(isWhole, '从100分到0分由高到低、连续不断的各档；上一档的起分就是下一档的止分（如90—100、80—90、0—80）')

/** Scores have tenths: between 89 and 90 lies 89.5, and a table that has no place for it stops the month. */
function isWhole(bands: readonly { score_from: number; score_to: number }[]): boolean {
  const joined = bands.every((band, index) => index === 0 || band.score_to === bands[index - 1]?.score_from)
  const ordered = bands.every(({ score_from: from, score_to: to }) => from <= to)
  return ordered && joined && bands[0]?.score_to === 100 && bands.at(-1)?.score_from === 0
}

export const level = z.enum(['nation', 'province', 'city', 'county', 'township', 'village'])
export const capacity = z.enum(['no_capacity', 'limited_capacity', 'full_capacity'])
export const party = z.enum(['county', 'township', 'village', 'provider', 'home', 'carer', 'person', 'guardian'])
/** Not every side of an agreement signs it: one may consent, or only be told in words he understands. */
export const partyActs = z.partialRecord(party, z.enum(['signs', 'consents', 'is_informed']))
