/** 附件3: rounds of evaluation by township, and one form for each dispersed person. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'
import { secret } from '#kernel/secret.ts'

/** Lines of observers as the county's plan names them: 民政 财政 司法 公安, and the village. */
export const Observer = z.enum(['civil_affairs', 'finance', 'justice', 'police', 'village'])
export type Observer = z.infer<typeof Observer>
export const observerTitles: Readonly<Record<Observer, string>> = {
  civil_affairs: '民政',
  finance: '财政',
  justice: '司法',
  police: '公安',
  village: '村（居）委会',
}

export const FormField = z.object({
  no: z.int(),
  field: z.string(),
  title: z.string(),
  type: z.string(),
  choices: z.array(z.object({ value: z.string(), title: z.string() })),
  footnote: z.string().nullable(),
  /** Prefilled from the person's file, never typed again. */
  prefilled: z.boolean(),
  restricted: z.boolean(),
  locked: z.boolean(),
})
export type FormField = z.infer<typeof FormField>

const Answers = z.record(z.string().max(60), z.string().max(500))
const AddedQuestion = z.object({
  field: z.string().regex(/^x_[a-z0-9_]{1,30}$/, '自加栏目的代号应以x_开头'),
  title: z.string().trim().min(1, '请填写栏目名称').max(60, '栏目名称最多60字'),
  choices: z.array(z.string().trim().min(1).max(30)).max(10),
})

export const PersonOfRound = z.object({
  personId: z.uuid(),
  name: z.string(),
  sex: z.string(),
  age: z.int(),
  village: z.string(),
  level: z.string(),
  evaluatedOn: PlainDate.nullable(),
  result: z.string().nullable(),
})

export const formOperations = {
  openRound: command({
    title: '开始一轮排查评估',
    input: z.object({
      form: z.string().max(60).default(''),
      townshipId: z.uuid(),
      evaluatedOn: PlainDate,
      dueOn: PlainDate,
    }),
    output: z.object({ roundId: z.uuid(), number: z.int(), persons: z.int() }),
  }),
  rounds: query({
    title: '查看排查评估轮次',
    input: z.object({ townshipId: z.uuid().optional(), month: PlainMonth.optional() }),
    output: z.array(
      z.object({
        id: z.uuid(),
        townshipId: z.uuid(),
        township: z.string(),
        month: PlainMonth,
        number: z.int(),
        evaluatedOn: PlainDate,
        dueOn: PlainDate,
        done: z.int(),
        persons: z.int(),
        percentText: z.string(),
      }),
    ),
  }),
  round: query({
    title: '查看一轮排查评估',
    look: true,
    input: z.object({
      roundId: z.uuid(),
      open: z.boolean().optional(),
      page: z.int().min(1).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(PersonOfRound), total: z.int(), at: Instant }),
  }),
  form: query({
    title: '查看排查评估表',
    look: true,
    input: z.object({ roundId: z.uuid(), personId: z.uuid() }),
    output: z.object({
      title: z.string(),
      township: z.string(),
      edition: z.int(),
      fields: z.array(FormField),
      /** Columns 1–9 as the file has them on the day of evaluation. */
      prefilled: z.record(z.string(), z.string()),
      answers: z.record(z.string(), z.string()),
      observers: z.array(Observer),
      /** Which results stay open with these answers, and why. */
      hints: z.array(Reason),
      warnings: z.array(z.string()),
      footnotes: z.array(z.string()),
      citations: z.array(Citation),
    }),
  }),
  saveForm: command({
    title: '填写排查评估表',
    input: z.object({
      roundId: z.uuid(),
      personId: z.uuid(),
      answers: Answers,
      /** Kept sealed: seen only by whoever may, never by carer or village (AH-A3k). */
      infringed: secret(z.enum(['yes', 'no'])),
      observers: z.array(Observer).min(1, '请勾选在场的人').max(5),
    }),
    output: z.object({ formId: z.uuid(), edition: z.int(), clues: z.array(z.string()) }),
  }),
  exportRound: command({
    title: '导出排查评估表',
    input: z.object({
      roundId: z.uuid(),
      blank: z.boolean().default(false),
      format: z.enum(['xlsx', 'pdf']).default('xlsx'),
    }),
    output: z.object({ ticket: z.string(), name: z.string(), fileId: z.uuid() }),
  }),
  formVersion: query({
    title: '查看排查评估表式',
    input: z.object({ townshipId: z.uuid() }),
    output: z.object({
      title: z.string(),
      version: z.int(),
      mayChange: z.boolean(),
      /** As the county's pack prints it. */
      fields: z.array(FormField),
      hidden: z.array(z.string()),
      added: z.array(AddedQuestion),
      reason: z.string(),
      changedAt: Instant.nullable(),
      citations: z.array(Citation),
    }),
  }),
  adaptForm: command({
    title: '修改排查评估表式',
    input: z.object({
      form: z.string().max(60).default(''),
      townshipId: z.uuid(),
      hidden: z.array(z.string().max(60)).max(20),
      added: z.array(AddedQuestion).max(10),
      reason: z.string().trim().min(2, '请填写原因').max(500),
    }),
    output: z.object({ version: z.int() }),
  }),
}
