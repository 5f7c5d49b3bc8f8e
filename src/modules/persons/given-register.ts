/** A county to file persons in, for tests. */
import { addDays, plainDate } from '#kernel/calendar.ts'
import type { Sent } from '#kernel/contract.ts'
import type { TestApp } from '../../../test/app.ts'
import { givenArea } from '#modules/access/given.ts'
import { persons } from './contract.ts'
import { givenIdNumber } from './given.ts'

type Asking = Parameters<typeof givenArea>[0]
export type New = Sent<(typeof persons)['operations']['proposeFiling']>
type Asks = ReturnType<TestApp['as']>

/** Files on an old decision by two hands of the county, as the rule asks. */
export const filedBy =
  (one: Asks, other: Asks) =>
  async (given: New): Promise<{ personId: string; fileNo: string; warnings: string[] }> => {
    const { id, warnings } = await one(persons, 'proposeFiling', given)
    const filed = await other(persons, 'confirmFiling', { id, agree: true })
    return { personId: filed.personId ?? '', fileNo: filed.fileNo, warnings }
  }

export async function givenRegister(client: Asking) {
  const area = (
    level: 'county' | 'township' | 'village',
    name: string,
    given: { parentId?: string; county?: string } = {},
  ) => givenArea(client, { level, name, ...given })
  const county = await area('county', '示例县')
  const town = await area('township', '示例镇', { parentId: county })
  const elsewhere = { county: '150430' }
  const place = {
    town,
    other: await area('township', '样本乡', { parentId: county }),
    village: await area('village', '河东村', { parentId: town }),
    away: await area('township', '外县镇', { parentId: await area('county', '外县', elsewhere), ...elsewhere }),
  }
  let order = 100
  const newPerson = (more: Partial<New> = {}): New => {
    order += 1
    return {
      name: '张示例',
      idNumber: givenIdNumber(order),
      householdClass: 'rural',
      townshipId: place.town,
      villageId: place.village,
      mode: 'dispersed',
      level: 'partly_able',
      supportedFrom: '2023-09-01',
      decisionNo: '示民认〔2023〕1号',
      decidedOn: addDays(plainDate(more.supportedFrom ?? '2023-09-01'), -14),
      ...more,
    }
  }
  return { place, newPerson }
}
