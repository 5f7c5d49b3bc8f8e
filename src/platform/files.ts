/** Files lie outside the database behind this one interface; rows name them by their address. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { Secrets } from './secrets.ts'

export interface StoredFile {
  /** Keyed hash of the content within the county: the same content has the same address, and none outside can be guessed. */
  address: string
  size: number
}

export interface FileStore {
  /** Written, synced and then named, before the row that names it commits. */
  put(county: string, bytes: Uint8Array): Promise<StoredFile>
  read(county: string, address: string): Promise<Uint8Array>
  has(county: string, address: string): Promise<boolean>
  /** Only for two-step destruction. */
  destroy(county: string, address: string): Promise<void>
}

/** Local folder: <dir>/<county>/<ab>/<address>, each file encrypted under a data key of its own. */
export function localFiles(directory: string, secrets: Secrets): FileStore {
  const placeOf = (county: string, address: string) => {
    if (!/^\d{6}$/.test(county) || !/^[0-9a-f]{64}$/.test(address)) throw new RangeError('not a file address')
    return path.join(directory, county, address.slice(0, 2), address)
  }
  return {
    async put(county, bytes) {
      const address = secrets.keyedHash(county, bytes)
      const place = placeOf(county, address)
      if (!(await exists(place))) {
        await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
        const unfinished = `${place}.${process.pid}.${Date.now()}`
        try {
          await writeFile(unfinished, boxed(secrets, { county, address }, bytes), { mode: 0o600, flush: true })
          await rename(unfinished, place)
        } catch (error) {
          // On a full disk the half that was written would keep it full.
          await rm(unfinished, { force: true })
          throw error
        }
      }
      return { address, size: bytes.length }
    },
    read: async (county, address) => unboxed(secrets, { county, address }, await readFile(placeOf(county, address))),
    has: (county, address) => exists(placeOf(county, address)),
    destroy: (county, address) => rm(placeOf(county, address), { force: true }),
  }
}

interface At {
  county: string
  address: string
}

/** The file's own data key, wrapped under the county's, stands before the sealed content: one file, one thing to destroy. */
function boxed(secrets: Secrets, at: At, bytes: Uint8Array): Buffer {
  const { key, sealed } = secrets.sealBytes(at, bytes)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(key.length)
  return Buffer.concat([length, key, sealed])
}

function unboxed(secrets: Secrets, at: At, stored: Buffer): Buffer {
  const end = 2 + stored.readUInt16BE(0)
  return secrets.openBytes(at, { key: stored.subarray(2, end), sealed: stored.subarray(end) })
}

const exists = (place: string) =>
  stat(place).then(
    () => true,
    () => false,
  )

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Reads a stream whole, refusing as soon as it passes the limit. */
export async function readLimited(stream: Readable, limit: number): Promise<Uint8Array | 'too_large'> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) {
      stream.resume()
      return 'too_large'
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
