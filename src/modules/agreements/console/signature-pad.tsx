/** A field to sign in with finger, pen or mouse; what is signed goes to the server as a PNG. */
import { Button } from 'antd'
import { type PointerEvent, useRef, useState } from 'react'
import { sendFile } from '#ui/files.ts'

interface Props {
  label: string
  onSigned: (fileId: string) => void
}

type State = 'empty' | 'drawn' | 'sending' | 'sent' | 'failed'

const pointOf = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent) => [offsetX, offsetY] as const

function usePen(onDrawn: () => void) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pen = () => canvas.current?.getContext('2d')
  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    const line = pen()
    if (!line) return
    line.lineWidth = 3
    line.lineCap = 'round'
    line.beginPath()
    line.moveTo(...pointOf(event))
  }
  const move = (event: PointerEvent) => {
    if (event.buttons === 0) return
    const line = pen()
    line?.lineTo(...pointOf(event))
    line?.stroke()
    onDrawn()
  }
  return { canvas, down, move, clear: () => pen()?.clearRect(0, 0, 480, 180) }
}

export function SignaturePad({ label, onSigned }: Props) {
  const [state, setState] = useState<State>('empty')
  const { canvas, down, move, clear } = usePen(() => setState('drawn'))
  const keep = () => {
    setState('sending')
    canvas.current?.toBlob((blob) => {
      if (!blob) return setState('failed')
      sendFile(new File([blob], '签名.png', { type: 'image/png' }), () => {}).then(
        ({ fileId }) => {
          onSigned(fileId)
          setState('sent')
        },
        () => setState('failed'),
      )
    }, 'image/png')
  }
  return (
    <div>
      <canvas
        ref={canvas}
        width={480}
        height={180}
        aria-label={label}
        style={{ border: '1px solid #bfbfbf', touchAction: 'none', background: '#fff', maxWidth: '100%' }}
        onPointerDown={down}
        onPointerMove={move}
      />
      <p>
        <Button
          onClick={() => {
            clear()
            setState('empty')
          }}
        >
          重签
        </Button>{' '}
        <Button disabled={state === 'empty' || state === 'sent'} loading={state === 'sending'} onClick={keep}>
          确认签名
        </Button>{' '}
        {state === 'sent' && '✓ 签名已保存'}
        {state === 'failed' && <span className="gy-fault">签名没有送出，请再点“确认签名”。</span>}
      </p>
    </div>
  )
}
