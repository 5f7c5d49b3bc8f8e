/** A line by its own number, as a posting names it: its batch, with the line said above it. */
import { yuanText } from '#kernel/money.ts'
import { useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer } from '#ui/ask.ts'
import { payments } from '../contract.ts'
import { BatchOf } from './batch.tsx'

export function ItemPlace() {
  const itemId = useParam('itemId')
  const answer = useAnswer(payments, 'itemPlace', { itemId })
  return (
    <AnswerPage title="批次" list={{ title: '发放', to: '/payments' }} answer={answer}>
      {({ batchId, lineNo, payee, amountFen }) => (
        <BatchOf batchId={batchId} note={`流水对应第${lineNo}笔：${payee}，${yuanText(amountFen)} 元。`} />
      )}
    </AnswerPage>
  )
}
