/** Use cases of verification, put together from planning, keying, reading, following, schools and printing. */
import { implement } from '#platform/module.ts'
import { verifications } from './contract.ts'
import { following } from './following.ts'
import { keying } from './keying.ts'
import { planning } from './planning.ts'
import { printing } from './printing.ts'
import { reading } from './reading.ts'
import { schools } from './schools.ts'

export const verificationsService = implement(verifications, {
  ...planning,
  ...keying,
  ...reading,
  ...following,
  ...schools,
  ...printing,
})
