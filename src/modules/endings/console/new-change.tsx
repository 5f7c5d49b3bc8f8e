/** 新建变更: who, what, why; beside it what it would do and in which order it goes (screens 4.29). */
import * as z from 'zod'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { type FieldForm, textOf } from '#ui/field.tsx'
import { LongTextField, PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { Link, useGo } from '#ui/link.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonPickField } from '#ui/person-pick.tsx'
import { Answer } from '#ui/states.tsx'
import { useLevelText } from '#ui/status-tag.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { ChangeKind, endings, kindText, stepText } from '../contract.ts'
import { AreaFields } from './area-fields.tsx'
import { findPersons } from './find-persons.ts'
import { KnownPerson } from './known-person.tsx'
import { Stops } from './stops.tsx'

const { personId, kind, facts, proof } = endings.operations.open.input.shape
const day = z.iso.date('请选择日期').optional()
const Schema = z.object({
  personId,
  kind,
  reason: z.string().max(60).optional(),
  facts,
  proof,
  fileIds: z.array(z.uuid()).optional(),
  level: SelfCareLevel.optional(),
  townshipId: z.uuid().optional(),
  villageId: z.uuid().nullable().optional(),
  from: day,
  until: day,
  receiver: z.string().trim().max(100, '最多100字').optional(),
})
type Input = z.input<typeof Schema>

const labels = {
  personId: '人员',
  kind: '事项',
  reason: '原因',
  facts: '事实',
  proof: '凭据（纸质位置）',
  fileIds: '照片或扫描件',
  level: '调减到',
  townshipId: '迁入的乡镇（街道）',
  villageId: '迁入的村（居）',
  from: '自哪一天起',
  until: '至哪一天',
  receiver: '迁入地接续的单位',
}

const wantedOf = ({ level, townshipId, villageId, from, until, receiver }: Input) => ({
  ...(level ? { level } : {}),
  ...(townshipId ? { townshipId } : {}),
  ...(villageId ? { villageId } : {}),
  ...(from ? { from } : {}),
  ...(until ? { until } : {}),
  ...(receiver ? { receiver } : {}),
})

export function NewChange() {
  const { state } = useAddress()
  const asked = ChangeKind.safeParse(state['kind'])
  const person = z.uuid().safeParse(state['person'])
  const form = useForm({
    schema: Schema,
    draft: `endings.open.${person.success ? person.data : ''}`,
    initial: { ...(asked.success ? { kind: asked.data } : {}), ...(person.success ? { personId: person.data } : {}) },
    at: { status: 'kind', mode: 'kind', wanted: 'from' },
  })
  const open = useCommand(endings, 'open', { answers: ['duties', 'persons'] })
  const say = useSay()
  const go = useGo()
  const send = async (input: Input) => {
    const made = await open.mutateAsync({
      personId: input.personId,
      kind: input.kind,
      reason: input.reason ?? '',
      facts: input.facts,
      proof: input.proof ?? '',
      fileId: input.fileIds?.[0] ?? null,
      wanted: wantedOf(input),
    })
    say(`已提出${made.number}`)
    form.done()
    go(`/changes/${made.changeId}`)
  }
  return (
    <PageBody title="新建变更" way={[{ title: '变更与终止', to: '/changes' }]}>
      <div className="gy-two">
        <Form form={form} action="提出变更" labels={labels} onSend={send}>
          {person.success ? (
            <KnownPerson personId={person.data} />
          ) : (
            <PersonPickField form={form} name="personId" label={labels.personId} find={findPersons} />
          )}
          <PickField
            form={form}
            name="kind"
            label={labels.kind}
            choices={ChangeKind.options.map((value) => ({ value, label: kindText[value] }))}
          />
          <KindFields form={form} />
          <LongTextField
            form={form}
            name="facts"
            label={labels.facts}
            maxLength={1000}
            help="什么时候、从哪里知道、具体情况"
          />
          <TextField form={form} name="proof" label={labels.proof} help="如：退出申请书，1盒2页" />
          <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
        </Form>
        <Preview personId={textOf(form, 'personId')} kind={textOf(form, 'kind')} reason={textOf(form, 'reason')} />
      </div>
    </PageBody>
  )
}

function KindFields({ form }: { form: FieldForm }) {
  const levelText = useLevelText()
  const chosen = textOf(form, 'kind')
  switch (chosen) {
    case 'end':
      return <ReasonField form={form} />
    case 'minor':
      return (
        <PickField
          form={form}
          name="reason"
          label="满多少周岁"
          choices={[
            { value: 'turned_16', label: '满16周岁' },
            { value: 'turned_18', label: '满18周岁' },
          ]}
        />
      )
    case 'reduce':
      return (
        <PickField
          form={form}
          name="level"
          label={labels.level}
          choices={SelfCareLevel.options.map((value) => ({ value, label: levelText(value) }))}
        />
      )
    case 'transfer':
      return (
        <>
          <AreaFields form={form} labels={labels} />
          <DayField form={form} name="from" label={labels.from} help="填以后某个月的1日；迁出方负责到上月末" />
        </>
      )
    case 'moved_away':
      return (
        <>
          <TextField form={form} name="receiver" label={labels.receiver} help="如：××县民政局" />
          <DayField form={form} name="from" label={labels.from} help="迁入地接续供养的第一天" />
        </>
      )
    case 'suspend':
      return (
        <>
          <DayField form={form} name="from" label={labels.from} />
          <DayField form={form} name="until" label={labels.until} help="到期前会提醒恢复或终止" />
        </>
      )
    default:
      return null
  }
}

function ReasonField({ form }: { form: FieldForm }) {
  const personId = textOf(form, 'personId')
  const answer = useAnswer(endings, 'preview', { personId, kind: 'end' }, { enabled: personId !== '' })
  const choices = (answer.data?.reasons ?? []).map(({ code, text }) => ({ value: code, label: text }))
  return (
    <>
      <PickField
        form={form}
        name="reason"
        label={`${labels.reason} *`}
        choices={choices}
        placeholder={personId === '' ? '请先选择人员' : '请选择'}
      />
      <p className="gy-help">
        只能按规定的情形终止 {answer.data && <Basis citations={answer.data.citations} />}　去世的，请在
        <Link to={`/deaths/new${personId ? `?person=${personId}` : ''}`}>死亡处理</Link>报告。
      </p>
    </>
  )
}

function Preview({ personId, kind: chosen, reason }: { personId: string; kind: string; reason: string }) {
  const asked = ChangeKind.safeParse(chosen)
  if (!asked.success || personId === '') return <p className="gy-help">选好人员和事项后，这里显示办理的次序和影响。</p>
  return <PreviewOf personId={personId} kind={asked.data} reason={reason} />
}

function PreviewOf({ personId, kind: of, reason }: { personId: string; kind: ChangeKind; reason: string }) {
  const answer = useAnswer(endings, 'preview', { personId, kind: of, reason }, { keepLast: true })
  return (
    <Answer answer={answer} lines={6}>
      {({ steps, hearingNote, stops }) => (
        <div>
          <Panel title="办理次序">
            <ol className="gy-steps">
              {steps.map(({ step, citations }) => (
                <li key={step}>
                  ○ {stepText[step]} {citations.length > 0 && <Basis citations={citations} />}
                </li>
              ))}
            </ol>
            {hearingNote && <p className="gy-note">{hearingNote}</p>}
          </Panel>
          {stops.length > 0 && (
            <Panel title="影响预览">
              <p className="gy-help">按今天作出决定推算</p>
              <Stops stops={stops} />
            </Panel>
          )}
        </div>
      )}
    </Answer>
  )
}
