import type { Module } from '#platform/module.ts'
import { institutionsService } from './service.ts'
import { directorTies } from './ties.ts'

export { type Director, directorsOn, homesOn, type HomeOn, maySeeDirectors, occupancyTarget } from './facts.ts'

export const institutionsModule: Module = {
  service: institutionsService,
  ties: directorTies,
  constraints: {
    home_pkey: '这家机构已经登记过；请在机构一览中打开',
    home_fact_count: '床位和人数应为不小于0的整数',
  },
}
