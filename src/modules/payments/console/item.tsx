/** A line by its own number, as a posting names it: its batch, with the line said above it. */
import { yuanText } from '#kernel/money.ts'
import { useParam } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { Answer } from '#ui/states.tsx'
import { payments } from '../contract.ts'
import { BatchOf } from './batch.tsx'

export function ItemPlace() {
  const itemId = useParam('itemId')
  const answer = useAnswer(payments, 'itemPlace', { itemId })
  return (
    <Answer answer={answer}>
      {({ batchId, lineNo, payee, amountFen }) => (
        <BatchOf batchId={batchId} note={`流水对应第${lineNo}笔：${payee}，${yuanText(amountFen)} 元。`} />
      )}
    </Answer>
  )
}
