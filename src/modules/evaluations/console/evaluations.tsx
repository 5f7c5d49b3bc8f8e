/** 乡镇考评: one card per provider and township, what is open and until when (screens 4.12). */
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { monthText } from '#kernel/calendar.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { useMonth } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { evaluations, evaluationStatusText, type OverviewRow } from '../contract.ts'
import { scoreText } from '../score.ts'

const family = { none: 'neutral', drawn: 'blue', filling: 'blue', sent: 'green' } as const

export function Evaluations() {
  const { month } = useMonth()
  const answer = useAnswer(evaluations, 'overview', { month }, { keepLast: true })
  const late = answer.data?.rows.filter((row) => row.status !== 'sent' && row.daysLate > 0).length ?? 0
  return (
    <PageBody
      title="乡镇考评"
      beside={
        <>
          {monthText(month)} {late > 0 && <FamilyTag family="red" text={`逾期未送${late}份`} />}
        </>
      }
    >
      <Answer answer={answer}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{`${monthText(month)}还没有已锁定的名册。名册锁定后才能抽样考评。`}</Empty>
          ) : (
            rows.map((row) => <Card key={`${row.organisation.id} ${row.township.id}`} row={row} />)
          )
        }
      </Answer>
    </PageBody>
  )
}

function Card({ row }: { row: OverviewRow }) {
  const to = row.evaluationId ? `/evaluations/${row.evaluationId}` : undefined
  return (
    <Panel
      title={`${row.township.name} ${row.organisation.name}`}
      {...(to ? { to } : {})}
      extra={<DrawButton row={row} />}
    >
      <p>
        <FamilyTag family={family[row.status]} text={evaluationStatusText[row.status]} />{' '}
        {row.daysLate > 0 && <FamilyTag family="red" text={`逾期${row.daysLate}天`} />}
      </p>
      <Description
        columns={2}
        items={[
          { label: '样本', value: row.sampleSize === null ? '—' : `${row.sampleSize}人／${row.persons}人` },
          { label: '已评', value: row.sampleSize === null ? '—' : `${row.filled}人` },
          {
            label: '应于',
            value: (
              <>
                <Day day={row.dueOn} />
                前送县
              </>
            ),
          },
          { label: '得分', value: row.scoreTenths === null ? '—' : scoreText(row.scoreTenths) },
          { label: '送出', value: row.sentAt ? <Moment at={row.sentAt} /> : '—' },
        ]}
      />
    </Panel>
  )
}

/** [抽样] once; a redraw asks for its reason. */
function DrawButton({ row }: { row: OverviewRow }) {
  const { month } = useMonth()
  const may = useMay()
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const draw = useCommand(evaluations, 'draw', { answers: ['duties'] })
  if (!may('evaluations.draw') || row.status === 'sent') return null
  const go = async () => {
    const target = { month, organisationId: row.organisation.id, townshipId: row.township.id, reason: reason.trim() }
    const { size, population } = await draw.mutateAsync(target)
    setAsking(false)
    setReason('')
    say(`抽取${size}人／${population}人，方法可复算`)
  }
  const run = () => void go().catch(() => {})
  if (row.status === 'none')
    return (
      <>
        <Button type="primary" loading={draw.isPending} onClick={run}>
          抽样
        </Button>
        <ReasonsOf error={draw.error} action="抽样" />
      </>
    )
  return (
    <>
      <Button onClick={() => setAsking(true)}>重新抽样</Button>
      <Modal
        open={asking}
        title="重新抽样？两次抽样都会留存。"
        okText="重新抽样"
        cancelText="返回"
        confirmLoading={draw.isPending}
        onOk={run}
        onCancel={() => setAsking(false)}
      >
        <Input.TextArea
          aria-label="重新抽样的理由"
          placeholder="理由，至少4个字"
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <ReasonsOf error={draw.error} action="重新抽样" />
      </Modal>
    </>
  )
}
