/** The files folder, copied after the database: what a row names was written before the row, so every named file is there. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { refuse } from '#kernel/refusal.ts'
import type { Manifest } from './manifest.ts'

export const filesFolder = 'files'
const listName = 'files.list'
/** Sealed as they lie on the disk; a file half written has another name and stays out. */
const filePath = /^\d{6}\/[0-9a-f]{2}\/[0-9a-f]{64}$/

export async function copyFilesOut(from: string, folder: string): Promise<Manifest['files']> {
  const lines: string[] = []
  let bytes = 0
  for (const name of await namesIn(from)) {
    const { size, sha256 } = await copyFile(path.join(from, name), path.join(folder, filesFolder, name))
    lines.push(`${sha256} ${name}\n`)
    bytes += size
  }
  const text = lines.join('')
  await writeFile(path.join(folder, listName), text, { mode: 0o600, flush: true })
  return { count: lines.length, bytes, sha256: createHash('sha256').update(text).digest('hex') }
}

/** Refuses, naming the file, what is not as it was; a file that is already there is left alone, since its name is its content's. */
export async function copyFilesIn(folder: string, to: string, manifest: Manifest['files']): Promise<Set<string>> {
  const text = await readFile(path.join(folder, listName), 'utf8').catch(() => '')
  if (createHash('sha256').update(text).digest('hex') !== manifest.sha256)
    refuse('invalid', 'files_changed', `备份的 ${listName} 与清单的校验值不符，备份已损坏或被改动；请换一份备份`)
  const names = new Set<string>()
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [sha256 = '', name = ''] = line.split(' ')
    if (!filePath.test(name)) refuse('invalid', 'files_changed', `备份的 ${listName} 里有不认识的文件名，请换一份备份`)
    await copyFileIn(path.join(folder, filesFolder, name), path.join(to, name), { name, sha256 })
    names.add(name)
  }
  return names
}

/** Whether it was there. */
export async function removeFile(
  from: string,
  { county, address }: Record<'county' | 'address', string>,
): Promise<boolean> {
  const place = path.join(from, county, address.slice(0, 2), address)
  const wasThere = await stat(place).then(
    () => true,
    () => false,
  )
  await rm(place, { force: true })
  return wasThere
}

async function copyFileIn(from: string, to: string, expected: { name: string; sha256: string }): Promise<void> {
  const copied = await copyFile(from, to).catch(() => undefined)
  if (copied?.sha256 === expected.sha256) return
  const what = copied ? '内容与清单的校验值不符' : '缺失或读不出'
  refuse('invalid', 'file_changed', `备份的附件 ${expected.name} ${what}，备份已损坏或被改动；请换一份备份`)
}

async function namesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true }).catch(() => [])
  return found
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => filePath.test(name))
    .sort()
}

/** Under another name until it is whole. */
async function copyFile(from: string, to: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  const { size } = await stat(from)
  const hashing = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 })
  const unfinished = `${to}.${process.pid}.${Date.now()}`
  await pipeline(createReadStream(from), hashing, createWriteStream(unfinished, { mode: 0o600, flush: true }))
  await rename(unfinished, to)
  return { size, sha256: hash.digest('hex') }
}
