/** The last day of a task, and who else knows because it is close or over. */
import { DeadlineChip } from '#ui/deadline-chip.tsx'
import type { Task } from '../contract.ts'

export function Due({ task, told = true }: { task: Task; told?: boolean }) {
  if (task.dueOn === null || task.left === null) return <span className="gy-help">没有期限</span>
  return (
    <>
      <DeadlineChip deadline={{ due: task.dueOn, left: task.left, unit: 'working', citations: task.citations }} />
      {task.estimated && (
        <span className="gy-help" title="假期安排未公布，天数是估算">
          {' '}
          估算
        </span>
      )}
      {told && task.told && <div className="gy-help">{afterChip(task.told)}</div>}
    </>
  )
}

/** The chip beside it says already how late it is. */
const afterChip = (told: string): string => told.replace(/^已逾期\d+个工作日，/, '')
