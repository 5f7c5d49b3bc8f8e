/** The life of an agreement (requirements 3.2) in one table: from which state each step leads where. Pure. */
import type { Reason } from '#kernel/refusal.ts'
import { type AgreementStatus, agreementStatusText } from './words.ts'

interface Step {
  from: readonly AgreementStatus[]
  to: AgreementStatus
  title: string
}

export const steps = {
  submit: { from: ['draft'], to: 'review', title: '提交审核' },
  return: { from: ['review', 'signing'], to: 'draft', title: '退回修改' },
  approve: { from: ['review'], to: 'signing', title: '审核通过' },
  sign: { from: ['signing'], to: 'signing', title: '登记签署' },
  conclude: { from: ['signing'], to: 'signed', title: '各方签齐' },
  file: { from: ['signed'], to: 'filed', title: '备案' },
  terminate: { from: ['draft', 'review', 'signing', 'signed', 'filed'], to: 'terminated', title: '终止' },
  expire: { from: ['signed', 'filed'], to: 'expired', title: '到期' },
} as const satisfies Record<string, Step>
export type StepName = keyof typeof steps

export const mayStep = (status: AgreementStatus, step: StepName): boolean =>
  steps[step].from.some((state) => state === status)

export function objectionsToStep(status: AgreementStatus, step: StepName): Reason[] {
  if (mayStep(status, step)) return []
  const { from, title } = steps[step]
  const states = from.map((state) => `“${agreementStatusText[state]}”`).join('或')
  const message = `协议现为“${agreementStatusText[status]}”；只有${states}的协议可以${title}。请刷新页面核对`
  return [{ code: 'wrong_state', message }]
}

/** Signed text is not edited: a filed one least of all. */
export function objectionsToEditing(status: AgreementStatus): Reason[] {
  if (status === 'draft') return []
  const message =
    status === 'filed'
      ? '备案后协议内容不能修改，变更须签新协议。请办理终止或续签'
      : `协议现为“${agreementStatusText[status]}”，内容不能修改；应先退回为草稿。请先退回`
  return [{ code: 'not_draft', message }]
}
