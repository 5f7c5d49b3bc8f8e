/** 制定核查方案: what, who, when; the population and the weeks follow from it. */
import * as z from 'zod'
import { access } from '#modules/access/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { textOf } from '#ui/field.tsx'
import { LongTextField, MultiField, PickField, RadioField, TextField, TickField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { type FormState, useForm } from '#ui/form-state.ts'
import { useGo } from '#ui/link.tsx'
import { useMe } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { Answer } from '#ui/states.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { NewRound as Input, verifications } from '../contract.ts'
import { RoundKind, roundText } from '../words.ts'
import { MilestoneFields } from './milestone-fields.tsx'

const Schema = Input.omit({ fileId: true, year: true, class: true }).extend({
  fileIds: z.array(z.uuid()).max(1).optional(),
  of: z.enum(['urban', 'rural']).optional(),
  supportedBefore: z.iso.date('请填写日期').optional(),
})
type NewForm = FormState<typeof Schema>

const labels = {
  kind: '类别',
  title: '名称',
  plan: '方案内容',
  proof: '方案文件（文号、纸质位置）',
  fileIds: '方案文件扫描件',
  populationOn: '按哪一天在册的人员',
  townshipIds: '只查这些乡镇（街道）',
  of: '只查',
  supportedBefore: '只查这一天以前纳入的',
  legacy: '老五保、三无人员',
  fromOn: '自哪一天起',
  toOn: '至哪一天',
  milestones: '节点',
}
const planStart =
  '县级民政部门组织，乡镇（街道）负责，村（居）协助。逐户上门见到本人，核对收入财产、法定义务人、自理能力和供养情况；结果由本人签名或捺印。'

export function NewRound() {
  const answer = useAnswer(verifications, 'rounds', {})
  return (
    <PageBody title="制定核查方案" way={[{ title: '年度核查', to: '/verification' }]}>
      <Answer answer={answer}>
        {({ year, legacy, inSupport }) => (
          <div className="gy-two">
            <PlanForm legacy={legacy.applies} planned={year.planned} dueOn={year.dueOn} />
            <Panel title="这样安排">
              <ul className="gy-lines">
                <li>
                  现在在册{inSupport}人（含暂停）。人员按所填的日期固定下来，以后新增的自动列入，终止的带原因留在数里。
                </li>
                <li>
                  每年核查一次{year.dueOn ? `，${year.year}年度应于${year.dueOn}前核查完` : ''}。{' '}
                  <Basis citations={year.citations} />
                </li>
                <li>各乡镇的村（居）按人数平均排到各周，乡镇再填责任人、调整周次；以后的改动都要写原因。</li>
                {legacy.applies && (
                  <li>
                    原五保、三无人员按类别和原认定日期分为“可直接确定”和“重新认定”。{' '}
                    <Basis citations={legacy.citations} />
                  </li>
                )}
              </ul>
            </Panel>
          </div>
        )}
      </Answer>
    </PageBody>
  )
}

interface PlanProps {
  legacy: boolean
  planned: boolean
  dueOn: string | null
}

function useMaking(form: NewForm) {
  const me = useMe()
  const say = useSay()
  const go = useGo()
  const make = useCommand(verifications, 'makeRound', { answers: ['duties'] })
  return async ({ fileIds, of, ...input }: z.input<typeof Schema>) => {
    const whole = input.kind === 'yearly' ? { townshipIds: [], supportedBefore: null } : {}
    const made = await make.mutateAsync({
      ...input,
      ...whole,
      year: Number((input.fromOn || me.today).slice(0, 4)),
      class: input.kind === 'yearly' ? null : (of ?? null),
      fileId: fileIds?.[0] ?? null,
    })
    say(`${made.number}已制定：${made.persons}人，${made.villages}个村（居）`)
    form.done()
    go(`/verification/${made.roundId}`)
  }
}

function PlanForm({ legacy, planned, dueOn }: PlanProps) {
  const me = useMe()
  const year = me.today.slice(0, 4)
  const form = useForm({
    schema: Schema,
    draft: 'verifications.round',
    initial: {
      kind: planned ? 'campaign' : 'yearly',
      title: planned ? '重新核查' : `${year}年度核查`,
      plan: planStart,
      populationOn: me.today,
      fromOn: me.today,
      ...(dueOn && !planned ? { toOn: dueOn } : {}),
    },
    at: { nobody: 'populationOn' },
  })
  const send = useMaking(form)
  const campaign = textOf(form, 'kind') === 'campaign'
  return (
    <Form form={form} action="制定方案" labels={labels} onSend={send}>
      <RadioField form={form} name="kind" label={labels.kind} choices={choicesOf(RoundKind.options, roundText)} />
      <TextField form={form} name="title" label={labels.title} maxLength={80} />
      <div className="gy-two">
        <DayField form={form} name="fromOn" label={labels.fromOn} />
        <DayField form={form} name="toOn" label={labels.toOn} />
      </div>
      <DayField form={form} name="populationOn" label={labels.populationOn} />
      {campaign && <Scope form={form} legacy={legacy} />}
      <LongTextField form={form} name="plan" label={labels.plan} rows={5} maxLength={4000} />
      <MilestoneFields form={form} label={labels.milestones} />
      <TextField form={form} name="proof" label={labels.proof} maxLength={200} />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}

const classes = [
  { value: 'rural', label: '农村户籍' },
  { value: 'urban', label: '城市户籍' },
]

function Scope({ form, legacy }: { form: NewForm; legacy: boolean }) {
  const { data } = useAnswer(access, 'areas', {})
  const townships = (data ?? []).filter(({ level, toOn }) => level === 'township' && !toOn)
  return (
    <>
      <MultiField
        form={form}
        name="townshipIds"
        label={labels.townshipIds}
        choices={townships.map(({ id, name }) => ({ value: id, label: name }))}
        help="不选的，全县都查"
      />
      <div className="gy-two">
        <PickField form={form} name="of" label={labels.of} choices={classes} placeholder="城乡都查" />
        <DayField form={form} name="supportedBefore" label={labels.supportedBefore} />
      </div>
      {legacy && (
        <TickField
          form={form}
          name="legacy"
          label={labels.legacy}
          statement="按类别和原认定日期分“可直接确定”和“重新认定”"
        />
      )}
    </>
  )
}
