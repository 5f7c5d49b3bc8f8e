/** From the verified change straight into the bed, or out of it: everything the case knows stands there already. */
import { useState } from 'react'
import * as z from 'zod'
import { Refusal } from '#kernel/refusal.ts'
import { type HomeRow, stays } from '#modules/stays/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { Answer } from '#ui/states.tsx'
import type { ChangeDetails } from '../contract.ts'
import type { FormProps } from './change-deeds.tsx'
import { InWindow } from './in-window.tsx'

/** Verified, and now to be carried out: by whoever has the bed, at once. */
export function Place({ details }: { details: ChangeDetails }) {
  const may = useMay()
  const { row, bed } = details
  const into = row.kind === 'to_home'
  const verb = into ? '办理入住' : '办理离院'
  return (
    <>
      <span className="gy-help">
        {into ? '已核实，办理入住' : '已核实，办理离院'}当天供养方式改变，这件变更随之办结。
        {into && !may('stays.admit') && '由有机构的乡镇经办或县级经办办理。'}
      </span>
      {may(into ? 'stays.admit' : 'stays.leave') && (into || bed !== null) && (
        <InWindow verb={verb} title={`${verb}：${row.name}`} primary>
          {(close) =>
            into ? <AdmitHere details={details} onDone={close} /> : <LeaveHere details={details} onDone={close} />
          }
        </InWindow>
      )}
    </>
  )
}

const proofOf = ({ acts }: ChangeDetails): string => acts.findLast(({ kind }) => kind === 'verified')?.proof ?? ''

function AdmitHere({ details, onDone }: FormProps) {
  const answer = useAnswer(stays, 'homes', { pageSize: 200 })
  return (
    <Answer answer={answer} lines={5}>
      {({ rows }) => {
        const free = rows.filter(({ freeBeds, status }) => status === 'open' && freeBeds > 0)
        const near = free.toSorted((one, other) => apart(one, details) - apart(other, details))
        return near.length === 0 ? (
          <NoBed homes={rows.length} />
        ) : (
          <AdmitForm details={details} homes={near} onDone={onDone} />
        )
      }}
    </Answer>
  )
}

const apart = ({ township }: HomeRow, { row }: ChangeDetails): number => (township === row.township ? 0 : 1)

function NoBed({ homes }: { homes: number }) {
  return (
    <p className="gy-note">
      {homes === 0
        ? '您的辖区内没有供养机构。由县级救助经办或县级养老服务经办选机构办理，已列入其待办。'
        : '辖区内的机构都没有空床。有空床后再办理，或由县里安排到别的机构。'}
      <Link to="/homes">机构一览</Link>
    </p>
  )
}

const { from, reason, proof } = stays.operations.admit.input.shape
const Admitting = z.object({
  homeId: z.uuid('请选择供养机构'),
  from,
  reason,
  proof,
  override: z.string().trim().max(500, '最多500个字').optional(),
})

function AdmitForm({ details, homes, onDone }: FormProps & { homes: readonly HomeRow[] }) {
  const { row, facts } = details
  const [nearest] = homes
  const preset = nearest && (homes.length === 1 || apart(nearest, details) === 0) ? { homeId: nearest.id } : {}
  const form = useForm({
    schema: Admitting,
    draft: `endings.admit.${row.id}`,
    initial: { ...preset, from: today(), reason: facts.slice(0, 500), proof: proofOf(details) },
    at: { from: 'from', no_free_bed: 'homeId', closed: 'homeId' },
  })
  const admit = useCommand(stays, 'admit', { answers: ['endings', 'persons', 'reports', 'duties'] })
  const say = useSay()
  const [warned, setWarned] = useState(false)
  const labels = { homeId: '供养机构', from: '入住日', reason: '原因', proof: '依据材料', override: '仍要办理的理由' }
  const send = async (input: z.input<typeof Admitting>) => {
    try {
      const stay = { category: 'supported_centralised' as const, wish: 'yes' as const, personId: row.personId }
      await admit.mutateAsync({ ...input, ...stay })
      say('已办理入住，这件变更已办结')
    } catch (refusal) {
      // Only what is a rule of thumb (原则上) may be set aside, and only once it has been said.
      if (refusal instanceof Refusal) setWarned(refusal.reasons.every(({ warning }) => warning))
      throw refusal
    }
  }
  return (
    <Form form={form} action="办理入住" labels={labels} onSend={send} onDone={onDone}>
      <PickField
        form={form}
        name="homeId"
        label={labels.homeId}
        choices={homes.map(({ id, name, freeBeds }) => ({ value: id, label: `${name}（空床${freeBeds}张）` }))}
      />
      <DayField form={form} name="from" label={labels.from} help="本人愿意入住，核实时已查验意愿书" />
      <LongTextField form={form} name="reason" label={labels.reason} rows={2} maxLength={500} />
      <TextField form={form} name="proof" label={labels.proof} help="意愿书、协议的名称或文号" />
      {warned && (
        <LongTextField
          form={form}
          name="override"
          label={labels.override}
          rows={2}
          help="以上是“原则上”的要求，写明理由可以办理，随入住登记保存"
        />
      )}
    </Form>
  )
}

const Leaving = stays.operations.leave.input.pick({ to: true, reason: true, proof: true })

function LeaveHere({ details, onDone }: FormProps) {
  const { row, facts, bed } = details
  const form = useForm({
    schema: Leaving,
    draft: `endings.leave.${row.id}`,
    initial: { to: today(), reason: facts.slice(0, 500), proof: proofOf(details) },
    at: { to: 'to' },
  })
  const leave = useCommand(stays, 'leave', { answers: ['endings', 'persons', 'reports', 'duties'] })
  const say = useSay()
  const labels = { to: '在院最后一天', reason: '原因', proof: '依据材料' }
  const send = async (input: z.input<typeof Leaving>) => {
    await leave.mutateAsync({ ...input, stayId: bed?.stayId ?? '', destination: 'dispersed' })
    say('已办理离院，这件变更已办结')
  }
  return (
    <Form form={form} action="办理离院" labels={labels} onSend={send} onDone={onDone}>
      <p className="gy-note">{`离开${bed?.home ?? ''}，回家分散供养。`}</p>
      <DayField form={form} name="to" label={labels.to} help="次日起转为分散供养，不断档、不重叠" />
      <LongTextField form={form} name="reason" label={labels.reason} rows={2} maxLength={500} />
      <TextField form={form} name="proof" label={labels.proof} />
    </Form>
  )
}
