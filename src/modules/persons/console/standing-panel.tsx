/** 等级与状态: what holds from which day and on what decision, and where one was when not at home. */
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Day, Span } from '#ui/dates.tsx'
import { Empty } from '#ui/states.tsx'
import { type PersonFile, persons } from '../contract.ts'
import { absenceText, factText } from '../words.ts'
import { AbsenceForm } from './action-forms.tsx'
import { ReturnForm } from './place-forms.tsx'
import { AskButton, FormButton } from './row-deed.tsx'

export function StandingPanel({ file }: { file: PersonFile }) {
  return (
    <>
      <Facts file={file} />
      <Absences file={file} />
    </>
  )
}

function Facts({ file }: { file: PersonFile }) {
  return (
    <div className="gy-scroll">
      <table className="gy-plain-table gy-wide">
        <thead>
          <tr>
            {['起始日', '项目', '内容', '依据', '决定日期'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {file.facts.map((fact) => (
            <tr key={fact.id}>
              <td>
                <Day day={fact.fromOn} />
              </td>
              <td>{factText[fact.kind]}</td>
              <td>{fact.replaced ? <s>{fact.text}</s> : fact.text || '—'}</td>
              <td>{fact.basis || '—'}</td>
              <td>
                <Day day={fact.decidedOn} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Absences({ file }: { file: PersonFile }) {
  const over = file.endedOn !== null || file.diedOn !== null
  return (
    <section aria-label="住院、请假和外出" className="gy-part">
      <header className="gy-actions">
        <h3>住院、请假和外出</h3>
        {!over && (
          <FormButton title="登记住院、请假或外出" of={file.name} needs="persons.addAbsence" wide>
            {(close) => <AbsenceForm file={file} onDone={close} />}
          </FormButton>
        )}
      </header>
      {file.absences.length === 0 && <Empty>没有住院、请假或外出的登记。</Empty>}
      <ul className="gy-lines">
        {file.absences.map((each) => (
          <li key={each.id}>
            <AbsenceLine absence={each} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function AbsenceLine({ absence }: { absence: PersonFile['absences'][number] }) {
  const end = useCommand(persons, 'endAbsence', { answers: ['duties'] })
  const say = useSay()
  const { id, kind, place, fromOn, toOn, withdrawn } = absence
  const text = `${absenceText[kind]} ${place}`.trim()
  const span = <Span from={fromOn} to={toOn} />
  if (withdrawn)
    return (
      <>
        <s>
          {text} {span}
        </s>{' '}
        <span className="gy-help">已改正或作废</span>
      </>
    )
  return (
    <>
      {text} {span} {!toOn && <span className="gy-warning">! 未返回</span>}
      {!toOn && (
        <FormButton title="登记返回" of={text} needs="persons.endAbsence">
          {(close) => <ReturnForm id={id} onDone={close} />}
        </FormButton>
      )}
      <AskButton
        title="作废"
        of={`${text}的登记`}
        needs="persons.endAbsence"
        says="登记有误的才作废；作废的仍留在这里，划线显示。"
        onConfirm={async () => {
          await end.mutateAsync({ id, toOn: null })
          say('已作废')
        }}
      />
    </>
  )
}
