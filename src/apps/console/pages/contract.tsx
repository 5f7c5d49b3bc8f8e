/** 购买合同: the contract from providers, what was drawn on it and what ends with it from the board. */
import { board } from '#modules/board/contract.ts'
import { ContractUsePanel } from '#modules/board/console/contract-use.tsx'
import { ContractView } from '#modules/providers/console/contract.tsx'
import { providers } from '#modules/providers/contract.ts'
import { useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer } from '#ui/ask.ts'
import { useMay } from '#ui/me.tsx'

export function ContractPage() {
  const contractId = useParam('contractId')
  const may = useMay()
  const answer = useAnswer(providers, 'contract', { contractId })
  const active = answer.data?.status === 'active'
  const behind = useAnswer(
    board,
    'contractEnding',
    { contractId },
    { enabled: active && may('board.contractEnding') && may('providers.endContract') },
  )
  return (
    <AnswerPage title="合同" list={{ title: '购买合同', to: '/contracts' }} answer={answer}>
      {(contract) => (
        <ContractView
          contract={contract}
          behind={behind.data}
          use={may('board.contracts') && <ContractUsePanel contractId={contractId} />}
        />
      )}
    </AnswerPage>
  )
}
