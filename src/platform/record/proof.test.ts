import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkProof } from './check-proof.ts'
import type { Proof } from './check-proof.ts'
import { county, givenRecord, someEntry, visits } from './given.ts'
import type { Given } from './given.ts'
import { sm3 } from './leaf.ts'
import { verifyConsistency } from './merkle.ts'
import { continuationOf, proofOf } from './proof.ts'
import { findHead } from './sequencer.ts'
import { writeEntry } from './write.ts'

let given: Given
let ids: string[]
beforeAll(async () => {
  given = await givenRecord()
  ids = await visits(given, 11)
})
afterAll(() => given.end())

const proofOfNumber = (number: number, options: { opened?: true } = {}): Promise<Proof> =>
  proofOf(given.client, county, ids[number] ?? '', options)

test('each entry has a proof that holds as a file against the printed head', async () => {
  const head = await findHead(given.client, county)
  for (const number of ids.keys()) {
    const file = JSON.stringify(await proofOfNumber(number))
    expect(checkProof(file, head)).toMatchObject({ ok: true })
    expect(checkProof(file, head).message).toContain(`第${number + 1}条`)
  }
})

test('a proof tells nothing that the leaf hides unless it is opened', async () => {
  const closed = JSON.stringify(await proofOfNumber(3))
  expect(closed).not.toContain('演示护理员')
  const open = await proofOfNumber(3, { opened: true })
  expect(open.opened?.details['accountName']).toBe('演示护理员')
  expect(checkProof(open)).toMatchObject({ ok: true })
})

test('a proof that was altered in any part does not hold', async () => {
  const proof = await proofOfNumber(3, { opened: true })
  const { opened, leaf, head, path } = proof
  const altered = [
    { ...proof, leaf: { ...leaf, operation: 'sample.other' } },
    { ...proof, index: 4 },
    { ...proof, head: { ...head, root: 'ab'.repeat(32) } },
    { ...proof, head: { ...head, size: 4 } },
    { ...proof, path: path.slice(1) },
    { ...proof, path: path.toReversed() },
    { ...proof, opened: opened && { ...opened, persons: [] } },
    { ...proof, opened: opened && { ...opened, details: { ...opened.details, accountName: '别人' } } },
    { ...proof, leaf: { ...leaf, more: 1 } },
    '{',
    null,
  ]
  expect(altered.map((each) => checkProof(each).ok)).toEqual(altered.map(() => false))
  const printed = await findHead(given.client, county)
  expect(checkProof({ ...proof, head: { ...head, size: head.size + 1 } }, printed).message).toContain('不同')
  expect(checkProof(proof, { size: head.size, root: 'ab'.repeat(32) }).message).toContain('不同')
})

test('an entry without a number has no proof yet', async () => {
  const entry = someEntry()
  await writeEntry(given.client, { entry }, given.secrets)
  await expect(proofOf(given.client, county, entry.id)).rejects.toThrow('还没有编号入树')
})

test('a later head is shown to continue an earlier one', async () => {
  const old = await findHead(given.client, county)
  await visits(given, 5)
  const now = await findHead(given.client, county)
  const sizes = { oldSize: old?.size ?? 0, newSize: now?.size ?? 0 }
  const proof = await continuationOf(given.client, county, sizes)
  const roots = { oldRoot: Buffer.from(old?.root ?? '', 'hex'), newRoot: Buffer.from(now?.root ?? '', 'hex') }
  expect(
    verifyConsistency(
      sm3,
      { ...sizes, ...roots },
      proof.map((each) => Buffer.from(each, 'hex')),
    ),
  ).toBe(true)
})
