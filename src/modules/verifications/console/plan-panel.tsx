/** 方案和变更: the written plan, its milestones, and every change with its reason. */
import { Button, Modal, Table } from 'antd'
import { useState } from 'react'
import type * as z from 'zod'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import { LongTextField, TextField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { spanText } from '#ui/formats.ts'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { Panel } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { verifications } from '../contract.ts'
import { Milestone, type ChangeLine, type RoundDetails } from '../shapes.ts'
import { planChangeText } from '../words.ts'
import { MilestoneFields } from './milestone-fields.tsx'

export function PlanPanel({ found }: { found: RoundDetails }) {
  const { row, plan, proof, milestones, populationOn, plannedName, plannedAt, closedName } = found
  return (
    <>
      <Panel title="方案" extra={<ChangeButton found={found} />}>
        <dl className="gy-description">
          <Line title="日期" text={spanText(row.fromOn, row.toOn)} />
          <Line title="人员" text={`${row.scope}（${populationOn}固定）`} />
          <Line title="内容" text={plan} />
          <Line title="方案文件" text={proof || '未写明'} />
          <Line title="制定" text={plannedName} />
          {row.closedOn && <Line title="结束" text={`${closedName}，${row.closedOn}`} />}
        </dl>
        <p className="gy-help">
          制定于
          <Moment at={plannedAt} /> {found.hasFile && <FileButton roundId={row.id} />}
        </p>
      </Panel>
      <Panel title="节点" count={milestones.length}>
        {milestones.length === 0 ? (
          <Empty>没有写节点。</Empty>
        ) : (
          <ul className="gy-lines">
            {milestones.map(({ on, text }) => (
              <li key={`${on} ${text}`}>
                <Day day={on} /> {text}{' '}
                {row.status === 'running' && on < today() && <FamilyTag family="neutral" text="已到" />}
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title="变更" count={found.changes.length}>
        {found.changes.length === 0 ? <Empty>方案没有变更过。</Empty> : <Changes lines={found.changes} />}
      </Panel>
    </>
  )
}

function Line({ title, text }: { title: string; text: string }) {
  return (
    <div className="gy-description-wide">
      <dt>{title}</dt>
      <dd>{text}</dd>
    </div>
  )
}

function FileButton({ roundId }: { roundId: string }) {
  const may = useMay()
  const open = useCommand(verifications, 'openFile')
  if (!may('verifications.openFile')) return null
  const go = async () => download((await open.mutateAsync({ roundId })).ticket)
  return (
    <Button type="link" size="small" onClick={() => void go().catch(() => {})}>
      打开方案文件
    </Button>
  )
}

const milestonesText = (stored: string): string => {
  try {
    return Milestone.array()
      .parse(JSON.parse(stored))
      .map(({ on, text }) => `${on} ${text}`)
      .join('；')
  } catch {
    return stored
  }
}
const shown = (line: ChangeLine, text: string): string => (line.what === 'milestones' ? milestonesText(text) : text)

function Changes({ lines }: { lines: readonly ChangeLine[] }) {
  return (
    <Table<ChangeLine>
      size="small"
      rowKey="id"
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={[...lines]}
      columns={[
        { title: '时间', render: (_, line) => <Moment at={line.at} /> },
        { title: '什么', render: (_, line) => `${line.place}${line.place ? ' ' : ''}${planChangeText[line.what]}` },
        { title: '原来', render: (_, line) => shown(line, line.before) || '—' },
        { title: '改为', render: (_, line) => shown(line, line.after) },
        { title: '原因', dataIndex: 'reason' },
        { title: '办理人', dataIndex: 'byName' },
      ]}
    />
  )
}

const Schema = verifications.operations.changePlan.input.omit({ roundId: true, version: true })
const labels = { fromOn: '自哪一天起', toOn: '至哪一天', plan: '方案内容', milestones: '节点', reason: '变更原因' }

function ChangeButton({ found }: { found: RoundDetails }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('verifications.changePlan') || found.row.status === 'closed') return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>变更方案</Button>
      <Modal open={open} title="变更方案" footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <ChangeForm found={found} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function ChangeForm({ found, onDone }: { found: RoundDetails; onDone: () => void }) {
  const say = useSay()
  const change = useCommand(verifications, 'changePlan', { answers: ['duties'] })
  const { row, plan, milestones, version } = found
  const form = useForm({
    schema: Schema,
    draft: `verifications.change.${row.id}`,
    initial: { fromOn: row.fromOn, toOn: row.toOn, plan, milestones },
  })
  const send = async (input: z.input<typeof Schema>) => {
    await change.mutateAsync({ ...input, roundId: row.id, version })
    say('方案已变更，原来的和原因留存')
  }
  return (
    <Form form={form} action="变更方案" labels={labels} onSend={send} onDone={onDone}>
      <div className="gy-two">
        <DayField form={form} name="fromOn" label={labels.fromOn} />
        <DayField form={form} name="toOn" label={labels.toOn} />
      </div>
      <LongTextField form={form} name="plan" label={labels.plan} rows={5} maxLength={4000} />
      <MilestoneFields form={form} label={labels.milestones} />
      <TextField form={form} name="reason" label={labels.reason} maxLength={300} />
    </Form>
  )
}
