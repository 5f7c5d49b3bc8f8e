/** Use cases of recognition, gathered from their files. */
import { implement } from '#platform/module.ts'
import { batching } from './batching.ts'
import { clockDeeds, recomputing } from './clock-deeds.ts'
import { recognition } from './contract.ts'
import { deciding } from './deciding.ts'
import { checking } from './identity.ts'
import { intake } from './intake.ts'
import { listing } from './listing.ts'
import { posting } from './posters.ts'
import { printing } from './printing.ts'
import { publicising } from './publicising.ts'
import { reading } from './reading.ts'
import { surveying } from './surveying.ts'

export const recognitionService = implement(recognition, {
  ...listing,
  ...reading,
  ...checking,
  ...intake,
  ...surveying,
  ...clockDeeds,
  ...recomputing,
  ...publicising,
  ...posting,
  ...batching,
  ...deciding,
  ...printing,
})
