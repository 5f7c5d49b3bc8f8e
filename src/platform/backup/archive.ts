/** A backup folder as one file, in the ustar format that every system's `tar` reads. */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { refuse } from '#kernel/refusal.ts'

const block = 512
const octalMost = 0o77777777777
/** Nothing else is unpacked: an archive from an unknown hand must not write elsewhere. */
const allowed =
  /^(manifest\.json|jobs\.json|files\.list|tables\/[a-z0-9_]+\.[a-z0-9_]+\.copy\.gz|files\/\d{6}\/[0-9a-f]{2}\/[0-9a-f]{64})$/

export async function pack(folder: string, file: string): Promise<void> {
  const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/')).sort()
  async function* parts() {
    for (const name of names.filter((each) => allowed.test(each))) {
      const { size } = await stat(path.join(folder, name))
      yield header(name, size)
      yield* createReadStream(path.join(folder, name)) as AsyncIterable<Buffer>
      yield Buffer.alloc(padding(size))
    }
    yield Buffer.alloc(2 * block)
  }
  await pipeline(parts, createWriteStream(file, { mode: 0o600, flush: true }))
}

const padding = (size: number): number => (block - (size % block)) % block

function header(name: string, size: number): Buffer {
  const bytes = Buffer.alloc(block)
  bytes.write(name, 0, 100, 'latin1')
  bytes.write('0000600\0', 100, 'latin1')
  bytes.write('0000000\0', 108, 'latin1')
  bytes.write('0000000\0', 116, 'latin1')
  writeSize(bytes, size)
  bytes.write('00000000000\0', 136, 'latin1')
  bytes.write('        0', 148, 'latin1')
  bytes.write('ustar\x0000', 257, 'latin1')
  bytes.write(`${sumOf(bytes).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return bytes
}

/** Beyond eight gigabytes the size is binary, as GNU tar has it. */
function writeSize(bytes: Buffer, size: number): void {
  if (size <= octalMost) bytes.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  else {
    bytes[124] = 0x80
    bytes.writeBigUInt64BE(BigInt(size), 128)
  }
}

function sizeIn(bytes: Buffer): number {
  if (bytes[124] === 0x80) return Number(bytes.readBigUInt64BE(128))
  return Number.parseInt(bytes.toString('latin1', 124, 136), 8)
}

function sumOf(bytes: Buffer): number {
  return bytes.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0)
}

export async function unpack(file: string, folder: string): Promise<void> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    let at = 0
    while (at < size) {
      const part = await partAt(handle, at)
      if (!part) return
      if (at + block + part.size > size) refuseArchive()
      const target = path.join(folder, part.name)
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
      const body = { start: at + block, end: at + block + part.size - 1 }
      const input = part.size === 0 ? [] : createReadStream(file, body)
      await pipeline(input, createWriteStream(target, { mode: 0o600 }))
      at += block + part.size + padding(part.size)
    }
    refuseArchive()
  } finally {
    await handle.close()
  }
}

/** Undefined at the end, which is a block of zeros; an archive without it was cut. */
async function partAt(handle: FileHandle, at: number): Promise<{ name: string; size: number } | undefined> {
  const bytes = Buffer.alloc(block)
  const { bytesRead } = await handle.read(bytes, 0, block, at)
  if (bytesRead < block) refuseArchive()
  if (bytes.every((byte) => byte === 0)) return undefined
  const name = bytes.toString('latin1', 0, 100).replace(/\0.*$/s, '')
  const size = sizeIn(bytes)
  const sum = Number.parseInt(bytes.toString('latin1', 148, 156), 8)
  if (sum !== sumOf(bytes) || !allowed.test(name) || !Number.isSafeInteger(size)) refuseArchive()
  return { name, size }
}

function refuseArchive(): never {
  refuse('invalid', 'archive_damaged', '备份文件不完整或已损坏，没有恢复任何内容。请换一份备份')
}
