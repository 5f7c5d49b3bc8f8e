/** Use cases of the rosters module. */
import { implement } from '#platform/module.ts'
import { rosters } from './contract.ts'
import { corrections } from './corrections.ts'
import { drafting } from './drafting.ts'
import { exporting } from './exporting.ts'
import { months } from './months.ts'
import { reading } from './reading.ts'
import { steps } from './steps.ts'

export const rostersService = implement(rosters, {
  ...months,
  ...drafting,
  ...reading,
  ...steps,
  ...corrections,
  ...exporting,
})
