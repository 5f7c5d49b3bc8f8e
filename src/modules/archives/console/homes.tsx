/** 机构档案: what each home holds, the closed ones first, and how it goes on to the county or another home (BJ-12.4, A-35). */
import { Button, Table } from 'antd'
import type { ColumnsType } from 'antd/es/table'
import type { OutputOf } from '#kernel/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { Day } from '#ui/dates.tsx'
import { LongTextField, PickField, TextField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import * as z from 'zod'
import { archives } from '../contract.ts'
import type { HomeFiles, Transfer } from '../keeping-contract.ts'
import { Deed } from './deed.tsx'

type Found = OutputOf<(typeof archives)['operations']['homeFiles']>

export function HomeFilesPage() {
  const answer = useAnswer(archives, 'homeFiles', {})
  return (
    <PageBody title="机构档案" way={[{ title: '档案', to: '/archives' }]}>
      <Answer answer={answer}>{(found) => <Shown found={found} />}</Answer>
    </PageBody>
  )
}

function Shown({ found }: { found: Found }) {
  const { rows, transfers, countyHolds, citations } = found
  return (
    <>
      <Panel title="机构保管的档案" count={rows.length}>
        <p className="gy-help">
          {countyHolds
            ? '按规定，本县特困人员的档案由县级保管，机构不保管。'
            : '入住机构期间的档案由机构保管；机构停办的，全部移交县级或另一家机构，保管期从服务终止之日起算，不重新起算。'}{' '}
          <Basis citations={citations} />
        </p>
        {rows.length === 0 ? (
          <Empty>现在没有机构保管的档案。</Empty>
        ) : (
          <Table
            size="small"
            rowKey="organisationId"
            dataSource={rows}
            columns={homeColumns(rows)}
            pagination={false}
            expandable={{ expandedRowRender: (row) => <Files organisationId={row.organisationId} /> }}
            scroll={{ x: 'max-content' }}
          />
        )}
      </Panel>
      <Panel title="移交" count={transfers.length}>
        {transfers.length === 0 ? (
          <p className="gy-help">还没有移交过。</p>
        ) : (
          <Table
            size="small"
            rowKey="id"
            dataSource={transfers}
            columns={transferColumns}
            pagination={false}
            scroll={{ x: 'max-content' }}
          />
        )}
      </Panel>
    </>
  )
}

const homeColumns = (homes: readonly HomeFiles[]): ColumnsType<HomeFiles> => [
  { title: '机构', render: (_, row) => row.name },
  {
    title: '状态',
    render: (_, row) =>
      row.closedOn ? (
        <FamilyTag family="red" text={`已停办 ${row.closedOn}`} />
      ) : (
        <FamilyTag family="green" text="在办" />
      ),
  },
  { title: '保管档案', align: 'right', render: (_, row) => `${row.files}件` },
  { title: '其中已终止供养', align: 'right', render: (_, row) => `${row.over}件` },
  {
    title: '办理',
    render: (_, row) => (
      <Deed
        title="移交"
        of={`${row.name}，${row.closedOn ? row.files : row.over}件`}
        needs="archives.sendTransfer"
        look="link"
        stop={row.closedOn || row.over > 0 ? undefined : '机构在运行，只移交已终止供养的人员的档案；现在没有'}
      >
        {(close) => <SendForm home={row} homes={homes} onDone={close} />}
      </Deed>
    ),
  },
]

function Files({ organisationId }: { organisationId: string }) {
  const answer = useAnswer(archives, 'homeFileList', { organisationId })
  return (
    <Answer answer={answer} lines={3}>
      {({ rows }) => (
        <Table
          size="small"
          rowKey="personId"
          dataSource={rows}
          pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
          columns={[
            {
              title: '档案号',
              render: (_, row) => <Link to={`/archives/${row.personId}`}>{row.fileNo || '未编号'}</Link>,
            },
            { title: '人员', render: (_, row) => <PersonLink personId={row.personId} name={row.name} /> },
            { title: '服务终止日', render: (_, row) => (row.endedOn ? <Day day={row.endedOn} /> : '在供养') },
            { title: '保管至', render: (_, row) => <Day day={row.keepThrough} /> },
            { title: '材料', align: 'right', render: (_, row) => row.papers },
            { title: '移交', render: (_, row) => (row.onTheWay ? '移交途中' : '—') },
          ]}
        />
      )}
    </Answer>
  )
}

const SendInput = z.object({
  to: z.string('请选择接收单位'),
  giver: archives.operations.sendTransfer.input.shape.giver,
  words: archives.operations.sendTransfer.input.shape.words,
})
const sendLabels = { to: '接收单位', giver: '移交人', words: '说明' }
const county = 'county'

function SendForm({ home, homes, onDone }: { home: HomeFiles; homes: readonly HomeFiles[]; onDone: () => void }) {
  const form = useForm({
    schema: SendInput,
    draft: `archives.transfer.${home.organisationId}`,
    initial: { to: county },
  })
  const send = useCommand(archives, 'sendTransfer', { answers: ['duties'] })
  const others = homes.filter(
    ({ organisationId, closedOn }) => closedOn === null && organisationId !== home.organisationId,
  )
  const choices = [
    { value: county, label: '县级民政部门' },
    ...others.map(({ organisationId, name }) => ({ value: organisationId, label: name })),
  ]
  return (
    <Form
      form={form}
      action="登记移交"
      labels={sendLabels}
      onSend={({ to, giver, words = '' }) =>
        send.mutateAsync({ organisationId: home.organisationId, toId: to === county ? null : to, giver, words })
      }
      onDone={onDone}
    >
      <p className="gy-help">登记后打印移交清单，随纸质档案当面点交；接收方签字后，由另一人登记签收。</p>
      <PickField form={form} name="to" label={sendLabels.to} choices={choices} />
      <TextField form={form} name="giver" label={sendLabels.giver} maxLength={60} />
      <LongTextField form={form} name="words" label={sendLabels.words} rows={2} maxLength={300} />
    </Form>
  )
}

const transferTag = {
  sent: { family: 'orange', text: '待签收' },
  received: { family: 'green', text: '已签收' },
  withdrawn: { family: 'neutral', text: '已撤回' },
} as const

const transferColumns: ColumnsType<Transfer> = [
  { title: '编号', render: (_, row) => row.number },
  { title: '移出', render: (_, row) => row.fromName },
  { title: '接收', render: (_, row) => row.toName },
  { title: '档案', align: 'right', render: (_, row) => `${row.files}件` },
  { title: '状态', render: (_, row) => <FamilyTag {...transferTag[row.status]} /> },
  { title: '移交', render: (_, row) => `${row.madeOn} ${row.giver}` },
  { title: '签收', render: (_, row) => (row.receivedOn ? `${row.receivedOn} ${row.receiver}` : '—') },
  { title: '办理', render: (_, row) => <TransferDeeds row={row} /> },
]

function TransferDeeds({ row }: { row: Transfer }) {
  const may = useMay()
  const withdraw = useCommand(archives, 'withdrawTransfer', { answers: ['duties'] })
  const print = useCommand(archives, 'printTransfer')
  const transferId = row.id
  return (
    <>
      {may('archives.printTransfer') && (
        <Button
          type="link"
          size="small"
          loading={print.isPending}
          onClick={() =>
            void print.mutateAsync({ transferId }).then(
              ({ ticket }) => download(ticket),
              () => {},
            )
          }
        >
          打印清单
        </Button>
      )}
      {row.status === 'sent' && (
        <>
          <Deed
            title="签收"
            of={row.number}
            needs="archives.receiveTransfer"
            look="link"
            stop={row.mine ? '移交由您登记，签收须由另一人办理' : undefined}
          >
            {(close) => <ReceiveForm transferId={transferId} onDone={close} />}
          </Deed>
          {may('archives.withdrawTransfer') && (
            <ConfirmReason
              verb="撤回"
              title={`撤回${row.number}？`}
              small
              onConfirm={(words) => withdraw.mutateAsync({ transferId, words })}
            >
              <p>撤回后档案仍由{row.fromName}保管，可以重新移交。</p>
            </ConfirmReason>
          )}
        </>
      )}
    </>
  )
}

const ReceiveInput = archives.operations.receiveTransfer.input.omit({ transferId: true })
const receiveLabels = { receiver: '接收人', receivedOn: '签收日期' }

function ReceiveForm({ transferId, onDone }: { transferId: string; onDone: () => void }) {
  const form = useForm({ schema: ReceiveInput, draft: `archives.transfer.receive.${transferId}` })
  const receive = useCommand(archives, 'receiveTransfer', { answers: ['duties'] })
  return (
    <Form
      form={form}
      action="登记签收"
      labels={receiveLabels}
      onSend={(input) => receive.mutateAsync({ ...input, transferId })}
      onDone={onDone}
    >
      <TextField form={form} name="receiver" label={receiveLabels.receiver} maxLength={60} />
      <DayField form={form} name="receivedOn" label={receiveLabels.receivedOn} />
    </Form>
  )
}
