/** 操作留痕与验证 (screens 4.19). */
import { Button, Input } from 'antd'
import { useState } from 'react'
import { PlainDate } from '#kernel/calendar.ts'
import { valuesOf, type TableQuery } from '#ui/address-text.ts'
import { ask, useAnswer } from '#ui/ask.ts'
import { useCounty } from '#ui/place.ts'
import { Moment } from '#ui/dates.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter } from '#ui/table-parts.ts'
import { audit, EntryKind, entryKindText, type AuditEntry } from '../contract.ts'

const family = { command: 'blue', query: 'neutral', refused: 'red', signin: 'orange', system: 'teal' } as const

const columns: ReadonlyArray<Column<AuditEntry>> = [
  { key: 'number', title: '序号', right: true, width: 90, render: (row) => row.number ?? '待编号' },
  { key: 'at', title: '时间', width: 150, render: (row) => <Moment at={row.at} /> },
  { key: 'who', title: '谁', render: (row) => `${row.who}（${row.role}）` },
  {
    key: 'kind',
    title: '看/改',
    render: (row) => <FamilyTag family={family[row.kind]} text={entryKindText[row.kind]} />,
  },
  { key: 'title', title: '做了什么', render: (row) => row.title },
  { key: 'persons', title: '涉及人数', right: true, render: (row) => row.persons || (row.count ?? '—') },
  { key: 'purpose', title: '用途或理由', render: (row) => row.purpose || '—' },
  { key: 'result', title: '结果', render: (row) => row.result },
  { key: 'client', title: '来自', render: (row) => row.client || '—' },
]

const filters: readonly Filter[] = [
  { kind: 'text', name: 'who', label: '谁' },
  {
    kind: 'multi',
    name: 'kinds',
    label: '看/改',
    choices: EntryKind.options.map((value) => ({ value, label: entryKindText[value] })),
  },
  { kind: 'day', name: 'from', label: '自' },
  { kind: 'day', name: 'to', label: '至' },
]

export function RecordPage() {
  const may = useMay()
  const { county } = useCounty()
  return (
    <PageBody title="操作留痕">
      {may('audit.verify') && <Verify />}
      <SearchTable<AuditEntry, { rows: AuditEntry[]; total: number }>
        name="record"
        title="操作留痕"
        answer={['audit', 'entries', county?.code]}
        load={(query) => ask(audit, 'entries', inputOf(query))}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        order="最近的在前"
        empty="没有符合条件的记录。"
      />
    </PageBody>
  )
}

function inputOf(query: TableQuery) {
  const from = PlainDate.safeParse(query.filters['from'])
  const to = PlainDate.safeParse(query.filters['to'])
  return {
    ...(from.success ? { from: from.data } : {}),
    ...(to.success ? { to: to.data } : {}),
    who: query.filters['who'] ?? '',
    kinds: valuesOf(query.filters['kinds']).filter((kind): kind is EntryKind => EntryKind.safeParse(kind).success),
    page: query.page,
    pageSize: query.pageSize,
  }
}

type Verdict = Awaited<ReturnType<typeof verifyNow>>
const verifyNow = (heads: string[]) => ask(audit, 'verify', { heads })

function Verify() {
  const head = useAnswer(audit, 'head', {})
  const [outside, setOutside] = useState('')
  const [state, setState] = useState<{ busy: boolean; verdict?: Verdict; error?: unknown }>({ busy: false })
  const heads = outside.split(/[\s,，]+/).filter(Boolean)
  const run = () => {
    setState({ busy: true })
    verifyNow(heads).then(
      (verdict) => setState({ busy: false, verdict }),
      (error: unknown) => setState({ busy: false, error }),
    )
  }
  const latest = head.data?.head
  return (
    <Panel
      title="验证"
      extra={
        <Button loading={state.busy} onClick={run}>
          现在验证
        </Button>
      }
    >
      <p>
        {latest ? `记录共${latest.size}条，最近的根值 ${latest.root.slice(0, 16)}…` : '还没有编号的记录。'}
        {latest && (
          <span className="gy-help">
            （完整根值 {latest.size}:{latest.root}）
          </span>
        )}
      </p>
      <Input
        aria-label="核对公布的根值"
        placeholder="核对公布的根值：从打印件页脚抄录，如 1024:9c41…，可贴多个"
        value={outside}
        onChange={(event) => setOutside(event.target.value)}
      />
      {state.verdict && (
        <p role="status">
          <FamilyTag family={state.verdict.ok ? 'green' : 'red'} text={state.verdict.ok ? '完整' : '有改动'} />{' '}
          {state.verdict.message}
        </p>
      )}
      {state.verdict?.findings.map((finding) => (
        <p key={finding}>{finding}</p>
      ))}
      <ReasonsOf error={state.error} action="验证" />
    </Panel>
  )
}
