/** 后续办理: what verification found and has not led to anything yet. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { HandOver } from '#modules/duties/console/hand-over.tsx'
import { useAddress } from '#ui/address.ts'
import { ask, useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { useSay } from '#ui/confirm.tsx'
import { Day } from '#ui/dates.tsx'
import { DeadlineChip } from '#ui/deadline-chip.tsx'
import { LongTextField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { useArea } from '#ui/place.ts'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter, TablePage } from '#ui/table-parts.ts'
import { verifications } from '../contract.ts'
import type { FollowRow } from '../shapes.ts'
import { endsSupport } from '../rules.ts'
import { answerText, outcomeText, pathText } from '../words.ts'
import { FollowLink } from './follow-link.tsx'

const columns: ReadonlyArray<Column<FollowRow>> = [
  {
    key: 'person',
    title: '人员',
    fixed: true,
    render: (row) => <PersonLink personId={row.personId} name={row.person} />,
  },
  { key: 'place', title: '村（居）', render: (row) => `${row.township} ${row.village}` },
  {
    key: 'answer',
    title: '核查发现',
    render: (row) => (row.answer === 'none' ? pathText.full_recognition : answerText[row.answer]),
  },
  { key: 'words', title: '说明', width: 200, render: (row) => <span className="gy-wrap">{row.words || '—'}</span> },
  { key: 'on', title: '核查日期', render: (row) => <Day day={row.seenOn} /> },
  {
    key: 'round',
    title: '核查',
    hidden: true,
    render: (row) => <Link to={`/verification/${row.roundId}`}>{row.round}</Link>,
  },
  { key: 'due', title: '期限', render: (row) => <Due row={row} /> },
  { key: 'holder', title: '由谁办', render: (row) => (row.done ? '—' : row.holder) },
  { key: 'done', title: '接着办的', render: (row) => <Led row={row} /> },
  { key: 'deed', title: '办理', render: (row) => <Deeds row={row} /> },
]

function Due({ row: { dueOn, left, citations } }: { row: FollowRow }) {
  if (dueOn === null || left === null) return '—'
  return <DeadlineChip deadline={{ due: dueOn, left, unit: 'working', citations }} />
}

function Led({ row }: { row: FollowRow }) {
  if (!row.done) return <FamilyTag family="orange" text="还没有办" />
  return row.doneTo ? <Link to={row.doneTo}>{row.done}</Link> : row.done
}

function Deeds({ row }: { row: FollowRow }) {
  const may = useMay()
  const ends = row.outcome === 'not_met' ? '重新认定不符合' : ''
  if (ends) return <FollowLink answer="income" personId={row.personId} words={`${ends}：${row.words}`} />
  const passes = may('duties.subject') && (row.handed || !row.done)
  if (row.done) return passes ? <PassOn row={row} /> : '—'
  return (
    <span className="gy-actions">
      {row.answer !== 'other' && <FollowLink answer={row.answer} personId={row.personId} words={row.words} />}
      <SettleButton row={row} />
      {passes && <PassOn row={row} />}
    </span>
  )
}

function PassOn({ row }: { row: FollowRow }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        交接
      </Button>
      <Modal
        open={open}
        title={`交接：${row.person}的核查后续`}
        footer={null}
        width={720}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <HandOver subjectKind="follow" subjectId={row.resultId} />
      </Modal>
    </>
  )
}

const filters: readonly Filter[] = [
  { kind: 'pick', name: 'open', label: '看哪些', choices: [{ value: 'all', label: '连同已办的' }] },
]

/** A link to one of them names it; the list of all is one step away. */
export function FollowUps() {
  const { area } = useArea()
  const { state, change } = useAddress()
  const one = z.uuid().safeParse(state['result'])
  const resultId = one.success ? one.data : null
  return (
    <>
      {resultId && (
        <p className="gy-note">
          只看这一项。{' '}
          <Button type="link" size="small" onClick={() => change({ result: undefined })}>
            看全部
          </Button>
        </p>
      )}
      <SearchTable<FollowRow, TablePage<FollowRow>>
        name="verifications.follow"
        title="后续办理"
        answer={['verifications', 'followUps', area, resultId]}
        load={async ({ filters: chosen, page, pageSize }) => {
          const open = chosen['open'] !== 'all'
          const { rows, total, at } = await ask(verifications, 'followUps', {
            townshipId: resultId ? null : (area ?? null),
            resultId,
            open,
            page,
            pageSize,
          })
          return { rows, total, asOf: at }
        }}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.resultId}
        order="先核查的在前"
        empty="核查发现的情况都已接着办理。"
      />
    </>
  )
}

const Schema = verifications.operations.settle.input.omit({ resultId: true })
const labels = { outcome: '结论', words: '怎样核对、怎样处理', decisionNo: '文号' }

function SettleButton({ row }: { row: FollowRow }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('verifications.settle') || (row.path !== 'full_recognition' && endsSupport(row.answer))) return null
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        登记处理
      </Button>
      <Modal
        open={open}
        title={`登记处理：${row.person}`}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <SettleForm row={row} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function SettleForm({ row, onDone }: { row: FollowRow; onDone: () => void }) {
  const say = useSay()
  const settle = useCommand(verifications, 'settle', { answers: ['duties'] })
  const full = row.path === 'full_recognition'
  const outcomes = full ? (['recognised', 'not_met'] as const) : (['no_effect'] as const)
  const form = useForm({
    schema: Schema,
    draft: `verifications.settle.${row.resultId}`,
    initial: { outcome: outcomes[0] },
  })
  const send = async (input: z.input<typeof Schema>) => {
    await settle.mutateAsync({ ...input, resultId: row.resultId })
    say('已登记处理')
  }
  return (
    <Form form={form} action="登记处理" labels={labels} onSend={send} onDone={onDone}>
      <RadioField
        form={form}
        name="outcome"
        label={labels.outcome}
        choices={choicesOf<string>(outcomes, outcomeText)}
      />
      <LongTextField form={form} name="words" label={labels.words} rows={3} />
      {full && <TextField form={form} name="decisionNo" label={labels.decisionNo} maxLength={60} />}
    </Form>
  )
}
