/** 告知: who is still to be told, slips to print by village, and that each took note (AH-2.1.1f). */
import { Button } from 'antd'
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { useAddress } from '#ui/address.ts'
import { ask, useCommand } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { useMonth } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import type { Column, Filter, TableQuery } from '#ui/table-parts.ts'
import { type Notice, notices, noticeText } from '../contract.ts'
import { useAreaFilters } from './areas.ts'
import { Deeds } from './deeds.tsx'

const columns: ReadonlyArray<Column<Notice>> = [
  {
    key: 'addressee',
    title: '姓名',
    fixed: true,
    width: 90,
    render: (row) => <PersonLink personId={row.personId} name={row.addressee} />,
  },
  { key: 'township', title: '乡镇（街道）', width: 120, render: (row) => row.township },
  { key: 'village', title: '村（居）', width: 110, render: (row) => row.village || '—' },
  {
    key: 'text',
    title: '告知内容',
    width: 420,
    render: (row) => (
      <span className="gy-wrap" title={row.text}>
        {row.text.split('\n')[0]}
      </span>
    ),
  },
  { key: 'kind', title: '方式', width: 130, render: (row) => noticeText[row.acknowledgedHow ?? row.kind] },
  { key: 'printedAt', title: '打印', width: 90, render: (row) => (row.printedAt ? '✓ 已打印' : '○ 未打印') },
  {
    key: 'acknowledgedOn',
    title: '本人知晓',
    render: (row) =>
      row.acknowledgedOn ? (
        <>
          <Day day={row.acknowledgedOn} /> {row.acknowledgedBy}登记{row.remark && `（${row.remark}）`}
        </>
      ) : (
        '○ 待告知'
      ),
  },
]

function inputOf(month: PlainMonth, personId: string | undefined, { filters, page, pageSize }: TableQuery) {
  return {
    ...(personId ? { personId } : { month }),
    ...(filters['township'] ? { townshipId: filters['township'] } : {}),
    ...(filters['village'] ? { villageId: filters['village'] } : {}),
    text: filters['text'] ?? '',
    onlyUntold: filters['onlyUntold'] === 'yes',
    page,
    pageSize,
  }
}

export function Notices() {
  const { month } = useMonth()
  const { state } = useAddress()
  const may = useMay()
  const areas = useAreaFilters(state['township'])
  const personId = state['personId']
  const filters: readonly Filter[] = [
    ...areas,
    { kind: 'text', name: 'text', label: '姓名' },
    { kind: 'pick', name: 'onlyUntold', label: '知晓', choices: [{ value: 'yes', label: '只看待告知' }] },
  ]
  return (
    <PageBody
      title="告知"
      beside={personId ? <Link to="/notices">看本月全部</Link> : monthText(month)}
      others={may('notices.signList') && <SignList month={month} />}
    >
      <SearchTable<Notice, { rows: Notice[]; total: number }>
        name="notices"
        title="告知"
        answer={['notices', 'list', month, personId]}
        load={(query) => ask(notices, 'list', inputOf(month, personId, query))}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        order="按乡镇、村、姓名"
        empty="本月没有需要告知的发放。银行回盘导入后，每个人的告知自动列在这里。"
        {...(may('notices.acknowledge')
          ? {
              batch: (selection, clear) =>
                selection.kind === 'some' ? (
                  <Deeds noticeIds={[...selection.keys]} onDone={clear} />
                ) : (
                  <span className="gy-help">一次办理一个村：先选村（居），再选择本页全部。</span>
                ),
            }
          : {})}
      />
    </PageBody>
  )
}

/** Of the township and village in view: carried round, signed, kept. */
function SignList({ month }: { month: PlainMonth }) {
  const { state } = useAddress()
  const print = useCommand(notices, 'signList')
  const { township: townshipId, village: villageId } = state
  const run = () =>
    void print.mutateAsync({ month, ...(townshipId ? { townshipId } : {}), ...(villageId ? { villageId } : {}) }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      <Button loading={print.isPending} onClick={run}>
        打印签收册
      </Button>
      <ReasonsOf error={print.error} action="打印签收册" />
    </>
  )
}
