/** The step that comes next for a file, and the other things that may be done with it. */
import { dateText } from '#kernel/calendar.ts'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { Confirm } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { TextField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { archives, type ArchiveFile } from '../contract.ts'
import { Deed } from './deed.tsx'
import { HoldForm } from './holds.tsx'

interface Props {
  file: ArchiveFile
}
const answers = { answers: ['duties', 'persons.timeline'] }

export function Next({ file }: Props) {
  if (file.state === 'proposed') return <ConfirmClosing file={file} />
  if (file.state === 'offered')
    return (
      <Deed title="签收移交" of={file.name} needs="archives.receive" look="primary" stop={file.stops['receive']}>
        {(close) => <ReceiveForm file={file} onDone={close} />}
      </Deed>
    )
  if (file.state === 'closed')
    return (
      <Deed title="移交" of={file.name} needs="archives.offer" look="primary">
        {(close) => <OfferForm file={file} onDone={close} />}
      </Deed>
    )
  return file.status === 'to_close' ? <Propose file={file} /> : null
}

/** What is only missing on paper may be explained; everything else is done first. */
function Propose({ file }: Props) {
  const may = useMay()
  const propose = useCommand(archives, 'propose', answers)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const id = useId()
  if (!may('archives.propose')) return null
  const { personId } = file
  const lacks = file.checks.find(({ blocks }) => !blocks)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        提请归档
      </Button>
      <Confirm
        open={open}
        title={`提请归档：${file.name}？`}
        verb="提请归档"
        onClose={() => setOpen(false)}
        onConfirm={() => propose.mutateAsync({ personId, reason: reason.trim() })}
      >
        <p>由另一人确认后归档，按保管期限保管。归档前仍可补登材料。</p>
        {lacks && (
          <div className="gy-field">
            <label htmlFor={id}>{lacks.text}</label>
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={300}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
        )}
      </Confirm>
    </>
  )
}

function ConfirmClosing({ file }: Props) {
  const may = useMay()
  const confirm = useCommand(archives, 'confirm', answers)
  const giveBack = useCommand(archives, 'giveBack', answers)
  const [open, setOpen] = useState(false)
  const { personId } = file
  if (!may('archives.confirm')) return null
  const stop = file.stops['confirm']
  return (
    <>
      <ConfirmReason
        verb="退回补正"
        title={`退回${file.name}的归档？`}
        onConfirm={(words) => giveBack.mutateAsync({ personId, words })}
      >
        <p>退回后由经办补正，再提请归档。</p>
      </ConfirmReason>
      <Button type="primary" disabled={stop !== undefined} title={stop} onClick={() => setOpen(true)}>
        确认归档
      </Button>
      <Confirm
        open={open}
        title={`确认归档：${file.name}？`}
        verb="确认归档"
        onClose={() => setOpen(false)}
        onConfirm={() => confirm.mutateAsync({ personId })}
      >
        {file.keepThrough && file.destroyFrom && (
          <p>{`保管至${dateText(file.keepThrough)}，${dateText(file.destroyFrom)}起方可销毁。期限以后只能加长。`}</p>
        )}
        <Explained file={file} />
      </Confirm>
    </>
  )
}

/** What is still lacking, and what whoever proposed said of it: the second person confirms both. */
function Explained({ file }: Props) {
  const lacks = file.checks.filter(({ blocks }) => !blocks)
  const proposed = file.steps.findLast(({ kind }) => kind === 'propose')
  if (lacks.length === 0) return null
  return (
    <>
      {lacks.map(({ text }) => (
        <p key={text} className="gy-warning">
          ! {text}
        </p>
      ))}
      <p>
        {proposed?.byName}提请时说明：{proposed?.words || '没有写'}
      </p>
    </>
  )
}

export function Others({ file }: Props) {
  const may = useMay()
  const print = useCommand(archives, 'print')
  const fetchPackage = useCommand(archives, 'openPackage')
  const withdraw = useCommand(archives, 'withdraw', answers)
  const { personId } = file
  const give = (made: Promise<{ ticket: string }>) =>
    void made.then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  const handing = file.state === 'offered' || file.state === 'handed'
  return (
    <>
      {may('archives.print') && (
        <Button loading={print.isPending} onClick={() => give(print.mutateAsync({ personId, paper: 'catalogue' }))}>
          打印卷内目录
        </Button>
      )}
      {handing && may('archives.print') && (
        <Button onClick={() => give(print.mutateAsync({ personId, paper: 'handover' }))}>打印移交清单</Button>
      )}
      {handing && may('archives.openPackage') && (
        <Button loading={fetchPackage.isPending} onClick={() => give(fetchPackage.mutateAsync({ personId }))}>
          下载移交包
        </Button>
      )}
      {file.state === 'handed' && <Receipt file={file} />}
      {file.state === 'offered' && may('archives.withdraw') && (
        <ConfirmReason
          verb="撤回移交"
          title={`撤回${file.name}的移交？`}
          onConfirm={(words) => withdraw.mutateAsync({ personId, words })}
        >
          <p>撤回后可以补充材料，再次移交时重新生成移交包。</p>
        </ConfirmReason>
      )}
      {file.state !== 'handed' && file.state !== 'destroyed' && (
        <Deed title="暂缓销毁" of={file.name} needs="archives.hold" look="head">
          {(close) => <HoldForm file={file} onDone={close} />}
        </Deed>
      )}
      <ReasonsOf error={print.error ?? fetchPackage.error} action="打印或下载" />
    </>
  )
}

function Receipt({ file }: Props) {
  const may = useMay()
  const open = useCommand(archives, 'openReceipt')
  const fileId = file.steps.find(({ kind }) => kind === 'receive')?.fileId
  if (!fileId || !may('archives.openReceipt')) return null
  const show = () =>
    void open.mutateAsync({ personId: file.personId, fileId }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return <Button onClick={show}>下载回执</Button>
}

interface FormProps extends Props {
  onDone: () => void
}
const OfferInput = archives.operations.offer.input.omit({ personId: true })
const offerLabels = { receiver: '接收单位' }

function OfferForm({ file, onDone }: FormProps) {
  const form = useForm({ schema: OfferInput, draft: `archives.offer.${file.personId}` })
  const offer = useCommand(archives, 'offer', answers)
  return (
    <Form
      form={form}
      action="生成移交包并移交"
      labels={offerLabels}
      onSend={(input) => offer.mutateAsync({ ...input, personId: file.personId })}
      onDone={onDone}
    >
      <p className="gy-help">
        移交包含清单、摘要和卷内目录（PDF/A）、数据文件、全部扫描件，无需本系统即可阅读；逐件有校验码。数据中的身份证号、电话和收款账号是完整号码，制作和下载都记入操作留痕。打印移交清单，与纸质材料一起当面点交，对方签收后由另一人登记回执。
      </p>
      <TextField form={form} name="receiver" label={offerLabels.receiver} maxLength={100} />
    </Form>
  )
}

const ReceiveInput = archives.operations.receive.input.omit({ personId: true })
const receiveLabels = { signer: '接收人', receivedOn: '签收日期', receiptNo: '回执编号', fileId: '回执扫描件' }

function ReceiveForm({ file, onDone }: FormProps) {
  const form = useForm({ schema: ReceiveInput, draft: `archives.receive.${file.personId}` })
  const receive = useCommand(archives, 'receive', answers)
  return (
    <Form
      form={form}
      action="签收移交"
      labels={receiveLabels}
      onSend={(input) => receive.mutateAsync({ ...input, personId: file.personId })}
      onDone={onDone}
    >
      <p className="gy-help">
        接收单位：{file.receiver}。核对回执上的校验码：{file.packageSha256.slice(0, 16)}
      </p>
      <TextField form={form} name="signer" label={receiveLabels.signer} maxLength={60} />
      <DayField form={form} name="receivedOn" label={receiveLabels.receivedOn} />
      <TextField form={form} name="receiptNo" label={receiveLabels.receiptNo} maxLength={60} />
      <UploadField
        form={form}
        name="fileId"
        label={receiveLabels.fileId}
        most={1}
        write={(files) => files[0]?.fileId ?? null}
      />
    </Form>
  )
}
