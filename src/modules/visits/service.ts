/** Use cases of the visits module, each in the file of its kind. */
import { implement } from '#platform/module.ts'
import { visits } from './contract.ts'
import { deciding } from './deciding.ts'
import { detail } from './detail.ts'
import { importing } from './importing.ts'
import { listing } from './listing.ts'
import { printing } from './printing.ts'
import { taking } from './taking.ts'

export const visitsService = implement(visits, {
  ...taking,
  ...listing,
  ...detail,
  ...deciding,
  ...printing,
  ...importing,
})
