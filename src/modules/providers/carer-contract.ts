/** Operations on carers; part of the contract of providers. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { faultOfIdentityNumber, tidyIdentityNumber } from '#kernel/identity-number.ts'
import { secret } from '#kernel/secret.ts'

const text = (title: string, most: number) =>
  z.string().trim().min(1, `请填写${title}`).max(most, `${title}最多${most}字`)
const idNumber = secret(
  z
    .string()
    .transform(tidyIdentityNumber)
    .superRefine((number, check) => {
      const fault = faultOfIdentityNumber(number)
      if (fault) check.addIssue({ code: 'custom', message: fault })
    }),
)
const done = z.object({})

const changing = {
  phone: z.string().trim().max(30).default(''),
  employer: z.string().trim().max(100).default(''),
  wagePayer: z.string().trim().max(100).default(''),
  healthUntil: PlainDate.nullable().default(null),
  trainedOn: PlainDate.nullable().default(null),
  townshipOpinion: z.string().trim().max(300).default(''),
}

export const CarerRow = z.object({
  id: z.uuid(),
  organisationId: z.uuid().nullable(),
  townshipId: z.uuid().nullable(),
  name: z.string(),
  age: z.int(),
  idMasked: z.string(),
  ...changing,
  from: PlainDate,
  to: PlainDate.nullable(),
  version: z.int(),
  relations: z.array(z.object({ personId: z.uuid(), name: z.string(), relation: z.string() })),
})
export type CarerRow = z.infer<typeof CarerRow>

export const carerOperations = {
  carers: query({
    title: '查看服务人员',
    input: z.object({
      organisationId: z.uuid().nullable().default(null),
      words: z.string().trim().max(60).default(''),
      onlyPresent: z.boolean().default(true),
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(CarerRow), total: z.int(), at: z.string() }),
  }),
  addCarer: command({
    title: '登记服务人员',
    input: z.object({
      /** Null for a carer designated by the township where no provider stands between. */
      organisationId: z.uuid().nullable(),
      townshipId: z.uuid().nullable().default(null),
      name: text('姓名', 60),
      idNumber,
      ...changing,
      from: PlainDate,
    }),
    output: z.object({ carerId: z.uuid() }),
  }),
  changeCarer: command({
    title: '修改服务人员登记',
    input: z.object({ carerId: z.uuid(), version: z.int(), ...changing }),
    output: done,
  }),
  relateCarer: command({
    title: '登记服务人员与服务对象关系',
    input: z.object({ carerId: z.uuid(), personId: z.uuid(), relation: z.string().trim().max(30) }),
    output: done,
  }),
  endCarer: command({
    title: '登记服务人员离职',
    input: z.object({ carerId: z.uuid(), version: z.int(), to: PlainDate }),
    output: done,
  }),
}
