/** 评审会: the next day of review on the list of cases, what is ready for it and what still can be (screens 4.21). */
import { Button } from 'antd'
import { addMonths, dateText, monthOf, monthText, type PlainMonth } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { PickField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { recognition } from '../contract.ts'
import { DeedButton } from './opinion-forms.tsx'

type Meetings = OutputOf<typeof recognition.operations.meetings>

/** One line above the cases: 本月评审会9月7日：14件材料齐，2件今天补齐还来得及. */
export function MeetingLine() {
  const may = useMay()
  const { data } = useAnswer(recognition, 'meetings', {})
  if (!data || !may('recognition.meetings')) return null
  return (
    <div className="gy-actions">
      <span>{sentenceOf(data)}</span>
      {data.soon > 0 && may('recognition.send') && <Link to="/cases/publicity">去送县</Link>}
      {may('recognition.setMeeting') && (
        <DeedButton title="安排评审会">{(close) => <MeetingForm meetings={data} onDone={close} />}</DeedButton>
      )}
      {may('recognition.printMeeting') && data.ready > 0 && <PrintMeeting />}
    </div>
  )
}

function sentenceOf({ next, ready, soon }: Meetings): string {
  if (!next) return `评审会日期未安排；已送县${ready}件${soon > 0 ? `，${soon}件公示期满可以送县` : ''}。`
  const late = next.papersBy < today()
  const more =
    soon === 0 ? '' : late ? `；${soon}件公示期满未送，已过收件截止日，列入下次` : `；${soon}件今天送县还来得及`
  return `评审会${dateText(next.meetingOn)}，${dateText(next.papersBy)}前收件：${ready}件材料齐${more}。`
}

function MeetingForm({ meetings, onDone }: { meetings: Meetings; onDone: () => void }) {
  const say = useSay()
  const set = useCommand(recognition, 'setMeeting', { answers: ['recognition'] })
  const now = monthOf(today())
  const months = Array.from({ length: 12 }, (_, index): PlainMonth => addMonths(now, index))
  const form = useForm({
    schema: recognition.operations.setMeeting.input,
    draft: 'recognition.meeting',
    initial: { month: now },
  })
  return (
    <Form
      form={form}
      action="安排评审会"
      labels={{ month: '月份', meetingOn: '评审会日期', papersBy: '收件截止日' }}
      onSend={(given) => set.mutateAsync(given)}
      onDone={() => {
        say('已安排评审会')
        onDone()
      }}
    >
      {meetings.rows.length > 0 && (
        <p className="gy-help">
          已安排：{meetings.rows.map(({ meetingOn }) => dateText(meetingOn)).join('、')}。同一月份再填即为改期。
        </p>
      )}
      <PickField
        form={form}
        name="month"
        label="月份"
        choices={months.map((month) => ({ value: month, label: monthText(month) }))}
      />
      <DayField form={form} name="meetingOn" label="评审会日期" />
      <DayField form={form} name="papersBy" label="收件截止日" help="这一天以前送县的，列入本次评审" />
    </Form>
  )
}

function PrintMeeting() {
  const print = useCommand(recognition, 'printMeeting')
  const go = () =>
    void print.mutateAsync({}).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      <Button loading={print.isPending} onClick={go}>
        打印评审会名单
      </Button>
      <ReasonsOf error={print.error} action="打印评审会名单" />
    </>
  )
}
