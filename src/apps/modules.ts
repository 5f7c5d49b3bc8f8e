/** Every module of the product, in one list. */
import { accessModule } from '#modules/access/index.ts'
import { archivesModule } from '#modules/archives/index.ts'
import { auditModule } from '#modules/audit/index.ts'
import { agreementsModule } from '#modules/agreements/index.ts'
import { assessmentsModule } from '#modules/assessments/index.ts'
import { custodyModule } from '#modules/custody/index.ts'
import { documentsModule } from '#modules/documents/index.ts'
import { dutiesModule } from '#modules/duties/index.ts'
import { endingsModule } from '#modules/endings/index.ts'
import { evaluationsModule } from '#modules/evaluations/index.ts'
import { findingsModule } from '#modules/findings/index.ts'
import { institutionsModule } from '#modules/institutions/index.ts'
import { ledgerModule } from '#modules/ledger/index.ts'
import { noticesModule } from '#modules/notices/index.ts'
import { overlapsModule } from '#modules/overlaps/index.ts'
import { paymentsModule } from '#modules/payments/index.ts'
import { personsModule } from '#modules/persons/index.ts'
import { policyModule } from '#modules/policy/index.ts'
import { portalModule } from '#modules/portal/index.ts'
import { providersModule } from '#modules/providers/index.ts'
import { reportsModule } from '#modules/reports/index.ts'
import { recognitionModule } from '#modules/recognition/index.ts'
import { rostersModule } from '#modules/rosters/index.ts'
import { staysModule } from '#modules/stays/index.ts'
import { verificationsModule } from '#modules/verifications/index.ts'
import { visitsModule } from '#modules/visits/index.ts'
import { settlementModule } from '#modules/settlement/index.ts'
import type { Module } from '#platform/module.ts'
import { boardModule } from '#modules/board/index.ts'
import { demoModule } from './demo/register.ts'

export const modules: readonly Module[] = [
  accessModule,
  policyModule,
  auditModule,
  dutiesModule,
  documentsModule,
  personsModule,
  recognitionModule,
  overlapsModule,
  providersModule,
  institutionsModule,
  staysModule,
  custodyModule,
  assessmentsModule,
  agreementsModule,
  rostersModule,
  visitsModule,
  findingsModule,
  evaluationsModule,
  settlementModule,
  noticesModule,
  ledgerModule,
  paymentsModule,
  archivesModule,
  endingsModule,
  portalModule,
  verificationsModule,
  reportsModule,
  boardModule,
  demoModule,
]
