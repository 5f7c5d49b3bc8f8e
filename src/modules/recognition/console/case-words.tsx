/** How a case shows its step and its clock, in lists, on cards and on its own page. */
import { DeadlineChip } from '#ui/deadline-chip.tsx'
import { FamilyTag, StatusTag } from '#ui/status-tag.tsx'
import type { StatusWord } from '#ui/status-words.ts'
import type { CaseRow, Clock } from '../shapes.ts'
import { endingText, type Step } from '../words.ts'

const words: Record<Exclude<Step, 'decided'>, StatusWord<'案件步骤'>> = {
  acceptance: '受理',
  survey: '调查',
  opinion: '初审',
  publicity: '公示',
  county: '县级审核',
  withdrawn: '已撤回',
  died: '申请人死亡',
}

const wordOf = ({ step, mark, decision }: Pick<CaseRow, 'step' | 'mark' | 'decision'>): StatusWord<'案件步骤'> => {
  if (step === 'decided') return decision === 'refused' ? '不予认定' : '已确认'
  return mark === 'supplement' ? '补正' : words[step]
}

export function StepTag({ row }: { row: Pick<CaseRow, 'step' | 'mark' | 'decision' | 'ending'> }) {
  return (
    <span className="gy-tags">
      <StatusTag of="案件步骤" word={wordOf(row)} />
      {row.ending && <FamilyTag family="orange" text={`提请办结：${endingText[row.ending]}`} />}
      {row.mark === 'objected' && <StatusTag of="案件步骤" word="异议中" />}
    </span>
  )
}

type Waiting = Pick<CaseRow, 'step' | 'mark' | 'handed' | 'lain' | 'unposted' | 'ending'>

const waits = ({ step, mark, handed, unposted }: Waiting): string => {
  if (handed) return '村（居）代交，待受理'
  if (mark === 'supplement') return '等待补交材料'
  return unposted ? '待张贴公示' : step === 'acceptance' ? '待受理' : ''
}

/** No term runs: how long it has lain stands in its place. */
export function waitingText(row: Waiting): string {
  const text = waits(row)
  if (text === '') return '—'
  return row.lain === 0 ? `${text}，今日` : `${text}，已${row.lain}个工作日`
}

export function CaseClock({ clock, row }: { clock: Clock | null; row?: Waiting }) {
  if (!clock) return <span className="gy-help">{row ? waitingText(row) : '—'}</span>
  const { unit, term, pausedFor, noticeDays, movedFrom, ...rest } = clock
  // A notice that has hung its days is not late: it is done.
  if (noticeDays && clock.left < 0) return <FamilyTag family="green" text="公示期满" />
  return (
    <DeadlineChip
      deadline={{
        ...rest,
        term,
        unit: unit === 'working_day' ? 'working' : 'calendar',
        pausedFor,
        noticeDays,
        movedFrom,
      }}
    />
  )
}

export const unitText = (unit: Clock['unit']): string =>
  unit === 'working_day' ? '个工作日' : unit === 'month' ? '个月' : '天'

export const usedText = (clock: Clock | null): string =>
  clock ? `${clock.used}／${clock.term}${unitText(clock.unit)}` : '—'
