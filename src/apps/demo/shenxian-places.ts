/** Who serves where in 莘县's demonstration: three providers, eight townships each. Invented. */
import { shenxianPlaces, type DemoArea } from '#platform/demo/places.ts'
import { organisationIdOf } from './base.ts'

export const shenxian = shenxianPlaces.code

export interface DemoProvider {
  no: 1 | 2 | 3
  organisationId: string
  account: string
  townships: readonly DemoArea[]
}

export const demoProviders: readonly DemoProvider[] = ([1, 2, 3] as const).map((no) => ({
  no,
  organisationId: organisationIdOf(shenxian, `provider-${no}`),
  account: `provider-${no}`,
  townships: shenxianPlaces.townships.slice((no - 1) * 8, no * 8),
}))

export function providerOf(townshipId: string): DemoProvider {
  const found = demoProviders.find(({ townships }) => townships.some(({ id }) => id === townshipId))
  if (!found) throw new Error(`no provider serves ${townshipId}`)
  return found
}

/** 'township-3-clerk': accounts are numbered in the county's order of townships. */
export const townshipAccount = (townshipId: string, role: 'clerk' | 'leader'): string =>
  `township-${shenxianPlaces.townships.findIndex(({ id }) => id === townshipId) + 1}-${role}`
