/** 人员名册: a person or a group in two seconds (screens 4.4). */
import { Button, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Sent } from '#kernel/contract.ts'
import { SelfCareLevel, SupportMode, supportModeText } from '#kernel/self-care.ts'
import { valuesOf } from '#ui/address-text.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { download } from '#ui/files.ts'
import { useGo } from '#ui/link.tsx'
import { useMay, useMe, useWord } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { type Export, SearchTable } from '#ui/search-table.tsx'
import { LevelTag, ModeTag, StatusTag, useLevelText } from '#ui/status-tag.tsx'
import { type Column, countOf, type Filter, type Selection, sentenceOf, type TableQuery } from '#ui/table-parts.ts'
import { type ListedPerson, persons } from '../contract.ts'
import { HouseholdClass, householdClassText, PersonStatus, sexText, statusText } from '../words.ts'
import { useAreas } from './areas.ts'
import { cardsWanted } from './cards-wanted.ts'
import { glanceOf } from './glance.ts'
import { NewPersonDialog } from './new-person.tsx'
import { VillagePeople } from './village-people.tsx'

type ListInput = Sent<(typeof persons)['operations']['list']>
type Filters = Omit<ListInput, 'page' | 'pageSize' | 'sort' | 'after'>

const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : undefined
const some = <T,>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined)

/** What stands in the address, as the operation asks for it; a wrong word in the address is left out. */
function filtersOf(values: TableQuery['filters']): Filters {
  const picked = <T,>(name: string, read: (text: string) => { data?: T | undefined }) =>
    some(valuesOf(values[name]).flatMap((text) => read(text).data ?? []))
  return {
    text: values['text'],
    townshipIds: some(valuesOf(values['township'])),
    levels: picked('level', (text) => SelfCareLevel.safeParse(text)),
    modes: picked('mode', (text) => SupportMode.safeParse(text)),
    statuses: picked('status', (text) => PersonStatus.safeParse(text)),
    class: HouseholdClass.safeParse(values['class']).data,
    ageFrom: numberOf(values['ageFrom']),
    ageTo: numberOf(values['ageTo']),
    changedMonth: values['changed'],
    onDay: values['onDay'],
  }
}

const sorts = ['name', 'township', 'age', 'supportedFrom', 'level'] as const
function inputOf(query: TableQuery): ListInput {
  const by = sorts.find((each) => each === query.sort?.by)
  const sort = by && query.sort ? { by, order: query.sort.order } : undefined
  return { ...filtersOf(query.filters), page: query.page, pageSize: query.pageSize, ...(sort ? { sort } : {}) }
}

/** A county is counted whole; several counties only up to a thousand. */
const loadFor = (oneCounty: boolean) => async (query: TableQuery) => {
  const page = await ask(persons, 'list', { ...inputOf(query), countAll: oneCounty })
  return { ...page, total: page.totalIsExact ? page.total : 1000, asOf: page.at }
}

/** The village has no tables (screens 1, R8). */
export function PersonRoster() {
  const { role } = useMe()
  return role === 'village-aide' ? <VillagePeople /> : <Roster />
}

function Roster() {
  const may = useMay()
  const me = useMe()
  const go = useGo()
  const filters = useFilters()
  const columns = useColumnsOfList()
  const [wanted, setWanted] = useState<Wanted>()
  const [adding, setAdding] = useState(false)
  return (
    <PageBody
      title="人员名册"
      beside={<Counts />}
      others={may('persons.importList') && <Button onClick={() => go('/persons/import')}>名单导入</Button>}
      action={
        may('persons.proposeFiling') && (
          <Button type="primary" data-new="" onClick={() => setAdding(true)}>
            旧决定补录
          </Button>
        )
      }
    >
      <SearchTable
        name="persons"
        title="人员名册"
        answer={['persons', 'list']}
        load={loadFor(me.counties.length === 1)}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        open={(row) => `/persons/${row.id}`}
        order="按姓名排列"
        batch={(selection, clear) => (
          <Batch selection={selection} filters={filters} onExport={setWanted} onClear={clear} />
        )}
        {...(may('persons.export')
          ? {
              onExport: async ({ query, sentence }: Export) =>
                setWanted({ filters: filtersOf(query.filters), sentence, count: undefined }),
            }
          : {})}
        empty="还没有人员。可以从Excel名单导入。"
        next={may('persons.importStart') ? { title: '名单导入', to: '/persons/import' } : undefined}
      />
      {wanted && <ExportDialog wanted={wanted} onClose={() => setWanted(undefined)} />}
      {adding && <Filing onClose={() => setAdding(false)} />}
    </PageBody>
  )
}

/** 共2,134人（自理1,870 · 半失能208 · 失能56） */
function Counts() {
  const levelText = useLevelText()
  const { data } = useAnswer(persons, 'list', { pageSize: 1, countAll: true })
  if (!data) return null
  const parts = SelfCareLevel.options.map((level) => `${levelText(level)}${data.byLevel?.[level] ?? 0}`)
  return <span>{`在册共${data.total}人（${parts.join(' · ')}）`}</span>
}

function useFilters(): Filter[] {
  const word = useWord()
  const levelText = useLevelText()
  const { townships } = useAreas()
  return [
    { name: 'text', label: '姓名、首字母、后四位、档案号', kind: 'text' },
    { name: 'township', label: word('乡镇'), kind: 'multi', choices: townships },
    {
      name: 'mode',
      label: '供养方式',
      kind: 'multi',
      choices: SupportMode.options.map((value) => ({ value, label: supportModeText[value] })),
    },
    {
      name: 'level',
      label: '等级',
      kind: 'multi',
      choices: SelfCareLevel.options.map((value) => ({ value, label: levelText(value) })),
    },
    {
      name: 'status',
      label: '状态',
      kind: 'multi',
      choices: PersonStatus.options.map((value) => ({ value, label: statusText[value] })),
    },
    {
      name: 'class',
      label: '户籍类型',
      kind: 'pick',
      rare: true,
      choices: HouseholdClass.options.map((value) => ({ value, label: householdClassText[value] })),
    },
    { name: 'ageFrom', label: '年龄从', kind: 'text', rare: true },
    { name: 'ageTo', label: '年龄到', kind: 'text', rare: true },
    { name: 'changed', label: '本月变化', kind: 'month', rare: true },
    { name: 'onDay', label: '某日在册', kind: 'day', rare: true },
  ]
}

function useColumnsOfList(): Column<ListedPerson>[] {
  const word = useWord()
  return [
    {
      key: 'name',
      title: '姓名',
      fixed: true,
      sortable: true,
      render: (row) => <PersonLink personId={row.id} name={row.name} glance={() => glanceOf(row.id)} />,
    },
    { key: 'sex', title: '性别', render: (row) => sexText[row.sex] },
    { key: 'age', title: '年龄', right: true, sortable: true, render: (row) => row.age },
    { key: 'idMasked', title: '身份证号', render: (row) => row.idMasked || '—' },
    { key: 'township', title: word('乡镇'), sortable: true, render: (row) => row.township },
    { key: 'village', title: word('村'), render: (row) => row.village || '—' },
    { key: 'mode', title: '供养方式', render: (row) => (row.mode ? <ModeTag mode={row.mode} /> : '—') },
    {
      key: 'level',
      title: '能力等级',
      sortable: true,
      render: (row) => (row.level ? <LevelTag level={row.level} /> : '—'),
    },
    { key: 'organisation', title: '照料人/机构', render: (row) => row.organisation || '—' },
    { key: 'status', title: '状态', render: (row) => <StatusTag of="供养状态" word={statusText[row.status]} /> },
    { key: 'supportedFrom', title: '起始月', sortable: true, render: (row) => row.supportedFrom?.slice(0, 7) ?? '—' },
    {
      key: 'lacks',
      title: '缺项',
      render: (row) => (row.lacks.length > 0 ? `${row.lacks.length}：${row.lacks.join('、')}` : '—'),
    },
    { key: 'class', title: '户籍类型', hidden: true, render: (row) => householdClassText[row.householdClass] },
    { key: 'phone', title: '电话', hidden: true, render: (row) => row.phoneMasked || '—' },
    { key: 'fileNo', title: '档案号', hidden: true, render: (row) => row.fileNo },
  ]
}

interface Wanted {
  filters: Filters
  sentence: string
  /** Known for those chosen. */
  count: number | undefined
}

interface BatchProps {
  selection: Selection<ListedPerson>
  filters: readonly Filter[]
  onExport: (wanted: Wanted) => void
  onClear: () => void
}

const mostCards = 60

/** What may be done with the rows chosen, over pages. */
function Batch({ selection, filters, onExport, onClear }: BatchProps) {
  const may = useMay()
  const go = useGo()
  const count = countOf(selection)
  const wanted = (): Wanted =>
    selection.kind === 'all'
      ? { filters: filtersOf(selection.query.filters), sentence: sentenceOf(filters, selection.query.filters), count }
      : { filters: { personIds: [...selection.keys] }, sentence: `选中的${count}人`, count }
  const tooMany = selection.kind === 'all' || count > mostCards
  return (
    <>
      {may('persons.card') && (
        <Button
          size="small"
          disabled={tooMany}
          title={tooMany ? `一次最多打印${mostCards}张，请逐个选择` : ''}
          onClick={() => {
            if (selection.kind === 'some') cardsWanted.set([...selection.keys])
            onClear()
            go('/persons/cards')
          }}
        >
          打印人员卡片
        </Button>
      )}
      {may('persons.export') && (
        <Button size="small" onClick={() => onExport(wanted())}>
          导出选中
        </Button>
      )}
    </>
  )
}

function ExportDialog({ wanted, onClose }: { wanted: Wanted; onClose: () => void }) {
  const [purpose, setPurpose] = useState('')
  const [clear, setClear] = useState(false)
  const command = useCommand(persons, 'export')
  const say = useSay()
  const run = async () => {
    const input = { ...wanted.filters, purpose, sentence: wanted.sentence }
    const { ticket, count } = await command.mutateAsync({ ...input, inClear: clear ? ['id', 'phone'] : [] })
    download(ticket)
    say(`已导出${count}人`)
  }
  return (
    <Confirm open title="导出人员名册？" verb="导出" onConfirm={run} onClose={onClose}>
      <p>{`${wanted.sentence}${wanted.count === undefined ? '' : `，共${wanted.count}人`}。导出会留下记录，其中每个人都记在内。`}</p>
      <div className="gy-field">
        <label htmlFor="export-purpose">用途 *</label>
        <Input
          id="export-purpose"
          value={purpose}
          maxLength={200}
          placeholder="如：报送县审计局、入户核查"
          onChange={(event) => setPurpose(event.target.value)}
        />
      </div>
      <Checkbox checked={clear} onChange={(event) => setClear(event.target.checked)}>
        含完整身份证号和电话
      </Checkbox>
    </Confirm>
  )
}

function Filing({ onClose }: { onClose: () => void }) {
  const may = useMay()
  const go = useGo()
  return (
    <Modal open title="旧决定补录" width={720} footer={null} onCancel={onClose} destroyOnHidden>
      <NewPersonDialog onDone={() => (may('persons.correctionsToConfirm') ? go('/persons/corrections') : onClose())} />
    </Modal>
  )
}
