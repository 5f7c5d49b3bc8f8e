/** Who lives in which home on which days, and how full homes are against their target. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, contract, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'
import { secret } from '#kernel/secret.ts'
import { Wish } from './rules.ts'

export const Category = z.enum(['supported_centralised', 'dibao_unable', 'social_elderly', 'other'])
export type Category = z.infer<typeof Category>
export const categoryTitles: Readonly<Record<Category, string>> = {
  supported_centralised: '特困集中供养',
  dibao_unable: '低保失能',
  social_elderly: '社会养老',
  other: '其他',
}

export const HomeRow = z.object({
  id: z.uuid(),
  no: z.int(),
  name: z.string(),
  townshipId: z.uuid(),
  township: z.string(),
  beds: z.int(),
  nursingBeds: z.int(),
  residents: z.int(),
  supported: z.int(),
  paying: z.int(),
  freeBeds: z.int(),
  target: z.int().nullable(),
  gap: z.int().nullable(),
  reached: z.boolean().nullable(),
  /** 入住率 in per cent with two decimals. */
  rate: z.string(),
  staff: z.int(),
  /** 人员负担: residents for each of the staff, now and with the target filled (C-6). */
  load: z.string(),
  loadAtTarget: z.string().nullable(),
  director: z.string().nullable(),
  /** The home's own; the director's mobile is never in a list. */
  phone: z.string(),
  licenceUntil: PlainDate.nullable(),
  licence: z.enum(['good', 'soon', 'expired', 'none']),
  grade: z.int().nullable(),
  status: z.enum(['open', 'closed']),
})
export type HomeRow = z.infer<typeof HomeRow>

export const HomeTotals = z.object({
  homes: z.int(),
  beds: z.int(),
  residents: z.int(),
  freeBeds: z.int(),
  rate: z.string(),
  target: z.int().nullable(),
  gap: z.int().nullable(),
  positiveGap: z.int().nullable(),
  surplus: z.int().nullable(),
  homesReached: z.int().nullable(),
  homesBelow: z.int().nullable(),
  homesAbove: z.int().nullable(),
  staff: z.int(),
  load: z.string(),
})

const Paged = { page: z.int().min(1).max(10_000).default(1), pageSize: z.int().min(1).max(200).default(50) }
const Words = z.string().trim().min(2, '请填写原因').max(500)

export const ResidentRow = z.object({
  stayId: z.uuid(),
  personId: z.uuid().nullable(),
  name: z.string(),
  sex: z.enum(['male', 'female']),
  age: z.int(),
  idMasked: z.string(),
  level: z.string().nullable(),
  category: Category,
  from: PlainDate,
  to: PlainDate.nullable(),
  /** Away on this day in hospital or on leave: the bed stays his. */
  away: z.string().nullable(),
})

export const stays = contract('stays', {
  homes: query({
    title: '查看机构一览',
    input: z.object({
      day: PlainDate.optional(),
      knownAt: Instant.optional(),
      township: z.uuid().optional(),
      reached: z.boolean().optional(),
      licence: z.enum(['good', 'soon', 'expired', 'none']).optional(),
      /** 试算: another target; nothing is written. */
      percent: z.int().min(1).max(100).optional(),
      ...Paged,
    }),
    output: z.object({
      day: PlainDate,
      percent: z.int().nullable(),
      percentInForce: z.int().nullable(),
      trial: z.boolean(),
      rows: z.array(HomeRow),
      total: z.int(),
      totals: HomeTotals,
      sentence: z.string(),
      /** Both shortfalls, always together. */
      shortfalls: z.array(z.string()),
      withoutHome: z.array(z.string()),
      citations: z.array(Citation),
      at: Instant,
    }),
  }),
  home: query({
    title: '查看供养机构',
    input: z.object({ homeId: z.uuid(), day: PlainDate.optional() }),
    output: z.object({
      row: HomeRow,
      percent: z.int().nullable(),
      ownership: z.enum(['public', 'private']),
      legalPerson: z.boolean(),
      filed: z.boolean(),
      version: z.int(),
      address: z.string(),
      upgradeDoneBy: PlainDate.nullable(),
      categories: z.array(z.object({ category: Category, title: z.string(), residents: z.int() })),
      mayReceive: z.array(Reason),
      citations: z.array(Citation),
      day: PlainDate,
    }),
  }),
  residents: query({
    title: '查看入住人员',
    look: true,
    input: z.object({
      homeId: z.uuid(),
      day: PlainDate.optional(),
      knownAt: Instant.optional(),
      category: Category.optional(),
      ...Paged,
    }),
    output: z.object({ rows: z.array(ResidentRow), total: z.int(), at: Instant }),
  }),
  admit: command({
    title: '办理入住',
    input: z.object({
      homeId: z.uuid(),
      category: Category,
      from: PlainDate,
      personId: z.uuid().optional(),
      resident: z
        .object({
          name: z.string().trim().min(1, '请填写姓名').max(60),
          sex: z.enum(['male', 'female']),
          bornOn: PlainDate,
          contact: z.string().trim().max(60).default(''),
          phone: secret(z.string().trim().max(20)).optional(),
        })
        .optional(),
      wish: Wish,
      reason: Words,
      proof: z.string().trim().max(200).default(''),
      /** Why a warning (原则上) is set aside. */
      override: z.string().trim().max(500).optional(),
    }),
    output: z.object({ stayId: z.uuid() }),
  }),
  leave: command({
    title: '办理离院',
    input: z.object({
      stayId: z.uuid(),
      /** Last day in the home. */
      to: PlainDate,
      destination: z.enum(['dispersed', 'other_home', 'death', 'other']),
      reason: Words,
      proof: z.string().trim().max(200).default(''),
    }),
    output: z.object({ dispersedFrom: PlainDate.nullable() }),
  }),
  withdraw: command({
    title: '撤销错误的入住登记',
    input: z.object({ stayId: z.uuid(), reason: Words }),
    output: z.object({}),
  }),
  adopt: command({
    title: '接收入住人员台账',
    internal: true,
    input: z.object({
      knownAt: Instant,
      stays: z
        .array(z.object({ homeId: z.uuid(), personId: z.uuid(), category: Category, from: PlainDate }))
        .max(20_000),
    }),
    output: z.object({ stays: z.int() }),
  }),
})
