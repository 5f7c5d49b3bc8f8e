/** What may be done to one agreement besides its next step: change the draft, send it back, draft the one that follows. */
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type * as z from 'zod'
import { addDays, addYears } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { LongTextField, PickField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { useGo } from '#ui/link.tsx'
import { DayField, MoneyField } from '#ui/number-fields.tsx'
import { type AgreementPage, agreements } from '../contract.ts'
import { ClauseFields, writtenOf } from './clause-fields.tsx'

const labels = {
  from: '协议起期',
  to: '协议止期',
  priceKind: '有偿无偿',
  priceFen: '每月价格',
  rosterFixedOn: '名册确定日',
  reason: '原因',
}
const prices = [
  { value: 'free', label: '无偿（价格写0）' },
  { value: 'paid', label: '有偿' },
]

function TermFields({ form }: { form: FieldForm }) {
  return (
    <div className="gy-two">
      <DayField form={form} name="from" label={labels.from} />
      <DayField form={form} name="to" label={labels.to} />
      <PickField form={form} name="priceKind" label={labels.priceKind} choices={prices} />
      <MoneyField form={form} name="priceFen" label={labels.priceFen} />
      <DayField form={form} name="rosterFixedOn" label={labels.rosterFixedOn} help="名册在系统内锁定的不用填。" />
    </div>
  )
}

const priceOf = ({ priceKind, priceFen }: AgreementPage) => ({
  priceKind,
  priceFen: priceFen === null ? null : Number(priceFen),
})

export function EditButton({ page }: { page: AgreementPage }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>修改草稿</Button>
      <Modal
        open={open}
        title={`修改协议草稿 ${page.number}`}
        width={760}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <EditForm page={page} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

interface FormProps {
  page: AgreementPage
  onDone: () => void
}

function EditForm({ page, onDone }: FormProps) {
  const say = useSay()
  const edit = useCommand(agreements, 'edit', { answers: ['duties'] })
  const { id, version, from, to, rosterFixedOn, contents } = page
  const clauses = Object.fromEntries(contents.map(({ code, text }) => [code, text]))
  const form = useForm({
    schema: agreements.operations.edit.input,
    draft: `agreements.edit.${id}.${version}`,
    initial: { agreementId: id, version, from, to, rosterFixedOn, clauses, ...priceOf(page) },
  })
  return (
    <Form
      form={form}
      action="保存草稿"
      labels={labels}
      onSend={(input) => edit.mutateAsync({ ...input, clauses: writtenOf(input.clauses) })}
      onDone={() => {
        say('草稿已修改')
        onDone()
      }}
    >
      <TermFields form={form} />
      <ClauseFields form={form} titles={contents} />
    </Form>
  )
}

/** The next term follows the old one day by day. */
export function RenewButton({ page }: { page: AgreementPage }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>续签</Button>
      <Modal
        open={open}
        title={`续签或重签 ${page.number} ${page.person}`}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <RenewForm page={page} />
      </Modal>
    </>
  )
}

function RenewForm({ page }: { page: AgreementPage }) {
  const say = useSay()
  const go = useGo()
  const renew = useCommand(agreements, 'renew', { answers: ['duties'] })
  const from = addDays(page.effectiveTo ?? page.to, 1)
  const form = useForm({
    schema: agreements.operations.renew.input,
    draft: `agreements.renew.${page.id}`,
    initial: {
      agreementId: page.id,
      from,
      to: addDays(addYears(from, 1), -1),
      reason: '协议到期续签',
      ...priceOf(page),
    },
  })
  const send = async (input: z.input<typeof agreements.operations.renew.input>) => {
    const { agreementId, number } = await renew.mutateAsync(input)
    say(`已拟定${number}，接续${page.number}`)
    go(`/agreements/${agreementId}`)
  }
  return (
    <Form form={form} action="拟定续签协议" labels={labels} onSend={send}>
      <p className="gy-note">新协议签齐生效的前一天，原协议自动终止，照料不中断。内容按现行范本和等级重新拟定。</p>
      <TermFields form={form} />
      <LongTextField
        form={form}
        name="reason"
        label={labels.reason}
        rows={2}
        maxLength={300}
        phrases={['协议到期续签', '能力等级变化，重签协议', '服务机构变更，重签协议']}
      />
    </Form>
  )
}

export function ReturnButton({ ids, onDone }: { ids: string[]; onDone?: () => void }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const back = useCommand(agreements, 'return', { answers: ['duties'] })
  const run = async () => {
    await back.mutateAsync({ ids, reason })
    say(ids.length === 1 ? '已退回' : `已退回${ids.length}份`)
    onDone?.()
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>退回</Button>
      <Confirm
        open={open}
        title={ids.length === 1 ? '退回这份协议？' : `退回${ids.length}份协议？`}
        verb="退回"
        onClose={() => setOpen(false)}
        onConfirm={run}
      >
        <p>退回后成为新一版草稿；已有的签署属于上一版，须重新签署。</p>
        <Input.TextArea
          aria-label="退回原因"
          placeholder="退回原因，如：服务地点与住址不一致"
          rows={3}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Confirm>
    </>
  )
}
