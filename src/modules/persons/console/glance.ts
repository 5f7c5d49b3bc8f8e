/** What the hover card shows of a person (screens 5.14); each look is recorded. */
import { ask } from '#ui/ask.ts'
import type { PersonGlance } from '#ui/person-card.tsx'
import { persons } from '../contract.ts'
import { statusText } from '../words.ts'

export async function glanceOf(personId: string): Promise<PersonGlance> {
  const card = await ask(persons, 'card', { personId })
  return {
    personId,
    name: card.name,
    sex: card.sex,
    age: card.age,
    village: card.village,
    mode: card.mode ?? undefined,
    level: card.level ?? undefined,
    state: statusText[card.status],
    carer: card.organisation || undefined,
    lastFour: card.idMasked.slice(-4) || undefined,
    alert: card.lacks.length > 0 ? `缺${card.lacks.join('、')}` : undefined,
    namesake: card.sameNameInVillage.join('、') || undefined,
  }
}
