/** Use cases of the register, gathered from their files. */
import { implement } from '#platform/module.ts'
import { capacities } from './capacity.ts'
import { circle } from './circle.ts'
import { persons } from './contract.ts'
import { corrections } from './corrections.ts'
import { imports } from './imports.ts'
import { lists } from './lists.ts'
import { oldDecisions } from './old-decisions.ts'
import { payees } from './payees.ts'
import { personFile } from './person-file.ts'
import { photos } from './photos.ts'
import { standingChanges } from './standing-changes.ts'
import { twoHands } from './two-hands.ts'

export const personsService = implement(persons, {
  ...lists,
  ...oldDecisions,
  ...personFile,
  ...standingChanges,
  ...corrections,
  ...twoHands,
  ...capacities,
  ...circle,
  ...payees,
  ...photos,
  ...imports,
})
