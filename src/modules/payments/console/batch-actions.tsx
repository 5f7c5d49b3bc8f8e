/** What may be done with a batch in its present state: file out, return in, reconcile, print, give up. */
import { Button, Input, Radio } from 'antd'
import { useId, useState } from 'react'
import * as z from 'zod'
import { yuanText } from '#kernel/money.ts'
import { useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Upload, type Uploaded } from '#ui/upload.tsx'
import { payments } from '../contract.ts'
import type { Details } from './batch.tsx'

export function BatchActions({ details }: { details: Details }) {
  const may = useMay()
  const { status } = details.batch
  const sent = status === 'exported' || status === 'returned'
  return (
    <>
      {may('payments.print') && <Print details={details} />}
      {may('payments.exportFile') && (status === 'finance_approved' || status === 'exported') && (
        <ExportFile details={details} />
      )}
      {may('payments.importReturn') && sent && <ImportReturn batchId={details.batch.id} />}
      {may('payments.cancelBatch') && status === 'draft' && <Cancel details={details} />}
      {may('payments.reconcile') && status === 'returned' && <Reconcile batchId={details.batch.id} />}
    </>
  )
}

function Cancel({ details: { batch } }: { details: Details }) {
  const cancel = useCommand(payments, 'cancelBatch', { answers: ['duties'] })
  const say = useSay()
  return (
    <ConfirmReason
      verb="作废"
      danger
      title={`作废批次${batch.number}？`}
      onConfirm={async (reason) => {
        await cancel.mutateAsync({ batchId: batch.id, reason })
        say(`已作废${batch.number}`)
      }}
    >
      <p>{`本批次${batch.itemCount}笔${yuanText(batch.totalFen)} 元都不发放，支付申请退回“待付的结算”，花名册可以重新生成。编号不再使用。`}</p>
    </ConfirmReason>
  )
}

function Print({ details: { batch } }: { details: Details }) {
  const print = useCommand(payments, 'print')
  const run = (paper: 'approval' | 'public') =>
    void print.mutateAsync({ batchId: batch.id, paper }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  const list = useCommand(payments, 'exportItems')
  const items = () =>
    void list.mutateAsync({ batchId: batch.id, format: 'pdf' }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      <Button loading={print.isPending} onClick={() => run('approval')}>
        打印审批表
      </Button>
      <Button loading={list.isPending} onClick={items}>
        打印明细表
      </Button>
      {batch.purpose === 'living' && <Button onClick={() => run('public')}>打印公示表</Button>}
      <ReasonsOf error={print.error ?? list.error} action="打印" />
    </>
  )
}

const shapes = {
  own: { label: '本县银行文件格式', asked: {} },
  utf8: { label: 'CSV（UTF-8）', asked: { format: 'csv', encoding: 'utf8' } },
  gb18030: { label: 'CSV（GB 18030）', asked: { format: 'csv', encoding: 'gb18030' } },
  xlsx: { label: 'Excel', asked: { format: 'xlsx' } },
} as const
const Shape = z.enum(['own', 'utf8', 'gb18030', 'xlsx'])
const shapeOptions = Shape.options.map((value) => ({ value, label: shapes[value].label }))

function ExportFile({ details: { batch } }: { details: Details }) {
  const [open, setOpen] = useState(false)
  const [shape, setShape] = useState<z.infer<typeof Shape>>('own')
  const give = useCommand(payments, 'exportFile', { answers: ['duties', 'ledger'] })
  const say = useSay()
  const run = async () => {
    const file = await give.mutateAsync({ batchId: batch.id, ...shapes[shape].asked })
    download(file.ticket)
    say(`${file.name}已导出，批次已锁定。SHA-256校验码${file.hash.slice(0, 16)}…，全文见办理经过`)
  }
  return (
    <>
      <Button type={batch.status === 'finance_approved' ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        导出银行文件
      </Button>
      <Confirm
        open={open}
        title={`导出批次${batch.number}的银行文件？`}
        verb="导出"
        onClose={() => setOpen(false)}
        onConfirm={run}
      >
        <p>{`导出后批次锁定。文件：${batch.itemCount}笔，${yuanText(batch.totalFen)} 元。`}</p>
        {batch.status === 'exported' && (
          <p role="alert">这个批次已经导出过。已送银行的，不要再送第二次，否则会重复付款。</p>
        )}
        <Radio.Group
          aria-label="文件格式"
          value={shape}
          options={shapeOptions}
          onChange={(event) => setShape(Shape.parse(event.target.value))}
        />
        <p className="gy-help">
          列和列名按政策依据中的“银行文件格式”。校验码记入办理经过，送到银行后可以核对文件没有被改。
        </p>
      </Confirm>
    </>
  )
}

function ImportReturn({ batchId }: { batchId: string }) {
  const [open, setOpen] = useState(false)
  const [files, setFiles] = useState<readonly Uploaded[]>([])
  const take = useCommand(payments, 'importReturn', { answers: ['duties', 'ledger', 'notices'] })
  const say = useSay()
  const run = async () => {
    const answer = await take.mutateAsync({ batchId, fileId: files[0]?.fileId ?? '' })
    say(`成功${answer.paid}笔，退回${answer.failed}笔，对不上${answer.unknown.length}行`)
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>导入回盘</Button>
      <Confirm open={open} title="导入银行回盘？" verb="导入" onClose={() => setOpen(false)} onConfirm={run}>
        <p>按序号和金额逐笔核对；对不上的行另列，不改动任何一笔。</p>
        <Upload label="回盘文件" value={files} onChange={setFiles} accept={['csv', 'xlsx', 'txt']} most={1} />
      </Confirm>
    </>
  )
}

function Reconcile({ batchId }: { batchId: string }) {
  const [open, setOpen] = useState(false)
  const [voucherNo, setVoucherNo] = useState('')
  const id = useId()
  const reconcile = useCommand(payments, 'reconcile', { answers: ['duties'] })
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        对账
      </Button>
      <Confirm
        open={open}
        title="对平这个批次？"
        verb="对账"
        onClose={() => setOpen(false)}
        onConfirm={() => reconcile.mutateAsync({ batchId, voucherNo })}
      >
        <p>应付、账上已付、银行回单三者相等才能对平。</p>
        <div className="gy-field">
          <label htmlFor={id}>凭证号 *</label>
          <Input id={id} value={voucherNo} maxLength={60} onChange={(event) => setVoucherNo(event.target.value)} />
        </div>
      </Confirm>
    </>
  )
}
