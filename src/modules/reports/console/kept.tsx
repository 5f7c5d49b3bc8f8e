/** The table as it was signed, and beside it what is known today. */
import { Button, Select } from 'antd'
import { useState } from 'react'
import { addMonths, monthText, type PlainMonth } from '#kernel/calendar.ts'
import type { OutputOf, Sent } from '#kernel/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { Moment } from '#ui/dates.tsx'
import { useMay } from '#ui/me.tsx'
import { download } from '#ui/files.ts'
import { Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Answer } from '#ui/states.tsx'
import { reports } from '../contract.ts'
import { DifferenceTable } from './changes.tsx'
import { Sheet } from './sheet.tsx'

const steps: Readonly<Record<string, string>> = { sent: '已报送', received: '已接收', returned: '已退回' }

export function Kept({ asked }: { asked: { table: string; month: PlainMonth; county?: string } }) {
  const may = useMay()
  const [edition, setEdition] = useState<number>()
  const answer = useAnswer(reports, 'submission', { ...asked, ...(edition === undefined ? {} : { edition }) })
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
            <div className="gy-actions">
              {data.editions > 1 && (
                <Select
                  aria-label="版次"
                  value={data.edition}
                  onChange={setEdition}
                  options={Array.from({ length: data.editions }, (_, index) => ({
                    value: data.editions - index,
                    label: `第${data.editions - index}版`,
                  }))}
                />
              )}
              {may('reports.export') && <KeptExports asked={{ ...asked, edition: data.edition }} />}
            </div>
            {may('reports.answer') && data.steps.at(-1)?.step === 'sent' && (
              <AnswerTable submissionId={data.submissionId} />
            )}
            <Sheet table={data.kept} />
            <Compared month={asked.month} data={data} />
          </>
        )}
      </Answer>
    </Panel>
  )
}

function Compared({ month, data }: { month: PlainMonth; data: OutputOf<typeof reports.operations.submission> }) {
  const { before } = data
  return (
    <>
      <h3>{before ? `与${monthText(before.month)}签字的表（第${before.edition}版）比` : '与上月签字的表比'}</h3>
      {before ? (
        <DifferenceTable differences={before.differences} empty="两个月签字的表没有不同。" />
      ) : (
        <p className="gy-help">
          {`${monthText(addMonths(month, -1))}的表没有签字留存，不能比较；可用上面的“与上月比”看两个月在册数的变化。`}
        </p>
      )}
      <h3>签字以后知道的变化</h3>
      <DifferenceTable differences={data.differences} empty="没有变化；今天的数与签字的表一致。" />
    </>
  )
}

/** As it was signed, whatever is known today: the paper bears the 校验码. */
function KeptExports({ asked }: { asked: Sent<typeof reports.operations.submission> & { edition: number } }) {
  const give = useCommand(reports, 'export')
  const fetch = (format: 'xlsx' | 'pdf') =>
    void give
      .mutateAsync({ ...asked, format })
      .then(({ ticket }) => download(ticket))
      .catch(() => {})
  return (
    <>
      <Button loading={give.isPending} onClick={() => fetch('pdf')}>
        打印签字的表（PDF）
      </Button>
      <Button loading={give.isPending} onClick={() => fetch('xlsx')}>
        导出签字的表（Excel）
      </Button>
      <ReasonsOf error={give.error} action="导出" />
    </>
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
