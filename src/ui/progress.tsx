/** Long work: a line after one second, a panel after five; it can be left (screens 5.17). */
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { countText, durationText } from './formats.ts'

interface Props {
  /** '正在计算2023年8月结算' */
  title: string
  done: number
  all: number
  unit: string
  startedAt: number
  /** Only where stopping is safe. */
  onStop?: (() => void) | undefined
}

export function Progress({ title, done, all, unit, startedAt, onStop }: Props) {
  const seconds = useSecondsSince(startedAt)
  const share = all === 0 ? 0 : Math.min(100, Math.floor((done / all) * 100))
  if (seconds < 1) return null
  const bar = (
    <div
      className="gy-bar"
      role="progressbar"
      aria-label={title}
      aria-valuenow={share}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <div style={{ width: `${share}%` }} />
    </div>
  )
  if (seconds < 5) return bar
  return (
    <section className="gy-progress">
      <p>
        <strong>{title}</strong> {countText(done)} / {countText(all)}
        {unit} {restText(seconds, done, all)}
      </p>
      {bar}
      <p className="gy-help">可以离开，完成后在待办中通知</p>
      {onStop && <Button onClick={onStop}>停止</Button>}
    </section>
  )
}

/** '大约还要2分钟' from the pace so far; nothing before there is a pace. */
export function restText(seconds: number, done: number, all: number): string {
  if (done === 0 || done >= all) return ''
  const rest = (seconds / done) * (all - done)
  return rest < 60 ? '不到1分钟' : `大约还要${durationText(rest / 60)}`
}

function useSecondsSince(startedAt: number): number {
  const [seconds, setSeconds] = useState(() => (Date.now() - startedAt) / 1000)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((Date.now() - startedAt) / 1000), 500)
    return () => clearInterval(timer)
  }, [startedAt])
  return seconds
}
