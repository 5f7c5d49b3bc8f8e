/** The tree of RFC 6962 §2.1 over any hash: root, proof that a leaf is in it, proof that a later tree continues an earlier one. */

export type Hash = (bytes: Uint8Array) => Uint8Array

export function hashOfLeaf(hash: Hash, data: Uint8Array): Uint8Array {
  return hash(joined(Uint8Array.of(0), data))
}

export function hashOfNode(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(joined(Uint8Array.of(1), left, right))
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** Root over leaf hashes; of none, the hash of nothing. */
export function rootOf(hash: Hash, leaves: readonly Uint8Array[]): Uint8Array {
  return frontierRoot(hash, append(hash, emptyFrontier, leaves))
}

/** The largest power of two smaller than `size`: where RFC 6962 splits a tree. */
function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

/** PATH(m, D[n]), from the leaf upwards. */
export function inclusionProof(hash: Hash, leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  requireWithin(index, leaves.length)
  if (leaves.length === 1) return []
  const split = splitOf(leaves.length)
  const left = leaves.slice(0, split)
  const right = leaves.slice(split)
  return index < split
    ? [...inclusionProof(hash, left, index), rootOf(hash, right)]
    : [...inclusionProof(hash, right, index - split), rootOf(hash, left)]
}

/** PROOF(m, D[n]): what shows that the first `oldSize` leaves are still those of the earlier root. */
export function consistencyProof(hash: Hash, leaves: readonly Uint8Array[], oldSize: number): Uint8Array[] {
  if (oldSize < 1 || oldSize > leaves.length) throw new RangeError('no such earlier tree')
  return subproof(hash, { leaves, oldSize, isWhole: true })
}

interface Subtree {
  leaves: readonly Uint8Array[]
  oldSize: number
  /** The earlier tree is this subtree's beginning and nothing more, so its root is known to the reader. */
  isWhole: boolean
}

function subproof(hash: Hash, { leaves, oldSize, isWhole }: Subtree): Uint8Array[] {
  if (oldSize === leaves.length) return isWhole ? [] : [rootOf(hash, leaves)]
  const split = splitOf(leaves.length)
  const left = leaves.slice(0, split)
  const right = leaves.slice(split)
  return oldSize <= split
    ? [...subproof(hash, { leaves: left, oldSize, isWhole }), rootOf(hash, right)]
    : [...subproof(hash, { leaves: right, oldSize: oldSize - split, isWhole: false }), rootOf(hash, left)]
}

function requireWithin(index: number, size: number): void {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new RangeError('no such leaf')
}

/** Whether `leaf` (its hash) stands at `index` in the tree of that size and root (RFC 9162 §2.1.3.2). */
export function verifyInclusion(
  hash: Hash,
  claim: { index: number; size: number; leaf: Uint8Array; root: Uint8Array },
  path: readonly Uint8Array[],
): boolean {
  if (!Number.isSafeInteger(claim.size) || !(claim.index >= 0 && claim.index < claim.size)) return false
  let at = claim.index
  let last = claim.size - 1
  let node = claim.leaf
  for (const sibling of path) {
    if (last === 0) return false
    const isRight = isOdd(at) || at === last
    node = isRight ? hashOfNode(hash, sibling, node) : hashOfNode(hash, node, sibling)
    while (isRight && !isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    at = half(at)
    last = half(last)
  }
  return last === 0 && sameBytes(node, claim.root)
}

/** Whether the tree of the new root begins with the tree of the old one (RFC 9162 §2.1.4.2). */
export function verifyConsistency(
  hash: Hash,
  claim: { oldSize: number; oldRoot: Uint8Array; newSize: number; newRoot: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  const { oldSize, newSize, oldRoot, newRoot } = claim
  if (!Number.isSafeInteger(newSize) || oldSize < 1 || oldSize > newSize) return false
  if (oldSize === newSize) return proof.length === 0 && sameBytes(oldRoot, newRoot)
  const [first, ...rest] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof
  if (!first) return false
  let at = oldSize - 1
  let last = newSize - 1
  while (isOdd(at)) [at, last] = [half(at), half(last)]
  let old = first
  let now = first
  for (const each of rest) {
    if (last === 0) return false
    const isRight = isOdd(at) || at === last
    if (isRight) old = hashOfNode(hash, each, old)
    now = isRight ? hashOfNode(hash, each, now) : hashOfNode(hash, now, each)
    while (isRight && !isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    at = half(at)
    last = half(last)
  }
  return last === 0 && sameBytes(old, oldRoot) && sameBytes(now, newRoot)
}

// Not bit operators: those would cut a size to 32 bits.
const half = (value: number): number => Math.floor(value / 2)
const isOdd = (value: number): boolean => value % 2 === 1
const isPowerOfTwo = (value: number): boolean => value === 1 || (!isOdd(value) && isPowerOfTwo(value / 2))

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, position) => byte === b[position])
}

/** The right edge of a tree: the root of each full subtree, largest first, one for each 1 in the binary size. */
export interface Frontier {
  size: number
  peaks: readonly Uint8Array[]
}

export const emptyFrontier: Frontier = { size: 0, peaks: [] }

/** Adds leaf hashes without the earlier leaves: O(1) hashes each on average. */
export function append(hash: Hash, frontier: Frontier, leaves: Iterable<Uint8Array>): Frontier {
  const peaks = [...frontier.peaks]
  let size = frontier.size
  for (const leaf of leaves) {
    let node = leaf
    for (let rest = size; isOdd(rest); rest = half(rest)) node = hashOfNode(hash, peaks.pop() ?? node, node)
    peaks.push(node)
    size += 1
  }
  return { size, peaks }
}

export function frontierRoot(hash: Hash, { peaks }: Frontier): Uint8Array {
  const last = peaks.at(-1)
  if (!last) return hash(new Uint8Array())
  return peaks.slice(0, -1).reduceRight((right, left) => hashOfNode(hash, left, right), last)
}
