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
  {
    title: '标题、文号',
    width: 300,
    fixed: 'left' as const,
    render: (_, row) => (
      <>
        {row.title}
        {row.number && <div className="gy-help">{row.number}</div>}
      </>
    ),
  },
  { title: '发文机关', width: 150, render: (_, row) => row.issuers.join('、') || '—' },
  { title: '状态', width: 100, render: (_, row) => <StatusTag of="文件" word={row.status} /> },
  {
    title: '印发、施行',
    width: 150,
    render: (_, row) => <Days row={row} />,
  },
  { title: '地区', width: 90, render: (_, row) => row.areaName || '外地' },
  { title: '上位', width: 150, render: (_, row) => row.basis.join('、') || '—' },
  {
    title: '可否作依据',
    width: 110,
    render: (_, row) => <Citable row={row} />,
  },
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
]

function Days({ row }: { row: DocumentRow }) {
  return (
    <>
      <div>
        印发 <Day day={row.issuedOn} />
      </div>
      <div>
        施行 <Day day={row.effectiveFrom} />
      </div>
      {row.effectiveFrom && !row.dayStated && <div className="gy-help">（本系统假定）</div>}
    </>
  )
}

function Citable({ row }: { row: DocumentRow }) {
  return (
    <>
      {row.mayCite ? '可以' : '不可以'}
      <div className="gy-help">
        {row.hasText ? (
          <Link to={`/policy/document?document=${encodeURIComponent(row.key)}`}>打开全文</Link>
        ) : (
          '全文未登记'
        )}
      </div>
    </>
  )
}
