/** 莘县's minimum living allowance office sends its list: some of its people are on our register, not all rightly written. Invented. */
import { addDays, addMonths } from '#kernel/calendar.ts'
import { overlaps } from '#modules/overlaps/contract.ts'
import { inventedPrefixOf, inventPeople } from '#platform/demo/people.ts'
import { shenxianPlaces, villagesIn } from '#platform/demo/places.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import type { Acting } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import type { InventedEntry } from './register.ts'
import { shenxian } from './shenxian-places.ts'
import type { Find } from './shenxian-stories.ts'

const clerk = 'county-clerk'
const headings = ['姓名', '身份证号', '出生日期', '乡镇', '村', '享受起始月', '月金额']

type Changed = Partial<Pick<InventedEntry, 'name' | 'idNumber'>>

const alike: Readonly<Record<string, string>> = {
  示: '式',
  例: '立',
  样: '漾',
  演: '衍',
  假: '甲',
  拟: '你',
  仿: '访',
  试: '世',
  虚: '需',
}
const byEar = (name: string): string => Array.from(name, (letter) => alike[letter] ?? letter).join('')
const swapped = (number: string): string =>
  number.slice(0, 15) + number.charAt(16) + number.charAt(15) + number.slice(17)
const old = (number: string): string => number.slice(0, 6) + number.slice(8, 17)

export interface Matching {
  days: DemoDays
  find: Find
}

function rowsOf({ days, find }: Matching): string[][] {
  const row = (township: number, place: number, change: (person: InventedEntry) => Changed = () => ({})) => {
    const person = find({ township, place })
    const said = { ...person, ...change(person) }
    const town = shenxianPlaces.townships.find(({ id }) => id === person.townshipId)
    const village = villagesIn(shenxianPlaces, person.townshipId).find(({ id }) => id === person.villageId)
    return [
      said.name,
      said.idNumber,
      person.bornOn,
      town?.name ?? '',
      village?.name ?? '',
      addMonths(days.open, -2),
      '430',
    ]
  }
  const inventor = inventPeople('shenxian/dibao')
  const wish = { areaPrefix: inventedPrefixOf(shenxian), on: days.today, township: '', village: '' }
  const strangers = Array.from({ length: 40 }, (_, at) => {
    const person = inventor.adult(wish)
    const town = shenxianPlaces.townships[at % shenxianPlaces.townships.length]
    const village = villagesIn(shenxianPlaces, town?.id ?? '')[0]
    return [person.name, person.idNumber, person.bornOn, town?.name ?? '', village?.name ?? '', days.open, '430']
  })
  return [
    row(0, 4),
    row(5, 7),
    row(9, 2),
    row(3, 5, ({ idNumber }) => ({ idNumber: swapped(idNumber) })),
    row(12, 6, ({ idNumber }) => ({ idNumber: old(idNumber) })),
    row(14, 3, ({ name }) => ({ name: byEar(name), idNumber: '' })),
    row(19, 4, ({ name }) => ({ name: byEar(name) })),
    ...strangers,
  ]
}

/** Matched as the worker would; one is decided, the others wait for whoever looks in. */
export async function matchDibao(acting: Acting, matching: Matching): Promise<void> {
  const { days } = matching
  const at = days.at(addDays(days.today, -1), '15:10')
  const month = days.open
  const name = `莘县${month}低保对象名单.csv`
  const file = { name, mediaType: 'text/csv', bytes: writeCsv([headings, ...rowsOf(matching)]) }
  const fileId = await acting.upload(clerk, at, file)
  const own = { at, contract: overlaps, key: 'dibao' } as const
  const input = { fileId, kind: 'dibao', source: '莘县低保经办（演示）', month }
  const { listId } = await acting.do({ ...own, by: clerk, name: 'start', input })
  await acting.do({ ...own, by: 'system', name: 'read', input: { listId, edition: 1, from: 0 } })
  await acting.do({ ...own, by: 'system', name: 'drop', input: { listId } })
  const { rows } = await acting.ask({ at, contract: overlaps, by: clerk, name: 'hits', input: { listId } })
  const [first] = rows.filter(({ certain, verdict }) => certain && verdict === 'open')
  if (!first) return
  const decision = {
    hits: [{ hitId: first.id, decisions: first.decisions }],
    verdict: 'same' as const,
    reason: '身份证号和姓名一致',
    stops: 'benefit' as const,
    document: '莘县低保与特困供养衔接办法（演示，虚构）',
    number: '演示衔接〔2026〕1号',
    clause: '第三条',
  }
  await acting.do({ ...own, by: clerk, name: 'decide', input: decision })
}
