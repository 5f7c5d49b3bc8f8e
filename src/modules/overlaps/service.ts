/** Use cases of 部门比对, gathered from their files. */
import { implement } from '#platform/module.ts'
import { overlaps } from './contract.ts'
import { deciding } from './deciding.ts'
import { exporting } from './exporting.ts'
import { hits } from './hits.ts'
import { lists } from './lists.ts'
import { uncollecting } from './uncollected.ts'

export const overlapsService = implement(overlaps, { ...lists, ...hits, ...deciding, ...exporting, ...uncollecting })
