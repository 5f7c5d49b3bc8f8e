/** Use cases of recognition, gathered from their files. */
import { implement } from '#platform/module.ts'
import { batching } from './batching.ts'
import { clockDeeds, recomputing } from './clock-deeds.ts'
import { recognition } from './contract.ts'
import { deciding } from './deciding.ts'
import { checking } from './identity.ts'
import { ending } from './ending.ts'
import { filing } from './filing.ts'
import { drawingAnother } from './drawing-another.ts'
import { figuring } from './figures.ts'
import { hanging } from './hangings.ts'
import { helping } from './helping.ts'
import { intake } from './intake.ts'
import { linking } from './linkages.ts'
import { listing } from './listing.ts'
import { meeting } from './meetings.ts'
import { objecting } from './objections.ts'
import { placing } from './placing.ts'
import { posting } from './posters.ts'
import { printing } from './printing.ts'
import { publicising } from './publicising.ts'
import { reading } from './reading.ts'
import { relating } from './relatives.ts'
import { surveying } from './surveying.ts'

export const recognitionService = implement(recognition, {
  ...listing,
  ...figuring,
  ...reading,
  ...checking,
  ...intake,
  ...surveying,
  ...clockDeeds,
  ...recomputing,
  ...filing,
  ...ending,
  ...publicising,
  ...objecting,
  ...relating,
  ...placing,
  ...posting,
  ...hanging,
  ...helping,
  ...meeting,
  ...linking,
  ...batching,
  ...drawingAnother,
  ...deciding,
  ...printing,
})
