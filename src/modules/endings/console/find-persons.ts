import { persons } from '#modules/persons/contract.ts'
import { ask } from '#ui/ask.ts'
import type { PersonHit } from '#ui/person-pick.tsx'

export async function findPersons(words: string): Promise<PersonHit[]> {
  const { rows } = await ask(persons, 'list', { text: words, pageSize: 20 })
  return rows.map(({ id, name, sex, age, township, village, idMasked }) => ({
    id,
    text: `${name} ${sex === 'male' ? '男' : '女'} ${age}岁 ${township}${village} 尾号${idMasked.slice(-4) || '—'}`,
  }))
}
