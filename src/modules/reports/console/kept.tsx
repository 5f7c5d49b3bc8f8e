/** The table as it was signed, and beside it what is known today. */
import { Button } from 'antd'
import { useState } from 'react'
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { Moment } from '#ui/dates.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { Answer } from '#ui/states.tsx'
import { reports } from '../contract.ts'
import { DifferenceTable } from './changes.tsx'
import { Sheet } from './sheet.tsx'

const steps: Readonly<Record<string, string>> = { sent: '已报送', received: '已接收', returned: '已退回' }

export function Kept({ asked }: { asked: { table: string; month: PlainMonth; county?: string } }) {
  const may = useMay()
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
            {may('reports.answer') && data.steps.at(-1)?.step === 'sent' && (
              <AnswerTable submissionId={data.submissionId} />
            )}
            <Sheet table={data.kept} />
            <h3>签字以后知道的变化</h3>
            <DifferenceTable differences={data.differences} empty="没有变化；今天的数与签字的表一致。" />
          </>
        )}
      </Answer>
    </Panel>
  )
}

/** 接收, or 退回 with what is wrong in it: by another person than who signed. */
function AnswerTable({ submissionId }: { submissionId: string }) {
  const [open, setOpen] = useState(false)
  const answer = useCommand(reports, 'answer', { answers: ['duties'] })
  const say = useSay()
  return (
    <div className="gy-actions">
      <Button type="primary" onClick={() => setOpen(true)}>
        接收
      </Button>
      <Confirm
        open={open}
        title="接收这张表？"
        verb="接收"
        onClose={() => setOpen(false)}
        onConfirm={async () => {
          await answer.mutateAsync({ submissionId, decision: 'received' })
          say('已接收')
        }}
      >
        <p>接收后这一版作为正式报表留存；以后得知的变化另出一版。</p>
      </Confirm>
      <ConfirmReason
        verb="退回"
        title="退回这张表？"
        onConfirm={async (reason) => {
          await answer.mutateAsync({ submissionId, decision: 'returned', reason })
          say('已退回，签字人会看到原因')
        }}
      >
        <p>写明哪一格不对、应为什么。签字人更正后另出一版再报送，报送期限不变。</p>
      </ConfirmReason>
    </div>
  )
}
