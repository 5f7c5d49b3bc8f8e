/** 异议与答复: what was raised, what was found of it, and the two letters. */
import { dateText } from '#kernel/calendar.ts'
import { choicesOf } from '#ui/choices.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, RadioField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { Panel } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { PrintButton } from '#ui/print-button.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { type CaseFile, recognition } from '../contract.ts'
import { ObjectionResult, objectionResultText, type ObjectionShown } from '../objection-contract.ts'
import { DeedButton } from './opinion-forms.tsx'

export function ObjectionsPanel({ file }: { file: CaseFile }) {
  if (file.objectionsTaken.length === 0) return null
  return (
    <Panel title="异议与答复" count={file.objectionsTaken.length}>
      <ul className="gy-plain-list">
        {file.objectionsTaken.map((objection) => (
          <li key={objection.deedId}>
            <OneObjection file={file} objection={objection} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

interface OneProps {
  file: CaseFile
  objection: ObjectionShown
}

const families = { upheld: 'red', partly: 'orange', not_upheld: 'green' } as const

function OneObjection({ file, objection }: OneProps) {
  const may = useMay()
  const { answer } = objection
  return (
    <>
      <p>
        {dateText(objection.on)}收到{objection.objector && `（${objection.objector}）`}：{objection.words}
      </p>
      {answer ? (
        <p>
          <FamilyTag family={families[answer.result]} text={objectionResultText[answer.result]} /> {answer.words}
          <span className="gy-help">
            （{answer.by}，{dateText(answer.on)}答复）
          </span>
        </p>
      ) : (
        <p className="gy-help">
          {objection.mayBeAnswered ? '已重新调查并提出意见，等待答复' : '重新调查、签署初审意见后答复'}
          {objection.dueOn && `，${dateText(objection.dueOn)}前办完`}
        </p>
      )}
      <div className="gy-actions">
        {objection.mayBeAnswered && may('recognition.answerObjection') && (
          <DeedButton title="登记异议答复">
            {(close) => <AnswerForm file={file} objection={objection} onDone={close} />}
          </DeedButton>
        )}
        {answer && may('recognition.printObjection') && <Letters file={file} objection={objection} />}
      </div>
    </>
  )
}

function Letters({ file, objection }: OneProps) {
  const print = useCommand(recognition, 'printObjection')
  const about = { caseId: file.id, deedId: objection.deedId }
  return (
    <>
      {!objection.anonymous && (
        <PrintButton
          title="打印异议答复书"
          onPrint={(format) => print.mutateAsync({ ...about, to: 'objector', format })}
        />
      )}
      <PrintButton
        title="打印给申请人的告知书"
        onPrint={(format) => print.mutateAsync({ ...about, to: 'applicant', format })}
      />
    </>
  )
}

function AnswerForm({ file, objection, onDone }: OneProps & { onDone: () => void }) {
  const say = useSay()
  const answer = useCommand(recognition, 'answerObjection', { answers: ['duties'] })
  const form = useForm({
    schema: recognition.operations.answerObjection.input.omit({ caseId: true, deedId: true }),
    draft: `recognition.answer.${objection.deedId}`,
    initial: { answeredOn: today() },
  })
  return (
    <Form
      form={form}
      action="登记异议答复"
      labels={{ result: '核查结果', words: '核查的情况', answeredOn: '答复日期' }}
      onSend={async (given) => {
        const { warnings } = await answer.mutateAsync({ ...given, caseId: file.id, deedId: objection.deedId })
        say(['已登记答复', ...warnings].join('：'))
      }}
      onDone={onDone}
    >
      <p>异议：{objection.words}</p>
      <RadioField
        form={form}
        name="result"
        label="核查结果"
        choices={choicesOf(ObjectionResult.options, objectionResultText)}
      />
      <LongTextField
        form={form}
        name="words"
        label="核查的情况"
        rows={3}
        help="写查明的事实，印入答复书和告知书；不写异议人是谁"
      />
      <DayField form={form} name="answeredOn" label="答复日期" />
    </Form>
  )
}
