import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  append,
  consistencyProof,
  emptyFrontier,
  frontierRoot,
  hashOfLeaf,
  inclusionProof,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'
import { sm3 } from './leaf.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const bytes = (text: string): Buffer => Buffer.from(text, 'hex')
const text = (value: Uint8Array): string => Buffer.from(value).toString('hex')

/** Leaves and roots of the reference implementation of RFC 6962 (certificate-transparency, merkle_tree_test). */
const published = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const leaves = published.map((each) => hashOfLeaf(sha256, bytes(each)))

describe('with SHA-256, the published vectors of RFC 6962', () => {
  test('roots of 0 to 8 leaves', () => {
    expect(roots.map((_, size) => text(rootOf(sha256, leaves.slice(0, size))))).toEqual(roots)
  })

  test('inclusion paths', () => {
    expect(inclusionProof(sha256, leaves, 0).map(text)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(inclusionProof(sha256, leaves, 5).map(text)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
    expect(inclusionProof(sha256, leaves.slice(0, 3), 2).map(text)).toEqual([roots[2]])
  })

  test('consistency proofs', () => {
    expect(consistencyProof(sha256, leaves, 6).map(text)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
    expect(consistencyProof(sha256, leaves.slice(0, 5), 2).map(text)).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ])
  })
})

const leafOfNumber = (number: number) => hashOfLeaf(sm3, Buffer.from(String(number)))
const tree = (size: number) => Array.from({ length: size }, (_, number) => leafOfNumber(number))
const size = fc.integer({ min: 1, max: 80 })

describe('with SM3', () => {
  test('each leaf has a path that holds for its own place only', () => {
    fc.assert(
      fc.property(size, fc.nat(), (count, seed) => {
        const all = tree(count)
        const index = seed % count
        const path = inclusionProof(sm3, all, index)
        const claim = { index, size: count, leaf: leafOfNumber(index), root: rootOf(sm3, all) }
        expect(verifyInclusion(sm3, claim, path)).toBe(true)
        expect(verifyInclusion(sm3, { ...claim, leaf: leafOfNumber(count) }, path)).toBe(false)
        expect(verifyInclusion(sm3, { ...claim, root: rootOf(sm3, tree(count + 1)) }, path)).toBe(false)
        expect(verifyInclusion(sm3, claim, [...path, claim.leaf])).toBe(false)
        const others = all.map((_, other) => other).filter((other) => other !== index)
        expect(others.some((other) => verifyInclusion(sm3, { ...claim, index: other }, path))).toBe(false)
      }),
    )
  })

  test('a later tree is shown to continue an earlier one, and no other', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (count, seed, spoilt) => {
        const all = tree(count)
        const oldSize = (seed % count) + 1
        const proof = consistencyProof(sm3, all, oldSize)
        const claim = {
          oldSize,
          oldRoot: rootOf(sm3, all.slice(0, oldSize)),
          newSize: count,
          newRoot: rootOf(sm3, all),
        }
        expect(verifyConsistency(sm3, claim, proof)).toBe(true)
        const other = all.with(spoilt % oldSize, leafOfNumber(-1))
        expect(verifyConsistency(sm3, { ...claim, oldRoot: rootOf(sm3, other.slice(0, oldSize)) }, proof)).toBe(false)
        const forged = { ...claim, newRoot: rootOf(sm3, other) }
        expect(verifyConsistency(sm3, forged, consistencyProof(sm3, other, oldSize))).toBe(false)
      }),
    )
  })

  test('adding in batches gives the same tree as adding at once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 6 }), (batches) => {
        const all = tree(batches.reduce((sum, each) => sum + each, 0))
        let frontier = emptyFrontier
        for (const batch of batches) frontier = append(sm3, frontier, all.slice(frontier.size, frontier.size + batch))
        expect(frontier.size).toBe(all.length)
        expect(text(frontierRoot(sm3, frontier))).toBe(text(rootOf(sm3, all)))
        const ones = all.length.toString(2).replaceAll('0', '').length
        expect(frontier.peaks.length).toBe(ones)
      }),
    )
  })
})
