/** 办理离院: the last day in the home; dispersed care begins the day after. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { Link } from '#ui/link.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { stays } from '../contract.ts'

const labels = { to: '在院最后一天', destination: '去向', reason: '原因', proof: '依据材料' }
const Schema = stays.operations.leave.input.omit({ stayId: true })
const choices = [
  { value: 'dispersed', label: '回家分散供养' },
  { value: 'other_home', label: '转到另一家机构' },
  { value: 'death', label: '去世' },
  { value: 'other', label: '其他' },
]

interface Resident {
  stayId: string
  name: string
  /** Null for whoever has no file here. */
  personId: string | null
}

export function Leave({ stayId, name, personId }: Resident) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        办理离院
      </Button>
      <Modal open={open} title={`办理离院：${name}`} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        {personId && (
          <p className="gy-help">
            去世的不在这里办理，请<Link to={`/deaths/new?person=${personId}`}>报告死亡</Link>，床位同时空出。
          </p>
        )}
        <LeaveForm stayId={stayId} filed={personId !== null} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function LeaveForm({ stayId, filed, onDone }: { stayId: string; filed: boolean; onDone: () => void }) {
  const form = useForm({ schema: Schema, draft: `stays.leave.${stayId}`, at: { to: 'to' } })
  const leave = useCommand(stays, 'leave', { answers: ['persons', 'reports'] })
  const say = useSay()
  return (
    <Form
      form={form}
      action="办理离院"
      labels={labels}
      onSend={(input) => leave.mutateAsync({ stayId, ...input })}
      onDone={() => {
        say('已办理离院')
        onDone()
      }}
    >
      <DayField form={form} name="to" label={labels.to} help="次日起转为分散供养，不断档、不重叠" />
      <RadioField
        form={form}
        name="destination"
        label={labels.destination}
        choices={filed ? choices.filter(({ value }) => value !== 'death') : choices}
      />
      <TextField form={form} name="reason" label={labels.reason} />
      <TextField form={form} name="proof" label={labels.proof} />
    </Form>
  )
}

const Withdrawal = stays.operations.withdraw.input.omit({ stayId: true })

/** 撤销: the entry itself was wrong; who really moved out, leaves. */
export function Withdraw({ stayId, name }: { stayId: string; name: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        撤销登记
      </Button>
      <Modal
        open={open}
        title={`撤销错误的入住登记：${name}`}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <WithdrawForm stayId={stayId} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function WithdrawForm({ stayId, onDone }: { stayId: string; onDone: () => void }) {
  const form = useForm({ schema: Withdrawal, draft: `stays.withdraw.${stayId}` })
  const withdraw = useCommand(stays, 'withdraw', { answers: ['persons', 'reports'] })
  const say = useSay()
  return (
    <Form
      form={form}
      action="撤销入住登记"
      labels={{ reason: '原因' }}
      onSend={(input) => withdraw.mutateAsync({ stayId, ...input })}
      onDone={() => {
        say('已撤销')
        onDone()
      }}
    >
      <p className="gy-help">
        只用于登记有误。实际离开的，请用“办理离院”。特困集中供养的，同时恢复为分散供养；两次登记都保留可查。
      </p>
      <TextField form={form} name="reason" label="原因" />
    </Form>
  )
}
