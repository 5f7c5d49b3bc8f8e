/** The sheet of one sampled person: how visited, what he says, what was seen, points, findings, scan. */
import { InputNumber } from 'antd'
import { useState } from 'react'
import type * as z from 'zod'
import { ask, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { RadioField, TextField, LongTextField, PickField } from '#ui/fields.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { Moment } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { Form } from '#ui/form.tsx'
import { type FormState, useForm } from '#ui/form-state.ts'
import { download } from '#ui/files.ts'
import { MomentField } from '#ui/moment-field.tsx'
import { Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { now } from '#ui/place.ts'
import { watched } from '#ui/store.ts'
import { LevelTag } from '#ui/status-tag.tsx'
import { Upload } from '#ui/upload.tsx'
import { choicesIn } from '#ui/choices.ts'
import { findings, kindText, severityText } from '#modules/findings/contract.ts'
import {
  carerComesText,
  evaluations,
  satisfiedText,
  SaveSheet,
  wayText,
  type Evaluation,
  type Sheet,
} from '../contract.ts'
import { scoreText, sheetScore } from '../score.ts'
import { sheetDraft } from './sample-list.tsx'

const Fields = SaveSheet.omit({ evaluationId: true, personId: true })
const NewFinding = evaluations.operations.addFinding.input.omit({ evaluationId: true, personId: true })
const labels = {
  way: '走访方式',
  visitedAt: '时间',
  carerComes: '有人来吗',
  howOften: '多久来一次',
  satisfied: '满意',
  room: '居室',
  clothing: '衣着',
  meals: '饮食',
  smell: '异味',
  words: '评语',
  points: '得分',
}

interface Props {
  evaluation: Evaluation
  sheet: Sheet
}

/** How and when the last person was visited: the next one is most often met the same way on the same round. */
const lastRound = watched<Pick<z.input<typeof Fields>, 'way' | 'visitedAt'> | undefined>(undefined)

export function SheetForm({ evaluation, sheet, onSaved }: Props & { onSaved: () => void }) {
  const say = useSay()
  const save = useCommand(evaluations, 'saveSheet', { answers: ['duties'] })
  const { way, visitedAt, carerComes, satisfied, howOften, room, clothing, meals, smell, words, points } = sheet
  const given = { howOften, room, clothing, meals, smell, words, points }
  const asked =
    sheet.filled && way && visitedAt && carerComes && satisfied ? { way, visitedAt, carerComes, satisfied } : {}
  const form = useForm({
    schema: Fields,
    draft: sheetDraft(evaluation.id, sheet.personId),
    initial: { visitedAt: now(), ...lastRound.get(), ...asked, ...given },
  })
  const disabled = !evaluation.editable
  const send = async (input: z.input<typeof Fields>) => {
    await save.mutateAsync({ ...input, evaluationId: evaluation.id, personId: sheet.personId })
    lastRound.set({ way: input.way, visitedAt: input.visitedAt })
    say(`已保存${sheet.name}的考评`)
  }
  return (
    <Panel title={`${sheet.name} ${sheet.age ?? '—'}岁`} extra={sheet.level && <LevelTag level={sheet.level} />}>
      <p>
        <PersonLink personId={sheet.personId} name={sheet.name} /> {sheet.village}
      </p>
      {disabled ? (
        <Filled sheet={sheet} items={evaluation.form.items} />
      ) : (
        <Form
          form={form}
          action="保存，下一人"
          labels={labels}
          onSend={send}
          onDone={onSaved}
          secondary={<span className="gy-help">Ctrl＋Enter保存，J、K换人，草稿自动保存</span>}
        >
          <AnswerFields form={form} disabled={disabled} />
          <PointFields form={form} evaluation={evaluation} initial={points} />
          <LongTextField form={form} name="words" label={labels.words} rows={2} disabled={disabled} />
        </Form>
      )}
      {evaluation.editable && <OnTheSpot evaluation={evaluation} sheet={sheet} />}
      <Scan evaluation={evaluation} sheet={sheet} />
    </Panel>
  )
}

type SheetState = Pick<FormState, 'id' | 'values' | 'set' | 'leave'>

/** What was filled, for those who only read. */
function Filled({ sheet, items }: { sheet: Sheet; items: Evaluation['form']['items'] }) {
  if (!sheet.filled) return <p className="gy-empty">还没有填写。</p>
  const point = (field: string) => {
    const given = sheet.points[field]
    return given === undefined ? '—' : `${scoreText(given)}分`
  }
  return (
    <Description
      columns={2}
      items={[
        { label: labels.way, value: sheet.way && wayText[sheet.way] },
        { label: labels.visitedAt, value: <Moment at={sheet.visitedAt} /> },
        { label: labels.carerComes, value: sheet.carerComes && carerComesText[sheet.carerComes] },
        { label: labels.howOften, value: sheet.howOften },
        { label: labels.satisfied, value: sheet.satisfied && satisfiedText[sheet.satisfied] },
        { label: labels.room, value: sheet.room },
        { label: labels.clothing, value: sheet.clothing },
        { label: labels.meals, value: sheet.meals },
        { label: labels.smell, value: sheet.smell },
        ...items.map(({ field, title, maximumTenths }) => ({
          label: `${title}（${scoreText(maximumTenths)}分）`,
          value: point(field),
        })),
        { label: labels.words, value: sheet.words, wide: true },
      ]}
    />
  )
}

function AnswerFields({ form, disabled }: { form: FieldForm; disabled: boolean }) {
  return (
    <div className="gy-two">
      <RadioField form={form} name="way" label={labels.way} choices={choicesIn(wayText)} disabled={disabled} />
      <MomentField form={form} name="visitedAt" label={labels.visitedAt} disabled={disabled} />
      <RadioField
        form={form}
        name="carerComes"
        label={labels.carerComes}
        choices={choicesIn(carerComesText)}
        disabled={disabled}
      />
      <TextField form={form} name="howOften" label={labels.howOften} disabled={disabled} />
      <RadioField
        form={form}
        name="satisfied"
        label={labels.satisfied}
        choices={choicesIn(satisfiedText)}
        disabled={disabled}
      />
      <TextField form={form} name="room" label={labels.room} disabled={disabled} />
      <TextField form={form} name="clothing" label={labels.clothing} disabled={disabled} />
      <TextField form={form} name="meals" label={labels.meals} disabled={disabled} />
      <TextField form={form} name="smell" label={labels.smell} disabled={disabled} />
    </div>
  )
}

interface PointProps {
  form: SheetState
  evaluation: Evaluation
  initial: Readonly<Record<string, number>>
}

function PointFields({ form, evaluation, initial }: PointProps) {
  const [points, setPoints] = useState<Record<string, number>>({ ...initial })
  const { items } = evaluation.form
  if (items.length === 0) return <p className="gy-help">县里尚未填定考评项目和分值：只登记情况和结果文字，系数按1。</p>
  const score = sheetScore(items, points)
  const put = (field: string, value: number | null) => {
    const next = { ...points, [field]: Math.round((value ?? 0) * 10) }
    setPoints(next)
    form.set('points', next)
  }
  return (
    <fieldset className="gy-points">
      <legend>得分 {score === null ? '—' : scoreText(score)}</legend>
      {items.map((item) => (
        <label key={item.field} className="gy-field">
          {item.title} {scoreText(item.maximumTenths)}分
          <InputNumber
            controls={false}
            min={0}
            max={item.maximumTenths / 10}
            step={0.1}
            disabled={!evaluation.editable}
            value={points[item.field] === undefined ? null : (points[item.field] ?? 0) / 10}
            onChange={(value) => put(item.field, value)}
          />
        </label>
      ))}
    </fieldset>
  )
}

function OnTheSpot({ evaluation, sheet }: Props) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const add = useCommand(evaluations, 'addFinding', { answers: [findings.module] })
  const form = useForm({ schema: NewFinding, draft: `evaluations.finding.${evaluation.id}.${sheet.personId}` })
  if (!open)
    return (
      <button type="button" className="gy-phrase" onClick={() => setOpen(true)}>
        ＋ 发现的问题
      </button>
    )
  return (
    <Form
      form={form}
      action="登记问题"
      labels={{ kind: '问题', severity: '严重程度', facts: '事实' }}
      onSend={(input) => add.mutateAsync({ ...input, evaluationId: evaluation.id, personId: sheet.personId })}
      onDone={() => {
        setOpen(false)
        say('问题已登记，县里核实后通知机构')
      }}
    >
      <PickField form={form} name="kind" label="问题" choices={choicesIn(kindText)} />
      <RadioField form={form} name="severity" label="严重程度" choices={choicesIn(severityText)} />
      <LongTextField form={form} name="facts" label="事实" maxLength={1000} />
    </Form>
  )
}

function Scan({ evaluation, sheet }: Props) {
  const attach = useCommand(evaluations, 'attachScan')
  const target = { evaluationId: evaluation.id, personId: sheet.personId }
  const show = async () => download((await ask(evaluations, 'openScan', target)).ticket)
  return (
    <>
      {sheet.fileId && (
        <button type="button" className="gy-phrase" onClick={() => void show().catch(() => {})}>
          打开扫描件
        </button>
      )}
      {evaluation.editable && (
        <Upload
          label="考评表扫描件或照片"
          most={1}
          value={[]}
          onChange={([file]) => {
            if (file) attach.mutate({ ...target, fileId: file.fileId })
          }}
        />
      )}
    </>
  )
}
