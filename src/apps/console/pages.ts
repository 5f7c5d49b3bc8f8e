/** Every module's pages, and what it gives to the search box, the bell, the emergency bar and the area switcher. */
import { accessPages } from '#modules/access/console/pages.ts'
import { access } from '#modules/access/contract.ts'
import { agreementsPages } from '#modules/agreements/console/pages.ts'
import { assessmentsPages } from '#modules/assessments/console/pages.ts'
import { boardPages } from '#modules/board/console/pages.ts'
import { custodyPages } from '#modules/custody/console/pages.ts'
import { documentsPages } from '#modules/documents/console/pages.ts'
import { dutiesPages } from '#modules/duties/console/pages.ts'
import { providersPages } from '#modules/providers/console/pages.ts'
import { archivesPages } from '#modules/archives/console/pages.ts'
import { auditPages } from '#modules/audit/console/pages.ts'
import { policyPages } from '#modules/policy/console/pages.ts'
import { overlapsPages } from '#modules/overlaps/console/pages.ts'
import { personsPages } from '#modules/persons/console/pages.ts'
import { portalPages } from '#modules/portal/console/pages.ts'
import { recognitionPages } from '#modules/recognition/console/pages.ts'
import { reportsPages } from '#modules/reports/console/pages.ts'
import { endingsPages } from '#modules/endings/console/pages.ts'
import { evaluationsPages } from '#modules/evaluations/console/pages.ts'
import { rostersPages } from '#modules/rosters/console/pages.ts'
import { settlementPages } from '#modules/settlement/console/pages.ts'
import { staysPages } from '#modules/stays/console/pages.ts'
import { verificationsPages } from '#modules/verifications/console/pages.ts'
import { visitsPages } from '#modules/visits/console/pages.ts'
import { ledgerPages } from '#modules/ledger/console/pages.ts'
import { noticesPages } from '#modules/notices/console/pages.ts'
import { paymentsPages } from '#modules/payments/console/pages.ts'
import { ask } from '#ui/ask.ts'
import { type FrameSources, lazyView, type Page } from '#ui/page-list.ts'
import { areaTree } from './area-rows.ts'
import { searchSources } from './search-sources.ts'

/** One line per module: ...personsPages from '#modules/persons/console/pages.ts'. */
const personFile: Page = {
  path: '/persons/$personId',
  title: '一人一档',
  section: '人员',
  needs: 'persons.person',
  menu: false,
  view: lazyView(() => import('./pages/person-file.tsx'), 'PersonFilePage'),
}

const contractPage: Page = {
  path: '/contracts/$contractId',
  title: '合同',
  section: '机构',
  needs: 'providers.contract',
  menu: false,
  view: lazyView(() => import('./pages/contract.tsx'), 'ContractPage'),
}

const interfacePage: Page = {
  path: '/interface',
  title: '接口说明',
  section: '设置',
  needs: 'access.me',
  order: 90,
  view: lazyView(() => import('./pages/interface.tsx'), 'InterfacePage'),
}

export const pages: readonly Page[] = [
  personFile,
  contractPage,
  interfacePage,
  personsPages,
  archivesPages,
  endingsPages,
  verificationsPages,
  recognitionPages,
  overlapsPages,
  dutiesPages,
  boardPages,
  providersPages,
  assessmentsPages,
  agreementsPages,
  rostersPages,
  visitsPages,
  evaluationsPages,
  settlementPages,
  staysPages,
  custodyPages,
  portalPages,
  reportsPages,
  policyPages,
  paymentsPages,
  ledgerPages,
  noticesPages,
  documentsPages,
  auditPages,
  accessPages,
].flat()

export const sources: FrameSources = {
  search: searchSources,
  notices: [],
  emergencies: [],
  areas: [{ needs: 'access.areas', load: async () => areaTree(await ask(access, 'areas', {})) }],
}
