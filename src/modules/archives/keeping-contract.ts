/** Files that a home holds and hands on (BJ-12.4, A-35), and the certificate of support. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { CertificateGround, FileState } from './words.ts'

const Id = z.uuid()
const nothing = z.object({})
const Words = z.string().trim().min(4, '请写明理由，至少4个字').max(300, '最多300字')
const transferOnly = z.object({ transferId: Id })
const Ticket = z.object({ ticket: z.string(), name: z.string() })

export const HomeFiles = z.object({
  organisationId: Id,
  name: z.string(),
  /** The last day of a home that was closed. */
  closedOn: PlainDate.nullable(),
  files: z.int(),
  /** Of persons whose support is over: those a running home may hand on. */
  over: z.int(),
})
export type HomeFiles = z.infer<typeof HomeFiles>

export const Transfer = z.object({
  id: Id,
  number: z.string(),
  fromName: z.string(),
  toName: z.string(),
  files: z.int(),
  giver: z.string(),
  madeName: z.string(),
  madeOn: PlainDate,
  status: z.enum(['sent', 'received', 'withdrawn']),
  receiver: z.string(),
  receivedOn: PlainDate.nullable(),
  /** Made by the reader himself: another has to receive. */
  mine: z.boolean(),
})
export type Transfer = z.infer<typeof Transfer>

export const Certificate = z.object({
  id: Id,
  number: z.string(),
  ground: CertificateGround,
  words: z.string(),
  voids: z.string(),
  issuedOn: PlainDate,
  byName: z.string(),
  void: z.boolean(),
})

export const Certificates = z.object({
  /** The number that holds; '' where none was issued. */
  number: z.string(),
  rows: z.array(Certificate),
  /** Why none can be issued; null when one can. */
  stop: z.string().nullable(),
})
export type Certificates = z.infer<typeof Certificates>

export const keepingOperations = {
  homeFiles: query({
    title: '查看机构保管的档案',
    input: nothing,
    output: z.object({
      rows: z.array(HomeFiles),
      transfers: z.array(Transfer),
      /** The policy says that the county holds the files: homes hold none. */
      countyHolds: z.boolean(),
      citations: z.array(Citation),
    }),
  }),
  homeFileList: query({
    title: '查看一家机构保管的档案',
    look: true,
    input: z.object({ organisationId: Id }),
    output: z.object({
      rows: z.array(
        z.object({
          personId: Id,
          fileNo: z.string(),
          name: z.string(),
          state: FileState,
          endedOn: PlainDate.nullable(),
          keepThrough: PlainDate.nullable(),
          papers: z.int(),
          onTheWay: z.boolean(),
        }),
      ),
    }),
  }),
  sendTransfer: command({
    title: '移交机构保管的档案',
    input: z.object({
      organisationId: Id,
      /** Null: to the county. */
      toId: Id.nullable().default(null),
      giver: z.string().trim().min(2, '请填写移交人').max(60, '移交人最多60字'),
      words: z.string().trim().max(300, '最多300字').default(''),
    }),
    output: z.object({ transferId: Id, files: z.int() }),
  }),
  receiveTransfer: command({
    title: '签收机构档案',
    input: transferOnly.extend({
      receiver: z.string().trim().min(2, '请填写接收人').max(60, '接收人最多60字'),
      receivedOn: PlainDate,
    }),
    output: nothing,
  }),
  withdrawTransfer: command({
    title: '撤回机构档案移交',
    input: transferOnly.extend({ words: Words }),
    output: nothing,
  }),
  printTransfer: command({ title: '打印机构档案移交清单', input: transferOnly, output: Ticket }),
  certificates: query({
    title: '查看供养证',
    look: true,
    input: z.object({ personId: Id }),
    output: Certificates,
  }),
  issueCertificate: command({
    title: '发放供养证',
    input: z.object({
      personId: Id,
      ground: CertificateGround,
      /** The county's own number; made here when left out. */
      number: z
        .string()
        .trim()
        .regex(/^$|^[\p{L}\p{N}（）()〔〕-]{4,40}$/u, '证号应为4至40个字、字母或数字，不能有空格和其他符号')
        .default(''),
      issuedOn: PlainDate,
      words: z.string().trim().max(300, '最多300字').default(''),
    }),
    output: z.object({ number: z.string() }),
  }),
  printCertificate: command({ title: '打印供养证', input: z.object({ personId: Id }), output: Ticket }),
}
