/** An invented county of a million: those on file, and a department's list that means some of them, not always rightly written. */
import type pg from 'pg'
import { addDays, type PlainDate, plainDate } from '#kernel/calendar.ts'
import { checkCharacter } from '#kernel/identity-number.ts'
import { givenArea } from '#modules/access/given.ts'
import { type Random, randomOf } from '#platform/demo/random.ts'
import type { Secrets } from '#platform/secrets.ts'
import { homophoneOf, nameOf, variantNameOf } from './names.ts'

export interface Village {
  id: string
  name: string
  /** Under which it is still written. */
  oldName: string
  townshipId: string
  township: string
}

export interface Being {
  id: string
  name: string
  bornOn: PlainDate
  idNumber: string
  village: Village
}

export const mistakes = ['none', 'swapped', 'old15', 'homophone', 'variant', 'old_village'] as const
export type Mistake = (typeof mistakes)[number]

export interface Line {
  cells: string[]
  /** Who is meant, and what is wrong; undefined for a stranger. */
  means: { personId: string; mistake: Mistake } | undefined
}

export async function layOutVillages(client: Pick<pg.ClientBase, 'query'>): Promise<Village[]> {
  const county = await givenArea(client, { level: 'county', name: '示例县' })
  const villages: Village[] = []
  for (let town = 1; town <= 20; town += 1) {
    const township = `示例${town}镇`
    const townshipId = await givenArea(client, { level: 'township', name: township, parentId: county })
    for (let place = 1; place <= 15; place += 1) {
      const name = `河东${town}之${place}村`
      const oldName = `旧塘${town}之${place}庄`
      const id = await givenArea(client, { level: 'village', name, parentId: townshipId })
      const old = await givenArea(client, { level: 'village', name: oldName, parentId: townshipId })
      await client.query(`update access.area set successor_id = $1, to_on = '2020-01-01' where id = $2`, [id, old])
      villages.push({ id, name, oldName, townshipId, township })
    }
  }
  return villages
}

const oldest = plainDate('1930-01-01')

function being(random: Random, villages: readonly Village[], order: number): Being {
  const bornOn = addDays(oldest, random.int(0, 13_500))
  const first17 = `${990_000 + (order % 9973)}${bornOn.replaceAll('-', '')}${String(random.int(0, 999)).padStart(3, '0')}`
  const hex = order.toString(16).padStart(12, '0')
  return {
    id: `00000000-0000-7000-8000-${hex}`,
    name: nameOf(random),
    bornOn,
    idNumber: first17 + checkCharacter(first17),
    village: random.pick(villages),
  }
}

/** No two with one number: whoever would have it again is drawn again. */
export function inventBeings(seed: string, villages: readonly Village[], count: number): Being[] {
  const random = randomOf(seed)
  const taken = new Set<string>()
  const beings: Being[] = []
  for (let order = 1; beings.length < count; order += 1) {
    const one = being(random, villages, order)
    if (taken.has(one.idNumber)) continue
    taken.add(one.idNumber)
    beings.push(one)
  }
  return beings
}

export async function layOutPersons(client: pg.ClientBase, secrets: Secrets, beings: readonly Being[]): Promise<void> {
  for (let from = 0; from < beings.length; from += 5000) {
    const some = beings.slice(from, from + 5000)
    const place = (row: string) => ({ table: 'persons.person', column: 'id_number', county: '371522', row })
    await client.query(
      `insert into persons.person (county_code, id, name, name_sort, sex, born_on, household_class, township_id, village_id, status, mode,
         level, supported_from, file_no, origin, paper_reference, changed_at, id_number, id_index, id_masked)
       select '371522', p.id, p.name, p.name, 'male', p.born_on, 'rural', p.township_id, p.village_id, 'active', 'dispersed', 'able',
         '2021-01-01', p.id::text, 'decided_outside', '示例', '2023-01-01', p.id_number, p.id_index, ''
       from unnest($1::uuid[], $2::text[], $3::date[], $4::uuid[], $5::uuid[], $6::bytea[], $7::bytea[])
         as p (id, name, born_on, township_id, village_id, id_number, id_index)`,
      [
        some.map(({ id }) => id),
        some.map(({ name }) => name),
        some.map(({ bornOn }) => bornOn),
        some.map(({ village }) => village.townshipId),
        some.map(({ village }) => village.id),
        some.map(({ id, idNumber }) => secrets.seal(place(id), idNumber)),
        some.map(({ idNumber }) => secrets.blindIndex('identity', idNumber)),
      ],
    )
  }
  await client.query('analyze persons.person')
}

export const headings = ['姓名', '身份证号', '出生日期', '乡镇', '村', '月金额']
const lineOf = (
  { name, idNumber, bornOn, village }: Being,
  changed: Partial<Record<'name' | 'id' | 'village', string>>,
) => [changed.name ?? name, changed.id ?? idNumber, bornOn, village.township, changed.village ?? village.name, '400.00']

function swapped(number: string, random: Random): string {
  const places = Array.from({ length: 16 }, (_, at) => at).filter((at) => number[at] !== number[at + 1])
  const at = random.pick(places)
  return number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2)
}

/** The row of somebody on file, with one mistake; a wrong name or village comes without a number, or it would be no test. */
function mistaken(person: Being, mistake: Mistake, random: Random): string[] | undefined {
  if (mistake === 'none') return lineOf(person, {})
  if (mistake === 'swapped') return lineOf(person, { id: swapped(person.idNumber, random) })
  if (mistake === 'old15') return lineOf(person, { id: person.idNumber.slice(0, 6) + person.idNumber.slice(8, 17) })
  if (mistake === 'old_village') return lineOf(person, { id: '', village: person.village.oldName })
  const name = mistake === 'homophone' ? homophoneOf(person.name, random) : variantNameOf(person.name, random)
  return name === undefined ? undefined : lineOf(person, { id: '', name })
}

const shareMeant = 0.6
const shareRight = 0.4
/** As many strangers come without a number as persons of ours do. */
const shareNumberless = 0.36

export function inventList(
  seed: string,
  around: { villages: readonly Village[]; persons: readonly Being[] },
  count: number,
): Line[] {
  const random = randomOf(seed)
  const meant = around.persons.filter(() => random.chance(shareMeant)).slice(0, count)
  const lines = meant.map((person): Line => {
    const wanted: Mistake = random.chance(shareRight) ? 'none' : random.pick(mistakes.slice(1))
    const cells = mistaken(person, wanted, random)
    if (cells) return { cells, means: { personId: person.id, mistake: wanted } }
    return {
      cells: lineOf(person, { id: '', village: person.village.oldName }),
      means: { personId: person.id, mistake: 'old_village' },
    }
  })
  const numbers = new Set(around.persons.map(({ idNumber }) => idNumber))
  for (let order = 1; lines.length < count; order += 1) {
    const stranger = being(random, around.villages, order)
    if (numbers.has(stranger.idNumber)) continue
    lines.push({ cells: lineOf(stranger, random.chance(shareNumberless) ? { id: '' } : {}), means: undefined })
  }
  return random.shuffled(lines)
}
