/** An upload that breaks off is refused in words, logs no bug and leaves nothing behind; what is empty or a mask says so. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import pino from 'pino'
import { httpApi } from '#platform/http.ts'
import { Listeners } from '#platform/http-events.ts'
import { testApp } from './app.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const logged: string[] = []
const put: string[] = []
const { files } = app.installation
const server = await httpApi({
  // The real store, counted.
  installation: {
    ...app.installation,
    files: {
      ...files,
      put: (county, bytes) => {
        put.push(county)
        return files.put(county, bytes)
      },
    },
  },
  actorOf: async () => app.actor('county-clerk'),
  log: pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) }),
  secureCookies: false,
  health: { unready: async () => undefined },
  listeners: new Listeners(),
})
const address = new URL(await server.listen({ port: 0, host: '127.0.0.1' }))
afterAll(() => server.close())

const boundary = 'broken-off'
const part = (name: string, content: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${content}`
const whole = part('名单.csv', '姓名,金额\n张示例,1\n'.repeat(500))
const headOf = (length: number) =>
  [
    'POST /api/files HTTP/1.1',
    `Host: ${address.host}`,
    'Cookie: gongyang=x',
    `Content-Type: multipart/form-data; boundary=${boundary}`,
    `Content-Length: ${length}`,
    'Connection: close',
    '\r\n',
  ].join('\r\n')

/** What was answered over a real connection; the sender may go away after some bytes. */
async function over(body: string, { said, goes }: { said: number; goes: boolean }): Promise<string> {
  const socket = connect(Number(address.port), address.hostname)
  socket.setEncoding('utf8')
  let answer = ''
  socket.on('data', (text) => {
    answer += String(text)
  })
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(headOf(said) + body)
  if (goes) {
    await new Promise((done) => setTimeout(done, 50))
    socket.destroy()
  }
  await once(socket, 'close')
  return answer
}

const nothingBehind = async () => {
  expect(logged).toEqual([])
  expect(put).toEqual([])
  expect((await app.superuser.query('select from platform.file')).rowCount).toBe(0)
}

test('a body that ends inside the form is refused with what to do, and nothing of it is kept', async () => {
  for (const cut of [whole, part('名单.csv', ''), `--${boundary}\r\nContent-Dispo`, `--${boundary}\r\n`]) {
    const answer = await over(cut, { said: Buffer.byteLength(cut), goes: false })
    expect(answer, cut.slice(0, 80)).toMatch(/^HTTP\/1\.1 422/)
    expect(answer).toContain(cut.endsWith('\r\n') && cut.length < 30 ? '重新' : '文件没有传完，请重新上传')
  }
  await nothingBehind()
})

test('a sender who goes away in the middle is no bug in the log, and the next upload is taken', async () => {
  await over(whole, { said: 10_000_000, goes: true })
  await over(whole.slice(0, 40), { said: 10_000_000, goes: true })
  await new Promise((done) => setTimeout(done, 100))
  await nothingBehind()
  const ended = `${whole}\r\n--${boundary}--\r\n`
  const answer = await over(ended, { said: Buffer.byteLength(ended), goes: false })
  expect(answer).toMatch(/^HTTP\/1\.1 200/)
  expect(put).toHaveLength(1)
})

test('an empty file is told to be empty, one of another kind is named, and a name keeps no mark that turns it round', async () => {
  const send = async (name: string, content: string) => {
    const body = `${part(name, content)}\r\n--${boundary}--\r\n`
    return over(body, { said: Buffer.byteLength(body), goes: false })
  }
  expect(await send('空.csv', '')).toContain('“空.csv”是空的')
  expect(await send('程序.pdf', 'MZ')).toContain('“程序.pdf”不能上传')
  expect(await send('录像.heic', '\0\0\0\u0018ftypmp42\0\0\0\0isommp42')).toContain('“录像.heic”不能上传')
  expect(await send('照片.heic', '\0\0\0\u0018ftypmif1\0\0\0\0mif1heic')).toMatch(/^HTTP\/1\.1 200/)
  for (const [name, content] of [
    ['扫描件.pdf', '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrai'],
    ['照片.heic', '\0\0\0\u0018ftypmif1\0\0\0\0mif1heic\0\0\u00ff\u00ffmdat12'],
  ] as const)
    expect(await send(name, content)).toMatch(new RegExp(`^HTTP/1\\.1 422[^]*“${name}”不完整[^]*重新扫描`))
  expect(await send('扫描件.pdf', '%PDF-1.7\ntrailer\nstartxref\n0\n%%EOF\n')).toMatch(/^HTTP\/1\.1 200/)
  const answer = await send('\u202ecsv.exe\u2066.csv', '姓名')
  expect(answer).toContain('"name":"csv.exe.csv"')
})
