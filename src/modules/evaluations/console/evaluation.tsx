/** One township's evaluation: sample, the sheet of one person, his month beside it; fits a phone at the door (screens 4.12). */
import { Button } from 'antd'
import { useState } from 'react'
import { monthText } from '#kernel/calendar.ts'
import { useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { useShortcuts } from '#ui/shortcuts.ts'
import { Locked } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { evaluations, evaluationStatusText, type Evaluation, type Sheet } from '../contract.ts'
import { scoreText } from '../score.ts'
import { SampleList } from './sample-list.tsx'
import { SheetForm } from './sheet-form.tsx'
import { Additions, Summary } from './summary.tsx'

export function EvaluationPage() {
  const evaluationId = useParam('evaluationId')
  const answer = useAnswer(evaluations, 'get', { evaluationId })
  return (
    <AnswerPage title="乡镇考评" list={{ title: '乡镇考评', to: '/evaluations' }} answer={answer}>
      {(evaluation) => <Body evaluation={evaluation} />}
    </AnswerPage>
  )
}

function Body({ evaluation }: { evaluation: Evaluation }) {
  const inSample = evaluation.sheets.filter((sheet) => sheet.inSample)
  const [chosen, setChosen] = useState(inSample.find((sheet) => !sheet.filled)?.personId ?? inSample[0]?.personId)
  const sheet = evaluation.sheets.find((each) => each.personId === chosen)
  const done = inSample.filter(({ filled }) => filled).length
  const at = inSample.findIndex(({ personId }) => personId === chosen)
  const step = (by: 1 | -1) => {
    const next = inSample[at + by]
    if (next) setChosen(next.personId)
  }
  useShortcuts({ j: () => step(1), k: () => step(-1) })
  return (
    <PageBody
      title={`乡镇考评 ${monthText(evaluation.month)} ${evaluation.township.name} ${evaluation.organisation.name}`}
      way={[{ title: '乡镇考评', to: '/evaluations' }]}
      beside={<Beside evaluation={evaluation} done={done} />}
      action={<Send evaluation={evaluation} />}
      others={<Prints evaluationId={evaluation.id} />}
      strip={evaluation.status === 'sent' && <Locked>考评已送县民政局，只读。更正请补送更正说明。</Locked>}
    >
      {evaluation.hints.map((hint) => (
        <p key={hint} className="gy-note" role="note">
          {hint}
        </p>
      ))}
      <div className="gy-sheets">
        <SampleList evaluation={evaluation} chosen={chosen} onChoose={setChosen} />
        {sheet && (
          <SheetForm
            key={sheet.personId}
            evaluation={evaluation}
            sheet={sheet}
            onSaved={() => setChosen(nextOpen(inSample, at)?.personId ?? sheet.personId)}
          />
        )}
        {sheet && <Glance sheet={sheet} />}
      </div>
      <Summary key={`${evaluation.evaluators.join()} ${evaluation.resultText}`} evaluation={evaluation} />
      <Draws evaluation={evaluation} />
      <Additions evaluation={evaluation} />
    </PageBody>
  )
}

/** The next one still open after this one, from the top when none is left below. */
const nextOpen = (sheets: readonly Sheet[], at: number): Sheet | undefined =>
  [...sheets.slice(at + 1), ...sheets.slice(0, Math.max(at, 0))].find(({ filled }) => !filled)

function Beside({ evaluation, done }: { evaluation: Evaluation; done: number }) {
  const { status, daysLate, dueOn, sampleSize, population, scoreTenths } = evaluation
  return (
    <>
      <FamilyTag family={status === 'sent' ? 'green' : 'blue'} text={evaluationStatusText[status]} />{' '}
      {daysLate > 0 ? (
        <FamilyTag family="red" text={`逾期${daysLate}天`} />
      ) : (
        <span>
          应于
          <Day day={dueOn} />
          前送县
        </span>
      )}{' '}
      样本{sampleSize}／{population} 已评{done} {scoreTenths !== null && <strong>得分{scoreText(scoreTenths)}</strong>}
    </>
  )
}

function Glance({ sheet }: { sheet: Sheet }) {
  const glance = sheet.glance
  return (
    <Panel title="本月一览">
      <Description
        columns={1}
        items={[
          { label: '服务', value: glance?.visits === null ? null : `${glance?.visits ?? 0}次` },
          { label: '有效', value: glance?.valid === null ? null : `${glance?.valid ?? 0}次` },
          { label: '存疑', value: glance?.doubtful === null ? null : `${glance?.doubtful ?? 0}次` },
          { label: '上月得分', value: glance?.lastScoreTenths == null ? null : scoreText(glance.lastScoreTenths) },
          { label: '上月问题', value: glance?.lastFindings ? `${glance.lastFindings}项` : '无' },
        ]}
      />
    </Panel>
  )
}

function Prints({ evaluationId }: { evaluationId: string }) {
  const may = useMay()
  const print = useCommand(evaluations, 'print')
  if (!may('evaluations.print')) return null
  const go = async (filled: boolean) => download((await print.mutateAsync({ evaluationId, filled })).ticket)
  return (
    <>
      <Button loading={print.isPending} onClick={() => void go(false).catch(() => {})}>
        打印考评表
      </Button>
      <Button onClick={() => void go(true).catch(() => {})}>打印已填表</Button>
      <ReasonsOf error={print.error} action="打印考评表" />
    </>
  )
}

function Send({ evaluation }: { evaluation: Evaluation }) {
  const may = useMay()
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const send = useCommand(evaluations, 'send', { answers: ['duties'] })
  if (!may('evaluations.send') || evaluation.status === 'sent') return null
  const score = evaluation.scoreTenths === null ? '' : `${scoreText(evaluation.scoreTenths)}分，`
  const go = async () => {
    await send.mutateAsync({ evaluationId: evaluation.id })
    say(`已送交${evaluation.township.name}考评`)
  }
  return (
    <>
      <Button type="primary" onClick={() => setAsking(true)}>
        送县民政局
      </Button>
      <Confirm
        open={asking}
        title={`送交${monthText(evaluation.month)}考评？`}
        verb="送交"
        onConfirm={go}
        onClose={() => setAsking(false)}
      >
        <p>
          送交{monthText(evaluation.month)}考评：{score}抽查{evaluation.sampleSize}人，问题{evaluation.findings}
          项。送出后不能修改，更正须另送更正说明。
        </p>
        {evaluation.objections.length > 0 && <p role="alert">还不能送出：{evaluation.objections.join('；')}</p>}
      </Confirm>
    </>
  )
}

function Draws({ evaluation }: { evaluation: Evaluation }) {
  const { percent, atLeast, citations } = evaluation.sample
  return (
    <Panel title="抽样方法" extra={<Basis citations={citations} value={`${percent}%，至少${atLeast}人`} />}>
      <p>
        种子＝SM3（抽样日前一日的留痕树根、月份、机构、乡镇、第几次抽样）；按SM3（种子、人员编号）从小到大取。方法可复算，谁也不能挑选。
      </p>
      {evaluation.draws.map((draw) => (
        <p key={draw.no} style={{ overflowWrap: 'anywhere' }}>
          第{draw.no}次 <Moment at={draw.at} /> 抽取{draw.size}人／{draw.population}人 种子 <code>{draw.seed}</code>{' '}
          树根 <code>{draw.headRoot}</code>（{draw.headSize}条）{draw.reason && ` 重抽理由：${draw.reason}`}
        </p>
      ))}
    </Panel>
  )
}
