/** 职责分工: each function of the documents, each unit, and who answers for it (JL-1, JL-7a). */
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { useAddress } from '#ui/address.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { type Export, SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter, TableQuery } from '#ui/table-parts.ts'
import { duties, type Slot } from '../contract.ts'
import { SlotDeeds } from './responsible-deeds.tsx'
import { Leaves } from './leaves.tsx'
import { stateText } from '../function-words.ts'

export function Responsible() {
  const { state, change } = useAddress()
  const items = [
    { key: 'functions', label: '职责分工', children: <Functions /> },
    { key: 'leaves', label: '请假代理', children: <Leaves /> },
  ]
  const shown = items.find(({ key }) => key === state['tab'])?.key ?? 'functions'
  return (
    <PageBody title="职责分工" others={<Files />}>
      <Tabs
        activeKey={shown}
        onChange={(tab) => change({ page: undefined, state: undefined, function: undefined, words: undefined, tab })}
        items={items}
        destroyOnHidden
      />
    </PageBody>
  )
}

function Files() {
  const may = useMay()
  const { give, file } = useFile()
  if (!may('duties.exportResponsibles')) return null
  return (
    <>
      <ReasonsOf error={give.error} action="导出职责分工表" />
      <Button loading={give.isPending} onClick={() => void file({ words: '' }, 'pdf')}>
        打印职责分工表
      </Button>
    </>
  )
}

function useFile() {
  const give = useCommand(duties, 'exportResponsibles')
  const file = (chosen: ReturnType<typeof chosenIn>, format: 'xlsx' | 'pdf') =>
    give.mutateAsync({ ...chosen, format }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return { give, file }
}

const { state: State } = duties.operations.responsibles.input.shape

function chosenIn({ filters: chosen }: Pick<TableQuery, 'filters'>) {
  const state = State.safeParse(chosen['state'])
  return {
    words: (chosen['words'] ?? '').slice(0, 40),
    ...(chosen['function'] ? { function: chosen['function'] } : {}),
    ...(chosen['unit'] ? { townshipId: chosen['unit'] } : {}),
    ...(state.success && state.data ? { state: state.data } : {}),
  }
}

function Notes({ slot: { person, acting, gone, unreported } }: { slot: Slot }) {
  if (!person) return <span className="gy-help">这个职能还没有单位承担。</span>
  return (
    <>
      {gone && <FamilyTag family="red" text="已离开，应另行指定" />}{' '}
      {!person.deputyName && <FamilyTag family="orange" text="没有代理人，应指定" />}{' '}
      {acting && <FamilyTag family="orange" text={`请假，${acting.name}代理到${acting.toOn}`} />}{' '}
      {unreported && <FamilyTag family="orange" text="应上报省厅" />}{' '}
      {person.reportedOn && `${person.reportedOn}已上报 ${person.receipt}`}{' '}
      {person.trainedOn && <span className="gy-help">{`${person.trainedOn} ${person.training}`}</span>}
    </>
  )
}

const columns: ReadonlyArray<Column<Slot>> = [
  {
    key: 'function',
    title: '职能',
    most: 130,
    fixed: true,
    render: (slot) => (
      <>
        {slot.title} <Basis citations={slot.citations} />
      </>
    ),
  },
  { key: 'unit', title: '单位', most: 84, render: (slot) => slot.unit },
  {
    key: 'department',
    title: '承担的科室或部门',
    most: 110,
    render: (slot) => slot.person?.department ?? (slot.ruledDepartment || '—'),
  },
  { key: 'name', title: '责任人', most: 112, render: (slot) => slot.person?.name ?? '—' },
  { key: 'deputy', title: '代理人', most: 118, render: (slot) => slot.person?.deputyName || '—' },
  { key: 'from', title: '起', render: (slot) => slot.person?.fromOn ?? '—' },
  { key: 'deeds', title: '办理', render: (slot) => <SlotDeeds slot={slot} /> },
  { key: 'notes', title: '情况', most: 110, render: (slot) => <Notes slot={slot} /> },
]

function Functions() {
  const [functions, setFunctions] = useState<readonly { code: string; title: string }[]>([])
  const townships = useAnswer(duties, 'townships', {}).data ?? []
  const { file } = useFile()
  const filters: readonly Filter[] = [
    { kind: 'text', name: 'words', label: '职能、单位或姓名' },
    {
      kind: 'pick',
      name: 'function',
      label: '职能',
      choices: functions.map(({ code, title }) => ({ value: code, label: title })),
    },
    {
      kind: 'pick',
      name: 'unit',
      label: '单位',
      choices: [{ value: 'county', label: '县级' }, ...townships.map(({ id, name }) => ({ value: id, label: name }))],
    },
    {
      kind: 'pick',
      name: 'state',
      label: '情况',
      choices: Object.entries(stateText).map(([value, label]) => ({ value, label })),
    },
  ]
  return (
    <SearchTable<Slot, { rows: Slot[]; total: number }>
      name="responsible"
      title="职责分工"
      answer={['duties', 'responsibles']}
      load={async (query) => {
        const found = await ask(duties, 'responsibles', {
          ...chosenIn(query),
          page: query.page,
          pageSize: query.pageSize,
        })
        setFunctions(found.functions)
        return found
      }}
      columns={columns}
      filters={filters}
      rowKey={(slot) => slot.key}
      order="按文件顺序、乡镇法定顺序"
      empty="在用的文件没有规定由谁承担哪项职能。县里可以在“政策依据”中登记。"
      onExport={({ query }: Export) => file(chosenIn(query), 'xlsx')}
    />
  )
}
