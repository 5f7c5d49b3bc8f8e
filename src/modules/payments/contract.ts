/** 发放: care money to providers, living money to persons, with one machinery. */
import { contract } from '#kernel/contract.ts'
import { applicationOperations } from './application-contract.ts'
import { batchOperations } from './batch-contract.ts'
import { personOperations } from './person-contract.ts'
import { proposalOperations } from './proposal-contract.ts'
import { stopOperations } from './stop-contract.ts'

export type { Payable } from './application-contract.ts'
export type { Batch, Item, ItemPerson, Problem } from './batch-contract.ts'
export type { Claim, HomeAccount, PersonShare } from './person-contract.ts'
export type { ClaimProposal } from './proposal-contract.ts'
export type { Stop } from './stop-contract.ts'
export * from './words.ts'

export const payments = contract('payments', {
  ...applicationOperations,
  ...batchOperations,
  ...personOperations,
  ...proposalOperations,
  ...stopOperations,
})
