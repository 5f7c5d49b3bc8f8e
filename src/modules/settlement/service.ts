/** Use cases of the settlement module. */
import { implement } from '#platform/module.ts'
import { approving } from './approving.ts'
import { branches } from './branches.ts'
import { computing } from './computing.ts'
import { settlement } from './contract.ts'
import { exporting } from './exporting.ts'
import { objecting } from './objecting.ts'
import { reading } from './reading.ts'
import { recomputing } from './recomputing.ts'
import { trial } from './trial.ts'

export const settlementService = implement(settlement, {
  ...computing,
  ...approving,
  ...reading,
  ...branches,
  ...recomputing,
  ...objecting,
  ...trial,
  ...exporting,
})
