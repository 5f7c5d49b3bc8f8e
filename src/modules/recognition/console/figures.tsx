/** 时限统计: how each unit keeps its terms, in statutory order and without ranking (screens 4.21). */
import { Table, type TableColumnsType } from 'antd'
import { useAnswer } from '#ui/ask.ts'
import { percentText } from '#ui/formats.ts'
import { NumberLink } from '#ui/link.tsx'
import { useWord } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { type Kept, recognition } from '../contract.ts'

interface Row extends Kept {
  key: string
  unit: string
  to: string
  decided: number | null
}

const columnsFor = (township: string): TableColumnsType<Row> => [
  { title: `${township}、县级`, dataIndex: 'unit' },
  {
    title: '正在办',
    align: 'right',
    render: (_, row) => <NumberLink count={row.open} to={row.to} />,
  },
  {
    title: '其中超期',
    align: 'right',
    render: (_, row) => <NumberLink count={row.late} to={`${row.to}&mark=late`} />,
  },
  { title: '已决定', align: 'right', render: (_, row) => row.decided ?? '—' },
  { title: '今年办完', dataIndex: 'finished', align: 'right' },
  {
    title: '按期率',
    align: 'right',
    render: (_, row) =>
      row.finished === 0 ? '—' : `${percentText(row.inTime, row.finished)}（${row.inTime}／${row.finished}）`,
  },
  {
    title: '平均用时',
    align: 'right',
    render: (_, row) => (row.averageDays === null ? '—' : `${row.averageDays.toFixed(1)}个工作日`),
  },
]

export function Figures() {
  const word = useWord()
  const { data } = useAnswer(recognition, 'figures', {})
  if (!data || data.rows.length === 0) return null
  const rows: Row[] = [
    ...data.rows.map((row) => ({
      ...row,
      key: row.townshipId,
      unit: row.township,
      to: `/cases?area=${row.townshipId}&step=acceptance,survey,opinion,publicity`,
    })),
    { ...data.county, key: 'county', unit: '县级审核', to: '/cases?step=county', decided: null },
  ]
  return (
    <Panel title={`时限统计（${data.year}年）`}>
      <Table<Row> size="small" rowKey="key" pagination={false} dataSource={rows} columns={columnsFor(word('乡镇'))} />
      <p className="gy-help">
        乡镇的一行：受理（或异议）到初审意见；县级一行：送县到决定。按工作日计，次序为法定次序，不排名。
        {(data.died > 0 || data.withdrawn > 0) &&
          `今年另有${data.died}件因申请人死亡、${data.withdrawn}件因撤回办结，没有作出决定，单独计数。`}
        {data.letGo > 0 && `今年有${data.letGo}件抽中后无法核查，经县级救助负责人同意补抽换出。`}
      </p>
    </Panel>
  )
}
