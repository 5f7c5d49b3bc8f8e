/** The packs of this release: read once, told apart by the hash of all their files. */
import { createHash } from 'node:crypto'
import path from 'node:path'
import type { PackSet } from './pack-set.ts'
import { readPacks } from './packs.ts'

export const packFolder = path.resolve(import.meta.dirname, '../../../packs')

let read: Promise<PackSet> | undefined

export function releasePacks(): Promise<PackSet> {
  return (read ??= readPacks(packFolder))
}

export interface PackFile {
  path: string
  text: string
  sm3: string
}

export const sm3 = (text: string): string => createHash('sm3').update(text).digest('hex')

/** Every file whose words count: packs and registered texts. */
export function packFiles({ packs, texts }: PackSet): PackFile[] {
  const registered = Object.entries(texts).map(([name, text]) => ({ path: `packs/texts/${name}.txt`, text }))
  const files = [...packs.flatMap(({ sources }) => sources), ...registered]
  return files
    .map((file) => ({ ...file, sm3: sm3(file.text) }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
}

/** Changes as soon as one file of the packs does. */
export const packsHash = (set: PackSet): string =>
  sm3(
    packFiles(set)
      .map((file) => `${file.sm3} ${file.path}\n`)
      .join(''),
  )
