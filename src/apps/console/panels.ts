/** Every module's panels of a person's page. One line per module: ...personsPanels. */
import { personsPanels } from '#modules/persons/console/panel.tsx'
import type { PersonPanel } from '#ui/person-panels.ts'

export const personPanels: readonly PersonPanel[] = [personsPanels].flat().toSorted((a, b) => a.order - b.order)
