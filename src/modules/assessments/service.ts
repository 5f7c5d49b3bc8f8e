/** Use cases of assessments, put together from asking, assessing, deciding, reading and printing. */
import { implement } from '#platform/module.ts'
import { assessing } from './assessing.ts'
import { assessments } from './contract.ts'
import { deciding } from './deciding.ts'
import { duties } from './due.ts'
import { hearing } from './hearing.ts'
import { printing } from './printing.ts'
import { reading } from './reading.ts'
import { recomputing } from './recomputing.ts'
import { requesting } from './requesting.ts'
import { shares } from './shares.ts'

export const assessmentsService = implement(assessments, {
  ...requesting,
  ...recomputing,
  ...assessing,
  ...deciding,
  ...hearing,
  ...reading,
  ...duties,
  ...shares,
  ...printing,
})
