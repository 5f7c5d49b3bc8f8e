/** 接口说明: every operation with its address and fields, read from /api/openapi.json, which is made from the contracts. */
import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { useMe } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { fieldRows, inputOf, OpenApi, type Operation, outputOf } from './interface-fields.ts'

async function description(): Promise<Operation[]> {
  const response = await fetch('/api/openapi.json')
  if (!response.ok) throw new Error('接口说明没有取到。请重试。')
  return Object.values(OpenApi.parse(await response.json()).paths).map(({ post }) => post)
}

export function InterfacePage() {
  const answer = useQuery({ queryKey: ['openapi'], queryFn: description, staleTime: Number.POSITIVE_INFINITY })
  const [sought, setSought] = useState('')
  const { operations } = useMe()
  return (
    <PageBody
      title="接口说明"
      beside={answer.data && `${answer.data.length}项操作，您可以办理${operations.length}项`}
      others={<a href="/api/openapi.json">OpenAPI 3.1（JSON）</a>}
    >
      <p className="gy-help">
        每项操作一个地址，用POST和JSON办理，凭登录后的会话，权限与画面相同；命令行用 gongyang call 操作 '内容' --as
        账号。 金额单位为分。请求头带 request-id（UUID），重发时不会重复办理。
      </p>
      <Input
        allowClear
        aria-label="查找操作"
        placeholder="操作名称或标题"
        style={{ maxWidth: 320, margin: '8px 0 12px' }}
        value={sought}
        onChange={({ target }) => setSought(target.value)}
      />
      <Answer answer={answer}>{(all) => <Operations all={all} sought={sought.trim().toLowerCase()} />}</Answer>
    </PageBody>
  )
}

function Operations({ all, sought }: { all: readonly Operation[]; sought: string }) {
  const found = all.filter(({ operationId, summary }) => `${operationId} ${summary}`.toLowerCase().includes(sought))
  if (found.length === 0) return <Empty>没有这项操作。换个词试试。</Empty>
  const modules = Map.groupBy(found, ({ operationId }) => operationId.split('.')[0] ?? '')
  return [...modules].map(([module, operations]) => (
    <section key={module}>
      <h2>{`${module}（${operations.length}）`}</h2>
      {operations.map((operation) => (
        <OneOperation key={operation.operationId} operation={operation} />
      ))}
    </section>
  ))
}

function OneOperation({ operation }: { operation: Operation }) {
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)} style={{ padding: '4px 0' }}>
      <summary>
        <code>{`POST /api/${operation.operationId}`}</code>
        {`　${operation.summary}`}
      </summary>
      {open && (
        <>
          <Fields title="内容" schema={inputOf(operation)} />
          <Fields title="答复" schema={outputOf(operation)} />
        </>
      )}
    </details>
  )
}

function Fields({ title, schema }: { title: string; schema: ReturnType<typeof inputOf> }) {
  const rows = fieldRows(schema)
  if (rows.length === 0) return <p className="gy-help">{`${title}：没有字段`}</p>
  return (
    <table className="gy-plain-table">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th>字段</th>
          <th>类型</th>
          <th>必填</th>
          <th>限制</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // A field's place is its only name: two shapes of one value may both have it.
          <tr key={`${at}-${row.name}`}>
            <td style={{ paddingLeft: 8 + 20 * row.depth }}>
              <code>{row.name}</code>
            </td>
            <td>{row.kind}</td>
            <td>{row.required ? '是' : ''}</td>
            <td>{row.bounds}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
