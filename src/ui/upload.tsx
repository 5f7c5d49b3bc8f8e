/** Files with preview: drop, choose or photograph; each has its type; a broken one is sent again (screens 5.13). */
import { Button, Select } from 'antd'
import { type DragEvent, useEffect, useId, useRef, useState } from 'react'
import { largestFile, limitText } from '#kernel/file-limit.ts'
import { Refusal } from '#kernel/refusal.ts'
import { reasonsOf } from './ask.ts'
import { faultOfFile, sendFile, type SentFile } from './files.ts'
import { sizeText } from './formats.ts'
import { type Preview, PreviewOf, usePreviews } from './upload-preview.tsx'

export interface Uploaded extends SentFile {
  /** What it shows: '身份证正面'. */
  type?: string | undefined
}

interface Props {
  label: string
  value: readonly Uploaded[]
  onChange: (files: readonly Uploaded[]) => void
  /** When given, each file must get one. */
  types?: readonly string[] | undefined
  /** Endings: ['xlsx']. Pictures, PDF and OFD otherwise. */
  accept?: readonly string[] | undefined
  most?: number
  /** Bytes; more than usual only for whole lists of departments. */
  largest?: number
  /** The field around it shows the label already. */
  labelled?: boolean
  /** Told while a file is under way, and when one broke off or is refused, so that nothing is sent without it. */
  onBusy?: ((state: 'sending' | 'broken' | undefined) => void) | undefined
}

interface Going {
  key: string
  file: File
  share: number
  fault?: string | undefined
  /** What it is, not how it went: sending it again would be refused again. */
  final?: boolean | undefined
}

export function Upload(props: Props) {
  const { label, value, onChange, types, accept, most = 20, largest = largestFile, labelled = false, onBusy } = props
  const previews = usePreviews()
  const { going, take, again, drop } = useUploads({ value, onChange, accept, largest, onBusy, onSent: previews.keep })
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const accepted = accept?.map((ending) => `.${ending}`).join(',') ?? 'image/*,.pdf,.ofd,.heic'
  return (
    <div className="gy-upload" onDragOver={(event) => event.preventDefault()} onDrop={dropped(take)}>
      <label htmlFor={id} className={labelled ? 'gy-unseen' : ''}>
        {label}
      </label>
      <input
        id={id}
        ref={input}
        type="file"
        multiple={most > 1}
        className="gy-unseen"
        accept={accepted}
        onChange={(event) => {
          take([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <p className="gy-upload-drop">
        把文件拖到这里，或
        <Button size="small" disabled={value.length >= most} onClick={() => input.current?.click()}>
          选择文件
        </Button>
        <span className="gy-help">{limitText(largest)}，已加密保存</span>
      </p>
      <ul>
        {value.map((file, index) => (
          <SentRow
            key={file.fileId}
            file={file}
            page={most > 1 ? index + 1 : undefined}
            types={types}
            preview={previews.kept.get(file.fileId)}
            onType={(type) => onChange(value.map((each) => (each === file ? { ...each, type } : each)))}
            onRemove={() => onChange(value.filter((each) => each !== file))}
          />
        ))}
        {going.map((each) => (
          <GoingRow key={each.key} going={each} onAgain={() => again(each)} onDrop={() => drop(each)} />
        ))}
      </ul>
    </div>
  )
}

const dropped = (take: (files: readonly File[]) => void) => (event: DragEvent) => {
  event.preventDefault()
  take([...event.dataTransfer.files])
}

type Taking = Pick<Props, 'value' | 'onChange' | 'accept' | 'onBusy'> & {
  largest: number
  onSent: (fileId: string, file: File) => void
}

function useUploads({ value, onChange, accept, largest, onBusy, onSent }: Taking) {
  const [going, setGoing] = useState<readonly Going[]>([])
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  }, [value])
  const tell = useRef(onBusy)
  useEffect(() => {
    tell.current = onBusy
  }, [onBusy])
  const broken = going.some(({ fault }) => fault !== undefined)
  const busy = going.length === 0 ? undefined : broken ? 'broken' : 'sending'
  useEffect(() => tell.current?.(busy), [busy])
  const put = (key: string, change: Partial<Going>) =>
    setGoing((before) => before.map((each) => (each.key === key ? { ...each, ...change } : each)))
  const drop = (gone: Going) => setGoing((before) => before.filter((each) => each.key !== gone.key))
  const start = async (each: Going) => {
    put(each.key, { fault: undefined, share: 0 })
    try {
      const sent = await sendFile(each.file, (share) => put(each.key, { share }), largest)
      drop(each)
      onSent(sent.fileId, each.file)
      latest.current = [...latest.current, sent]
      onChange(latest.current)
    } catch (error) {
      put(each.key, faultBy(error, each.file))
    }
  }
  const take = (files: readonly File[]) => {
    const taken = files.map((file): Going => {
      const fault = faultOfFile(file, accept, largest)
      return { key: crypto.randomUUID(), file, share: 0, fault, final: fault !== undefined }
    })
    setGoing((before) => [...before, ...taken])
    for (const each of taken) if (!each.fault) void start(each)
  }
  return { going, take, drop, again: (each: Going) => void start(each) }
}

/** Of several files each says which it is, and only one that broke off is offered to be sent again. */
function faultBy(error: unknown, { name }: File): Pick<Going, 'fault' | 'final'> {
  const [reason] = reasonsOf(error)
  const said = reason?.message ?? '没有传完，请点继续'
  const final =
    error instanceof Refusal && (error.kind === 'invalid' || error.kind === 'too_large') && reason?.code !== 'cut_off'
  return { fault: said.includes(name) ? said : `“${name}”：${said}`, final }
}

interface SentProps {
  file: Uploaded
  /** Its place among several. */
  page: number | undefined
  types: readonly string[] | undefined
  preview: Preview | undefined
  onType: (type: string) => void
  onRemove: () => void
}

function SentRow({ file, page, types, preview, onType, onRemove }: SentProps) {
  return (
    <li>
      {page && <span className="gy-digits">第{page}页</span>} <span>{file.name}</span>{' '}
      <span className="gy-help">{sizeText(file.size)}</span>
      {preview && <PreviewOf preview={preview} name={file.name} />}
      {types && (
        <Select
          aria-label={`${file.name}的类型`}
          placeholder="类型 *"
          className="gy-filter"
          status={file.type ? '' : 'error'}
          value={file.type ?? null}
          options={types.map((type) => ({ value: type, label: type }))}
          onChange={(type: string) => onType(type)}
        />
      )}
      <Button type="link" size="small" onClick={onRemove}>
        移除
      </Button>
    </li>
  )
}

interface GoingProps {
  going: Going
  onAgain: () => void
  onDrop: () => void
}

function GoingRow({ going, onAgain, onDrop }: GoingProps) {
  if (!going.fault)
    return (
      <li>
        {going.file.name} <output>已传{Math.floor(going.share * 100)}%</output>
      </li>
    )
  return (
    <li>
      <span className="gy-fault" role="alert">
        {going.fault}
      </span>
      {!going.final && (
        <Button type="link" size="small" onClick={onAgain}>
          继续
        </Button>
      )}
      <Button type="link" size="small" onClick={onDrop}>
        移除
      </Button>
    </li>
  )
}
