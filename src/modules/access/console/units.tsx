/** 单位与区划: the areas and organisations of a county, and how a new county gets them (screens 4.20). */
import { Button, Input, Select, Table, type TableColumnsType } from 'antd'

import { useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { access } from '../contract.ts'
import { functionText, OrganisationFunction, organisationKindText } from '../unit-words.ts'
import { AreaImport } from './area-import.tsx'
import { CloseDialog, OrganisationDialog } from './organisation-form.tsx'
import { WaitingChanges } from './waiting.tsx'

export type UnitsSeen = OutputOf<(typeof access)['operations']['units']>
export type OrganisationSeen = UnitsSeen['organisations'][number]

export function Units() {
  const may = useMay()
  const { state, change } = useAddress()
  const counties = useAnswer(access, 'counties', {})
  const [importing, setImporting] = useState(false)
  const code = state['unitCounty'] ?? counties.data?.[0]?.code
  return (
    <PageBody
      title="单位与区划"
      beside={
        counties.data && counties.data.length > 0 ? (
          <Select
            aria-label="县"
            className="gy-filter"
            value={code ?? null}
            options={counties.data.map((county) => ({ value: county.code, label: county.name }))}
            onChange={(next: string) => change({ unitCounty: next })}
          />
        ) : undefined
      }
      action={
        may('access.importAreas') && (
          <Button type="primary" data-new="" onClick={() => setImporting(true)}>
            导入区划名录
          </Button>
        )
      }
    >
      <Waiting />
      {importing && <AreaImport onClose={() => setImporting(false)} />}
      {code && <County key={code} code={code} />}
      {counties.data?.length === 0 && (
        <Empty>还没有登记任何县。请点“导入区划名录”，上传该县的区划代码和名称；复核通过后再登记单位。</Empty>
      )}
    </PageBody>
  )
}

function Waiting() {
  const answer = useAnswer(access, 'unitChanges', {})
  const decide = useCommand(access, 'decideUnitChange')
  const say = useSay()
  const kinds = { areas: '区划名录', open: '登记单位', change: '变更单位', close: '撤销单位' } as const
  if (answer.data?.length === 0) return null
  return (
    <Panel title="待复核的单位变更" count={answer.data?.length ?? 0}>
      <Answer answer={answer} lines={2}>
        {(changes) =>
          changes.length === 0 ? (
            <Empty>没有待复核的单位变更。</Empty>
          ) : (
            <WaitingChanges
              changes={changes.map((each) => ({
                ...each,
                title: `${kinds[each.kind]} ${each.county}`,
                detail: each.summary,
              }))}
              onDecide={async ({ id }, confirm) => say((await decide.mutateAsync({ changeId: id, confirm })).done)}
              effect={() => <p>通过后立即生效。</p>}
            />
          )
        }
      </Answer>
    </Panel>
  )
}

function County({ code }: { code: string }) {
  const answer = useAnswer(access, 'units', { countyCode: code })
  return (
    <Answer answer={answer}>
      {(seen) => (
        <>
          {seen.missing.length > 0 && (
            <p className="gy-warning" role="note">
              ! 本县还没有单位承担：{seen.missing.join('、')}。请登记相应的县级单位。
            </p>
          )}
          <Organisations code={code} seen={seen} />
          <Areas seen={seen} />
        </>
      )}
    </Answer>
  )
}

const has = (text: string, words: string): boolean => words === '' || text.includes(words)

function Organisations({ code, seen }: { code: string; seen: UnitsSeen }) {
  const may = useMay()
  const [words, setWords] = useState('')
  const [kind, setKind] = useState<string | null>(null)
  const [editing, setEditing] = useState<OrganisationSeen | 'new'>()
  const [closing, setClosing] = useState<OrganisationSeen>()
  const rows = seen.organisations.filter(
    (each) => has(`${each.name} ${each.area}`, words.trim()) && (kind === null || each.kind === kind),
  )
  const { platform: _, ...kinds } = organisationKindText
  return (
    <Panel
      title="单位"
      count={rows.length}
      extra={
        <span className="gy-actions">
          <Input
            aria-label="单位名称、所在区划"
            placeholder="名称、区划"
            className="gy-filter"
            allowClear
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <Select
            aria-label="单位类别"
            placeholder="单位类别"
            className="gy-filter"
            popupMatchSelectWidth={false}
            allowClear
            value={kind}
            options={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
            onChange={(next: string | undefined) => setKind(next ?? null)}
          />
          {may('access.openOrganisation') && <Button onClick={() => setEditing('new')}>登记单位</Button>}
        </span>
      }
    >
      <OrganisationTable rows={rows} onEdit={setEditing} onClose={setClosing} />
      <OrganisationDialog code={code} seen={seen} editing={editing} onClose={() => setEditing(undefined)} />
      <CloseDialog code={code} organisation={closing} onClose={() => setClosing(undefined)} />
    </Panel>
  )
}

interface TableProps {
  rows: readonly OrganisationSeen[]
  onEdit: (row: OrganisationSeen) => void
  onClose: (row: OrganisationSeen) => void
}

function OrganisationTable({ rows, onEdit, onClose }: TableProps) {
  const may = useMay()
  return (
    <Table<OrganisationSeen>
      size="small"
      rowKey="id"
      aria-label="单位"
      dataSource={[...rows]}
      pagination={{ pageSize: 15, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <Empty>没有符合条件的单位。新建的县请先登记民政、财政等县级单位。</Empty> }}
      columns={[
        ...organisationColumns,
        {
          title: '办理',
          width: 110,
          render: (_, row) =>
            !row.toOn && may('access.changeOrganisation') && <Deeds row={row} onEdit={onEdit} onClose={onClose} />,
        },
      ]}
    />
  )
}

function Deeds({ row, onEdit, onClose }: Omit<TableProps, 'rows'> & { row: OrganisationSeen }) {
  return (
    <>
      <Button type="link" size="small" onClick={() => onEdit(row)}>
        变更
      </Button>
      <Button type="link" size="small" onClick={() => onClose(row)}>
        撤销
      </Button>
    </>
  )
}

const functionWord = (text: string): string => {
  const known = OrganisationFunction.safeParse(text)
  return known.success ? functionText[known.data] : '其他'
}

const organisationColumns: TableColumnsType<OrganisationSeen> = [
  { title: '单位', dataIndex: 'name' },
  { title: '类别', render: (_, row) => organisationKindText[row.kind], width: 130 },
  { title: '所在区划', render: (_, row) => row.area || '—', width: 130 },
  { title: '职能', render: (_, row) => row.functions.map(functionWord).join('、') || '—' },
  { title: '电话', render: (_, row) => row.hotline || '—', width: 130 },
  { title: '账号', dataIndex: 'accounts', align: 'right', width: 60 },
  { title: '设立', dataIndex: 'fromOn', width: 110 },
  {
    title: '状态',
    width: 150,
    render: (_, row) =>
      row.toOn ? <FamilyTag family="neutral" text={`已撤销 ${row.toOn}`} /> : <FamilyTag family="green" text="在用" />,
  },
]

function Areas({ seen: { areas } }: { seen: UnitsSeen }) {
  const [words, setWords] = useState('')
  const townships = areas.filter(({ level }) => level === 'township')
  const villages = Map.groupBy(
    areas.filter(({ level }) => level === 'village'),
    ({ parentId }) => parentId ?? '',
  )
  const rows = townships.filter(
    (each) => has(each.name, words.trim()) || (villages.get(each.id) ?? []).some(({ name }) => has(name, words.trim())),
  )
  return (
    <Panel
      title="区划"
      count={townships.length}
      extra={
        <Input
          aria-label="乡镇、村名"
          placeholder="乡镇、村名"
          className="gy-filter"
          allowClear
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      }
    >
      <Table
        size="small"
        rowKey="id"
        aria-label="区划"
        dataSource={rows}
        pagination={{ pageSize: 15, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <Empty>没有符合的乡镇（街道）。</Empty> }}
        expandable={{
          rowExpandable: (row) => villages.has(row.id),
          expandedRowRender: (row) => <p>{(villages.get(row.id) ?? []).map(areaText).join('、')}</p>,
        }}
        columns={[
          { title: '乡镇（街道）', dataIndex: 'name' },
          { title: '区划代码', render: (_, row) => row.officialCode ?? '—', className: 'gy-digits' },
          { title: '村（居）', align: 'right', render: (_, row) => villages.get(row.id)?.length ?? 0 },
          { title: '起', dataIndex: 'fromOn' },
        ]}
      />
    </Panel>
  )
}

const areaText = ({ name, officialCode }: { name: string; officialCode: string | null }): string =>
  officialCode ? `${name}（${officialCode}）` : name
