/** 文件: what is registered, its state, and whether a notice may cite it. */
import { Table, type TableColumnsType } from 'antd'
import { useAnswer } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { StatusTag } from '#ui/status-tag.tsx'
import { policy } from '../contract.ts'
import type { DocumentRow } from '../shapes.ts'
import { AdoptDraft } from './adopt-draft.tsx'
import type { Where } from './policy.tsx'

export function Documents({ where, search }: { where: Where; search: string }) {
  const may = useMay()
  const list = useAnswer(policy, 'documents', { ...where, search }, { keepLast: true })
  return (
    <Answer answer={list}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty>没有这样的文件。可以换一个字词再找。</Empty>
        ) : (
          <Table
            size="small"
            rowKey="key"
            dataSource={rows}
            pagination={false}
            scroll={{ x: 'max-content' }}
            columns={columnsOf(may('policy.adoptDraft'))}
          />
        )
      }
    </Answer>
  )
}

const columnsOf = (adopts: boolean): TableColumnsType<DocumentRow> => [
  { title: '标题', width: 300, fixed: 'left' as const, render: (_, row) => row.title },
  { title: '文号', width: 180, render: (_, row) => row.number || '—' },
  { title: '发文机关', width: 200, render: (_, row) => row.issuers.join('、') || '—' },
  { title: '状态', width: 90, render: (_, row) => <StatusTag of="文件" word={row.status} /> },
  { title: '印发', width: 110, render: (_, row) => <Day day={row.issuedOn} /> },
  {
    title: '施行',
    width: 150,
    render: (_, row) => (
      <>
        <Day day={row.effectiveFrom} />
        {row.effectiveFrom && !row.dayStated ? '（本系统假定）' : ''}
      </>
    ),
  },
  { title: '地区', width: 110, render: (_, row) => row.areaName || '外地' },
  { title: '上位', width: 180, render: (_, row) => row.basis.join('、') || '—' },
  { title: '可否作依据', width: 110, render: (_, row) => (row.mayCite ? '可以' : '不可以') },
  ...(adopts
    ? [
        {
          title: '办理',
          width: 90,
          render: (_: unknown, row: DocumentRow) =>
            row.status === '征求意见稿' ? <AdoptDraft draft={row.key} title={row.title} /> : '—',
        },
      ]
    : []),
  {
    title: '全文',
    width: 80,
    render: (_, row) =>
      row.hasText ? <Link to={`/policy/document?document=${encodeURIComponent(row.key)}`}>打开</Link> : '未登记',
  },
]
