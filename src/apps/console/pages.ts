/** Every module's pages, and what it gives to the search box, the bell, the emergency bar and the area switcher. */
import { access } from '#modules/access/contract.ts'
import { agreementsPages } from '#modules/agreements/console/pages.ts'
import { dutiesPages } from '#modules/duties/console/pages.ts'
import { providersPages } from '#modules/providers/console/pages.ts'
import { auditPages } from '#modules/audit/console/pages.ts'
import { policyPages } from '#modules/policy/console/pages.ts'
import { reportsPages } from '#modules/reports/console/pages.ts'
import { evaluationsPages } from '#modules/evaluations/console/pages.ts'
import { rostersPages } from '#modules/rosters/console/pages.ts'
import { settlementPages } from '#modules/settlement/console/pages.ts'
import { staysPages } from '#modules/stays/console/pages.ts'
import { visitsPages } from '#modules/visits/console/pages.ts'
import { ask } from '#ui/ask.ts'
import type { FrameSources, Page } from '#ui/page-list.ts'
import { areaTree } from './area-rows.ts'

/** One line per module: ...personsPages from '#modules/persons/console/pages.ts'. */
export const pages: readonly Page[] = [
  dutiesPages,
  providersPages,
  agreementsPages,
  rostersPages,
  visitsPages,
  evaluationsPages,
  settlementPages,
  staysPages,
  reportsPages,
  policyPages,
  auditPages,
].flat()

export const sources: FrameSources = {
  search: [],
  notices: [],
  emergencies: [],
  areas: [{ needs: 'access.areas', load: async () => areaTree(await ask(access, 'areas', {})) }],
}
