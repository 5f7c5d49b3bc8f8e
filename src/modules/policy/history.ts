/** 沿革: what a key was from day to day, found by asking on each day on which anything about it changed. Pure. */
import { addDays, type PlainDate } from '#kernel/calendar.ts'
import type { Explained } from './explain.ts'
import type { PackSet } from './pack-set.ts'
import { same } from './same.ts'
import type { Adoption, CountyValue, Withdrawn } from './standing.ts'

interface Period {
  from: PlainDate | null
  to?: PlainDate | undefined
}

const daysOf = ({ from, to }: Period): PlainDate[] => [...(from ? [from] : []), ...(to ? [addDays(to, 1)] : [])]

const daysOfOwn = (own: Period & { withdrawn?: Withdrawn }): PlainDate[] => [
  ...daysOf(own),
  ...(own.withdrawn ? [own.withdrawn.from] : []),
]

/** Every day on which a rule of the key, or a document one of them rests on, begins or has ended. */
export function changeDays(
  key: string,
  set: PackSet,
  own: { adopted: readonly Adoption[]; countyValues: readonly CountyValue[] },
): PlainDate[] {
  const rules = set.packs.flatMap(({ values }) => values).filter((value) => value.key === key)
  const cited = new Set(rules.flatMap(({ citations }) => citations.map(({ document }) => document)))
  const documents = set.packs.flatMap((pack) => pack.documents).filter((document) => cited.has(document.key))
  const delegations = set.packs
    .flatMap((pack) => pack.delegations)
    .filter((delegation) => key === delegation.key || key.startsWith(`${delegation.key}.`))
  const days = [
    ...rules.flatMap(daysOf),
    ...documents.flatMap(({ effective }) => daysOf(effective)),
    ...delegations.flatMap(daysOf),
    ...own.adopted.flatMap(daysOfOwn),
    ...own.countyValues.filter((value) => value.key === key).flatMap(daysOfOwn),
  ]
  return [...new Set(days)].toSorted()
}

export interface Step {
  from: PlainDate
  to: PlainDate | null
  explained: Explained
}

/** Neighbouring days with the same value on the same words are one step; days before anything held are left out. */
export function historyOf(days: readonly PlainDate[], explainOn: (day: PlainDate) => Explained): Step[] {
  const steps: Step[] = []
  for (const day of days) {
    const explained = explainOn(day)
    const last = steps.at(-1)
    if (!last && explained.value === undefined) continue
    if (last && same(last.explained.value, explained.value) && same(last.explained.citations, explained.citations))
      continue
    if (last) last.to = addDays(day, -1)
    steps.push({ from: day, to: null, explained })
  }
  return steps
}
