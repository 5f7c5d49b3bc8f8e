/** Settlements that finance approved: invoice in, application out, and then a batch of them. */
import { Button, Modal, Table } from 'antd'
import { useState } from 'react'
import type { PlainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { Amount } from '#ui/amount.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField, MoneyField } from '#ui/number-fields.tsx'
import { Panel } from '#ui/page.tsx'
import { Reasons, ReasonsOf } from '#ui/reasons.tsx'
import { Answer } from '#ui/states.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { type Payable, payments } from '../contract.ts'

export function PayablePanel({ month }: { month: PlainMonth }) {
  const answer = useAnswer(payments, 'payable', { month })
  const may = useMay()
  return (
    <Answer answer={answer} lines={2}>
      {(rows) =>
        rows.length > 0 && (
          <Panel
            title={rows.some(({ batch }) => !batch) ? '待付的结算' : '已列入批次的结算'}
            count={rows.filter(({ batch }) => !batch).length || rows.length}
            extra={may('payments.makeBatch') && <MakeBatch month={month} rows={rows} />}
          >
            <PayableTable rows={rows} />
          </Panel>
        )
      }
    </Answer>
  )
}

function PayableTable({ rows }: { rows: readonly Payable[] }) {
  const lacking = rows.flatMap(({ statementId, missing }) => (missing.length > 0 ? [statementId] : []))
  return (
    <Table
      size="small"
      rowKey="statementId"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={[...rows]}
      expandable={{
        showExpandColumn: false,
        expandedRowKeys: lacking,
        expandedRowRender: (row) => <Reasons reasons={row.missing} action="提交支付申请" />,
      }}
      columns={[
        { title: '服务机构', dataIndex: 'organisation' },
        {
          title: '结算单',
          render: (_, row) => <Link to={`/settlements/${row.statementId}`}>{row.statementNumber}</Link>,
        },
        { title: '应付（元）', align: 'right', render: (_, row) => <Amount fen={row.payableFen} as="column" /> },
        { title: '验收报告', render: (_, row) => row.reportNo ?? '—' },
        { title: '合同已用，不含本次（元）', align: 'right', render: (_, row) => <Used row={row} /> },
        { title: '依据', render: (_, row) => <Basis citations={row.citations} value="及时支付" /> },
        { title: '办理', render: (_, row) => <Step row={row} /> },
      ]}
    />
  )
}

function Used({ row }: { row: Payable }) {
  return (
    <>
      <Amount fen={row.usedFen} as="column" />
      {row.contractSumFen !== null && (
        <>
          ／<Amount fen={row.contractSumFen} as="column" />
        </>
      )}
      <div className="gy-help">{row.contractNumber}</div>
    </>
  )
}

/** What comes next for it: the application, its batch, or nothing before what is missing is there. */
function Step({ row }: { row: Payable }) {
  const may = useMay()
  if (row.batch) return <Link to={`/payments/${row.batch.id}`}>{`已在批次${row.batch.number}`}</Link>
  if (row.application)
    return (
      <>
        {`支付申请${row.application.number}，发票${row.application.invoiceNumber} `}
        {may('payments.withdrawApplication') && <Withdraw application={row.application} />}
      </>
    )
  return may('payments.apply') && row.missing.length === 0 ? <Apply row={row} /> : '—'
}

function Withdraw({ application }: { application: { id: string; number: string } }) {
  const withdraw = useCommand(payments, 'withdrawApplication', { answers: ['duties'] })
  const say = useSay()
  return (
    <ConfirmReason
      verb="撤回申请"
      small
      title={`撤回支付申请${application.number}？`}
      onConfirm={async (reason) => {
        await withdraw.mutateAsync({ applicationId: application.id, reason })
        say('已撤回支付申请')
      }}
    >
      <p>撤回后可以改正发票重新提交；发票号码可以再用。</p>
    </ConfirmReason>
  )
}

const labels = {
  invoiceNumber: '发票号码',
  invoiceOn: '开票日期',
  invoiceFen: '发票金额（元）',
  fileId: '发票',
  budgetLine: '预算科目',
}
const Schema = payments.operations.apply.input.omit({ statementId: true })

function Apply({ row }: { row: Payable }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        提交支付申请
      </Button>
      <Modal
        open={open}
        title={`提交支付申请：${row.organisation}`}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <ApplyForm row={row} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function ApplyForm({ row, onDone }: { row: Payable; onDone: () => void }) {
  const initial = { invoiceFen: Number(row.payableFen), budgetLine: row.budgetLine }
  const form = useForm({ schema: Schema, draft: `payments.apply.${row.statementId}`, initial })
  const apply = useCommand(payments, 'apply', { answers: ['duties'] })
  const say = useSay()
  return (
    <Form
      form={form}
      action="提交支付申请"
      labels={labels}
      onSend={(input) => apply.mutateAsync({ statementId: row.statementId, ...input })}
      onDone={() => {
        say('已提交支付申请')
        onDone()
      }}
    >
      <TextField form={form} name="invoiceNumber" label={labels.invoiceNumber} />
      <DayField form={form} name="invoiceOn" label={labels.invoiceOn} />
      <MoneyField
        form={form}
        name="invoiceFen"
        label={labels.invoiceFen}
        help={`应等于应付金额${yuanText(row.payableFen)} 元`}
      />
      <TextField form={form} name="budgetLine" label={labels.budgetLine} />
      <UploadField form={form} name="fileId" label={labels.fileId} most={1} write={(files) => files[0]?.fileId} />
    </Form>
  )
}

function MakeBatch({ month, rows }: { month: PlainMonth; rows: readonly Payable[] }) {
  const make = useCommand(payments, 'makeBatch', { answers: ['duties'] })
  const go = useGo()
  const applicationIds = rows.flatMap(({ application }) => (application?.status === 'open' ? [application.id] : []))
  if (applicationIds.length === 0) return null
  const run = async () => {
    const { batchId } = await make.mutateAsync({ month, applicationIds })
    go(`/payments/${batchId}`)
  }
  return (
    <>
      <Button type="primary" loading={make.isPending} onClick={() => void run().catch(() => {})}>
        生成批次
      </Button>
      <ReasonsOf error={make.error} action="生成批次" />
    </>
  )
}
