/** What is in force where and when, by which words (政策依据), and how a county enters its own standards. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { announcement, command, contract, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import {
  CitedWords,
  BeyondLine,
  ConflictLine,
  DocumentRow,
  Force,
  HistoryStep,
  Impact,
  PackFaultLine,
  ProposalRow,
  RuleLine,
  ValueRow,
} from './shapes.ts'

const Area = z.string().regex(/^\d{6}(\d{3}){0,2}$/, '区划代码应为6、9或12位数字')
const Key = z.string().min(1, '请选择事项').max(80)
const Name = (label: string, most: number) =>
  z.string(`请填写${label}`).trim().min(1, `请填写${label}`).max(most, `${label}最多${most}字`)
const File = z.uuid().optional()

/** Where and when one asks. Without a place the reader's own county, without a day today. */
const asked = {
  area: Area.optional(),
  day: PlainDate.optional(),
  /** What would have been answered with what was known at that moment. */
  knownAt: Instant.optional(),
  /** Drafts tried as if they were in force; every answer is then marked. */
  withDrafts: z.boolean().optional(),
}

const NewDocument = z.object({
  name: Name('文号或简称', 120),
  title: Name('标题', 200),
  number: z.string().trim().max(120).optional(),
  issuers: z.array(Name('发文机关', 80)).min(1, '请填写发文机关').max(10),
  status: z.enum(['draft', 'in_force'], '请选择文件状态'),
  issuedOn: PlainDate,
  effectiveFrom: PlainDate,
  effectiveTo: PlainDate.optional(),
  area: Area.optional(),
  file: File,
  text: z.string().max(400_000, '全文最多40万字').optional(),
})

/** A value as one enters it: the file, the clause and its words, from which day. */
const proposal = {
  area: Area.optional(),
  key: Key,
  value: z.unknown(),
  from: PlainDate,
  to: PlainDate.optional(),
  force: Force.optional(),
  document: Name('文件', 120),
  clause: Name('条款', 120),
  quote: Name('条款原文', 2000),
}

const Given = z.object({ ticket: z.string(), name: z.string(), fileId: z.uuid() })
const made = z.object({ id: z.uuid() })

export const policy = contract('policy', {
  learn: command({
    title: '登记政策包全文',
    internal: true,
    input: z.object({}),
    output: z.object({ texts: z.int(), documents: z.int(), holidays: z.int() }),
  }),
  inForce: query({
    title: '查看在用规定',
    input: z.object({
      ...asked,
      topic: z.string().max(40).optional(),
      search: z.string().trim().max(60).optional(),
      withUnset: z.boolean().optional(),
    }),
    output: z.object({
      area: z.string(),
      areaName: z.string(),
      day: PlainDate,
      topics: z.array(z.object({ topic: z.string(), title: z.string(), count: z.int() })),
      rows: z.array(ValueRow),
      total: z.int(),
      drafts: z.array(z.string()),
      at: Instant,
    }),
  }),
  delegated: query({
    title: '查看留给本级规定的事项',
    input: z.object({}),
    output: z.object({ rows: z.array(ValueRow), total: z.int() }),
  }),
  value: query({
    title: '查看一项规定的依据和沿革',
    input: z.object({ ...asked, key: Key, scope: z.string().max(60).optional() }),
    output: z.object({
      row: ValueRow,
      combine: z.string(),
      setBy: z.string(),
      note: z.string(),
      says: z.string(),
      position: z.string(),
      clauses: z.array(CitedWords),
      decided: z.array(RuleLine),
      passedOver: z.array(RuleLine),
      waiting: z.array(RuleLine),
      conflicts: z.array(ConflictLine),
      reported: z.array(z.object({ message: z.string(), citations: z.array(Citation) })),
      history: z.array(HistoryStep),
      usedBy: z.array(z.object({ title: z.string(), count: z.int() })),
    }),
  }),
  citation: query({
    title: '查看条款原文',
    input: z.object({
      document: z.string().max(120),
      clause: z.string().max(160),
      quote: z.string().max(4000).optional(),
      day: PlainDate.optional(),
    }),
    output: CitedWords,
  }),
  text: query({
    title: '查看政策文件全文',
    input: z.object({
      document: z.string().max(120),
      clause: z.string().max(160).default(''),
      quote: z.string().max(4000).optional(),
      day: PlainDate.optional(),
    }),
    output: CitedWords.extend({
      paragraphs: z.array(
        z.object({
          heading: z.boolean(),
          cited: z.boolean(),
          parts: z.array(z.object({ text: z.string(), quoted: z.boolean() })),
        }),
      ),
    }),
  }),
  documents: query({
    title: '查看政策文件',
    input: z.object({ ...asked, search: z.string().trim().max(60).optional() }),
    output: z.object({ rows: z.array(DocumentRow), total: z.int(), at: Instant }),
  }),
  conflicts: query({
    title: '查看与上位规定不一致的规定',
    input: z.object(asked),
    output: z.object({
      rows: z.array(ConflictLine),
      /** 无权规定的层级所定 */
      beyond: z.array(BeyondLine),
      total: z.int(),
      at: Instant,
    }),
  }),
  compare: query({
    title: '对比两日或两地的规定',
    input: z.object({
      one: z.object(asked),
      other: z.object(asked),
      onlyDifferent: z.boolean().optional(),
    }),
    output: z.object({
      rows: z.array(
        z.object({ key: z.string(), title: z.string(), one: ValueRow, other: ValueRow, same: z.boolean() }),
      ),
      total: z.int(),
      different: z.int(),
      /** '试算，不是决定' whenever a draft was tried. */
      mark: z.string(),
    }),
  }),
  keys: query({
    title: '查看可登记的事项',
    input: z.object({ area: Area.optional() }),
    output: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        topic: z.string(),
        unit: z.string(),
        setBy: z.string(),
        /** The value in force today, for filling the form; null when there is none. */
        present: z.unknown(),
        /** JSON schema of the value. */
        schema: z.unknown(),
      }),
    ),
  }),
  registerDocument: command({
    title: '登记政策文件',
    input: NewDocument,
    output: z.object({ id: z.uuid(), name: z.string(), edition: z.int() }),
  }),
  impact: query({ title: '查看新标准的影响', input: z.object(proposal), output: Impact }),
  propose: command({ title: '登记新标准并送审', input: z.object(proposal), output: made }),
  adoptDraft: command({
    title: '送审采用征求意见稿的决定',
    input: z.object({
      draft: Name('征求意见稿', 120),
      keys: z.array(Key).min(1, '请选择要采用的事项').max(300).optional(),
      number: Name('决定文号', 120),
      title: Name('决定标题', 200),
      decidedOn: PlainDate,
      from: PlainDate,
      to: PlainDate.optional(),
      file: File,
    }),
    output: made,
  }),
  proposals: query({
    title: '查看送审的新标准',
    input: z.object({ status: z.enum(['待采用', '已采用', '已退回']).optional() }),
    output: z.object({ rows: z.array(ProposalRow), total: z.int(), at: Instant }),
  }),
  adopt: command({
    title: '采用新标准',
    input: z.object({ id: z.uuid() }),
    output: z.object({ sentence: z.string() }),
  }),
  reject: command({
    title: '退回新标准',
    input: z.object({ id: z.uuid(), reason: Name('退回原因', 300) }),
    output: z.object({}),
  }),
  withdraw: command({
    title: '送审撤回已采用的标准',
    input: z.object({
      /** The adopted proposal. */
      id: z.uuid(),
      from: PlainDate,
      reason: z.string().trim().min(4, '请写明撤回的理由，至少4个字').max(300, '理由最多300字'),
    }),
    output: made,
  }),
  exportPack: query({ title: '导出政策包', input: z.object({}), output: Given }),
  checkPack: command({
    title: '检查政策包文件',
    input: z.object({ file: z.uuid() }),
    output: z.object({
      ok: z.boolean(),
      sentence: z.string(),
      faults: z.array(PackFaultLine),
      values: z.int(),
      cases: z.int(),
    }),
  }),
  holidays: query({
    title: '查看工作日历',
    input: z.object({ year: z.int().min(2000).max(2100) }),
    output: z.object({
      year: z.int(),
      /** The State Council's notice of the year is on file. */
      complete: z.boolean(),
      source: z.string(),
      days: z.array(
        z.object({
          day: PlainDate,
          kind: z.enum(['off', 'worked', 'plain']),
          name: z.string(),
          own: z.boolean(),
        }),
      ),
    }),
  }),
  setHoliday: command({
    title: '送审工作日历的改动',
    input: z.object({
      day: PlainDate,
      kind: z.enum(['off', 'worked', 'plain'], '请选择放假、上班或按平常'),
      name: Name('名称', 40),
      document: Name('依据的通知', 120),
    }),
    output: made,
  }),
})

/** A county's working calendar has another day off or worked: terms that run are counted again. */
export const calendarChanged = announcement('policy.calendarChanged', z.object({ day: PlainDate, name: z.string() }))
