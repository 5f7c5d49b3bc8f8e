/** 销毁清单: what may be destroyed today, why the rest may not, and the lists that were made (screens 4.31). */
import { Table } from 'antd'
import type { ColumnsType } from 'antd/es/table'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { Link, useGo } from '#ui/link.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { StatusTag } from '#ui/status-tag.tsx'
import { archives } from '../contract.ts'
import type { Destroyable, ListRow } from '../destruction-contract.ts'
import { destroyableText } from '../destruction-rules.ts'
import { listStatusText } from '../words.ts'
import { Deed } from './deed.tsx'

export function DestructionPage() {
  const candidates = useAnswer(archives, 'destroyable', {})
  const lists = useAnswer(archives, 'destructionLists', {})
  return (
    <PageBody title="销毁清单" way={[{ title: '档案', to: '/archives' }]}>
      <Answer answer={candidates}>{(found) => <Candidates found={found} />}</Answer>
      <Answer answer={lists} lines={3}>
        {({ rows }) => <Lists rows={rows} />}
      </Answer>
    </PageBody>
  )
}

type Found = OutputOf<(typeof archives)['operations']['destroyable']>

function Candidates({ found }: { found: Found }) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const { rows, ready, stopped, today } = found
  return (
    <Panel title="保管期已满的档案" count={rows.length}>
      {rows.length === 0 ? (
        <Empty>今天没有可销毁的档案。</Empty>
      ) : (
        <>
          <p>
            {destroyableText(today, ready, stopped)}{' '}
            {chosen.length > 0 && (
              <Deed title="提出销毁清单" of={`${chosen.length}件`} needs="archives.proposeDestruction" look="primary">
                {(close) => <ProposeForm personIds={chosen} onDone={close} />}
              </Deed>
            )}
            {chosen.length === 0 && ready > 0 && <span className="gy-help">勾选后提出销毁清单。</span>}
          </p>
          <div className="gy-scroll">
            <Table
              size="small"
              rowKey="personId"
              dataSource={rows}
              columns={candidateColumns}
              pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
              rowSelection={{
                selectedRowKeys: [...chosen],
                onChange: (keys) => setChosen(keys.map(String)),
                getTitleCheckboxProps: () => ({ 'aria-label': '全选' }),
                getCheckboxProps: (row) => ({ disabled: row.stop !== null, 'aria-label': `选择${row.fileNo}` }),
              }}
            />
          </div>
        </>
      )}
    </Panel>
  )
}

const candidateColumns: ColumnsType<Destroyable> = [
  {
    title: '档案号',
    className: 'gy-nowrap',
    render: (_, row) => <Link to={`/archives/${row.personId}`}>{row.fileNo || '未编号'}</Link>,
  },
  { title: '人员', className: 'gy-nowrap', render: (_, row) => <PersonLink personId={row.personId} name={row.name} /> },
  { title: '乡镇（街道）', render: (_, row) => row.township || '—' },
  { title: '服务终止日', className: 'gy-nowrap', render: (_, row) => <Day day={row.endedOn} /> },
  { title: '保管至', render: (_, row) => <Day day={row.keepThrough} /> },
  { title: '材料', className: 'gy-nowrap', align: 'right', render: (_, row) => row.papers },
  { title: '电子件', className: 'gy-nowrap', align: 'right', render: (_, row) => row.scans },
  { title: '纸质位置', className: 'gy-nowrap', render: (_, row) => row.places || '—' },
  {
    title: '能否列入',
    render: (_, row) => (row.stop === null ? '可以' : <span className="gy-warning">! {row.stop}</span>),
  },
]

const ProposeInput = archives.operations.proposeDestruction.input.omit({ personIds: true })
const labels = { ground: '销毁理由' }

function ProposeForm({ personIds, onDone }: { personIds: readonly string[]; onDone: () => void }) {
  const go = useGo()
  const form = useForm({ schema: ProposeInput, draft: 'archives.destruction.propose' })
  const propose = useCommand(archives, 'proposeDestruction', { answers: ['duties'] })
  return (
    <Form
      form={form}
      action="提出销毁清单"
      labels={labels}
      onSend={async (input) => {
        const { listId } = await propose.mutateAsync({ ...input, personIds: [...personIds] })
        go(`/archives/destruction/${listId}`)
      }}
      onDone={onDone}
    >
      <p className="gy-help">
        由另一人批准后，到销毁日在两位监销人面前执行。执行以前可以撤回。救助款物发放、接收和服务记录不在其内（社会救助法第七十条）。
      </p>
      <LongTextField form={form} name="ground" label={labels.ground} rows={3} maxLength={300} />
    </Form>
  )
}

function Lists({ rows }: { rows: readonly ListRow[] }) {
  return (
    <Panel title="清单" count={rows.length}>
      {rows.length === 0 ? (
        <p className="gy-help">还没有提出过销毁清单。</p>
      ) : (
        <Table
          size="small"
          rowKey="id"
          dataSource={[...rows]}
          columns={listColumns}
          pagination={false}
          scroll={{ x: 'max-content' }}
        />
      )}
    </Panel>
  )
}

const listColumns: ColumnsType<ListRow> = [
  { title: '清单号', render: (_, row) => <Link to={`/archives/destruction/${row.id}`}>{row.number}</Link> },
  { title: '状态', render: (_, row) => <StatusTag of="销毁清单" word={listStatusText[row.status]} /> },
  { title: '档案', align: 'right', render: (_, row) => `${row.files}件` },
  { title: '提出', render: (_, row) => row.proposedName },
  { title: '批准', render: (_, row) => row.decidedName || '—' },
  { title: '销毁日', render: (_, row) => <Day day={row.destroyedOn ?? row.destroyOn} /> },
]
