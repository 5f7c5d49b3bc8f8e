/** Every module of the product, in one list. */
import { accessModule } from '#modules/access/index.ts'
import { institutionsModule } from '#modules/institutions/index.ts'
import { reportsModule } from '#modules/reports/index.ts'
import { staysModule } from '#modules/stays/index.ts'
import type { Module } from '#platform/module.ts'

export const modules: readonly Module[] = [accessModule, institutionsModule, staysModule, reportsModule]
