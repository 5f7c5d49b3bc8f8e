/** Policy with drafts tried in it (packs.md, "Finding what is in force"): what they decide is marked and never stored. */
import type { PlainDate } from '#kernel/calendar.ts'
import type { PolicyInForce, PolicyValue, Trying } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { readingFor } from './county.ts'
import { declaredValue } from './declared-value.ts'
import type { PolicyReading } from './in-force.ts'
import { keys } from './keys.ts'
import { documentsOf } from './pack-set.ts'
import { standsAllowed } from './pack-topics.ts'
import { releasePacks } from './release.ts'
import type { CountyValue } from './standing.ts'

/** Stands where a document would: a value that somebody only tries has none. */
export const triedDocument = '试算值'

export async function inForceFor(
  context: Parameters<typeof readingFor>[0],
  day: PlainDate,
  place: string = context.county,
  trying: Trying = {},
): Promise<PolicyInForce> {
  const { values = [], drafts = [] } = trying
  if (values.length === 0 && drafts.length === 0) return readingFor(context, day, place)
  await requireDrafts(drafts)
  const proposed = values.map((each) => triedValue(each, place, day))
  const reading = await readingFor(context, day, place, { simulate: drafts, proposed })
  return markedDrafts(reading)
}

async function requireDrafts(names: readonly string[]): Promise<void> {
  const documents = documentsOf((await releasePacks()).packs)
  const wrong = names.find((name) => documents.get(name)?.status !== 'draft')
  if (wrong !== undefined)
    refuse('invalid', 'draft', `“${wrong}”不是已登记的征求意见稿，不能试算。请从政策依据的文件列表中选择`)
}

/** It enters like a value of the place itself, so what stands above it still decides where it binds. */
function triedValue(given: { key: string; value: unknown }, area: string, from: PlainDate): CountyValue {
  const { declaration, value } = declaredValue(given)
  const [stands = 'sets'] = standsAllowed[declaration.combine]
  const citation = { document: triedDocument, clause: declaration.title }
  return { area, key: given.key, value, from, stands, force: 'must', citation, secondPerson: '' }
}

function markedDrafts(reading: PolicyReading): PolicyReading {
  const isDraft = (key: string) => {
    if (!keys[key]) return false
    const { simulated, citations } = reading.explain(key)
    return simulated || citations.some(({ document }) => document === triedDocument)
  }
  const marked = <T>(key: string, found: PolicyValue<T>): PolicyValue<T> =>
    isDraft(key) ? { ...found, force: 'draft' } : found
  return {
    ...reading,
    find: <T>(key: string) => {
      const found = reading.find<T>(key)
      return found && marked(key, found)
    },
    value: <T>(key: string) => marked(key, reading.value<T>(key)),
  }
}
