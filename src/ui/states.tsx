/** Loading, empty, refused, locked, trial: what a page says when it has no rows to show (screens 5.18). */
import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { Refusal } from '#kernel/refusal.ts'
import { reasonsOf } from './ask.ts'
import { Link } from './link.tsx'
import { Reasons } from './reasons.tsx'

/** A skeleton in the final shape, never a blank page. */
export function Loading({ lines = 8 }: { lines?: number }) {
  return (
    <div aria-busy="true">
      <output className="gy-unseen">正在取数</output>
      <Skeleton active={false} title={false} paragraph={{ rows: lines, width: '100%' }} />
    </div>
  )
}

interface EmptyProps {
  /** Why there is nothing: '还没有导入过名单。' */
  children: ReactNode
  next?: { title: string; to: string } | undefined
}

export function Empty({ children, next }: EmptyProps) {
  return (
    <p className="gy-empty">
      {children} {next && <Link to={next.to}>{next.title}</Link>}
    </p>
  )
}

/** A part that could not be fetched; the rest of the page stays usable. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  if (error instanceof Refusal && error.kind === 'not_found') return <NotFound />
  return (
    <div>
      <Reasons reasons={reasonsOf(error)} action="显示这部分内容" />
      {onRetry && <Button onClick={onRetry}>重试</Button>}
    </div>
  )
}

function NotFound() {
  return <p className="gy-empty">没有找到，或不在您的辖区。</p>
}

interface StripProps {
  children: ReactNode
  action?: { title: string; onClick: () => void } | undefined
}

function stripOf(look: string) {
  return function Strip({ children, action }: StripProps) {
    return (
      <div className={`gy-strip gy-strip-${look}`} role="note">
        <span>{children}</span>
        {action && (
          <Button size="small" onClick={action.onClick}>
            {action.title}
          </Button>
        )}
      </div>
    )
  }
}

/** '2023年8月已关账，只读。更正请在9月办理。' */
export const Locked = stripOf('teal')
/** What every list of a closed month says on top. */
export function ClosedMonth({ month }: { month: PlainMonth }) {
  return <Locked>{`${monthText(month)}已关账，只读。更正请在以后月份办理。`}</Locked>
}
/** '试算，不是决定' */
export const Trial = stripOf('purple')
/** '页面打开后有3处更新' */
export const Stale = stripOf('blue')

export interface AnswerState<T> {
  data: T | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

interface AnswerProps<T> {
  answer: AnswerState<T>
  lines?: number
  children: (data: T) => ReactNode
}

/** Waiting and refused handled once: <Answer answer={useAnswer(…)}>{(data) => …}</Answer>. */
export function Answer<T>({ answer, lines = 8, children }: AnswerProps<T>) {
  if (answer.data !== undefined) return children(answer.data)
  if (answer.isPending) return <Loading lines={lines} />
  return <Failed error={answer.error} onRetry={() => void answer.refetch()} />
}
