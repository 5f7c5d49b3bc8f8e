/** Every module of the product, in one list. */
import { accessModule } from '#modules/access/index.ts'
import { dutiesModule } from '#modules/duties/index.ts'
import { evaluationsModule } from '#modules/evaluations/index.ts'
import { findingsModule } from '#modules/findings/index.ts'
import { rostersModule } from '#modules/rosters/index.ts'
import type { Module } from '#platform/module.ts'

export const modules: readonly Module[] = [accessModule, dutiesModule, rostersModule, findingsModule, evaluationsModule]
