/** Drawing the sample so that anybody can draw it again and nobody could choose it: order by SM3 of seed and id. */
import { hash } from 'node:crypto'

const sm3 = (text: string): string => hash('sm3', text, 'hex')

export interface SeedParts {
  /** Root of the county's record at the end of the day before the draw. */
  head: string
  month: string
  provider: string
  township: string
  /** 1 for the draw, 2 and up for a redraw. */
  draw: number
}

export const seedOf = ({ head, month, provider, township, draw }: SeedParts): string =>
  sm3([head, month, provider, township, String(draw)].join('\n'))

/** The `size` ids whose SM3(seed, id) is smallest, in that order; all when there are no more. */
export function drawSample(seed: string, ids: readonly string[], size: number): string[] {
  return [...new Set(ids)]
    .map((id) => ({ id, rank: sm3(`${seed}\n${id}`) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, size)
    .map(({ id }) => id)
}

/** Stands for the list that was drawn from: SM3 over its ids in order. */
export const populationHash = (ids: readonly string[]): string => sm3(ids.toSorted().join('\n'))
