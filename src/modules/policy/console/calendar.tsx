/** 工作日历: the year with 休 and 班 of the State Council's notice, and what this county changed (screens 4.20). */
import { Button } from 'antd'
import { useState } from 'react'
import { firstDay, monthText, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { weeksOf } from '#ui/day-grid.tsx'
import { PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { Answer, Stale } from '#ui/states.tsx'
import { policy } from '../contract.ts'

interface DayMark {
  day: PlainDate
  kind: 'off' | 'worked' | 'plain'
  name: string
  own: boolean
}

const marks = { off: '休', worked: '班', plain: '' } as const
const months = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'] as const

export function Calendar() {
  const { state, change } = useAddress()
  const year = Number(/^\d{4}$/.exec(state['year'] ?? '')?.[0] ?? today().slice(0, 4))
  const found = useAnswer(policy, 'holidays', { year }, { keepLast: true })
  const may = useMay()
  return (
    <PageBody
      title="工作日历"
      beside={`${year}年`}
      others={
        <>
          <Button onClick={() => change({ year: String(year - 1) })}>上一年</Button>
          <Button onClick={() => change({ year: String(year + 1) })}>下一年</Button>
        </>
      }
      strip={
        found.data && !found.data.complete ? (
          <Stale>{`${year}年的放假通知还没有登记，期限暂按双休日估算`}</Stale>
        ) : undefined
      }
    >
      <Answer answer={found}>{(data) => <Year year={data.year} days={data.days} source={data.source} />}</Answer>
      {may('policy.setHoliday') && <ChangeDay />}
    </PageBody>
  )
}

function Year({ year, days, source }: { year: number; days: DayMark[]; source: string }) {
  const byDay = new Map(days.map((each) => [each.day, each]))
  const own = days.filter((each) => each.own)
  return (
    <>
      {source && <p className="gy-help">依据：{source}</p>}
      {own.length > 0 && (
        <p>
          本县改动：
          {own.map(({ day, kind, name }) => `${day}${marks[kind] || '平常'}${name ? `（${name}）` : ''}`).join('、')}
        </p>
      )}
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(17rem, 1fr))', gap: 16 }}>
        {months.map((month) => (
          <MonthTable key={month} month={`${year}-${month}`} byDay={byDay} />
        ))}
      </div>
    </>
  )
}

function MonthTable({ month: text, byDay }: { month: string; byDay: ReadonlyMap<string, DayMark> }) {
  const month = plainMonth(text)
  return (
    <table className="gy-digits">
      <caption>{monthText(month)}</caption>
      <thead>
        <tr>
          {['一', '二', '三', '四', '五', '六', '日'].map((each) => (
            <th key={each} scope="col">
              {each}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, row) => (
          <tr key={week.find((day) => day !== undefined) ?? firstDay(month)}>
            {week.map((day, column) => (
              <td key={day ?? `${row} ${column}`} style={{ textAlign: 'center' }}>
                {day && <OneDay day={day} mark={byDay.get(day)} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function OneDay({ day, mark }: { day: PlainDate; mark: DayMark | undefined }) {
  const number = Number(day.slice(8))
  if (!mark || mark.kind === 'plain') return number
  return (
    <strong title={mark.name || undefined}>
      {number}
      <sup>{marks[mark.kind]}</sup>
      {mark.own ? '*' : ''}
    </strong>
  )
}

const kinds = [
  { value: 'off', label: '放假' },
  { value: 'worked', label: '上班' },
  { value: 'plain', label: '按平常' },
]
const labels = { day: '日期', kind: '改为', name: '名称', document: '依据的通知' }

function ChangeDay() {
  const form = useForm({ schema: policy.operations.setHoliday.input, draft: 'policy.setHoliday' })
  const send = useCommand(policy, 'setHoliday')
  const say = useSay()
  const [sent, setSent] = useState(0)
  return (
    <Panel title="登记本县的改动" key={sent}>
      <Form
        form={form}
        action="送审"
        labels={labels}
        onSend={(input) => send.mutateAsync(input)}
        onDone={() => {
          say('已送审，另一人采用后才计算')
          setSent(sent + 1)
        }}
      >
        <DayField form={form} name="day" label={labels.day} />
        <PickField form={form} name="kind" label={labels.kind} choices={kinds} />
        <TextField form={form} name="name" label={labels.name} maxLength={40} />
        <TextField form={form} name="document" label={labels.document} maxLength={120} />
      </Form>
    </Panel>
  )
}
