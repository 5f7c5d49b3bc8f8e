/** What is entered of a death, step by step; each writes one act that stays as it was said. */
import type { ReactNode } from 'react'
import * as z from 'zod'
import { Fen } from '#kernel/money.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { LongTextField, PickField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField, MoneyField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { UploadField } from '#ui/upload-field.tsx'
import {
  type DeathAct,
  type DeathDetails,
  deathActText,
  endings,
  EstateTaker,
  Issuer,
  issuerText,
  takerText,
} from '../contract.ts'

interface Props {
  details: DeathDetails
  onDone: () => void
}

const Confirming = endings.operations.confirmDeath.input.omit({ deathId: true })

export function ConfirmForm({ details: { row }, onDone }: Props) {
  const form = useForm({ schema: Confirming, draft: `endings.confirm.${row.id}`, initial: { on: today() } })
  const confirm = useCommand(endings, 'confirmDeath', { answers: ['duties'] })
  const say = useSay()
  const labels = { on: '核实日期', words: '怎样核实' }
  return (
    <Form
      form={form}
      action="登记核实"
      labels={labels}
      onSend={async (input) => {
        await confirm.mutateAsync({ ...input, deathId: row.id })
        say('已登记核实')
      }}
      onDone={onDone}
    >
      <DayField form={form} name="on" label={labels.on} />
      <LongTextField form={form} name="words" label={labels.words} help="如：到场、电话村（居）、与公安户籍核对" />
    </Form>
  )
}

const few = (title: string, most: number) => z.string().trim().max(most, `${title}最多${most}字`).optional()
const Recording = z.object({
  on: z.iso.date('请选择日期'),
  whom: few('内容', 100),
  issuer: Issuer.optional(),
  issuerName: few('出具单位', 100),
  no: few('编号', 60),
  way: z.enum(['cremation', 'burial', 'other']).optional(),
  place: few('地点', 100),
  amountFen: Fen.optional(),
  payer: few('内容', 60),
  voucher: few('凭证号', 60),
  receiver: few('内容', 100),
  witnesses: few('见证人', 100),
  taker: EstateTaker.optional(),
  name: few('姓名', 60),
  words: few('说明', 1000),
  proof: few('凭据', 200),
  fileIds: z.array(z.uuid()).optional(),
})
type Input = z.input<typeof Recording>
type Sent = z.input<(typeof endings)['operations']['recordDeath']['input']>['step']

const labels = {
  on: '日期',
  whom: '对方',
  issuer: '由谁出具',
  issuerName: '出具单位',
  no: '证明编号',
  way: '方式',
  place: '地点',
  amountFen: '金额（元）',
  payer: '由谁支付',
  voucher: '凭证号',
  receiver: '交给谁',
  witnesses: '在场见证人',
  taker: '归属',
  name: '接收人或单位',
  words: '说明',
  proof: '凭据（纸质位置）',
  fileIds: '照片或扫描件',
}

const wayChoices = [
  { value: 'cremation', label: '火化' },
  { value: 'burial', label: '土葬（依法可以土葬的）' },
  { value: 'other', label: '其他' },
]

/** The server names what is missing by its place in the step. */
const atFields = {
  'step.whom': 'whom',
  'step.issuerName': 'issuerName',
  'step.no': 'no',
  'step.place': 'place',
  'step.payer': 'payer',
  'step.voucher': 'voucher',
  'step.receiver': 'receiver',
  'step.witnesses': 'witnesses',
  'step.name': 'name',
  'step.amountFen': 'amountFen',
  'step.issuer': 'issuer',
  'step.way': 'way',
  'step.taker': 'taker',
} as const

export function RecordForm({ details: { row }, kind, onDone }: Props & { kind: DeathAct }) {
  const form = useForm({
    schema: Recording,
    draft: `endings.${kind}.${row.id}`,
    initial: { on: today() },
    at: atFields,
  })
  const Own = ownFields[kind]
  const record = useCommand(endings, 'recordDeath', { answers: ['duties'] })
  const say = useSay()
  return (
    <Form
      form={form}
      action={`登记${deathActText[kind]}`}
      labels={labels}
      onSend={async (input) => {
        const { on, words = '', proof = '', fileIds } = input
        await record.mutateAsync({
          deathId: row.id,
          on,
          step: stepOf(kind, input),
          words,
          proof,
          fileId: fileIds?.[0] ?? null,
        })
        say(`已登记${deathActText[kind]}`)
      }}
      onDone={onDone}
    >
      <DayField form={form} name="on" label={labels.on} />
      {Own && <Own form={form} />}
      <LongTextField form={form} name="words" label={labels.words} rows={2} maxLength={1000} />
      <TextField form={form} name="proof" label={labels.proof} />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}

/** What is left out goes as it is: the server says what is missing, at its field. */
function stepOf(kind: DeathAct, input: Input): Sent {
  const {
    whom = '',
    issuerName = '',
    no = '',
    place = '',
    payer = '',
    voucher = '',
    receiver = '',
    witnesses = '',
  } = input
  const amountFen = input.amountFen ?? 0
  const steps: Partial<Record<DeathAct, Sent>> = {
    certificate_asked: { kind: 'certificate_asked', whom },
    certificate: { kind: 'certificate', issuer: input.issuer ?? 'medical_institution', issuerName, no },
    family_told: { kind: 'family_told', whom },
    disposal: { kind: 'disposal', way: input.way ?? 'cremation', place },
    funeral_cost: { kind: 'funeral_cost', amountFen, payer, voucher },
    money_settled: { kind: 'money_settled', amountFen, receiver },
    estate_listed: { kind: 'estate_listed', witnesses },
    estate_handed: { kind: 'estate_handed', taker: input.taker ?? 'heir', name: input.name ?? '' },
  }
  return steps[kind] ?? { kind: 'certificate_asked', whom }
}

type Fields = (props: { form: FieldForm }) => ReactNode

const ownFields: Partial<Record<DeathAct, Fields>> = {
  certificate_asked: ({ form }) => <TextField form={form} name="whom" label="联系的单位 *" help="医疗机构或公安机关" />,
  certificate: ({ form }) => (
    <>
      <RadioField
        form={form}
        name="issuer"
        label={labels.issuer}
        choices={Issuer.options.map((value) => ({ value, label: issuerText[value] }))}
      />
      <TextField form={form} name="issuerName" label={`${labels.issuerName} *`} />
      <TextField form={form} name="no" label={`${labels.no} *`} />
    </>
  ),
  family_told: ({ form }) => <TextField form={form} name="whom" label="通知的人和与死者的关系 *" />,
  disposal: ({ form }) => (
    <>
      <RadioField form={form} name="way" label={labels.way} choices={wayChoices} />
      <TextField form={form} name="place" label={`${labels.place} *`} help="如：××县殡仪馆" />
    </>
  ),
  funeral_cost: ({ form }) => (
    <>
      <MoneyField form={form} name="amountFen" label={labels.amountFen} />
      <TextField form={form} name="payer" label={`${labels.payer} *`} />
      <TextField form={form} name="voucher" label={`${labels.voucher} *`} />
    </>
  ),
  money_settled: ({ form }) => (
    <>
      <p className="gy-help">代管的钱逐笔结清，收款账户停用；没有代管、没有余额的，金额写0。</p>
      <MoneyField form={form} name="amountFen" label="结清的余额（元）" />
      <TextField form={form} name="receiver" label={`${labels.receiver} *`} />
    </>
  ),
  estate_listed: ({ form }) => (
    <TextField form={form} name="witnesses" label={`${labels.witnesses} *`} help="不少于2人" />
  ),
  estate_handed: ({ form }) => (
    <>
      <PickField
        form={form}
        name="taker"
        label={labels.taker}
        choices={EstateTaker.options.map((value) => ({ value, label: takerText[value] }))}
      />
      <TextField form={form} name="name" label={labels.name} />
    </>
  ),
}
