/** Every module's panels of a person's page, in the order of the page. */
import { AgreementsPanel } from '#modules/agreements/console/panel.tsx'
import { CertificatePanel } from '#modules/archives/console/certificate.tsx'
import { DocumentsPanel } from '#modules/archives/console/panel.tsx'
import { ChangesPanel } from '#modules/endings/console/panel.tsx'
import { AssessmentsPanel } from '#modules/assessments/console/panel.tsx'
import { OverlapsPanel } from '#modules/overlaps/console/panel.tsx'
import { PaymentsPanel } from '#modules/payments/console/panel.tsx'
import { OwnViewPanel } from '#modules/portal/console/panel.tsx'
import { personsPanels } from '#modules/persons/console/panel.tsx'
import { SettlementPanel } from '#modules/settlement/console/panel.tsx'
import { VerificationsPanel } from '#modules/verifications/console/panel.tsx'
import { VisitsPanel } from '#modules/visits/console/panel.tsx'
import type { PersonPanel } from '#ui/person-panels.ts'

const ofModules: readonly PersonPanel[] = [
  { key: 'assessments', title: '能力评估', needs: 'assessments.ofPerson', order: 45, view: AssessmentsPanel },
  { key: 'verifications', title: '核查', needs: 'verifications.ofPerson', order: 46, view: VerificationsPanel },
  { key: 'changes', title: '变更', needs: 'endings.changes', order: 47, view: ChangesPanel },
  { key: 'overlaps', title: '部门比对', needs: 'overlaps.ofPerson', order: 48, view: OverlapsPanel },
  { key: 'agreements', title: '协议', needs: 'agreements.list', order: 50, view: AgreementsPanel },
  { key: 'visits', title: '服务', needs: 'visits.personMonth', order: 60, view: VisitsPanel },
  { key: 'settlement', title: '结算', needs: 'settlement.ofPerson', order: 70, view: SettlementPanel },
  { key: 'payments', title: '发放', needs: 'payments.ofPerson', order: 80, view: PaymentsPanel },
  { key: 'certificate', title: '供养证', needs: 'archives.certificates', order: 88, view: CertificatePanel },
  { key: 'documents', title: '材料', needs: 'archives.documents', order: 90, view: DocumentsPanel },
  { key: 'own-view', title: '本人查询', needs: 'portal.helps', order: 95, view: OwnViewPanel },
]

export const personPanels: readonly PersonPanel[] = [...personsPanels, ...ofModules].toSorted(
  (a, b) => a.order - b.order,
)
