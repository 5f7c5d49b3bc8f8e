import { implement } from '#platform/module.ts'
import { policy } from './contract.ts'
import { deciding } from './deciding.ts'
import { learning } from './learning.ts'
import { packFiles } from './pack-export.ts'
import { proposals } from './proposals.ts'
import { queries } from './queries.ts'
import { withdrawing } from './withdrawing.ts'

export const policyService = implement(policy, {
  ...queries,
  ...proposals,
  ...withdrawing,
  ...deciding,
  ...packFiles,
  ...learning,
})
