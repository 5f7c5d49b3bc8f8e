/** Files that nobody means well: whatever reads one answers in words what to do, and never breaks. */
import { beforeAll, describe, expect, test } from 'vitest'
import { modules } from '#apps/modules.ts'
import type { Operation } from '#kernel/contract.ts'
import { Refusal } from '#kernel/refusal.ts'
import { readRoleTable } from '#modules/access/index.ts'
import type { Role } from '#modules/access/roles.ts'
import { givenService, givenServiceMonth } from '#modules/settlement/given.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { readLimited, sha256 } from '#platform/files.ts'
import { mediaTypeOf } from '#platform/media-type.ts'
import { perform } from '#platform/perform.ts'
import { Readable } from 'node:stream'
import { deflateRawSync } from 'node:zlib'
import { testApp } from './app.ts'
import { sampleInput } from './sample-input.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const roles = await readRoleTable()
const known: Record<string, string> = {}

beforeAll(async () => {
  const service = await givenService(app.superuser, { townships: { 示例甲镇: { able: 2 } } })
  await givenServiceMonth(app.superuser, service)
  known['organisationId'] = service.organisationId
  known['townshipId'] = service.townships[0]?.id ?? ''
})

/** Operations that take a file, found by the names of their members. */
const takers = modules.flatMap(({ service: { contract } }) =>
  Object.entries(contract.operations).flatMap(([name, operation]: [string, Operation]) => {
    const members = 'shape' in operation.input ? Object.keys(operation.input.shape as object) : []
    const whole = `${contract.module}.${name}`
    const role = [...roles].find(([, may]) => may.has(whole))?.[0]
    const member = members.find((each) => each === 'fileId' || each === 'file')
    return operation.internal || !role || !member ? [] : [{ name: whole, operation, role, member, members }]
  }),
)

const zipEntry = (name: string, content: Buffer, claimed = content.length) => {
  const packed = deflateRawSync(content)
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(claimed, 22)
  head.writeUInt16LE(name.length, 26)
  return { name, packed, claimed, local: Buffer.concat([head, Buffer.from(name), packed]) }
}

function zipOf(entries: ReturnType<typeof zipEntry>[]): Buffer {
  let at = 0
  const central = entries.map(({ name, packed, claimed, local }) => {
    const head = Buffer.alloc(46)
    head.writeUInt32LE(0x02014b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(20, 6)
    head.writeUInt16LE(8, 10)
    head.writeUInt32LE(packed.length, 20)
    head.writeUInt32LE(claimed, 24)
    head.writeUInt16LE(name.length, 28)
    head.writeUInt32LE(at, 42)
    at += local.length
    return Buffer.concat([head, Buffer.from(name)])
  })
  const size = central.reduce((sum, each) => sum + each.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...entries.map(({ local }) => local), ...central, end])
}

const sheet = 'xl/worksheets/sheet1.xml'
const bomb = Buffer.alloc(300 * 1024 * 1024)
const files: Record<string, { name: string; bytes: Buffer }> = {
  'an empty file': { name: 'a.csv', bytes: Buffer.alloc(0) },
  'a picture named xlsx': { name: 'a.xlsx', bytes: Buffer.from('89504e470d0a1a0a0000', 'hex') },
  'a zip that stops': { name: 'a.xlsx', bytes: Buffer.from('504b030414000000', 'hex') },
  'a zip of nothing of ours': { name: 'a.xlsx', bytes: zipOf([zipEntry('hello.txt', Buffer.from('x'))]) },
  'broken xml': {
    name: 'a.xlsx',
    bytes: zipOf([zipEntry('[Content_Types].xml', Buffer.from('<a><b')), zipEntry(sheet, Buffer.from('<<<'))]),
  },
  'xml that names itself': {
    name: 'a.xlsx',
    bytes: zipOf([zipEntry(sheet, Buffer.from('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'))]),
  },
  'a bomb': { name: 'a.xlsx', bytes: zipOf([zipEntry('xl/workbook.xml', bomb), zipEntry(sheet, bomb)]) },
  'a bomb that lies about its size': {
    name: 'a.xlsx',
    bytes: zipOf([zipEntry('xl/workbook.xml', bomb, 10), zipEntry(sheet, bomb, 10)]),
  },
  'zero bytes in a csv': { name: 'a.csv', bytes: Buffer.from('姓名,金额\n张\u0000三,1\n') },
  formulas: { name: 'a.csv', bytes: Buffer.from(`姓名,身份证号,金额\n=cmd|' /C calc'!A0,@SUM(1+1),-1+1\n`) },
  'a hundred thousand columns': {
    name: 'a.csv',
    bytes: Buffer.from(`${'列,'.repeat(100_000)}\n${'1,'.repeat(100_000)}\n`),
  },
  'one endless line': { name: 'a.csv', bytes: Buffer.from('长'.repeat(3_000_000)) },
  'a quote that never ends': { name: 'a.csv', bytes: Buffer.from('姓名,金额\n"张三,1\n李四,2\n') },
  'bytes of no text': { name: 'a.csv', bytes: Buffer.from([0xff, 0xfe, 0xfa, 0x80, 0x81, 0x0a, 0xc3, 0x28]) },
  'a pdf that is none': { name: 'a.pdf', bytes: Buffer.from('%PDF-garbage') },
}

const chinese = /\p{Script=Han}/u
async function faultOf(taker: (typeof takers)[number], file: { name: string; bytes: Buffer }): Promise<string[]> {
  const { name, operation, role, member, members } = taker
  const actor = app.actor(role as Role)
  // Past the first gate: as if it had been let in, since readers may not rely on it.
  const mediaType = mediaTypeOf(file.bytes, file.name) ?? 'text/csv'
  const whole = { ...file, mediaType, sha256: sha256(file.bytes) }
  const { fileId } = await receiveFile(app.installation, actor, '371522', whole)
  const wish = { id: crypto.randomUUID(), text: '查' }
  const sample = sampleInput(operation, wish, members) ?? sampleInput(operation, wish, [member])
  if (sample === undefined) return []
  const input = { ...(sample as object), ...known, [member]: fileId }
  const fitting = operation.input.safeParse(input).success ? input : { ...(sample as object), [member]: fileId }
  return perform(app.installation, { operation: name, input: fitting, actor, requestId: crypto.randomUUID() }).then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof Refusal)) return [`${name}: ${String(error).slice(0, 300)}`]
      return error.reasons.every(({ message }) => chinese.test(message)) ? [] : [`${name}: ${error.message}`]
    },
  )
}

test('there are operations that take a file', () => {
  expect(takers.length).toBeGreaterThan(10)
  expect(takers.map(({ name }) => name)).toContain('persons.importStart')
})

describe.each(Object.entries(files))('%s', (_, file) => {
  test('is refused in words or taken', async () => {
    const faults = []
    for (const taker of takers) faults.push(...(await faultOf(taker, file)))
    expect(faults).toEqual([])
  }, 120_000)
})

describe('at the gate', () => {
  test('what a file is counts, not what it is called', () => {
    expect(mediaTypeOf(Buffer.from('89504e470d0a1a0a', 'hex'), 'a.xlsx')).toBeUndefined()
    expect(mediaTypeOf(Buffer.from('MZ program'), '照片.jpg')).toBeUndefined()
    expect(mediaTypeOf(Buffer.from('<html>'), 'a.html')).toBeUndefined()
    expect(mediaTypeOf(Buffer.from('a\u0000b'), 'a.csv')).toBeUndefined()
  })

  test('a stream of 200 MB is cut off at the limit and not held in memory', async () => {
    const block = Buffer.alloc(1024 * 1024)
    let sent = 0
    const endless = Readable.from(
      (function* () {
        for (; sent < 200; sent += 1) yield block
      })(),
    )
    expect(await readLimited(endless, 64 * 1024 * 1024)).toBe('too_large')
    expect(sent).toBeLessThan(200)
  })
})
