/** 一票否决: opened with evidence, heard, decided by another person (SX-4.5.3c, A-49). What it does to the contract is done there. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'

export const VetoClass = z.enum(['false_data', 'against_contract', 'false_report', 'other'])
export type VetoClass = z.infer<typeof VetoClass>
export const vetoClassText: Record<VetoClass, string> = {
  false_data: '提供虚假数据',
  against_contract: '不按合同办事',
  false_report: '出具错误报告',
  other: '其他（须法制审核）',
}

export const VetoStatus = z.enum(['opened', 'heard', 'decided', 'dropped'])
export const vetoStatusText: Record<z.infer<typeof VetoStatus>, string> = {
  opened: '听取意见中',
  heard: '已听取意见',
  decided: '已否决',
  dropped: '不予否决',
}

export const VetoCase = z.object({
  id: z.uuid(),
  organisation: z.object({ id: z.uuid(), name: z.string() }),
  class: VetoClass,
  facts: z.string(),
  status: VetoStatus,
  openedAt: Instant,
  hearingDueOn: PlainDate,
  heardAt: Instant.nullable(),
  statement: z.string(),
  legalOpinion: z.string(),
  decidedAt: Instant.nullable(),
  steps: z.array(z.object({ kind: z.string(), words: z.string(), by: z.string(), at: Instant })),
  citations: z.array(Citation),
})
export type VetoCase = z.infer<typeof VetoCase>

export const vetoing = {
  vetoCases: query({
    title: '查看一票否决',
    input: z.object({ organisationId: z.uuid().optional() }),
    output: z.array(VetoCase),
  }),
  openVeto: command({
    title: '一票否决立案',
    input: z.object({
      organisationId: z.uuid(),
      class: VetoClass,
      facts: z.string().trim().min(4, '请写明事实，至少4个字').max(2000, '事实最多2000字'),
      evidenceFileId: z.uuid('请上传证据'),
      findingIds: z.array(z.uuid()).max(200).default([]),
    }),
    output: z.object({ vetoCaseId: z.uuid(), hearingDueOn: PlainDate }),
  }),
  stateVeto: command({
    title: '对一票否决陈述意见',
    input: z.object({
      vetoCaseId: z.uuid(),
      words: z.string().trim().min(2, '请写明意见').max(2000, '最多2000字'),
      fileId: z.uuid().nullable().default(null),
    }),
    output: z.object({}),
  }),
  decideVeto: command({
    title: '决定一票否决',
    input: z.object({
      vetoCaseId: z.uuid(),
      veto: z.boolean(),
      reason: z.string().trim().min(4, '请写明理由，至少4个字').max(1000),
      /** 法制审核意见; needed for what is not a printed class. */
      legalOpinion: z.string().trim().max(1000).default(''),
    }),
    output: z.object({}),
  }),
}
