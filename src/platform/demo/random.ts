/** A small seeded generator, so that the demonstration is the same on every machine and at every start. */

export interface Random {
  /** 0 ≤ x < 1 */
  next: () => number
  /** Whole, both ends included. */
  int: (least: number, most: number) => number
  chance: (probability: number) => boolean
  pick: <Item>(items: readonly Item[]) => Item
  weighted: <Item>(items: readonly (readonly [Item, number])[]) => Item
  shuffled: <Item>(items: readonly Item[]) => Item[]
  /** An independent stream: drawing more from one part does not move the others. */
  fork: (name: string) => Random
}

/** FNV-1a: a seed from any text. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** mulberry32 */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  if (index >= items.length) throw new Error(`no item ${index} among ${items.length}`)
  const [item] = items.slice(index, index + 1) as [Item]
  return item
}

export function randomOf(seed: string): Random {
  const next = sequence(hashOf(seed))
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const pick = <Item>(items: readonly Item[]): Item => itemAt(items, int(0, items.length - 1))
  const weighted = <Item>(items: readonly (readonly [Item, number])[]): Item => {
    let rest = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
    const found = items.find(([, weight]) => {
      rest -= weight
      return rest < 0
    })
    return (found ?? itemAt(items, items.length - 1))[0]
  }
  const shuffled = <Item>(items: readonly Item[]): Item[] => {
    const keyed = items.map((item) => [next(), item] as const)
    return keyed.sort(([one], [other]) => one - other).map(([, item]) => item)
  }
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick,
    weighted,
    shuffled,
    fork: (name) => randomOf(`${seed}/${name}`),
  }
}
