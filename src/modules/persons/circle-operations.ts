/** Around a person: absences, guardians, contacts, consents, and where his money goes. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { AccountNumber, Changed, Id, Name, Paper, Phone, Short, Text } from './shapes.ts'
import { AbsenceKind, ConsentKind, ContactRole, GuardianScope } from './words.ts'

const day = PlainDate.nullable().default(null)
const Made = Changed.extend({ id: Id })

export const circleOperations = {
  addAbsence: command({
    title: '登记住院、请假或外出',
    input: z.object({ personId: Id, kind: AbsenceKind, fromOn: PlainDate, toOn: day, place: Short.default('') }),
    output: Made,
  }),
  endAbsence: command({
    title: '登记返回',
    input: z.object({
      id: Id,
      /** Last day away; null when it was registered by mistake. */
      toOn: PlainDate.nullable(),
    }),
    output: Changed,
  }),
  addGuardian: command({
    title: '登记监护人',
    input: z.object({
      personId: Id,
      name: Name,
      relation: Short.min(1, '请填写与本人关系'),
      bornOn: PlainDate.nullable().default(null),
      phone: Phone.default(''),
      scope: z.array(GuardianScope).min(1, '请选择监护范围'),
      basis: Text.min(4, '请写明监护依据：判决书、指定文书、协议，或法定顺序和证明'),
      /** Who decides what, where another guards him in the same matter. */
      sharedWords: Text.default(''),
      /** What was found where he also serves the person or draws his money (F-42). */
      conflictWords: Text.default(''),
      fromOn: PlainDate,
    }),
    output: Made,
  }),
  endGuardian: command({ title: '终止监护登记', input: z.object({ id: Id, toOn: PlainDate }), output: Changed }),
  addContact: command({
    title: '登记联系人',
    input: z.object({
      personId: Id,
      name: Name,
      relation: Short.min(1, '请填写与本人关系'),
      phone: Phone.default(''),
      role: ContactRole,
      place: z.int().min(1).max(9).default(1),
    }),
    output: Made,
  }),
  endContact: command({ title: '停用联系人', input: z.object({ id: Id }), output: Changed }),
  giveConsent: command({
    title: '登记同意',
    input: z.object({
      personId: Id,
      kind: ConsentKind,
      givenBy: z.enum(['person', 'guardian']),
      /** Which guardian, where several guard him; the only one when left out. */
      guardianId: Id.nullable().default(null),
      receiver: Short.default(''),
      /** Which money, where it is about receiving money. */
      covers: z.enum(['all', 'living', 'care']).default('all'),
      scope: Text.default(''),
      fromOn: PlainDate,
      toOn: day,
      /** How it was put to him in his own words. */
      explained: Text.default(''),
      paperReference: Paper,
      fileId: Id.nullable().default(null),
    }),
    output: Made,
  }),
  withdrawConsent: command({ title: '撤回同意', input: z.object({ id: Id, on: PlainDate }), output: Changed }),
  addPhoto: command({
    title: '登记照片',
    input: z.object({ personId: Id, fileId: z.uuid('请选择照片'), takenOn: PlainDate }),
    output: Made,
  }),
  openPhoto: command({
    title: '查看照片',
    input: z.object({
      personId: Id,
      /** One that was replaced; the present one when left out. */
      id: Id.optional(),
    }),
    output: z.object({ ticket: z.string(), mediaType: z.string(), name: z.string() }),
  }),
  proposePayee: command({
    title: '登记收款账户',
    input: z.object({
      personId: Id,
      bank: Short.min(1, '请填写开户银行'),
      holder: Name,
      account: AccountNumber,
      consentId: Id.nullable().default(null),
      fromOn: PlainDate,
    }),
    output: Made,
  }),
  confirmPayee: command({
    title: '确认收款账户',
    input: z.object({ id: Id, agree: z.boolean(), reason: Text.default('') }),
    output: Changed,
  }),
  payeesToConfirm: query({
    title: '查看待确认的收款账户',
    input: z.object({}),
    output: z.array(
      z.object({
        id: Id,
        personId: Id,
        person: z.string(),
        township: z.string(),
        bank: z.string(),
        holder: z.string(),
        accountMasked: z.string(),
        holderIsPerson: z.boolean(),
        fromOn: PlainDate,
        proposedBy: z.string(),
        alsoFor: z.int(),
        mine: z.boolean(),
      }),
    ),
  }),
}
