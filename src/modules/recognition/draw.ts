/** The county's draw, so that anybody can draw it again and nobody could choose it: order by SM3 of seed and case. */
import { hash } from 'node:crypto'
import type { StoredDeed } from './stored.ts'
import * as z from 'zod'

const sm3 = (text: string): string => hash('sm3', text, 'hex')

export interface SeedParts {
  /** Root of the county's record at the end of the day before. */
  head: string
  batch: string
  month: string
}

export const seedOf = ({ head, batch, month }: SeedParts): string => sm3([head, batch, month].join('\n'))

export const rankOf = (seed: string, id: string): string => sm3(`${seed}\n${id}`)

/** All cases in the order in which they are drawn. */
export function drawnOrder(seed: string, ids: readonly string[]): string[] {
  return [...new Set(ids)]
    .map((id) => ({ id, rank: rankOf(seed, id) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ id }) => id)
}

/** Stands for what was drawn from: SM3 over the ids in order. */
export const populationHash = (ids: readonly string[]): string => sm3(ids.toSorted().join('\n'))

export const DrawSaid = z.object({
  replaced: z.boolean().optional(),
  sampled: z.boolean().optional(),
  /** The clerk asks to let it go, */
  asked: z.boolean().optional(),
  /** and the leader did not agree. */
  kept: z.boolean().optional(),
})

/** What the clerk asked and nobody has answered yet: the last word on the draw of this case. */
export function letGoAsked(deeds: readonly StoredDeed[]): StoredDeed | undefined {
  const last = deeds.findLast(({ kind }) => kind === 'drawn' || kind === 'checked')
  return last && DrawSaid.safeParse(last.said).data?.asked ? last : undefined
}
