/** Says five minutes ahead that the session ends, then lays the sign-in over the page (screens 3.11). */
import { Button, Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { access } from '#modules/access/contract.ts'
import { signInSettings } from '#modules/access/rules.ts'
import { ask } from '#ui/ask.ts'
import { sessionEnded } from '#ui/session.ts'
import { useWatched } from '#ui/store.ts'

const { idleMinutes } = signInSettings
const warnAfter = idleMinutes - 5
const signs = ['pointerdown', 'keydown', 'wheel'] as const

export function IdleWarning() {
  const [warning, setWarning] = useState(false)
  const ended = useWatched(sessionEnded)
  const last = useRef(Number.POSITIVE_INFINITY)
  useEffect(() => {
    const touch = () => {
      last.current = Date.now()
    }
    touch()
    for (const sign of signs) document.addEventListener(sign, touch, { passive: true })
    const timer = setInterval(() => {
      const idle = (Date.now() - last.current) / 60_000
      setWarning(idle >= warnAfter)
      if (idle >= idleMinutes) sessionEnded.set(true)
    }, 10_000)
    return () => {
      for (const sign of signs) document.removeEventListener(sign, touch)
      clearInterval(timer)
    }
  }, [])
  const stay = async () => {
    last.current = Date.now()
    setWarning(false)
    await ask(access, 'me', {})
  }
  return (
    <Modal
      open={warning && !ended}
      closable={false}
      title="您还在吗？"
      footer={
        <Button type="primary" onClick={() => void stay()}>
          继续工作
        </Button>
      }
    >
      您已{warnAfter}分钟没有操作，{idleMinutes - warnAfter}分钟后将退出。已填内容已保存为草稿。
    </Modal>
  )
}
