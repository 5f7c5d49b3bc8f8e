/** Use cases of the register, gathered from their files. */
import { implement, part } from '#platform/module.ts'
import { capacities } from './capacity.ts'
import { circle } from './circle.ts'
import { persons } from './contract.ts'
import { corrections } from './corrections.ts'
import { filePerson } from './creating.ts'
import { imports } from './imports.ts'
import { lists } from './lists.ts'
import { payees } from './payees.ts'
import { personFile } from './person-file.ts'
import { photos } from './photos.ts'
import { standingChanges } from './standing-changes.ts'
import { twoHands } from './two-hands.ts'

const creating = part(persons, {
  /** Whatever does not come out of our own recognition was decided outside and rests on its paper. */
  create: (context, input) => filePerson(context, input, 'decided_outside'),
})

export const personsService = implement(persons, {
  ...lists,
  ...creating,
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
