/** One line of the paper on the screen: open with the keyboard, done with its result and what follows from it. */
import { Button, Input, type InputRef } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type * as z from 'zod'
import { supportModeText } from '#kernel/self-care.ts'
import { useCommand } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { type Found, verifications } from '../contract.ts'
import type { EntryRow, SheetDetails } from '../shapes.ts'
import { type Answer, answerKeys, answerOfKey, answerText, legacyText, pathText } from '../words.ts'
import { CorrectButton } from './correct-form.tsx'
import { StateTag } from './entries.tsx'
import { FollowLink } from './follow-link.tsx'
import type { Setting } from './keying.tsx'
import { LegacyFields, type LegacySaid } from './legacy-fields.tsx'

interface Props {
  row: EntryRow
  found: SheetDetails
  setting: Setting
  mine: boolean
}

export function KeyingRow({ row, found, setting, mine }: Props) {
  // A try at which nobody was met leaves the line open, ready for the next visit.
  if (row.state === 'open' && mine)
    return <OpenRow key={row.tries} row={row} found={found} setting={setting} mine={mine} />
  return (
    <tr>
      <Person row={row} found={found} />
      <td>
        {row.result ? (
          <>
            {row.result.answer === 'none' ? '✓ ' : ''}
            <strong>{answerText[row.result.answer]}</strong>
            {row.result.words && `：${row.result.words}`}
            <br />
            <span className="gy-help">
              <Day day={row.result.seenOn} /> {row.result.officer}
              {row.result.edition > 1 && `，第${row.result.edition}次登记`}
            </span>
          </>
        ) : (
          <>
            <StateTag row={row} /> {row.leftReason}
          </>
        )}
      </td>
      <td>
        <span className="gy-actions">
          {row.result && <FollowLink answer={row.result.answer} personId={row.personId} words={row.result.words} />}
          {row.result && found.running && <CorrectButton row={row} roundId={found.roundId} />}
        </span>
      </td>
    </tr>
  )
}

function Person({ row, found }: Pick<Props, 'row' | 'found'>) {
  return (
    <>
      <td>{row.no}</td>
      <th scope="row">
        <PersonLink personId={row.personId} name={row.person} />
      </th>
      <td>
        {row.sex === 'male' ? '男' : '女'}，{row.age}岁{row.idLast4 && `，尾号${row.idLast4}`}
        {row.mode && `，${supportModeText[row.mode]}`}
        <br />
        <span className="gy-help">
          {row.residence}
          {row.joined === 'later' && '（以后新增）'}
          {found.legacy &&
            row.legacyCategory &&
            `，${legacyText[row.legacyCategory] ?? ''}${row.path ? `：${pathText[row.path]}` : ''}`}
        </span>
      </td>
    </>
  )
}

/** Who has died, moved or is in prison was not met. */
const notMet: readonly Answer[] = ['not_seen', 'died', 'moved', 'imprisoned']

type Record = Omit<z.input<typeof Found>, 'seenOn' | 'officer' | 'how'>

function useKeying({ row, found, setting }: Props) {
  const send = useCommand(verifications, 'record', { answers: ['duties'] })
  const said = (record: Record) =>
    send.mutate({
      ...record,
      roundId: found.roundId,
      personId: row.personId,
      seenOn: setting.seenOn,
      officer: setting.officer,
      how: setting.how,
    })
  return { said, busy: send.isPending || send.isSuccess, error: send.error }
}

/** Which answer the line is at, and what the keyboard does to it. */
function useLine(props: Props) {
  const { row, found, setting } = props
  const [answer, setAnswer] = useState<Answer>()
  const [old, setOld] = useState<LegacySaid>({ legacyCategory: row.legacyCategory, legacyOn: row.legacyOn })
  const { said, busy, error } = useKeying(props)
  const line = useRef<HTMLTableRowElement>(null)
  const take = (chosen: Answer, words: string) => {
    const legacy = found.legacy ? old : {}
    said({ answer: chosen, seenSelf: setting.seenSelf && !notMet.includes(chosen), words, ...legacy })
    if (line.current) focusNext(line.current, 1)
  }
  const choose = (chosen: Answer) => (chosen === 'none' && setting.seenSelf ? take('none', '') : setAnswer(chosen))
  const cancel = () => {
    setAnswer(undefined)
    line.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const chosen = event.key === 'Enter' ? 'none' : answerOfKey(event.key)
    if (step === undefined && chosen === undefined) return
    event.preventDefault()
    if (step !== undefined) focusNext(event.currentTarget, step)
    else if (chosen) choose(chosen)
  }
  return { answer, old, setOld, busy, error, line, take, choose, cancel, onKeyDown }
}

function OpenRow(props: Props) {
  const { row, found } = props
  const { answer, old, setOld, busy, error, line, take, choose, cancel, onKeyDown } = useLine(props)
  return (
    <tr
      ref={line}
      data-cell={busy ? undefined : ''}
      tabIndex={busy ? -1 : 0}
      onKeyDown={onKeyDown}
      aria-label={`${row.no} ${row.person}，Enter 无变化`}
    >
      <Person row={row} found={found} />
      <td>
        {found.legacy && <LegacyFields person={row.person} said={old} onChange={setOld} />}
        {answer && !busy && (
          <WordsInput person={row.person} answer={answer} onSay={(words) => take(answer, words)} onCancel={cancel} />
        )}
        {busy ? '正在登记' : !answer && <StateTag row={row} />}
        <ReasonsOf error={error} action="登记" />
      </td>
      <td>
        {!answer && !busy && (
          <span className="gy-actions">
            <Button size="small" tabIndex={-1} onClick={() => choose('none')}>
              无变化
            </Button>
            <AnswerPick onPick={choose} person={row.person} />
          </span>
        )}
      </td>
    </tr>
  )
}

/** For the mouse and for the finger. */
function AnswerPick({ onPick, person }: { onPick: (answer: Answer) => void; person: string }) {
  return (
    <select
      className="gy-small-select"
      aria-label={`${person}的变化`}
      tabIndex={-1}
      value=""
      onChange={(event) => {
        const chosen = answerKeys.find(({ answer }) => answer === event.target.value)
        if (chosen) onPick(chosen.answer)
      }}
    >
      <option value="">有变化…</option>
      {answerKeys.map(({ answer }) => (
        <option key={answer} value={answer}>
          {answerText[answer]}
        </option>
      ))}
    </select>
  )
}

interface WordsProps {
  person: string
  answer: Answer
  onSay: (words: string) => void
  onCancel: () => void
}

function WordsInput({ person, answer, onSay, onCancel }: WordsProps) {
  const [words, setWords] = useState('')
  const input = useRef<InputRef>(null)
  useEffect(() => input.current?.focus(), [])
  const short = words.trim().length < 4
  return (
    <div className="gy-keying-words">
      <strong>{answerText[answer]}</strong>
      <Input
        ref={input}
        aria-label={`${person}：${answerText[answer]}，说明`}
        placeholder="写明情况，至少4个字，Enter登记"
        maxLength={500}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel()
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          if (!short) onSay(words.trim())
        }}
      />
      <Button size="small" type="primary" disabled={short} onClick={() => onSay(words.trim())}>
        登记
      </Button>
      <Button size="small" type="link" onClick={onCancel}>
        取消
      </Button>
    </div>
  )
}

function focusNext(from: HTMLElement, by: number): void {
  const rows = [...(from.closest('tbody')?.querySelectorAll<HTMLElement>('[data-cell]') ?? [])]
  const next = rows[rows.indexOf(from) + by]
  if (next) next.focus()
}
