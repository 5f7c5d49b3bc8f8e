/** 档案: the papers of a person's file, its closing and keeping, and its way to an archive (BJ-12, C-24). */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, contract, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { destructionOperations } from './destruction-contract.ts'
import { keepingOperations } from './keeping-contract.ts'
import {
  DocumentClass,
  DocumentItem,
  FileState,
  FileStatus,
  HeldByHand,
  HoldKind,
  Settlement,
  StepKind,
} from './words.ts'

const Id = z.uuid()
const PersonOnly = z.object({ personId: Id })
const Words = z.string().trim().min(4, '请写明理由，至少4个字').max(300, '最多300字')
const Place = z.string().trim().max(20, '最多20个字').default('')
const nothing = z.object({})
const Ticket = z.object({ ticket: z.string(), name: z.string() })

const Paper = z.object({
  class: DocumentClass,
  item: DocumentItem,
  title: z.string().trim().max(100, '名称最多100字').default(''),
  datedOn: PlainDate.nullable().default(null),
  box: Place,
  folder: Place,
  page: Place,
  fileId: Id.nullable().default(null),
})

export const FiledDocument = z.object({
  id: Id,
  class: DocumentClass,
  item: z.string(),
  title: z.string(),
  datedOn: PlainDate.nullable(),
  box: z.string(),
  folder: z.string(),
  page: z.string(),
  place: z.string(),
  hasScan: z.boolean(),
  fileName: z.string(),
  mediaType: z.string(),
  sha256: z.string(),
  /** Paper and scan: the same, different, or not yet laid beside each other. */
  same: z.boolean().nullable(),
  difference: z.string().nullable(),
  comparedBy: z.string().nullable(),
  comparedAt: Instant.nullable(),
  /** How a difference was settled; null while it is open, or where there was none. */
  settledAs: Settlement.nullable(),
  settledWords: z.string().nullable(),
  settledBy: z.string().nullable(),
  settledAt: Instant.nullable(),
  replaced: z.boolean(),
  reason: z.string(),
  byName: z.string(),
  at: Instant,
})
export type FiledDocument = z.infer<typeof FiledDocument>

export const Check = z.object({
  code: z.string(),
  text: z.string(),
  count: z.int(),
  to: z.string(),
  blocks: z.boolean(),
  citations: z.array(Citation),
})

const Chosen = z.object({
  words: z.string().trim().max(60, '最多60个字').default(''),
  status: FileStatus.optional(),
  /** Only those with a difference between paper and scan that nobody settled. */
  differing: z.boolean().default(false),
  townshipId: Id.optional(),
})

export const FileRow = z.object({
  personId: Id,
  fileNo: z.string(),
  name: z.string(),
  township: z.string(),
  status: FileStatus,
  state: FileState,
  endedOn: PlainDate.nullable(),
  /** The last day of the term, and the first day on which it may be destroyed. */
  keepThrough: PlainDate.nullable(),
  destroyFrom: PlainDate.nullable(),
  places: z.string(),
  there: z.int(),
  needed: z.int(),
  differences: z.int(),
})
export type FileRow = z.infer<typeof FileRow>

export const Documents = z.object({
  classes: z.array(
    z.object({
      class: DocumentClass,
      title: z.string(),
      documents: z.array(FiledDocument),
      missing: z.array(z.object({ item: z.string(), title: z.string() })),
    }),
  ),
  /** Letters that this system printed to him and that are not among his papers yet. */
  issued: z.array(
    z.object({
      id: Id,
      item: DocumentItem,
      itemTitle: z.string(),
      title: z.string(),
      issuedOn: PlainDate.nullable(),
      /** Where its kind belongs. */
      class: DocumentClass,
    }),
  ),
  there: z.int(),
  needed: z.int(),
  takesPapers: z.boolean(),
  paperPrevails: z.boolean(),
  citations: z.object({ classes: z.array(Citation), basis: z.array(Citation) }),
})
export type Documents = z.infer<typeof Documents>

export const ArchiveFile = FileRow.extend({
  endReason: z.string(),
  years: z.int(),
  citations: z.array(Citation),
  receiver: z.string(),
  packageSha256: z.string(),
  steps: z.array(
    z.object({ kind: StepKind, words: z.string(), byName: z.string(), at: Instant, fileId: Id.nullable() }),
  ),
  holds: z.array(
    z.object({
      id: Id,
      kind: HoldKind,
      reason: z.string(),
      byName: z.string(),
      at: Instant,
      releasedAt: Instant.nullable(),
      releaseReason: z.string().nullable(),
      /** Of a complaint or a correction asked for: the answer alone lets it go. */
      byRequest: z.boolean(),
    }),
  ),
  /** Empty once it is closed. */
  checks: z.array(Check),
  /** Why the actor cannot take each step now; no entry: may. */
  stops: z.record(z.string(), z.string()),
})
export type ArchiveFile = z.infer<typeof ArchiveFile>

export const archives = contract('archives', {
  list: query({
    title: '查看档案',
    input: Chosen.extend({
      page: z.int().min(1).max(10_000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(FileRow), total: z.int(), at: Instant }),
  }),
  exportList: command({
    title: '导出档案名单',
    input: Chosen,
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  file: query({ title: '查看归档情况', look: true, input: PersonOnly, output: ArchiveFile }),
  documents: query({ title: '查看档案材料', look: true, input: PersonOnly, output: Documents }),
  addDocument: command({
    title: '登记材料',
    input: Paper.extend({ personId: Id }),
    output: z.object({ documentId: Id }),
  }),
  replaceDocument: command({
    title: '更换材料',
    input: Paper.omit({ class: true, item: true }).extend({ documentId: Id, reason: Words }),
    output: z.object({ documentId: Id }),
  }),
  fileIssued: command({
    title: '印发文书归入档案',
    input: z.object({
      personId: Id,
      issuedId: Id,
      /** Absent: where its kind belongs. */
      class: DocumentClass.optional(),
      box: Place,
      folder: Place,
      page: Place,
    }),
    output: z.object({ documentId: Id }),
  }),
  compare: command({
    title: '登记纸质比对',
    input: z.object({
      documentId: Id,
      same: z.boolean(),
      note: z.string().trim().max(300, '最多300字').default(''),
    }),
    output: nothing,
  }),
  settleDifference: command({
    title: '处理纸电差异',
    input: z.object({ documentId: Id, kind: Settlement, words: Words }),
    output: nothing,
  }),
  openDocument: command({
    title: '查看扫描件',
    input: z.object({ documentId: Id }),
    output: Ticket.extend({ mediaType: z.string() }),
  }),
  propose: command({
    title: '提请归档',
    input: PersonOnly.extend({ reason: z.string().trim().max(300, '最多300字').default('') }),
    output: nothing,
  }),
  giveBack: command({ title: '退回归档', input: PersonOnly.extend({ words: Words }), output: nothing }),
  confirm: command({
    title: '确认归档',
    input: PersonOnly,
    output: z.object({ keepThrough: PlainDate, destroyFrom: PlainDate }),
  }),
  hold: command({
    title: '暂缓销毁',
    input: PersonOnly.extend({ kind: HeldByHand, reason: Words }),
    output: z.object({ holdId: Id }),
  }),
  release: command({ title: '解除暂缓', input: z.object({ holdId: Id, reason: Words }), output: nothing }),
  offer: command({
    title: '移交档案',
    input: PersonOnly.extend({
      receiver: z.string().trim().min(2, '请填写接收单位').max(100, '接收单位最多100字'),
    }),
    output: z.object({ sha256: z.string(), files: z.int() }),
  }),
  withdraw: command({ title: '撤回移交', input: PersonOnly.extend({ words: Words }), output: nothing }),
  receive: command({
    title: '签收移交',
    input: PersonOnly.extend({
      signer: z.string().trim().min(2, '请填写接收人').max(60, '接收人最多60字'),
      receivedOn: PlainDate,
      receiptNo: z.string().trim().min(1, '请填写回执编号').max(60, '回执编号最多60字'),
      fileId: Id.nullable().default(null),
    }),
    output: nothing,
  }),
  openPackage: command({ title: '下载移交包', input: PersonOnly, output: Ticket }),
  openReceipt: command({ title: '查看移交回执', input: PersonOnly.extend({ fileId: Id }), output: Ticket }),
  print: command({
    title: '打印卷内目录',
    input: PersonOnly.extend({ paper: z.enum(['catalogue', 'handover']) }),
    output: Ticket,
  }),
  ...destructionOperations,
  ...keepingOperations,
})
