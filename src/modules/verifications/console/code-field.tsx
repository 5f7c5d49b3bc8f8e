/** The code of a printed page: typed, or read by a scanner that ends with Enter, or from a photograph where the browser can. */
import { Button, Input } from 'antd'
import { useRef, useState } from 'react'
import * as z from 'zod'
import { useGo } from '#ui/link.tsx'
import { readCode } from '../rules.ts'

const wrong = '校验码不对：应是纸页右上角的10位数字，如001-0137-02-5'

export function CodeField({ autoFocus = false }: { autoFocus?: boolean }) {
  const go = useGo()
  const [text, setText] = useState('')
  const [fault, setFault] = useState('')
  const open = (code: string) => {
    if (readCode(code)) go(`/verification/entry?code=${encodeURIComponent(code.trim())}`)
    else setFault(wrong)
  }
  return (
    <div className="gy-actions gy-code-line">
      <Input.Search
        aria-label="校验码"
        placeholder="纸页右上角的校验码"
        className="gy-code"
        value={text}
        autoFocus={autoFocus}
        enterButton="录入这一页"
        status={fault ? 'error' : ''}
        onChange={(event) => {
          setText(event.target.value)
          setFault('')
        }}
        onSearch={open}
      />
      <PhotoButton onRead={open} onFault={setFault} />
      {fault && (
        <span className="gy-fault" role="alert">
          {fault}
        </span>
      )}
    </div>
  )
}

interface PhotoProps {
  onRead: (code: string) => void
  onFault: (words: string) => void
}

const Found = z.array(z.object({ rawValue: z.string() }))
const Detector = z.custom<new (options: { formats: string[] }) => { detect: (image: ImageBitmap) => Promise<unknown> }>(
  (value) => typeof value === 'function',
)
const detectorHere = () => Detector.safeParse(Reflect.get(globalThis, 'BarcodeDetector'))

/** Only where the browser reads bar codes itself (telephones mostly); nothing leaves the device. */
function PhotoButton({ onRead, onFault }: PhotoProps) {
  const input = useRef<HTMLInputElement>(null)
  const detector = detectorHere()
  if (!detector.success) return null
  const read = async (file: File) => {
    const image = await createImageBitmap(file)
    const found = Found.safeParse(await new detector.data({ formats: ['code_39'] }).detect(image))
    const code = found.success ? found.data.map(({ rawValue }) => rawValue).find((each) => readCode(each)) : undefined
    if (code) onRead(code)
    else onFault('照片里没有认出校验码。请对准右上角再拍一张，或输入校验码')
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        className="gy-unseen"
        aria-label="拍照认校验码"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) read(file).catch(() => onFault('照片打不开。请再拍一张，或输入校验码'))
        }}
      />
      <Button onClick={() => input.current?.click()}>拍照认码</Button>
    </>
  )
}
