/** 告知: who is still to be told, slips to print, and that each took note (AH-2.1.1f). */
import { Button, Select } from 'antd'
import { useState } from 'react'
import { monthText } from '#kernel/calendar.ts'
import { ask, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Day } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { today, useMonth } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import type { Column } from '#ui/table-parts.ts'
import { type Notice, NoticeKind, notices, noticeText } from '../contract.ts'

const columns: ReadonlyArray<Column<Notice>> = [
  {
    key: 'addressee',
    title: '姓名',
    fixed: true,
    render: (row) => <PersonLink personId={row.personId} name={row.addressee} />,
  },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township },
  { key: 'text', title: '告知内容', render: (row) => row.text },
  { key: 'kind', title: '方式', render: (row) => noticeText[row.acknowledgedHow ?? row.kind] },
  { key: 'printedAt', title: '打印', render: (row) => (row.printedAt ? '✓ 已打印' : '○ 未打印') },
  {
    key: 'acknowledgedOn',
    title: '本人知晓',
    render: (row) => (row.acknowledgedOn ? <Day day={row.acknowledgedOn} /> : '○ 待告知'),
  },
]

export function Notices() {
  const { month } = useMonth()
  const may = useMay()
  return (
    <PageBody title="告知" beside={monthText(month)}>
      <SearchTable<Notice, { rows: Notice[]; total: number }>
        name="notices"
        title="告知"
        answer={['notices', 'list', month]}
        load={(query) =>
          ask(notices, 'list', {
            month,
            onlyUntold: query.filters['onlyUntold'] === 'yes',
            page: query.page,
            pageSize: query.pageSize,
          })
        }
        columns={columns}
        filters={[
          { kind: 'pick', name: 'onlyUntold', label: '知晓', choices: [{ value: 'yes', label: '只看待告知' }] },
        ]}
        rowKey={(row) => row.id}
        order="最近的在前，再按乡镇、姓名"
        empty="本月没有需要告知的发放。"
        {...(may('notices.acknowledge')
          ? {
              batch: (selection, clear) =>
                selection.kind === 'some' && <Deeds noticeIds={[...selection.keys]} onDone={clear} />,
            }
          : {})}
      />
    </PageBody>
  )
}

function Deeds({ noticeIds, onDone }: { noticeIds: string[]; onDone: () => void }) {
  const [how, setHow] = useState<NoticeKind>('paper_slip')
  const slips = useCommand(notices, 'slips')
  const acknowledge = useCommand(notices, 'acknowledge', { answers: ['duties', 'payments'] })
  const say = useSay()
  const run = async () => {
    const { acknowledged } = await acknowledge.mutateAsync({ noticeIds, how, on: today() })
    say(`已登记${acknowledged}人知晓`)
    onDone()
  }
  return (
    <>
      <Button
        loading={slips.isPending}
        onClick={() =>
          void slips.mutateAsync({ noticeIds }).then(
            ({ ticket }) => download(ticket),
            () => {},
          )
        }
      >
        打印告知单
      </Button>
      <Select
        aria-label="告知方式"
        value={how}
        onChange={setHow}
        options={NoticeKind.options.map((value) => ({ value, label: noticeText[value] }))}
      />
      <Button type="primary" loading={acknowledge.isPending} onClick={() => void run().catch(() => {})}>
        登记已知晓
      </Button>
      <ReasonsOf error={slips.error ?? acknowledge.error} action="告知" />
    </>
  )
}
