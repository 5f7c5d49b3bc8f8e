/** Use cases of agreements, put together from drafting, stepping, signing, templates, reading and printing. */
import { implement } from '#platform/module.ts'
import { agreements } from './contract.ts'
import { drafting } from './drafting.ts'
import { printing } from './printing.ts'
import { reading } from './reading.ts'
import { signing } from './signing-use.ts'
import { stepping } from './stepping.ts'
import { templates } from './templates.ts'

export const agreementsService = implement(agreements, {
  ...drafting,
  ...stepping,
  ...signing,
  ...templates,
  ...reading,
  ...printing,
})
