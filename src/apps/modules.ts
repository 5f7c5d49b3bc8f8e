/** Every module of the product, in one list. */
import { accessModule } from '#modules/access/index.ts'
import { rostersModule } from '#modules/rosters/index.ts'
import { settlementModule } from '#modules/settlement/index.ts'
import type { Module } from '#platform/module.ts'

export const modules: readonly Module[] = [accessModule, rostersModule, settlementModule]
