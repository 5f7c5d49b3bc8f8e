/** Every module of the product, in one list. */
import { accessModule } from '#modules/access/index.ts'
import { dutiesModule } from '#modules/duties/index.ts'
import { institutionsModule } from '#modules/institutions/index.ts'
import { reportsModule } from '#modules/reports/index.ts'
import { rostersModule } from '#modules/rosters/index.ts'
import { staysModule } from '#modules/stays/index.ts'
import type { Module } from '#platform/module.ts'
import { demoModule } from './demo/register.ts'

export const modules: readonly Module[] = [accessModule, dutiesModule, rostersModule]
import { evaluationsModule } from '#modules/evaluations/index.ts'
import { findingsModule } from '#modules/findings/index.ts'
import { rostersModule } from '#modules/rosters/index.ts'
import type { Module } from '#platform/module.ts'

export const modules: readonly Module[] = [accessModule, rostersModule, findingsModule, evaluationsModule]
export const modules: readonly Module[] = [
  accessModule,
  institutionsModule,
  staysModule,
  rostersModule,
  reportsModule,
  demoModule,
]
import { providersModule } from '#modules/providers/index.ts'
import { rostersModule } from '#modules/rosters/index.ts'
import type { Module } from '#platform/module.ts'

export const modules: readonly Module[] = [accessModule, providersModule, rostersModule]
import { personsModule } from '#modules/persons/index.ts'
import { rostersModule } from '#modules/rosters/index.ts'
import type { Module } from '#platform/module.ts'

export const modules: readonly Module[] = [accessModule, personsModule, rostersModule]
