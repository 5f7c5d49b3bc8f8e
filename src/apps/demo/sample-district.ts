/** 示例区, an invented district: it has adopted Beijing's draft by a decision of its own, and keeps two homes. */
import type pg from 'pg'
import { addDays, addMonths, firstDay, lastDay, monthOf, type PlainDate } from '#kernel/calendar.ts'
import { institutions } from '#modules/institutions/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { policy } from '#modules/policy/contract.ts'
import { stays } from '#modules/stays/contract.ts'
import { inventedPrefixOf, inventPeople } from '#platform/demo/people.ts'
import { areaIdOf, samplePlaces, villagesIn } from '#platform/demo/places.ts'
import { randomOf } from '#platform/demo/random.ts'
import { type Acting, actingIn, type Standing } from './acting.ts'
import { organisationIdOf } from './base.ts'
import { begunAt, type DemoDays, demoDays } from './demo-days.ts'
import { demo, type InventedEntry } from './register.ts'
import { makeCustody } from './sample-custody.ts'

const { code: county, townships } = samplePlaces
const draft = '北京市征求意见稿（无文号）'
const basis = '演示数据（虚构）'
const residents = 24
const athome = 36
/** Left the third home before it was closed. */
const gone = 2

export async function makeSampleDistrict(standing: Standing, client: pg.Client): Promise<void> {
  const days = demoDays(await begunAt(client, standing.installation.now()))
  const acting = actingIn(standing, county)
  await adoptDraft(acting, days)
  const people = inventDistrict(days)
  const knownAt = days.at(days.from, '09:00')
  const own = { by: 'system', at: knownAt } as const
  await acting.do({ ...own, contract: institutions, name: 'adopt', key: 'all', input: homesOf(days) })
  await acting.do({
    ...own,
    contract: demo,
    name: 'adoptPersons',
    key: 'all',
    input: { knownAt, basis, persons: people },
  })
  const moved = people.flatMap(({ id, organisationId, supportedFrom }) =>
    organisationId === null
      ? []
      : [{ homeId: organisationId, personId: id, category: 'supported_centralised' as const, from: supportedFrom }],
  )
  await acting.do({ ...own, contract: stays, name: 'adopt', key: 'all', input: { knownAt, stays: moved } })
  await closeOldHome(acting, client, {
    days,
    people: people.filter(({ organisationId }) => organisationId === homeIds[2]),
  })
  await makeCustody(
    acting,
    days,
    people.filter(({ organisationId }) => organisationId === homeIds[0]),
  )
}

/** One proposes, another adopts; a draft binds nobody until somebody with the power to decide says so. */
async function adoptDraft(acting: Acting, days: DemoDays): Promise<void> {
  const decidedOn = addDays(days.from, -20)
  const input = {
    draft,
    number: `示例区（虚构）发〔${decidedOn.slice(0, 4)}〕1号`,
    title: '示例区关于参照征求意见稿管理供养机构的决定（演示，虚构）',
    decidedOn,
    from: days.from,
  }
  const at = days.at(decidedOn, '10:00')
  const own = { at, contract: policy, key: 'draft' } as const
  const { id } = await acting.do({ ...own, by: 'county-clerk', name: 'adoptDraft', input })
  await acting.do({ ...own, by: 'county-leader', name: 'adopt', input: { id } })
}

interface OldHome {
  days: DemoDays
  people: readonly InventedEntry[]
}

/** Its last residents left of their own wish; then it was closed, and the files it held are asked for. */
async function closeOldHome(acting: Acting, client: pg.Client, { days, people }: OldHome): Promise<void> {
  const decidedOn = addDays(days.from, 5)
  const at = days.at(decidedOn, '10:00')
  for (const [index, { id: personId }] of people.entries()) {
    const decision = { number: `示例终止〔${decidedOn.slice(0, 4)}〕${index + 1}号`, decidedOn, basis: '本人书面申请' }
    const input = { personId, reason: 'voluntary', decision }
    await acting.do({ by: 'system', at, contract: persons, name: 'end', key: personId, input })
  }
  const closedOn = lastDay(monthOf(decidedOn))
  const old = [closedOn, county, homeIds[2]]
  await client.query('update access.organisation set to_on = $1 where county_code = $2 and id = $3', old)
}

/** The last one was closed; its files are still to be handed on. */
const homeIds = [1, 2, 3].map((no) => organisationIdOf(county, `home-${no}`))

function homesOf(days: DemoDays) {
  const inventor = inventPeople('sample/homes')
  const wish = { areaPrefix: inventedPrefixOf(county), on: days.today, township: '', village: '' }
  return {
    from: since(days),
    knownAt: days.at(days.from, '08:00'),
    proof: basis,
    homes: homeIds.map((organisationId, index) => ({
      organisationId,
      townshipId: townships[index]?.id ?? '',
      sortOrder: index + 1,
      ownership: 'public' as const,
      legalPerson: true,
      filed: true,
      address: `示例路${index + 8}号（演示地址）`,
      beds: 40 - index * 16,
      nursingBeds: 16 - index * 8,
      staff: 9 - index * 3,
      careStaff: 6 - index * 2,
      director: inventor.adult(wish).name,
      officePhone: `0000-001000${index + 1}`,
      directorMobile: inventor.phone(),
    })),
  }
}

const since = (days: DemoDays): PlainDate => firstDay(addMonths(monthOf(days.from), -12))

function inventDistrict(days: DemoDays): InventedEntry[] {
  const inventor = inventPeople('sample')
  const random = randomOf('sample/where')
  return Array.from({ length: residents + athome + gone }, (_, index) => {
    const leaves = index >= residents + athome
    const inHome = index < residents || leaves
    const township = townships[inHome ? index % 2 : index % townships.length]
    if (!township) throw new Error('示例区 has four units')
    const village = random.pick(villagesIn(samplePlaces, township.id))
    const wish = {
      areaPrefix: inventedPrefixOf(county),
      on: days.today,
      township: township.name,
      village: village.name,
    }
    const { carer, name, sex, bornOn, idNumber, phone, ethnicity, address, bankName, accountNumber } =
      inventor.person(wish)
    const level = random.weighted<InventedEntry['level']>([
      ['able', 6],
      ['partly_able', 3],
      ['unable', 1],
    ])
    return {
      id: areaIdOf(`person/${county}/${index + 1}`),
      name,
      sex,
      bornOn,
      idNumber,
      phone,
      ethnicity,
      residence: address,
      householdClass: township.name.includes('街道') ? ('urban' as const) : ('rural' as const),
      townshipId: township.id,
      villageId: village.id,
      organisationId: inHome ? (homeIds[leaves ? 2 : index % 2] ?? null) : null,
      mode: inHome ? ('centralised' as const) : ('dispersed' as const),
      level,
      supportedFrom: firstDay(addMonths(monthOf(since(days)), random.int(0, 8))),
      fileNo: `${county}-${String(index + 1).padStart(6, '0')}`,
      bank: bankName,
      account: accountNumber,
      carer: carer ? { name: carer.name, relation: carer.relation, phone: carer.phone } : null,
      ...(level === 'unable' ? { capacity: 'full' as const, capacityBasis: '演示：入户了解' } : {}),
    }
  })
}
