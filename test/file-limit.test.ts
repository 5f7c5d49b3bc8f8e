/** A file too large is refused before it is sent and, sent all the same, by the server: one number, said in words in both. */
import { afterAll, expect, test } from 'vitest'
import { largestFile, largestList } from '#kernel/file-limit.ts'
import { httpApi } from '#platform/http.ts'
import { Listeners } from '#platform/http-events.ts'
import { openLog } from '#platform/log.ts'
import { faultOfFile } from '#ui/files.ts'
import { testApp } from './app.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const server = await httpApi({
  installation: app.installation,
  actorOf: async () => app.actor('county-clerk'),
  log: openLog('silent'),
  secureCookies: false,
  health: { unready: async () => undefined },
  listeners: new Listeners(),
})
const address = await server.listen({ port: 0, host: '127.0.0.1' })
afterAll(() => server.close())

const csv = (size: number) => Buffer.alloc(size, '姓名,金额\n')
async function send(bytes: Buffer, kind = '', name = '名单.csv') {
  const body = new FormData()
  body.append('file', new Blob([Uint8Array.from(bytes)], { type: 'text/csv' }), name)
  const answer = await fetch(`${address}/api/files${kind}`, { method: 'POST', body, headers: { cookie: 'gongyang=x' } })
  return { status: answer.status, text: await answer.text() }
}

test('what is one byte too large is refused by the browser and by the server, in the same words, and is not kept', async () => {
  const size = largestFile + 1
  const said = '应不超过20 MB。请压缩或分成几个文件'
  expect(faultOfFile({ name: '名单.csv', size }, ['csv'])).toContain(said)
  const answer = await send(csv(size))
  expect(answer).toMatchObject({ status: 413, text: expect.stringContaining(said) })
  expect((await app.superuser.query('select from platform.file')).rowCount).toBe(0)
})

test('a whole list of a department may be larger, where one is asked for and nothing but a list', async () => {
  expect(faultOfFile({ name: '名单.csv', size: largestFile + 1 }, ['csv'], largestList)).toBeUndefined()
  expect(await send(csv(largestFile + 1), '?kind=list')).toMatchObject({ status: 200 })
  expect(await send(Buffer.from('%PDF-1.7\n%%EOF'), '?kind=list', '名单.pdf')).toMatchObject({ status: 422 })
})

test('what is exactly as large as allowed is taken by both', async () => {
  expect(faultOfFile({ name: '名单.csv', size: largestFile }, ['csv'])).toBeUndefined()
  expect(await send(csv(largestFile))).toMatchObject({ status: 200, text: expect.stringContaining('fileId') })
})
