/** 代管资金: a resident's own money stays his own. */
import { contract } from '#kernel/contract.ts'
import { accountOperations } from './account-operations.ts'
import { roundOperations } from './round-operations.ts'

export { EnteredKind } from './account-operations.ts'
export type {
  AccountDetails,
  AccountRow,
  ConsentRow,
  EntrustmentRow,
  EntryRow,
  HomeBalance,
  LineRow,
  RoundRow,
  SlipRow,
  ThingRow,
} from './shapes.ts'

export const custody = contract('custody', { ...accountOperations, ...roundOperations })
