/** 操作留痕与验证 (screens 4.19). */
import { Button, Input } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { useAddress } from '#ui/address.ts'
import { type TableQuery, valuesOf } from '#ui/address-text.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { download } from '#ui/files.ts'
import { Link } from '#ui/link.tsx'
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

export const entryColumns: ReadonlyArray<Column<AuditEntry>> = [
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
  { kind: 'text', name: 'operation', label: '做了什么' },
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
  const { state } = useAddress()
  const proof = useProof()
  const personId = z.uuid().safeParse(state['personId']).data
  return (
    <PageBody
      title="操作留痕"
      beside={personId && <Link to="/record">看全部</Link>}
      others={may('audit.exportEntries') && <TakeAlong personId={personId} />}
    >
      {may('audit.verify') && <Verify />}
      {personId && <p role="status">只列涉及这一个人的办理和查看，最近的在前。</p>}
      <ReasonsOf error={proof.error} action="下载留痕证明" />
      <SearchTable<AuditEntry, { rows: AuditEntry[]; total: number }>
        name="record"
        title="操作留痕"
        answer={['audit', 'entries', county?.code, personId]}
        load={(query) => ask(audit, 'entries', inputOf(query, personId))}
        columns={entryColumns}
        filters={filters}
        rowKey={(row) => row.id}
        order="最近的在前"
        empty="没有符合条件的记录。"
        {...(may('audit.proof')
          ? {
              actions: (row: AuditEntry) =>
                row.number === null ? [] : [{ title: '下载证明', onClick: () => proof.run(row) }],
            }
          : {})}
      />
    </PageBody>
  )
}

/** The proof of one entry as a file: it can be checked later without this system. */
function useProof() {
  const [error, setError] = useState<unknown>()
  const run = (row: AuditEntry) => {
    setError(undefined)
    ask(audit, 'proof', { entryId: row.id }).then(
      ({ json }) => save(`留痕证明-${row.number ?? ''}.json`, json),
      setError,
    )
  }
  return { error, run }
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

/** What is in view under the filters of the address, with the reason for taking it. */
function TakeAlong({ personId }: { personId: string | undefined }) {
  const { state } = useAddress()
  const give = useCommand(audit, 'exportEntries')
  return (
    <ConfirmReason
      verb="导出"
      title="导出操作留痕？"
      onConfirm={async (reason) => {
        const {
          page: _,
          pageSize: __,
          ...wanted
        } = inputOf({ filters: filtersIn(state), page: 1, pageSize: 50, sort: undefined }, personId)
        download((await give.mutateAsync({ ...wanted, reason })).ticket)
      }}
    >
      <p>导出当前筛选条件下的记录。导出本身也会留痕，理由一并保存。</p>
    </ConfirmReason>
  )
}

const filtersIn = (state: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    filters.flatMap(({ name }) => {
      const value = state[name]
      return value ? [[name, value]] : []
    }),
  )

function inputOf(query: TableQuery, personId: string | undefined) {
  const from = PlainDate.safeParse(query.filters['from'])
  const to = PlainDate.safeParse(query.filters['to'])
  return {
    ...(from.success ? { from: from.data } : {}),
    ...(to.success ? { to: to.data } : {}),
    ...(personId ? { personId } : {}),
    who: query.filters['who'] ?? '',
    operation: query.filters['operation'] ?? '',
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
