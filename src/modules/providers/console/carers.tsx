/** 服务人员: whose people they are, until when their certificates hold, whom they are related to (screens 4.7). */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { PlainDate } from '#kernel/calendar.ts'
import { ask } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { useMay } from '#ui/me.tsx'
import { today } from '#ui/place.ts'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter, RowAction, TablePage } from '#ui/table-parts.ts'
import { providers } from '../contract.ts'
import type { CarerRow } from '../carer-contract.ts'
import { reminderStage } from '../rules.ts'
import { AddCarer, ChangeCarer, EndCarer, RelateCarer } from './carer-forms.tsx'

interface Props {
  organisationId: string
  employer: string
}

type Deed = { kind: 'add' } | { kind: 'change' | 'relate' | 'end'; carer: CarerRow }
const deedTitle = { add: '登记服务人员', change: '修改登记', relate: '登记亲属关系', end: '登记离职' }

const columns: ReadonlyArray<Column<CarerRow>> = [
  { key: 'name', title: '姓名', fixed: true, render: (row) => row.name },
  { key: 'age', title: '年龄', right: true, render: (row) => row.age },
  { key: 'id', title: '身份证号', render: (row) => <span className="gy-digits">{row.idMasked}</span> },
  { key: 'phone', title: '电话', render: (row) => row.phone || '—', hidden: true },
  { key: 'health', title: '健康证', render: (row) => <Health until={row.healthUntil} gone={row.to !== null} /> },
  { key: 'trained', title: '培训', render: (row) => <Day day={row.trainedOn} /> },
  { key: 'employer', title: '劳动合同单位', render: (row) => row.employer || '—' },
  { key: 'payer', title: '工资发放单位', render: (row) => row.wagePayer || '—' },
  { key: 'relations', title: '服务对象中的亲属', render: (row) => <Relations row={row} /> },
  { key: 'from', title: '到岗', render: (row) => <Day day={row.from} />, hidden: true },
  { key: 'state', title: '状态', render: (row) => <State row={row} /> },
]

function Health({ until, gone }: { until: PlainDate | null; gone: boolean }) {
  if (until === null) return gone ? '—' : <FamilyTag family="red" text="没有登记" />
  const stage = gone ? undefined : reminderStage(until, today())
  if (stage === undefined) return <Day day={until} />
  return (
    <>
      <Day day={until} />{' '}
      <FamilyTag family={stage === 'over' ? 'red' : 'orange'} text={stage === 'over' ? '已过期' : '将到期'} />
    </>
  )
}

const Relations = ({ row: { relations } }: { row: CarerRow }) =>
  relations.length === 0
    ? '—'
    : relations.map(({ personId, name, relation }) => (
        <span key={personId}>
          <PersonLink personId={personId} name={name} />（{relation}）
        </span>
      ))

const State = ({ row }: { row: CarerRow }) =>
  row.to ? <FamilyTag family="neutral" text={`离职 ${row.to}`} /> : <FamilyTag family="green" text="在岗" />

const filters: readonly Filter[] = [
  { kind: 'text', name: 'carer', label: '姓名' },
  { kind: 'pick', name: 'gone', label: '状态', choices: [{ value: 'yes', label: '含已离职' }] },
]

export function Carers({ organisationId, employer }: Props) {
  const may = useMay()
  const [deed, setDeed] = useState<Deed>()
  const actions = (carer: CarerRow): RowAction[] => [
    ...(may('providers.changeCarer') ? [{ title: '修改', onClick: () => setDeed({ kind: 'change', carer }) }] : []),
    ...(may('providers.relateCarer') ? [{ title: '亲属', onClick: () => setDeed({ kind: 'relate', carer }) }] : []),
    ...(may('providers.endCarer') && carer.to === null
      ? [{ title: '离职', onClick: () => setDeed({ kind: 'end', carer }) }]
      : []),
  ]
  return (
    <>
      <p className="gy-actions">
        {may('providers.addCarer') && (
          <Button data-new="" onClick={() => setDeed({ kind: 'add' })}>
            登记服务人员
          </Button>
        )}
        <span className="gy-help">同一时间只能受雇于一家承接主体；劳动合同和工资都应由本机构承担，不得转包。</span>
      </p>
      <SearchTable<CarerRow, TablePage<CarerRow>>
        name="carers"
        title="服务人员"
        answer={['providers', 'carers', organisationId]}
        load={({ filters: values, page, pageSize }) =>
          ask(providers, 'carers', {
            organisationId,
            words: values['carer'] ?? '',
            onlyPresent: values['gone'] !== 'yes',
            page,
            pageSize,
          })
        }
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        order="按姓名"
        empty="还没有服务人员。先登记姓名、身份证号和健康证，才能派服务。"
        {...(may('providers.changeCarer') ? { actions } : {})}
      />
      <DeedDialog deed={deed} place={{ organisationId, employer }} onDone={() => setDeed(undefined)} />
    </>
  )
}

interface DeedProps {
  deed: Deed | undefined
  place: Props
  onDone: () => void
}

function DeedDialog({ deed, place, onDone }: DeedProps) {
  return (
    <Modal
      open={deed !== undefined}
      title={deed && `${deedTitle[deed.kind]}${deed.kind === 'add' ? '' : `：${deed.carer.name}`}`}
      footer={null}
      onCancel={onDone}
      destroyOnHidden
    >
      {deed && <DeedForm deed={deed} place={place} onDone={onDone} />}
    </Modal>
  )
}

function DeedForm({ deed, place, onDone }: { deed: Deed; place: Props; onDone: () => void }) {
  switch (deed.kind) {
    case 'add':
      return <AddCarer {...place} onDone={onDone} />
    case 'change':
      return <ChangeCarer carer={deed.carer} onDone={onDone} />
    case 'relate':
      return <RelateCarer carer={deed.carer} onDone={onDone} />
    case 'end':
      return <EndCarer carer={deed.carer} onDone={onDone} />
  }
}
