/** Every module's pages, and what it gives to the search box, the bell, the emergency bar and the area switcher. */
import { reportsPages } from '#modules/reports/console/pages.ts'
import { staysPages } from '#modules/stays/console/pages.ts'
import type { FrameSources, Page } from '#ui/page-list.ts'

/** One line per module: ...personsPages from '#modules/persons/console/pages.ts'. */
export const pages: readonly Page[] = [...staysPages, ...reportsPages]

export const sources: FrameSources = { search: [], notices: [], emergencies: [], areas: [] }
