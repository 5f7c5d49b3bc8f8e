/** The table as it was signed, and beside it what is known today. */
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { useAnswer } from '#ui/ask.ts'
import { Moment } from '#ui/dates.tsx'
import { Panel } from '#ui/page.tsx'
import { Answer } from '#ui/states.tsx'
import { reports } from '../contract.ts'
import { DifferenceTable } from './changes.tsx'
import { Sheet } from './sheet.tsx'

const steps: Readonly<Record<string, string>> = { sent: '已报送', received: '已接收', returned: '已退回' }

export function Kept({ asked }: { asked: { table: string; month: PlainMonth; county?: string } }) {
  const answer = useAnswer(reports, 'submission', asked)
  return (
    <Panel title={`${monthText(asked.month)}已签字的表`}>
      <Answer answer={answer} lines={4}>
        {(data) => (
          <>
            <p>
              {`第${data.edition}版 · ${data.signedBy}签字 `}
              <Moment at={data.signedAt} />
              {` · 校验码 ${data.hash.slice(0, 8).toUpperCase()} · ${data.unchanged ? '内容与签字时一致' : '内容与签字时不一致，请报告系统管理员'}`}
            </p>
            {data.steps.map((step) => (
              <p key={step.at} className="gy-help">
                {`${steps[step.step] ?? step.step} ${step.by} `}
                <Moment at={step.at} /> {step.reason}
              </p>
            ))}
            <Sheet table={data.kept} />
            <h3>签字以后知道的变化</h3>
            <DifferenceTable differences={data.differences} empty="没有变化；今天的数与签字的表一致。" />
          </>
        )}
      </Answer>
    </Panel>
  )
}
