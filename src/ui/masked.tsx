/** A masked value and its showing: purpose asked, recorded, sixty seconds, masked again (screens 3.7). */
import { Button, Input, Modal, Radio } from 'antd'
import { useEffect, useEffectEvent, useId, useState } from 'react'
import { ReasonsOf } from './reasons.tsx'

export const purposes = ['办理业务', '核对身份', '核对发放', '接听来电', '监督检查', '其他'] as const

interface Props {
  /** '3715**********0000' */
  masked: string
  /** What it is: '身份证号'. */
  label: string
  /** '显示手机' where nothing masked stands before it. */
  verb?: string
  /** Asks the server, which records the look; undefined where this person may not see it in full. */
  reveal?: ((purpose: string) => Promise<string>) | undefined
  /** Copying is recorded too. */
  onCopy?: (() => void) | undefined
}

const secondsShown = 60

export function Masked({ masked, label, verb = '显示', reveal, onCopy }: Props) {
  const [shown, setShown] = useState<string>()
  const [asking, setAsking] = useState(false)
  return (
    <span className="gy-masked">
      <span className="gy-digits" onCopy={onCopy}>
        {shown ?? masked}
      </span>
      {shown !== undefined && <Countdown onEnd={() => setShown(undefined)} />}
      {reveal && shown === undefined && (
        <button type="button" className="gy-basis" onClick={() => setAsking(true)} aria-label={`显示完整${label}`}>
          {verb}
        </button>
      )}
      {reveal && (
        <PurposeDialog
          label={label}
          open={asking}
          onClose={() => setAsking(false)}
          onPurpose={async (purpose) => setShown(await reveal(purpose))}
        />
      )}
    </span>
  )
}

function Countdown({ onEnd }: { onEnd: () => void }) {
  const [left, setLeft] = useState(secondsShown)
  const end = useEffectEvent(onEnd)
  useEffect(() => {
    const until = Date.now() + secondsShown * 1000
    const timer = setInterval(() => {
      const rest = Math.ceil((until - Date.now()) / 1000)
      setLeft(rest)
      if (rest <= 0) end()
    }, 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <span className="gy-help" role="timer">
      {left}秒后重新遮住
    </span>
  )
}

interface DialogProps {
  label: string
  /** '查找' where the number is looked for instead of shown. */
  verb?: string
  open: boolean
  onClose: () => void
  onPurpose: (purpose: string) => Promise<void>
}

/** Also asked once before a search by a full identity number (screens 3.4). */
export function PurposeDialog({ label, verb = '显示60秒', open, onClose, onPurpose }: DialogProps) {
  const [purpose, setPurpose] = useState<string>()
  const [other, setOther] = useState('')
  const [error, setError] = useState<unknown>()
  const said = purpose === '其他' ? other.trim() && `其他：${other.trim()}` : purpose
  const go = async () => {
    if (!said) return
    try {
      await onPurpose(said)
      onClose()
    } catch (refusal) {
      setError(refusal)
    }
  }
  return (
    <Modal
      open={open}
      width={420}
      title={`用途：${label}`}
      onCancel={onClose}
      destroyOnHidden
      footer={
        <div className="gy-modal-foot">
          <Button onClick={onClose}>返回</Button>
          <Button type="primary" disabled={!said} onClick={() => void go()}>
            {verb}
          </Button>
        </div>
      }
    >
      <p>{verb === '查找' ? `按${label}查找` : `查看完整${label}`}会留下记录。用途：</p>
      <Radio.Group
        aria-label="用途"
        className="gy-stack"
        options={[...purposes]}
        value={purpose ?? null}
        onChange={(event) => setPurpose(String(event.target.value))}
      />
      {purpose === '其他' && <OtherPurpose value={other} onChange={setOther} />}
      <ReasonsOf error={error} action={`显示${label}`} />
    </Modal>
  )
}

function OtherPurpose({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const id = useId()
  return (
    <div className="gy-field">
      <label htmlFor={id}>请写明 *</label>
      <Input id={id} value={value} maxLength={50} onChange={(event) => onChange(event.target.value)} />
    </div>
  )
}
