/** The word of the status tag for each state of a statement. */
import type { StatusWord } from '#ui/status-words.ts'
import type { StatementStatus } from '../contract.ts'

export const statusWord: Record<StatementStatus, StatusWord<'结算'>> = {
  computing: '未算',
  computed: '已算',
  submitted: '待民政审',
  civil_approved: '待财政审',
  finance_approved: '已通过',
  returned: '退回',
  superseded: '已算',
}
