/** [更正]: the provider writes a second entry; both are shown, the later one counts (screens 4.11). */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { Instant } from '#kernel/calendar.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, MultiField, PickField, RadioField, TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { MomentField } from '#ui/moment-field.tsx'
import { type VisitDetail, visits } from '../contract.ts'
import { confirmationText, verdictText } from '../words.ts'

const Fields = z.object({
  carerId: z.uuid('请选择服务人员'),
  startedAt: Instant,
  endedAt: Instant,
  services: z.array(z.string()).default([]),
  contents: z.array(z.string()).default([]),
  confirmation: z.enum(['signature', 'code', 'voice', 'neighbour', 'none']),
  confirmedBy: z.string().trim().max(60).default(''),
  reason: z.string().trim().min(4, '请写明理由，至少4个字').max(500),
})
const labels = {
  carerId: '服务人员',
  startedAt: '开始时间',
  endedAt: '结束时间',
  services: '服务项目',
  contents: '照料内容',
  confirmation: '确认方式',
  confirmedBy: '确认人',
  reason: '更正理由',
}

export function CorrectButton({ visit, onDone }: { visit: VisitDetail; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>更正这条记录</Button>
      <Modal
        open={open}
        title={`更正${visit.person}的服务记录`}
        width={680}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <CorrectForm
          visit={visit}
          onDone={() => {
            setOpen(false)
            onDone()
          }}
        />
      </Modal>
    </>
  )
}

/** Place, card and photos are evidence of the hour itself: they go over to the correction unchanged. */
const unchanged = ({ position, cardScanned, photoHashes, note }: VisitDetail) => ({
  position: position && {
    longitude: position.longitude,
    latitude: position.latitude,
    datum: position.datum,
    accuracy: position.accuracy,
  },
  cardScanned,
  photos: photoHashes,
  note,
})

function CorrectForm({ visit, onDone }: { visit: VisitDetail; onDone: () => void }) {
  const say = useSay()
  const correct = useCommand(visits, 'correct', { answers: ['duties', 'board'] })
  const choices = useAnswer(visits, 'choices', { month: visit.month })
  const { carerId, startedAt, endedAt, services, contents, confirmation, confirmedBy } = visit
  const form = useForm({
    schema: Fields,
    draft: `visits.correct.${visit.id}`,
    initial: { carerId, startedAt, endedAt, services, contents, confirmation, confirmedBy },
  })
  const [id] = useState(() => crypto.randomUUID())
  const send = async ({ reason, ...given }: z.input<typeof Fields>) => {
    const next = { ...unchanged(visit), ...given, id, personId: visit.personId }
    const { verdict } = await correct.mutateAsync({ visitId: visit.id, visit: next, reason })
    say(`已更正${verdict ? `，核验为${verdictText[verdict]}` : ''}；原记录保留`)
  }
  const picks = (rows: ReadonlyArray<{ code: string; title: string }> | undefined) =>
    (rows ?? []).map(({ code, title }) => ({ value: code, label: title }))
  return (
    <Form form={form} action="提交更正" labels={labels} onSend={send} onDone={onDone}>
      <p className="gy-note">更正是第二条记录，两条都显示，只计后一条；不能换成另一个人。更正后重新核验。</p>
      <div className="gy-two">
        <MomentField form={form} name="startedAt" label={labels.startedAt} />
        <MomentField form={form} name="endedAt" label={labels.endedAt} />
      </div>
      <PickField
        form={form}
        name="carerId"
        label={labels.carerId}
        choices={(choices.data?.carers ?? []).map((carer) => ({ value: carer.id, label: carer.name }))}
      />
      <MultiField form={form} name="services" label={labels.services} choices={picks(choices.data?.services)} />
      <MultiField form={form} name="contents" label={labels.contents} choices={picks(choices.data?.contents)} />
      <RadioField
        form={form}
        name="confirmation"
        label={labels.confirmation}
        choices={Object.entries(confirmationText).map(([value, label]) => ({ value, label }))}
      />
      <TextField form={form} name="confirmedBy" label={labels.confirmedBy} />
      <LongTextField form={form} name="reason" label={labels.reason} rows={2} />
    </Form>
  )
}
