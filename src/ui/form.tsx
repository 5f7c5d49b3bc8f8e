/** The frame of a form: draft line, faults with links, one primary button that is a verb (screens 5.3). */
import { Button } from 'antd'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import type * as z from 'zod'
import { momentText } from '#kernel/calendar.ts'
import { Refusal } from '#kernel/refusal.ts'
import { reasonsOf } from './ask.ts'
import { momentShort } from './formats.ts'
import { atItsField, type FormState } from './form-state.ts'
import { now } from './place.ts'
import { ReasonsOf } from './reasons.tsx'

interface Props<S extends z.ZodObject> {
  form: FormState<S>
  /** The verb with its object: '登记人员'. */
  action: string
  onSend: (input: z.input<S>) => Promise<unknown>
  /** After it went through; the draft is gone by then. */
  onDone?: () => void
  /** Names of fields in words, for the summary of faults. */
  labels: Readonly<Record<string, string>>
  secondary?: ReactNode
  children: ReactNode
}

export function Form<S extends z.ZodObject>(props: Props<S>) {
  const { form, action, labels, secondary, children } = props
  const { busy, error, summary, send } = useSending(props)
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.ctrlKey || event.nativeEvent.isComposing) return
    if (event.key === 's') {
      event.preventDefault()
      form.draft.keepNow()
    }
    if (event.key === 'Enter') void send()
  }
  return (
    <form
      className="gy-form"
      noValidate
      aria-label={action}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <FoundDraft form={form} />
      <FaultSummary form={form} labels={labels} focus={summary} />
      <p className="gy-help">* 必填</p>
      {children}
      <ReasonsOf error={error} action={action} />
      <div className="gy-form-foot">
        {/* Leaving a field may write a fault under it and move the button away from under the pointer: leave it in `send`. */}
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={form.waiting}
          onMouseDown={(event) => event.preventDefault()}
        >
          {form.waiting ? '文件正在上传……' : action}
        </Button>
        {secondary}
        <DraftLine form={form} />
      </div>
    </form>
  )
}

function useSending<S extends z.ZodObject>({ form, onSend, onDone }: Props<S>) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const summary = useRef<HTMLDivElement>(null)
  const send = async () => {
    // The field still in focus tidies its value as it does when left.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    const input = form.checked()
    setError(undefined)
    if (!input) {
      setTimeout(() => summary.current?.focus())
      return
    }
    setBusy(true)
    try {
      await onSend(input)
      form.done()
      onDone?.()
    } catch (refusal) {
      form.draft.keepNow()
      form.takeRefusal(refusal)
      setError(refusal)
    } finally {
      setBusy(false)
    }
  }
  return { busy, error: leftOver(error, form), summary, send }
}

/** What stands at its field is not said again below; a clause or a next step is shown below alone. */
function leftOver<S extends z.ZodObject>(error: unknown, form: FormState<S>): unknown {
  if (!(error instanceof Refusal)) return error
  const reasons = reasonsOf(error)
  const left = reasons.filter((reason) => !atItsField(reason, form))
  return left.length === reasons.length ? error : left.length === 0 ? undefined : new Refusal(error.kind, left)
}

/** Where a form begins, in one piece or in steps: what was typed before is offered there. */
export function FoundDraft({ form }: { form: Pick<FormState, 'found' | 'resume' | 'discard'> }) {
  if (!form.found) return null
  return (
    <output className="gy-note">
      您有{momentShort(form.found.at, now())}的草稿。
      <Button type="link" size="small" onClick={form.resume}>
        继续填写
      </Button>
      <Button type="link" size="small" onClick={form.discard}>
        丢弃
      </Button>
    </output>
  )
}

export function DraftLine({ form }: { form: Pick<FormState, 'draft'> }) {
  const { keptAt, works } = form.draft
  if (!works) return <output className="gy-help">本机没有空间存草稿，离开前请先送出</output>
  return <output className="gy-help">{keptAt ? `草稿已保存 ${momentText(keptAt).slice(11)}` : ''}</output>
}

interface SummaryProps {
  form: Pick<FormState, 'faults' | 'id'>
  labels: Readonly<Record<string, string>>
  focus: React.RefObject<HTMLDivElement | null>
}

function FaultSummary({ form, labels, focus }: SummaryProps) {
  if (form.faults.length === 0) return null
  return (
    <div className="gy-reasons" role="alert" tabIndex={-1} ref={focus}>
      <strong>有{form.faults.length}处需要改：</strong>
      <ul>
        {form.faults.map((fault) => (
          <li key={fault.name}>
            <a
              href={`#${form.id}-${fault.name}`}
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(`${form.id}-${fault.name.split('.')[0]}`)?.focus()
              }}
            >
              {labels[fault.name] ?? labels[fault.name.split('.')[0] ?? ''] ?? '内容'}
            </a>
            ：{fault.message}
          </li>
        ))}
      </ul>
    </div>
  )
}
