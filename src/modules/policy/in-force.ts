/** What is in force in one place on one day: the engine behind every rule that asks policy. Pure. */
import { hash } from 'node:crypto'
import type { Instant, PlainDate } from '#kernel/calendar.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import type { PolicyInForce, PolicyValue } from '#kernel/policy.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type Explained, explain, noneText } from './explain.ts'
import { keys } from './keys.ts'
import type { AreaEntry } from './pack-form.ts'
import { documentsOf, type PackSet } from './pack-set.ts'
import { type DutyInForce, dutiesIn, dutyIn, layoutIn } from './standing-rules.ts'
import type { Asking } from './candidates.ts'
import type { Adoption, CountyValue } from './standing.ts'

export interface PolicyOptions {
  /** More places than areas.yaml names, such as the townships of a county. */
  areas?: readonly AreaEntry[]
  /** Since when the system has known a document: the record of its adoption (second axis of packs.md). */
  knownSince?: (document: string) => Instant | undefined
}

export interface Ask {
  /** What would have been decided with what was known at that moment. */
  knownAt?: Instant
  /** Drafts to be tried as if they were in force. */
  simulate?: readonly string[]
  adopted?: readonly Adoption[]
  countyValues?: readonly CountyValue[]
}

/** The answer of the kernel's PolicyInForce, with what the console shows of it. */
export interface PolicyReading extends PolicyInForce {
  /** From the nation down to the area itself. */
  chain: readonly AreaEntry[]
  /** Drafts tried in it. */
  simulated: readonly string[]
  /** Packs of the chain with the SM3 of all their files: what a stored result names as its source. */
  packs: readonly { area: string; sm3: string }[]
  explain(key: string, scope?: string): Explained
  duties(): DutyInForce[]
  /** Documents of the nearest place above that has a pack, and whether a notice may cite them on this day. */
  ownDocuments(): { document: string; mayCite: boolean }[]
}

export type PolicyFrom = (area: string, day: PlainDate, ask?: Ask) => PolicyReading

export const isReading = (policy: PolicyInForce): policy is PolicyReading => 'explain' in policy

/** Besides the declared keys, `find` knows 'duties', 'duty.<id>', 'form.<name>' and 'table.<name>'. */
export function policyFrom(set: PackSet, options: PolicyOptions = {}): PolicyFrom {
  const documents = documentsOf(set.packs)
  const areas = new Map([...set.areas, ...(options.areas ?? [])].map((entry) => [entry.area, entry]))
  const hashes = set.packs.map((pack) => ({ area: pack.area, sm3: hashOf(pack.sources) }))
  return (area, day, ask = {}) => {
    const chain = chainOf(area, areas)
    const moment = {
      day,
      documents,
      simulate: new Set(ask.simulate),
      ...(ask.knownAt === undefined ? {} : { knownAt: ask.knownAt }),
      knownSince: options.knownSince ?? (() => undefined),
    }
    const { adopted = [], countyValues: entered = [] } = ask
    return readingOf({ chain, packs: set.packs, moment, adopted, entered }, hashes)
  }
}

const hashOf = (sources: readonly { path: string; text: string }[]): string =>
  hash(
    'sm3',
    canonicalJson(sources.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, text }) => [path, text])),
  )

function chainOf(area: string, areas: ReadonlyMap<string, AreaEntry>): AreaEntry[] {
  const chain: AreaEntry[] = []
  for (let code: string | null = area; code !== null; ) {
    const entry: AreaEntry | undefined = areas.get(code)
    if (!entry || chain.includes(entry)) {
      const message = `没有登记区划${code}；应为已登记的区划。请先登记该区划及其上级`
      throw new Refusal('not_found', [{ code: 'area_unknown', message }])
    }
    chain.unshift(entry)
    code = entry.parent
  }
  return chain
}

// Values were read by the type their key declares; naming that type again is up to whoever asks.
const trusted = <T>(value: unknown): value is T => value !== undefined

function readingOf(asking: Asking, hashes: PolicyReading['packs']): PolicyReading {
  const { chain, moment } = asking
  const area = chain.at(-1)?.area ?? ''
  const explained = new Map<string, Explained>()
  const values = new Map<string, PolicyValue | undefined>()

  const explainOnce = (key: string, scope?: string): Explained => {
    const name = scope === undefined ? key : `${key} ${scope}`
    const known = explained.get(name) ?? explain(key, asking, scope)
    explained.set(name, known)
    return known
  }
  const lookUp = (key: string): PolicyValue | undefined => {
    if (keys[key]) return valueOf(explainOnce(key))
    const [kind = '', ...rest] = key.split('.')
    const name = rest.join('.')
    if (key === 'duties') return dutiesIn(asking)
    if (kind === 'duty') return dutyIn(asking, name)
    if (kind === 'form' || kind === 'table') return layoutIn(asking, kind, name)
    throw new RangeError(`undeclared policy key ${key}`)
  }
  const find = <T>(key: string): PolicyValue<T> | undefined => {
    const found = values.has(key) ? values.get(key) : lookUp(key)
    values.set(key, found)
    if (!found || !trusted<T>(found.value)) return undefined
    return { value: found.value, force: found.force, citations: found.citations }
  }
  return {
    area,
    on: moment.day,
    chain,
    simulated: [...moment.simulate],
    packs: hashes.filter((each) => chain.some(({ area }) => area === each.area)),
    find,
    value: <T>(key: string): PolicyValue<T> => find<T>(key) ?? refuseNone(key, asking, explainOnce),
    explain: explainOnce,
    duties: () => dutiesIn(asking).value,
    ownDocuments: () => documentsIn(asking),
  }
}

function documentsIn({ chain, packs, moment }: Asking): { document: string; mayCite: boolean }[] {
  const nearest = chain.findLast(({ area }) => packs.some((pack) => pack.area === area))
  const own = packs.filter(({ area }) => area === nearest?.area).flatMap(({ documents }) => documents)
  return own.map(({ key, status, effective: { from, to } }) => ({
    document: key,
    mayCite: status !== 'draft' && from !== null && from <= moment.day && (to === undefined || moment.day <= to),
  }))
}

function valueOf({ value, force, citations }: Explained): PolicyValue | undefined {
  return value === undefined || force === undefined ? undefined : { value, force, citations }
}

function refuseNone(key: string, asking: Asking, explainOnce: (key: string) => Explained): never {
  const place = asking.chain.at(-1)?.name ?? ''
  const message = keys[key]
    ? noneText(explainOnce(key), place, asking.moment.day)
    : `${place}没有登记${key}；应由所依据的文件给出。请登记后再办`
  throw new Refusal('refused', [{ code: 'policy_missing', message }])
}
