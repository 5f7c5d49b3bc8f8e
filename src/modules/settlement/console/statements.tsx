/** 结算: one line per provider and month; what may be computed, and why not (screens 4.14). */
import { Button } from 'antd'
import { useState } from 'react'
import { monthText } from '#kernel/calendar.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { Amount } from '#ui/amount.tsx'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { type TableQuery, valuesOf } from '#ui/address-text.ts'
import { useSay } from '#ui/confirm.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { useMonth } from '#ui/place.ts'
import { Reasons, ReasonsOf } from '#ui/reasons.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { Answer, ClosedMonth, Empty } from '#ui/states.tsx'
import { StatusTag } from '#ui/status-tag.tsx'
import type { Column, Filter } from '#ui/table-parts.ts'
import { settlement, type StatementRow, StatementStatus, statementStatusText } from '../contract.ts'
import { DefaultWay } from './default-way.tsx'
import { statusWord } from './status.ts'

const columns: ReadonlyArray<Column<StatementRow>> = [
  {
    key: 'organisation',
    title: '机构',
    fixed: true,
    render: (row) => <Link to={`/settlements/${row.id}`}>{row.organisation}</Link>,
  },
  { key: 'month', title: '月份', render: (row) => monthText(row.month) },
  { key: 'number', title: '编号', render: (row) => row.number },
  { key: 'personCount', title: '人数', right: true, render: (row) => row.personCount.toLocaleString('zh-CN') },
  { key: 'base', title: '基数（元）', right: true, render: (row) => <Amount fen={row.base} as="column" /> },
  { key: 'factor', title: '系数', right: true, render: (row) => row.factor || '—' },
  { key: 'deducted', title: '扣减（元）', right: true, render: (row) => <Amount fen={-row.deducted} as="column" /> },
  { key: 'corrected', title: '更正（元）', right: true, render: (row) => <Amount fen={row.corrected} as="column" /> },
  {
    key: 'payable',
    title: '应付（元）',
    right: true,
    render: (row) => <Amount fen={row.payable} as="column" to={`/settlements/${row.id}`} />,
  },
  { key: 'status', title: '状态', render: (row) => <StatusTag of="结算" word={statusWord[row.status]} /> },
  { key: 'hash', title: '校验码', render: (row) => row.hash?.slice(0, 8).toUpperCase() ?? '—' },
]

const filters: readonly Filter[] = [
  {
    kind: 'multi',
    name: 'status',
    label: '状态',
    choices: StatementStatus.options.map((value) => ({ value, label: statementStatusText[value] })),
  },
]

export function Statements() {
  const { month } = useMonth()
  const may = useMay()
  const plan = useAnswer(rosters, 'month', { month })
  const closed = plan.data?.status === 'closed'
  const load = async ({ filters: chosen, page, pageSize }: TableQuery) => {
    const status = valuesOf(chosen['status']).flatMap((value) => StatementStatus.safeParse(value).data ?? [])
    const found = await ask(settlement, 'list', { month, status, page, pageSize: Math.min(pageSize, 200) })
    return { rows: found.rows, total: found.total, asOf: found.at }
  }
  return (
    <PageBody title="结算" beside={monthText(month)} strip={closed ? <ClosedMonth month={month} /> : undefined}>
      {may('settlement.ready') && !closed && <ReadyList month={month} />}
      <SearchTable
        name="settlements"
        title="结算单"
        answer={['settlement', 'list', month]}
        load={load}
        columns={columns}
        rowKey={(row) => row.id}
        filters={filters}
        open={(row) => `/settlements/${row.id}`}
        empty="名册锁定、考评送齐后可以计算。"
      />
    </PageBody>
  )
}

function ReadyList({ month }: { month: StatementRow['month'] }) {
  const ready = useAnswer(settlement, 'ready', { month })
  return (
    <Answer answer={ready} lines={3}>
      {(rows) => {
        const open = rows.filter(({ status }) => status === null || status === 'computing')
        if (rows.length === 0)
          return (
            <Empty
              next={{ title: '打开月度名册', to: '/rosters' }}
            >{`${monthText(month)}还没有名册。名册锁定、考评送齐后可以计算。`}</Empty>
          )
        return open.map((row) => (
          <Panel
            key={row.organisationId}
            title={row.organisation}
            count={row.persons}
            extra={<Compute month={month} organisationId={row.organisationId} allowed={row.allowed} />}
          >
            {row.reasons.length > 0 && <Reasons action="计算结算" reasons={row.reasons} />}
            {row.missing.length > 0 && (
              <DefaultWay month={month} organisationId={row.organisationId} townships={row.missing} />
            )}
          </Panel>
        ))
      }}
    </Answer>
  )
}

interface ComputeProps {
  month: StatementRow['month']
  organisationId: string
  allowed: boolean
  replaces?: string
}

export function Compute({ month, organisationId, allowed, replaces }: ComputeProps) {
  const may = useMay()
  const say = useSay()
  const compute = useCommand(settlement, 'compute', { answers: ['duties'] })
  const [error, setError] = useState<unknown>()
  if (!may('settlement.compute')) return null
  const run = async (final: boolean) => {
    setError(undefined)
    try {
      const made = await compute.mutateAsync({ month, organisationId, final, ...(replaces ? { replaces } : {}) })
      say(made.status === 'computing' ? '正在计算，可以离开此页' : '计算完成')
    } catch (refusal) {
      setError(refusal)
    }
  }
  return (
    <>
      <Button type="primary" loading={compute.isPending} onClick={() => void run(true)}>
        {replaces ? '重新计算' : '计算'}
      </Button>
      {!allowed && <Button onClick={() => void run(false)}>验收前预算</Button>}
      <ReasonsOf error={error} action="计算结算" />
    </>
  )
}
