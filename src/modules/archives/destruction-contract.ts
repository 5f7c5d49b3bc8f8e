/** 销毁清单: proposed by one, approved by another, carried out before two witnesses; taken back until it is carried out. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { ListStatus, ListStep, PaperWay } from './words.ts'

const Id = z.uuid()
const Words = z.string().trim().min(4, '请写明理由，至少4个字').max(300, '最多300字')
const listOnly = z.object({ listId: Id })
const nothing = z.object({})
/** What one paper holds and one transaction carries out. */
export const mostFiles = 200

export const Destroyable = z.object({
  personId: Id,
  fileNo: z.string(),
  name: z.string(),
  township: z.string(),
  endedOn: PlainDate,
  keepThrough: PlainDate,
  destroyFrom: PlainDate,
  papers: z.int(),
  scans: z.int(),
  places: z.string(),
  /** Why it cannot be put on a list today. */
  stop: z.string().nullable(),
})
export type Destroyable = z.infer<typeof Destroyable>

export const ListRow = z.object({
  id: Id,
  number: z.string(),
  status: ListStatus,
  files: z.int(),
  proposedName: z.string(),
  proposedAt: Instant,
  decidedName: z.string(),
  destroyOn: PlainDate.nullable(),
  destroyedOn: PlainDate.nullable(),
})
export type ListRow = z.infer<typeof ListRow>

export const DestructionList = ListRow.extend({
  ground: z.string(),
  carriedName: z.string(),
  place: z.string(),
  way: z.string(),
  witnesses: z.array(z.string()),
  finishedAt: Instant.nullable(),
  items: z.array(
    z.object({
      personId: Id,
      fileNo: z.string(),
      name: z.string(),
      endedOn: PlainDate,
      keepThrough: PlainDate,
      /** Who confirmed the file closed. */
      closedName: z.string(),
      papers: z.int(),
      scans: z.int(),
      place: z.string(),
      live: z.boolean(),
      offWords: z.string(),
      /** What came up since it was proposed. */
      stop: z.string().nullable(),
    }),
  ),
  /** Contents of scans: how many in all, gone, staying for another file, and the last fault of those left. */
  contents: z.object({ all: z.int(), gone: z.int(), shared: z.int(), faults: z.array(z.string()) }),
  steps: z.array(z.object({ kind: ListStep, words: z.string(), byName: z.string(), at: Instant })),
  /** Why the actor cannot take each step now; no entry: may. */
  stops: z.record(z.string(), z.string()),
})
export type DestructionList = z.infer<typeof DestructionList>

export const destructionOperations = {
  destroyable: query({
    title: '查看可销毁的档案',
    input: z.object({}),
    output: z.object({ rows: z.array(Destroyable), ready: z.int(), stopped: z.int(), today: PlainDate }),
  }),
  destructionLists: query({
    title: '查看销毁清单',
    input: z.object({}),
    output: z.object({ rows: z.array(ListRow) }),
  }),
  destructionList: query({ title: '查看一份销毁清单', look: true, input: listOnly, output: DestructionList }),
  proposeDestruction: command({
    title: '提出销毁清单',
    input: z.object({
      personIds: z.array(Id).min(1, '请选择要销毁的档案').max(mostFiles, `一份清单最多${mostFiles}件`),
      ground: Words,
    }),
    output: z.object({ listId: Id, number: z.string() }),
  }),
  approveDestruction: command({
    title: '批准销毁',
    input: listOnly.extend({ destroyOn: PlainDate, words: z.string().trim().max(300, '最多300字').default('') }),
    output: nothing,
  }),
  returnDestruction: command({
    title: '退回销毁清单',
    input: listOnly.extend({ words: Words }),
    output: nothing,
  }),
  withdrawDestruction: command({
    title: '撤回销毁清单',
    input: listOnly.extend({ words: Words }),
    output: nothing,
  }),
  removeFromDestruction: command({
    title: '移出销毁清单',
    input: listOnly.extend({ personId: Id, words: Words }),
    output: nothing,
  }),
  carryOutDestruction: command({
    title: '执行销毁',
    input: listOnly.extend({
      way: PaperWay,
      place: z.string().trim().min(2, '请填写销毁地点').max(100, '地点最多100字'),
      firstWitness: z.string().trim().min(2, '请填写第一位监销人').max(60, '姓名最多60字'),
      secondWitness: z.string().trim().min(2, '请填写第二位监销人').max(60, '姓名最多60字'),
    }),
    output: z.object({ files: z.int(), contents: z.int() }),
  }),
  /** Goes on where a fault stopped it. */
  resumeDestruction: command({
    title: '继续销毁',
    input: listOnly,
    output: z.object({ left: z.int() }),
  }),
  shred: command({
    title: '删除已销毁的电子件',
    internal: true,
    input: listOnly,
    output: z.object({ left: z.int() }),
  }),
  forgetAgain: command({
    title: '恢复旧备份后重新销毁',
    internal: true,
    input: z.object({}),
    output: z.object({ persons: z.int() }),
  }),
  printDestruction: command({
    title: '打印销毁清单',
    input: listOnly.extend({ format: z.enum(['pdf', 'xlsx']).default('pdf') }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
}
