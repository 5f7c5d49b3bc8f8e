/** Three ways in: a clue of county or township, a serious problem reported at once, an error the provider tells itself. */
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import * as z from 'zod'
import { FindingKind, findings, kindText, NewFinding, Severity, severityText } from '#modules/findings/contract.ts'
import { delayHours } from '#modules/findings/rules.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, PickField, RadioField } from '#ui/fields.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay } from '#ui/me.tsx'
import { MomentField } from '#ui/moment-field.tsx'
import { now, useMonth } from '#ui/place.ts'
import { choicesIn } from '#ui/choices.ts'
import { UploadField } from '#ui/upload-field.tsx'
import { PlaceFields, placeLabels, usePlaceOfMine } from './finding-place.tsx'

const { record, reportIncident, selfReport } = findings.operations
const ClueFields = record.input.omit({ month: true }).extend({
  kind: FindingKind,
  severity: Severity,
  source: z.enum(['callback', 'platform', 'inspection']),
})
const IncidentFields = reportIncident.input.omit({ month: true })
const OwnFields = selfReport.input.omit({ month: true })
type Common = Pick<z.input<typeof NewFinding>, 'organisationId' | 'townshipId' | 'kind' | 'facts'>

const sources = { callback: '电话回访', platform: '平台监测', inspection: '现场检查' }
const labels = {
  ...placeLabels,
  kind: '问题',
  severity: '严重程度',
  source: '来源',
  facts: '事实',
  knownAt: '知道的时间',
  delayReason: '迟报说明',
  fileId: '附件',
}

type Way = 'record' | 'reportIncident' | 'selfReport'
const titles: Record<Way, string> = {
  record: '登记问题线索',
  reportIncident: '上报严重问题',
  selfReport: '自报差错',
}

/** The buttons one may use, each with its form in a window of its own. */
export function NewFindings() {
  const may = useMay()
  const [open, setOpen] = useState<Way>()
  const ways = (['selfReport', 'reportIncident', 'record'] as const).filter((way) => may(`findings.${way}`))
  const close = () => setOpen(undefined)
  return (
    <>
      {ways.map((way) => (
        <Button key={way} type={way === 'selfReport' ? 'primary' : 'default'} onClick={() => setOpen(way)}>
          {titles[way]}
        </Button>
      ))}
      <Modal
        open={open !== undefined}
        title={open && titles[open]}
        footer={null}
        width={640}
        onCancel={close}
        destroyOnHidden
      >
        {open === 'record' && <Clue onDone={close} />}
        {open === 'reportIncident' && <Incident onDone={close} />}
        {open === 'selfReport' && <Own onDone={close} />}
      </Modal>
    </>
  )
}

function WhatHappened({ form, children }: { form: FieldForm; children?: ReactNode }) {
  return (
    <>
      <PlaceFields form={form} />
      <PickField form={form} name="kind" label={labels.kind} choices={choicesIn(kindText)} />
      {children}
      <LongTextField form={form} name="facts" label={labels.facts} maxLength={1000} />
      <UploadField
        form={form}
        name="fileId"
        label={labels.fileId}
        most={1}
        write={(files) => files[0]?.fileId ?? null}
      />
    </>
  )
}

interface FormProps {
  onDone: () => void
}

const refreshed = { answers: ['duties'] }

function Clue({ onDone }: FormProps) {
  const { month } = useMonth()
  const say = useSay()
  const send = useCommand(findings, 'record', refreshed)
  const initial: Partial<Common> = usePlaceOfMine()
  const form = useForm({ schema: ClueFields, draft: 'findings.record', initial, neverKept: ['fileId'] })
  return (
    <Form
      form={form}
      action="登记问题线索"
      labels={labels}
      onSend={(input) => send.mutateAsync({ ...input, month })}
      onDone={() => {
        say('线索已登记，待核实')
        onDone()
      }}
    >
      <WhatHappened form={form}>
        <RadioField form={form} name="severity" label={labels.severity} choices={choicesIn(severityText)} />
        <RadioField form={form} name="source" label={labels.source} choices={choicesIn(sources)} />
      </WhatHappened>
    </Form>
  )
}

function Incident({ onDone }: FormProps) {
  const { month } = useMonth()
  const say = useSay()
  const send = useCommand(findings, 'reportIncident', refreshed)
  const initial: Partial<Common> = usePlaceOfMine()
  const form = useForm({ schema: IncidentFields, draft: 'findings.reportIncident', initial, neverKept: ['fileId'] })
  const report = async (input: z.input<typeof IncidentFields>) => {
    const { number, hours } = await send.mutateAsync({ ...input, month })
    say(`已上报，编号${number}，距知道${hours}小时`)
  }
  return (
    <Form form={form} action="上报严重问题" labels={labels} onSend={report} onDone={onDone}>
      <p className="gy-note">严重服务质量问题应当及时上报县民政部门。人身危险请先拨打120、110，再上报。</p>
      <WhatHappened form={form}>
        <MomentField form={form} name="knownAt" label={labels.knownAt} />
        <Delay knownAt={form.values['knownAt']} />
        <LongTextField
          form={form}
          name="delayReason"
          label={labels.delayReason}
          rows={2}
          help="没有当即上报的，写明原因；县里会看到知道和上报的时间差。"
        />
      </WhatHappened>
    </Form>
  )
}

/** What the county will read beside the report. */
function Delay({ knownAt }: { knownAt: unknown }) {
  if (typeof knownAt !== 'string') return null
  const hours = delayHours(knownAt, now())
  if (hours < 0) return <p className="gy-fault">知道的时间晚于现在，请核对。</p>
  const text = hours < 48 ? `${hours}小时` : `${Math.floor(hours / 24)}天`
  return <output className={hours < 24 ? 'gy-help' : 'gy-warning'}>从知道到现在已过{text}。</output>
}

function Own({ onDone }: FormProps) {
  const { month } = useMonth()
  const say = useSay()
  const send = useCommand(findings, 'selfReport', refreshed)
  const initial: Partial<Common> = usePlaceOfMine()
  const form = useForm({ schema: OwnFields, draft: 'findings.selfReport', initial, neverKept: ['fileId'] })
  const report = async (input: z.input<typeof OwnFields>) => {
    const { number, honest } = await send.mutateAsync({ ...input, month })
    say(honest ? `已自报，编号${number}，按自报差错处理` : `已自报，编号${number}；县里已先有线索，不按自报差错处理`)
  }
  return (
    <Form form={form} action="自报差错" labels={labels} onSend={report} onDone={onDone}>
      <p className="gy-note">
        在别人发现之前自己报告的差错，按容错纠错处理：核实后最多只扣没有提供的那部分服务费，不作弄虚作假。
      </p>
      <WhatHappened form={form} />
    </Form>
  )
}
