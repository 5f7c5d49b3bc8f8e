/** 待复核的收支: all slips that wait for a second person. */
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer } from '#ui/ask.ts'
import { PageBody } from '#ui/page.tsx'
import { custody } from '../contract.ts'
import { SlipTable } from './slips.tsx'

const list = { title: '代管资金', to: '/custody' }

export function Check() {
  const answer = useAnswer(custody, 'waiting', {})
  return (
    <AnswerPage title="待复核的收支" list={list} answer={answer}>
      {({ rows }) => (
        <PageBody title="待复核的收支" way={[list]}>
          {rows.length === 0 ? <p className="gy-empty">没有待复核的收支。</p> : <SlipTable slips={rows} named />}
        </PageBody>
      )}
    </AnswerPage>
  )
}
