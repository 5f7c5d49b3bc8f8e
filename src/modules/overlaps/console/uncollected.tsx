/** 应享未享: lawful beside support, and the department's list has not got the person; to be printed and helped with. */
import { Button, InputNumber } from 'antd'
import { monthText } from '#kernel/calendar.ts'
import { useAddress } from '#ui/address.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { useArea } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { Empty } from '#ui/states.tsx'
import type { Column } from '#ui/table-parts.ts'
import { overlaps, type Uncollected } from '../contract.ts'
import { kindText, startAgeText } from '../words.ts'
import { KindPick } from './hits.tsx'

const columns: ReadonlyArray<Column<Uncollected>> = [
  { key: 'name', title: '姓名', fixed: true, render: (row) => <PersonLink personId={row.personId} name={row.name} /> },
  { key: 'age', title: '年龄', right: true, render: (row) => row.age },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township },
  { key: 'village', title: '村（居）', render: (row) => row.village },
  { key: 'kind', title: '应享待遇', render: (row) => kindText(row.kind) },
  { key: 'startAge', title: '年龄条件', render: (row) => startAgeText(row.startAge) },
  { key: 'month', title: '名单月份', render: (row) => monthText(row.month) },
  { key: 'keeper', title: '怎样申请', render: (row) => `由乡镇帮助，向${row.keeper}申请` },
]

export function UncollectedTab() {
  const { state } = useAddress()
  const { area } = useArea()
  const age = Number(state['age'] ?? Number.NaN)
  const asked = {
    ...(state['kind'] ? { kind: state['kind'] } : {}),
    ...(area ? { townshipId: area } : {}),
    ...(Number.isInteger(age) ? { leastAge: age } : {}),
  }
  const about = useAnswer(overlaps, 'uncollected', { ...asked, pageSize: 1 })
  const lists = about.data?.kinds ?? []
  return (
    <>
      <div className="gy-table-head">
        <KindPick />
        <LeastAge />
        {(about.data?.total ?? 0) > 0 && <Papers asked={asked} />}
      </div>
      {lists.length > 0 && (
        <p className="gy-help">
          按{lists.map(({ kind, month }) => `${monthText(month)}${kindText(kind)}名单`).join('、')}
          比对，在册而名单上没有的人。县里在“政策依据”登记了起享年龄的，未到年龄的不列；没有登记的，请按当地规定核对。
          要另按年龄筛选的，填“满几周岁”。
          <Basis citations={about.data?.citations ?? []} />
        </p>
      )}
      {about.data && lists.length === 0 ? (
        <NoLists named={about.data.citations.length > 0} />
      ) : (
        <SearchTable<Uncollected, { rows: Uncollected[]; total: number }>
          name="uncollected"
          title="应享未享"
          answer={['overlaps', 'uncollected', asked]}
          load={({ page, pageSize }) => ask(overlaps, 'uncollected', { ...asked, page, pageSize })}
          columns={columns}
          rowKey={(row) => `${row.personId} ${row.kind}`}
          order="按待遇、乡镇、村"
          empty="名单上都有，没有应享未享的人。"
        />
      )}
    </>
  )
}

/** Without a rule nothing can be said, and without a list neither. */
function NoLists({ named }: { named: boolean }) {
  const may = useMay()
  if (named)
    return (
      <Empty next={may('overlaps.start') ? { title: '导入名单', to: '/overlaps?tab=lists' } : undefined}>
        还没有导入过可同时享受的待遇名单（如养老保险、医保、高龄津贴），不能判断应享未享。
      </Empty>
    )
  return (
    <Empty next={may('policy.propose') ? { title: '登记新标准', to: '/policy/new' } : undefined}>
      全国和本县在用的规定都没有列明可同时享受的待遇，不能判断应享未享。县里有文件的，由县级救助经办在“政策依据”登记“可同时享受的待遇”（文件和条款），再导入对应名单比对。
    </Empty>
  )
}

function LeastAge() {
  const { state, change } = useAddress()
  const age = Number(state['age'] ?? Number.NaN)
  return (
    <InputNumber
      controls={false}
      aria-label="满多少周岁"
      className="gy-filter"
      prefix="满"
      suffix="周岁"
      min={0}
      max={120}
      value={Number.isInteger(age) ? age : null}
      onChange={(value) => change({ age: value === null ? undefined : String(value), page: undefined })}
    />
  )
}

interface Asked {
  kind?: string
  townshipId?: string
  leastAge?: number
}

function Papers({ asked }: { asked: Asked }) {
  const may = useMay()
  const give = useCommand(overlaps, 'exportUncollected')
  if (!may('overlaps.exportUncollected')) return null
  const run = (format: 'xlsx' | 'pdf') =>
    void give.mutateAsync({ ...asked, format }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <div className="gy-table-tools">
      <ReasonsOf error={give.error} action="导出应享未享名单" />
      <Button loading={give.isPending} onClick={() => run('pdf')}>
        打印名单
      </Button>
      <Button loading={give.isPending} onClick={() => run('xlsx')}>
        导出Excel
      </Button>
    </div>
  )
}
