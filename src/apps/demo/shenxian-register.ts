/** What waits for a second person in 莘县's register: an old decision found in a cabinet, and a first day of support put right. */
import { addDays, addMonths, firstDay, monthOf, plainDate } from '#kernel/calendar.ts'
import { persons } from '#modules/persons/contract.ts'
import { inventedPrefixOf, inventPeople } from '#platform/demo/people.ts'
import { shenxianPlaces, villagesIn } from '#platform/demo/places.ts'
import type { Acting } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import { shenxian } from './shenxian-places.ts'
import type { Find } from './shenxian-stories.ts'

const by = 'county-clerk'
const corrected = { township: 5, place: 21 }

export async function makeRegisterWaits(acting: Acting, days: DemoDays, find: Find): Promise<void> {
  const at = days.at(addDays(days.today, -2), '10:00')
  const township = shenxianPlaces.townships[4]
  const village = township && villagesIn(shenxianPlaces, township.id)[0]
  if (!township || !village) return
  const wish = {
    areaPrefix: inventedPrefixOf(shenxian),
    on: days.today,
    township: township.name,
    village: village.name,
  }
  const { name, idNumber, phone, address } = inventPeople('shenxian/old decisions').person(wish)
  const decidedOn = days.on(addMonths(days.present, -8), 16)
  const old = {
    name,
    idNumber,
    phone,
    residence: address,
    townshipId: township.id,
    villageId: village.id,
    householdClass: 'rural' as const,
    mode: 'dispersed' as const,
    level: 'able' as const,
    supportedFrom: firstDay(addMonths(days.present, -7)),
    decidedOn,
    decisionNo: `演示认〔${decidedOn.slice(0, 4)}〕31号`,
    paperReference: '演示：3盒　第12页（整理旧档案时发现，原系统漏录）',
  }
  await acting.do({ by, at, contract: persons, name: 'proposeFiling', key: 'old decision', input: old })
  const person = find(corrected)
  const input = {
    personId: person.id,
    field: 'supportedFrom' as const,
    value: firstDay(addMonths(monthOf(plainDate(person.supportedFrom)), 1)),
    reason: '演示：核对认定决定书，原登记早了一个月',
    paperReference: '演示：认定决定书复印件，1盒　第8页',
  }
  await acting.do({ by, at, contract: persons, name: 'correct', key: 'first day', input })
}
