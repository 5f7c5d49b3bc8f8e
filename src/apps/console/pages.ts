/** Every module's pages, and what it gives to the search box, the bell, the emergency bar and the area switcher. */
import { dutiesPages } from '#modules/duties/console/pages.ts'
import { policyPages } from '#modules/policy/console/pages.ts'
import { rostersPages } from '#modules/rosters/console/pages.ts'
import type { FrameSources, Page } from '#ui/page-list.ts'

/** One line per module: ...personsPages from '#modules/persons/console/pages.ts'. */
export const pages: readonly Page[] = [...dutiesPages, ...rostersPages, ...policyPages]

export const sources: FrameSources = { search: [], notices: [], emergencies: [], areas: [] }
