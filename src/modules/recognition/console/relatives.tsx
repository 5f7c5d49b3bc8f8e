/** 近亲属备案: the register kept apart, printed and exported for the county. */
import { Button } from 'antd'
import { useAddress } from '#ui/address.ts'
import type { TableQuery } from '#ui/address-text.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Day } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { useArea } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter } from '#ui/table-parts.ts'
import { recognition } from '../contract.ts'
import type { RelativeRow } from '../relative-contract.ts'
import { StepTag } from './case-words.tsx'

interface RelativesPage {
  rows: RelativeRow[]
  total: number
}

const columns: ReadonlyArray<Column<RelativeRow, RelativesPage>> = [
  {
    key: 'name',
    title: '申请人',
    fixed: true,
    render: (row) => <Link to={`/cases/${row.case.id}`}>{row.case.name}</Link>,
  },
  { key: 'relative', title: '是谁的什么亲属', render: (row) => row.relativeOf },
  {
    key: 'place',
    title: '乡镇／村',
    render: (row) => `${row.case.township}${row.case.village ? `／${row.case.village}` : ''}`,
  },
  { key: 'declared', title: '申报日期', render: (row) => <Day day={row.declaredOn} /> },
  { key: 'step', title: '步骤', render: (row) => <StepTag row={row.case} /> },
  { key: 'check', title: '县里入户核查', render: (row) => <Visited row={row} /> },
  { key: 'number', title: '案件号', render: (row) => row.case.number },
]

function Visited({ row: { check, case: row } }: { row: RelativeRow }) {
  if (check)
    return (
      <>
        <FamilyTag family={check.agrees ? 'green' : 'red'} text={check.agrees ? '一致' : '不一致'} /> {check.facts}
        <div className="gy-help">
          {check.by}，<Day day={check.on} />
        </div>
      </>
    )
  return <span className="gy-help">{row.step === 'county' ? '待核查，核查后才能审核决定' : '还没有核查'}</span>
}

const filters: readonly Filter[] = [
  { kind: 'text', name: 'words', label: '姓名、亲属或案件号' },
  {
    kind: 'pick',
    name: 'visited',
    label: '入户核查',
    choices: [
      { value: 'no', label: '未核查' },
      { value: 'yes', label: '已核查' },
    ],
  },
]

const visitedOf = recognition.operations.relatives.input.shape.visited

interface Chosen {
  words: string
  visited?: 'no' | 'yes'
  townshipId?: string
}

function chosenOf(values: Readonly<Record<string, string | undefined>>, area: string | undefined): Chosen {
  const visited = visitedOf.safeParse(values['visited']).data
  return {
    words: values['words'] ?? '',
    ...(visited ? { visited } : {}),
    ...(area ? { townshipId: area } : {}),
  }
}

export function Relatives() {
  const { area } = useArea()
  const may = useMay()
  const go = useGo()
  const { state } = useAddress()
  const answer = useAnswer(recognition, 'relatives', { pageSize: 1 })
  const counts = answer.data?.counts
  const chosen = chosenOf(state, area)
  return (
    <PageBody
      title="近亲属备案"
      way={[{ title: '认定办理', to: '/cases' }]}
      beside={
        counts &&
        `共${counts.all}件 · 在办${counts.open}件 · 已入户核查${counts.visited}件 · 已确认${counts.confirmed}件`
      }
      others={counts && counts.all > 0 ? <Papers chosen={chosen} /> : undefined}
      action={may('recognition.apply') && <Button onClick={() => go('/cases/new')}>受理申请（登记近亲属）</Button>}
    >
      <p className="gy-help">
        申请人是经办人员或村（居）干部近亲属的，单独登记备案；县里入户核查以前，不能审核决定。
        <Basis citations={answer.data?.citations ?? []} />
      </p>
      <SearchTable<RelativeRow, RelativesPage>
        name="relatives"
        title="近亲属备案"
        answer={['recognition', 'relatives', area]}
        load={({ filters: values, page, pageSize }: TableQuery) =>
          ask(recognition, 'relatives', { ...chosenOf(values, area), page, pageSize })
        }
        columns={columns}
        filters={filters}
        rowKey={(row) => row.case.id}
        open={(row) => `/cases/${row.case.id}`}
        order="按申报日期，新的在前"
        empty="没有符合条件的备案。受理申请“承诺与授权”一步选“是近亲属”并写明关系的，列在这里。"
      />
    </PageBody>
  )
}

function Papers({ chosen }: { chosen: Chosen }) {
  const may = useMay()
  const give = useCommand(recognition, 'exportRelatives')
  if (!may('recognition.exportRelatives')) return null
  const run = (format: 'xlsx' | 'pdf') =>
    void give.mutateAsync({ ...chosen, format }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      <Button loading={give.isPending} onClick={() => run('pdf')}>
        打印备案表
      </Button>
      <Button loading={give.isPending} onClick={() => run('xlsx')}>
        导出Excel
      </Button>
      <ReasonsOf error={give.error} action="导出近亲属备案表" />
    </>
  )
}
