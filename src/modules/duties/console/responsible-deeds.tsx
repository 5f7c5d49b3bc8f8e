/** What one may do with a function: name, report, note a training, end, look at its history. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useAnswer } from '#ui/ask.ts'
import { useMay } from '#ui/me.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { duties, type Named, type Slot } from '../contract.ts'
import { EndForm, NameForm, ReportForm, TrainForm } from './responsible-forms.tsx'

const windows = { name: '指定', train: '培训', report: '上报', end: '终止', history: '沿革' } as const
type Window = keyof typeof windows

export function SlotDeeds({ slot }: { slot: Slot }) {
  const may = useMay()
  const [open, setOpen] = useState<Window>()
  const close = () => setOpen(undefined)
  const { person, mayName, section } = slot
  const offered: Window[] = [
    ...(mayName ? (['name'] as const) : []),
    ...(mayName && person && section && !person.asRuled && !person.reportedOn && may('duties.reportResponsible')
      ? (['report'] as const)
      : []),
    ...(mayName && person ? (['train', 'end'] as const) : []),
    ...(person ? (['history'] as const) : []),
  ]
  const title = `${slot.title}（${slot.unit}）`
  const verb = (each: Window) => (each === 'name' && person ? '改派' : windows[each])
  return (
    <>
      {offered.map((each) => (
        <Button
          key={each}
          size="small"
          type="link"
          onClick={() => setOpen(each)}
          aria-label={`${verb(each)}：${title}`}
        >
          {verb(each)}
        </Button>
      ))}
      <Modal open={open !== undefined} title={title} footer={null} width={600} onCancel={close} destroyOnHidden>
        {open === 'name' && <NameForm slot={slot} onDone={close} />}
        {open === 'report' && person && <ReportForm person={person} onDone={close} />}
        {open === 'train' && person && <TrainForm person={person} onDone={close} />}
        {open === 'end' && person && <EndForm person={person} onDone={close} />}
        {open === 'history' && <History slot={slot} />}
      </Modal>
    </>
  )
}

function History({ slot }: { slot: Slot }) {
  const answer = useAnswer(duties, 'history', { function: slot.function, townshipId: slot.townshipId })
  return (
    <Answer answer={answer} lines={3}>
      {(rows) =>
        rows.length === 0 ? (
          <Empty>还没有指定过责任人。</Empty>
        ) : (
          <ul className="gy-plain" aria-label="沿革">
            {rows.map((row) => (
              <Past key={row.id} row={row} />
            ))}
          </ul>
        )
      }
    </Answer>
  )
}

function Past({ row }: { row: Named }) {
  return (
    <li>
      {`${row.fromOn}至${row.toOn ?? '今'} ${row.name}（${row.department}）`}
      {row.deputyName && ` 代理人${row.deputyName}`}{' '}
      <span className="gy-help">
        {`${row.namedBy}指定`}
        {row.endReason && `；${row.endReason}`}
      </span>
    </li>
  )
}
