/** Every module of the product, in one list. */
import { accessModule } from '#modules/access/index.ts'
import { agreementsModule } from '#modules/agreements/index.ts'
import { providersModule } from '#modules/providers/index.ts'
import { rostersModule } from '#modules/rosters/index.ts'
import type { Module } from '#platform/module.ts'

export const modules: readonly Module[] = [accessModule, providersModule, agreementsModule, rostersModule]
