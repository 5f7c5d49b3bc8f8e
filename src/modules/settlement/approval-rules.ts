/** Who may take which step of a statement. Pure. */
import type { Reason } from '#kernel/refusal.ts'

export interface Standing {
  status: string
  final: boolean
  number: string
  computedBy: string
  submittedBy: string | null
  civilBy: string | null
}

type Step = 'submitted' | 'civil' | 'finance' | 'returned'

const from: Record<Step, readonly string[]> = {
  submitted: ['computed', 'returned'],
  civil: ['submitted'],
  finance: ['civil_approved'],
  returned: ['submitted', 'civil_approved'],
}

const next: Record<string, string> = {
  computing: '正在计算，请等计算完成',
  computed: '尚未送审，请由经办送审',
  submitted: '等待负责人审批',
  civil_approved: '负责人已通过，等待财政审批',
  finance_approved: '已审定，不能再改；差错在以后月份用更正行处理',
  returned: '已退回经办，请重算或再次送审',
  superseded: '已被重新计算的结算单替代，请打开新的结算单',
}

export function objectionsToStep(statement: Standing, step: Step, by: string): Reason[] {
  const { status, number } = statement
  if (!from[step].includes(status)) return [{ code: 'wrong_state', message: `结算单${number}${next[status] ?? ''}` }]
  if (step === 'submitted' && !statement.final)
    return [{ code: 'not_final', message: '这是验收前的预算，不能送审。请在验收通过后重新计算。' }]
  if (step === 'submitted' || step === 'returned') return []
  return objectionsToPerson(statement, step, by)
}

/** Maker and checker are never one person; finance is neither (requirements §3.3). */
function objectionsToPerson({ computedBy, submittedBy, civilBy }: Standing, step: Step, by: string): Reason[] {
  if (by === computedBy) return [{ code: 'same_person', message: '这张结算单由您计算，须由另一人审批。' }]
  if (by === submittedBy) return [{ code: 'same_person', message: '这张结算单由您送审，须由另一人审批。' }]
  if (step === 'finance' && by === civilBy)
    return [{ code: 'same_person', message: '民政审批已由您通过，财政审批须由另一人办理。' }]
  return []
}
