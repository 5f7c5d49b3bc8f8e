/** Where the door's policy comes from: the packs of this release. What a county has adopted is added by the policy module. */
import path from 'node:path'
import { policyFrom } from '#modules/policy/in-force.ts'
import { readPacks } from '#modules/policy/packs.ts'
import type { Installation } from '#platform/perform.ts'

const folder = path.resolve(import.meta.dirname, '../../packs')

export async function policySource(): Promise<Installation['policyOn']> {
  const policyOf = policyFrom(await readPacks(folder))
  return async (context, day, place = context.county) => policyOf(place, day)
}
