/** 文书模板: which letters there are, the county's own words for them, and how those come into force. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, contract, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'

const Letter = z.string().min(3).max(60)
const Title = z.string().trim().min(1, '请填写标题').max(60, '标题最多60字')
const Body = z.string().max(8000, '正文最多8000字')
const Note = z.string().trim().min(2, '请写明为什么改，不少于2个字').max(200, '说明最多200字')
const Ticket = z.object({ ticket: z.string(), name: z.string() })
const Text = z.object({ title: z.string(), paragraphs: z.array(z.string()) })

export const Sort = z.enum(['letter', 'poster', 'form'])
export type Sort = z.infer<typeof Sort>
export const sortText: Record<Sort, string> = { letter: '文书', poster: '公示', form: '表格' }

export const EditionState = z.enum(['waiting', 'coming', 'in_use', 'past', 'rejected'])
export type EditionState = z.infer<typeof EditionState>
export const editionStateText: Record<EditionState, string> = {
  waiting: '待采用',
  coming: '未到启用日',
  in_use: '在用',
  past: '已停用',
  rejected: '已退回',
}

export const LetterRow = z.object({
  key: z.string(),
  name: z.string(),
  sort: Sort,
  /** 认定, 能力评估, 变更与终止 … */
  part: z.string(),
  /** The county's edition in use today; null where the words are this system's. */
  edition: z.int().nullable(),
  from: PlainDate.nullable(),
  ownWord: z.boolean(),
  waiting: z.int(),
})
export type LetterRow = z.infer<typeof LetterRow>

export const Edition = z.object({
  id: z.uuid(),
  edition: z.int(),
  /** Null: back to the words of this system. */
  text: Text.nullable(),
  fileName: z.string().nullable(),
  from: PlainDate,
  note: z.string(),
  maker: z.string(),
  madeAt: Instant,
  mine: z.boolean(),
  state: EditionState,
  decider: z.string(),
  decidedAt: Instant.nullable(),
  reason: z.string(),
  printed: z.int(),
})
export type Edition = z.infer<typeof Edition>

export const FieldShown = z.object({
  name: z.string(),
  about: z.string(),
  kind: z.enum(['text', 'lines', 'table']),
  example: z.array(z.string()),
  required: z.string(),
  citations: z.array(Citation),
})
export type FieldShown = z.infer<typeof FieldShown>

export const LetterShown = z.object({
  key: z.string(),
  name: z.string(),
  sort: Sort,
  fields: z.array(FieldShown),
  /** What this system prints itself, whatever the text says. */
  fixed: z.array(z.string()),
  /** Whether the county may lay it out in a Word file of its own, and the names such a file uses beside the fields. */
  takesWord: z.boolean(),
  wordNames: z.array(z.object({ name: z.string(), about: z.string(), depth: z.int() })),
  standard: Text,
  current: Text,
  editions: z.array(Edition),
})
export type LetterShown = z.infer<typeof LetterShown>

export const documents = contract('documents', {
  letters: query({
    title: '查看文书模板',
    input: z.object({}),
    output: z.object({ rows: z.array(LetterRow), waiting: z.int() }),
  }),
  letter: query({ title: '查看一份文书的模板', input: z.object({ letter: Letter }), output: LetterShown }),
  propose: command({
    title: '修改文书模板',
    input: z.object({
      letter: Letter,
      title: Title,
      body: Body,
      from: PlainDate,
      note: Note,
      /** The county's own layout for Word. */
      fileId: z.uuid().nullable().default(null),
    }),
    output: z.object({ id: z.uuid(), edition: z.int() }),
  }),
  proposeStandard: command({
    title: '恢复系统文字',
    input: z.object({ letter: Letter, from: PlainDate, note: Note }),
    output: z.object({ id: z.uuid(), edition: z.int() }),
  }),
  adopt: command({
    title: '采用文书模板',
    input: z.object({ id: z.uuid() }),
    output: z.object({ from: PlainDate, sentence: z.string() }),
  }),
  reject: command({
    title: '退回文书模板',
    input: z.object({ id: z.uuid(), reason: z.string().trim().min(2, '请写明退回原因').max(200, '原因最多200字') }),
    output: z.object({}),
  }),
  sample: command({
    title: '打印文书样张',
    input: z.object({
      letter: Letter,
      title: Title,
      body: Body,
      format: z.enum(['pdf', 'word']),
      /** The county's own layout for Word: just uploaded, or that of an edition. */
      fileId: z.uuid().nullable().default(null),
      editionId: z.uuid().nullable().default(null),
    }),
    output: Ticket,
  }),
  wordTemplate: command({
    title: '下载Word模板',
    input: z.object({ letter: Letter }),
    output: Ticket,
  }),
  openWord: command({
    title: '打开已上传的Word模板',
    input: z.object({ id: z.uuid() }),
    output: Ticket,
  }),
})
