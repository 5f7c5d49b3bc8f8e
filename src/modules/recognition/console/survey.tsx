/** 登记入户调查: the paper form's order, the answers of the application as a start (screens 4.24). */
import { Button } from 'antd'
import * as z from 'zod'
import { useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Field, type FieldForm } from '#ui/field.tsx'
import { LongTextField, NameField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useGo } from '#ui/link.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { UploadField } from '#ui/upload-field.tsx'
import { type CaseFile, recognition } from '../contract.ts'
import { Facts } from '../facts.ts'
import { LivingState, livingItems, livingStateText } from '../survey-shape.ts'
import { CaseClock } from './case-words.tsx'
import { FactsEditor } from './facts-editor.tsx'
import { factsIn } from './intake-steps.tsx'
import { PaperButton } from './papers.tsx'
import { answersIn, SelfCare } from './self-care.tsx'

const { surveyedOn, seenHow, neighbours, words, paperReference, fileIds, wish } =
  recognition.operations.survey.input.shape
const Surveyor = z.string().trim().max(30, '姓名最多30个字').optional()
const Schema = z.object({
  surveyedOn,
  surveyor1: z.string().trim().min(1, '请填写调查人姓名').max(30, '姓名最多30个字'),
  surveyor2: z.string().trim().min(1, '调查人须两人以上').max(30, '姓名最多30个字'),
  surveyor3: Surveyor,
  seen: z.enum(['yes', 'no'], '请选择是否见到本人'),
  seenHow,
  facts: Facts,
  housing: LivingState.optional(),
  body: LivingState.optional(),
  meals: LivingState.optional(),
  selfCare: z.record(z.string(), z.enum(['can', 'cannot'])),
  neighbours,
  wish,
  suits: z.enum(['yes', 'no'], '请选择是否适合分散供养'),
  words,
  paperReference,
  fileIds,
})
const labels: Record<string, string> = {
  surveyedOn: '调查日期',
  surveyor1: '调查人一',
  surveyor2: '调查人二',
  surveyor3: '调查人三',
  seen: '见到本人',
  seenHow: '怎样核实身份',
  facts: '家庭与收入',
  housing: livingItems.housing,
  body: livingItems.body,
  meals: livingItems.meals,
  selfCare: '自理情况',
  neighbours: '邻里访问',
  wish: '本人意愿',
  suits: '适合分散供养',
  words: '其他情况',
  paperReference: '纸质调查表放在哪里',
  fileIds: '照片',
}
const label = (name: string): string => labels[name] ?? name
const at = {
  surveyors: 'surveyor2',
  'surveyors.0': 'surveyor1',
  'surveyors.1': 'surveyor2',
  'surveyors.2': 'surveyor3',
  living: 'housing',
} as const

export function SurveyPage() {
  const caseId = useParam('caseId')
  const answer = useAnswer(recognition, 'case', { caseId })
  return (
    <AnswerPage title="登记入户调查" list={{ title: '认定办理', to: '/cases' }} answer={answer}>
      {(file) => (
        <PageBody
          title={`登记入户调查 ${file.name}`}
          beside={
            <>
              {file.number} <CaseClock clock={file.clock} row={file} />
            </>
          }
          way={[
            { title: '认定办理', to: '/cases' },
            { title: file.name, to: `/cases/${caseId}` },
          ]}
          others={<PaperButton caseId={caseId} paper="survey_blank" title="打印空表" />}
        >
          <SurveyForm file={file} />
        </PageBody>
      )}
    </AnswerPage>
  )
}

/** Each item answered: one that nobody looked at is not one he can do. */
const schemaOf = (items: CaseFile['selfCare']) =>
  Schema.extend({
    selfCare: Schema.shape.selfCare.refine(
      (given) => items.every(({ code }) => code in given),
      '自理情况应逐项选择能达到或不能达到',
    ),
  })

/** What he stated stands for the visit to be put right; what was looked into is said anew. */
const toBeFound = ({ facts, declaredOnly }: CaseFile) => ({
  ...z.encode(Facts, facts),
  ...(declaredOnly
    ? { incomeKnown: false, property: 'unknown' as const, noObligors: false, benefitsKnown: false }
    : {}),
})

function SurveyForm({ file }: { file: CaseFile }) {
  const go = useGo()
  const say = useSay()
  const survey = useCommand(recognition, 'survey', { answers: ['duties'] })
  const form = useForm({
    schema: schemaOf(file.selfCare),
    draft: `recognition.survey.${file.id}.${file.round}`,
    initial: { surveyedOn: today(), facts: toBeFound(file), selfCare: {} },
    at,
  })
  const send = async (given: z.input<typeof Schema>) => {
    const done = await survey.mutateAsync(inputOf(file.id, given))
    say(['已登记入户调查', ...done.warnings].join('；'))
    form.done()
    go(`/cases/${file.id}`)
  }
  return (
    <Form
      form={form}
      action="登记入户调查"
      labels={labels}
      onSend={send}
      secondary={<Button onClick={() => go(`/cases/${file.id}`)}>返回案卷</Button>}
    >
      {file.mark === 'objected' && (
        <p className="gy-note" role="note">
          异议后的重新调查，应由上次调查人以外的人进行。
        </p>
      )}
      <Meeting form={form} />
      <Field form={form} name="facts" label={label('facts')}>
        <FactsEditor value={factsIn(form)} onChange={(facts) => form.set('facts', facts)} />
      </Field>
      <Living form={form} file={file} />
      <Wishes form={form} />
    </Form>
  )
}

function Wishes({ form }: { form: FieldForm }) {
  return (
    <>
      <LongTextField form={form} name="neighbours" label={label('neighbours')} rows={2} help="访问了谁、怎么说" />
      <RadioField
        form={form}
        name="wish"
        label={label('wish')}
        choices={[
          { value: 'dispersed', label: '分散供养' },
          { value: 'centralised', label: '集中供养' },
        ]}
      />
      <RadioField
        form={form}
        name="suits"
        label={label('suits')}
        choices={[
          { value: 'yes', label: '适合' },
          { value: 'no', label: '不适合' },
        ]}
      />
      <LongTextField form={form} name="words" label={label('words')} rows={2} />
      <TextField form={form} name="paperReference" label={label('paperReference')} help="有纸质表的，写盒、夹、页" />
      <UploadField form={form} name="fileIds" label={label('fileIds')} />
    </>
  )
}

function Meeting({ form }: { form: FieldForm }) {
  return (
    <>
      <div className="gy-two">
        <DayField form={form} name="surveyedOn" label={label('surveyedOn')} />
        <RadioField
          form={form}
          name="seen"
          label={label('seen')}
          choices={[
            { value: 'yes', label: '见到' },
            { value: 'no', label: '没有见到' },
          ]}
        />
        <NameField form={form} name="surveyor1" label={label('surveyor1')} />
        <NameField form={form} name="surveyor2" label={label('surveyor2')} />
      </div>
      <NameField form={form} name="surveyor3" label={label('surveyor3')} help="没有的不填" />
      <TextField form={form} name="seenHow" label={label('seenHow')} help="没有见到的，写明原因和怎样核实" />
    </>
  )
}

function Living({ form, file }: { form: FieldForm; file: CaseFile }) {
  const states = LivingState.options.map((value) => ({ value, label: livingStateText[value] }))
  const must = file.surveyMust.includes('living_state_assessment')
  return (
    <>
      <h2 className="gy-form-part">住房与环境{must && '（生活状态评估，必填）'}</h2>
      {(['housing', 'body', 'meals'] as const).map((name) => (
        <RadioField key={name} form={form} name={name} label={label(name)} choices={states} />
      ))}
      <h2 className="gy-form-part">
        自理情况 <Basis citations={[{ document: '民发〔2021〕43号', clause: '第二十一条' }]} />
      </h2>
      <Field form={form} name="selfCare" label={label('selfCare')} help="逐项询问和察看；等级由县里按评估审定">
        <SelfCare items={file.selfCare} value={answersIn(form)} onChange={(next) => form.set('selfCare', next)} />
      </Field>
    </>
  )
}

type SurveyInput = z.input<typeof recognition.operations.survey.input>

function inputOf(caseId: string, given: z.input<typeof Schema>): SurveyInput {
  const { surveyor1, surveyor2, surveyor3, seen, housing, body, meals, suits, selfCare, ...rest } = given
  return {
    ...rest,
    caseId,
    surveyors: [surveyor1, surveyor2, ...(surveyor3 ? [surveyor3] : [])],
    seen: seen === 'yes',
    cannot: Object.keys(selfCare).filter((code) => selfCare[code] === 'cannot'),
    dispersedSuits: suits !== 'no',
    living: { ...(housing ? { housing } : {}), ...(body ? { body } : {}), ...(meals ? { meals } : {}) },
  }
}
