/** What may be asked of the register as a whole: lists, search, counts, export. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { counted, Id, ListedPerson, page } from './shapes.ts'
import { HouseholdClass, PersonStatus } from './words.ts'

/** Where the last page ended: deep pages go on from here without counting from the start. */
export const Cursor = z.object({ key: z.string().max(400), county: z.string().max(6), id: Id })
export type Cursor = z.infer<typeof Cursor>

const filters = {
  /** A part of the name, pinyin initials, the last four of the identity number, or a file number. */
  text: z.string().trim().max(60, '最多60个字').optional(),
  townshipIds: z.array(Id).max(500).optional(),
  villageIds: z.array(Id).max(2000).optional(),
  modes: z.array(SupportMode).optional(),
  levels: z.array(SelfCareLevel).optional(),
  /** Left out: everybody but those ended and archived. */
  statuses: z.array(PersonStatus).optional(),
  class: HouseholdClass.optional(),
  ageFrom: z.int().min(0).max(150).optional(),
  ageTo: z.int().min(0).max(150).optional(),
  organisationId: Id.optional(),
  /** 本月变化: joined, left, or of another level, mode or township from a day of this month. */
  changedMonth: PlainMonth.optional(),
  /** 某日在册 */
  onDay: PlainDate.optional(),
  /** Those chosen one by one, whatever their state. */
  personIds: z.array(Id).max(2000, '一次最多选2000人').optional(),
}
export const ListInput = z.object({
  ...filters,
  ...page,
  after: Cursor.optional(),
  /** Counts everything, however long it takes. */
  countAll: z.boolean().default(false),
  sort: z
    .object({ by: z.enum(['name', 'township', 'age', 'supportedFrom', 'level']), order: z.enum(['asc', 'desc']) })
    .optional(),
})
export type ListInput = z.output<typeof ListInput>

const Level = z.record(z.string(), z.int())

export const listOperations = {
  list: query({
    title: '查看人员名册',
    input: ListInput,
    output: z.object({
      rows: z.array(ListedPerson),
      ...counted,
      /** Left out where the total is not exact. */
      byLevel: Level.optional(),
      next: Cursor.optional(),
    }),
  }),
  search: query({
    title: '搜索人员',
    look: true,
    input: z.object({
      words: z.string().trim().min(1, '请输入要找的姓名').max(60, '最多60个字'),
      purpose: z.string().trim().max(100).optional(),
    }),
    output: z.object({
      rows: z.array(ListedPerson),
      total: z.int(),
      /** A full identity number that another county has on file: no more is said. */
      elsewhere: z.boolean(),
    }),
  }),
  card: query({
    title: '查看人员卡片',
    look: true,
    input: z.object({ personId: Id }),
    output: ListedPerson.extend({ sameNameInVillage: z.array(z.string()) }),
  }),
  standing: query({
    title: '查看人员统计',
    input: z.object({
      month: PlainMonth,
      /** Last day of the month when left out. */
      day: PlainDate.optional(),
      knownAt: Instant.optional(),
    }),
    output: z.object({
      day: PlainDate,
      knownAt: Instant,
      rows: z.array(
        z.object({
          townshipId: Id,
          level: SelfCareLevel.nullable(),
          mode: SupportMode.nullable(),
          class: HouseholdClass.nullable(),
          count: z.int(),
        }),
      ),
      total: z.int(),
    }),
  }),
  export: command({
    title: '导出人员名册',
    input: z.object({
      ...filters,
      purpose: z.string().trim().min(4, '请写明用途，至少4个字').max(200, '用途最多200个字'),
      /** 含完整身份证号、电话 */
      inClear: z.array(z.enum(['id', 'phone'])).default([]),
      sentence: z.string().trim().max(500).default('全部'),
    }),
    output: z.object({ ticket: z.string(), name: z.string(), count: z.int() }),
  }),
  bringUpToDate: command({
    title: '到日生效',
    internal: true,
    input: z.object({}),
    output: z.object({ persons: z.int() }),
  }),
}
