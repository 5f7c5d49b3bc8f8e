/** /my over HTTP: whole without script, strict about where it is asked from, silent about whom it knows. */
import fastify from 'fastify'
import cookie from '@fastify/cookie'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRoleTable } from '#modules/access/index.ts'
import { portal } from '#modules/portal/contract.ts'
import { type GivenDesk, givenConsent, givenDesk } from '#modules/portal/given.ts'
import { actorOfOwnSession } from '#modules/portal/index.ts'
import { openLog } from '#platform/log.ts'
import { contextOfNobody, enter, nobody } from '#platform/perform.ts'
import { testApp } from '../../../../test/app.ts'
import { myCookie, myRoutes } from './routes.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const roles = await readRoleTable()
const server = fastify()
let desk: GivenDesk
let slip: { number: string; code: string }
let session: string

beforeAll(async () => {
  desk = await givenDesk(app.superuser)
  await server.register(cookie)
  await myRoutes(server, {
    installation: app.installation,
    ownActorOf: (token) =>
      app.installation.kysely.transaction().execute(async (transaction) => {
        await enter(transaction, nobody.scope)
        return actorOfOwnSession(contextOfNobody(app.installation, transaction), token, roles)
      }),
    secureCookies: true,
    log: openLog('fatal'),
  })
  const clerk = app.as(app.actor('township-clerk', { kind: 'townships', ids: [desk.township] }))
  slip = await clerk(portal, 'issueSlip', { personId: desk.person, identifiedHow: 'known' })
  session = cookieOf(await signIn(slip))
})
afterAll(() => server.close())

const ours = { 'sec-fetch-site': 'same-origin' }
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
type Answer = Awaited<ReturnType<typeof post>>

const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = ours) =>
  server.inject({
    method: 'POST',
    url,
    payload: form(fields),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })
const signIn = ({ number, code }: { number: string; code: string }, headers = ours) =>
  post('/my/sign-in', { county: '371522', number, code }, headers)
const cookieOf = (answer: Answer) => {
  const set = answer.cookies.find(({ name }) => name === myCookie)
  return `${myCookie}=${set?.value ?? ''}`
}
const get = (url: string, as = session) => server.inject({ url, headers: { cookie: as } })
const withMine = { ...ours, cookie: '' }

test('the door has a cookie that no script reads and no other site sends, and pages that are kept nowhere', async () => {
  const answer = await signIn(slip)
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/my'])
  expect(answer.cookies).toMatchObject([
    { name: myCookie, httpOnly: true, secure: true, sameSite: 'Strict', path: '/my' },
  ])
  session = cookieOf(answer)
  const page = await get('/my')
  expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' })
  expect(page.headers['content-security-policy']).toContain(`default-src 'none';style-src 'self';script-src 'self'`)
  expect(page.body).toContain('张示例')
  expect(page.body).not.toContain('style=')
  expect(page.body.match(/<script/g)).toHaveLength(1)
})

test('without a cookie, or with an invented one, there is only the door', async () => {
  for (const none of ['', `${myCookie}=371522.${'x'.repeat(43)}`, `${myCookie}=../../etc`]) {
    const page = await get('/my', none)
    expect(page.body).toContain('查询凭条')
    expect(page.body).not.toContain('张示例')
    for (const part of ['entitlement', 'payments', 'care', 'consents', 'file', 'requests'])
      expect((await get(`/my/${part}`, none)).headers.location).toMatch(/^\/my(\?over=over)?$/)
    expect((await get('/my/file/print', none)).headers.location).toMatch(/^\/my(\?over=over)?$/)
  }
})

test('each page says its own thing, in Chinese, with a way to print it and without script', async () => {
  for (const part of ['entitlement', 'payments', 'care', 'consents', 'file', 'requests']) {
    const page = await get(`/my/${part}`)
    expect(page.statusCode, part).toBe(200)
    expect(page.body).toContain(`href="/my/${part}/print"`)
    expect(page.body).not.toContain('李邻居')
    expect(page.body).not.toMatch(/undefined|\[object|null</)
  }
  expect((await get('/my/file/print')).headers['content-type']).toBe('application/pdf')
  const none = await get('/my/toString')
  expect([none.statusCode, none.body.includes('没有这一页')]).toEqual([404, true])
})

test('a wrong code and an unknown number are answered alike, in words and in time', async () => {
  const timed = async (number: string) => {
    const took = []
    for (let turn = 0; turn < 4; turn += 1) {
      const from = performance.now()
      const answer = await signIn({ number, code: 'AAAAAAAAAA' })
      took.push(performance.now() - from)
      expect([answer.statusCode, answer.body.includes('档案号或查询码不对')]).toEqual([422, true])
      expect(answer.cookies.filter(({ name }) => name === myCookie)).toEqual([])
    }
    return took.toSorted((one, other) => one - other)[1] ?? 0
  }
  const [known, unknown] = [await timed(slip.number), await timed('没有这个号')]
  expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(2.5)
  await signIn(slip)
})

test('a form that another site sends is refused, whatever cookie comes with it', async () => {
  const fields = { topic: 'other', entry: '', wrong: '登记不对', wanted: '改过来' }
  const before = await requests()
  const foreign = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.example', host: 'localhost' },
    { origin: 'null', host: 'localhost' },
    { host: 'localhost' },
  ]
  for (const headers of foreign) {
    const answer = await post('/my/correction', fields, { ...headers, cookie: session })
    expect(answer.statusCode).toBe(403)
    expect((await signIn(slip, headers as typeof ours)).statusCode).toBe(403)
  }
  expect(await requests()).toBe(before)
  const plain = { origin: 'http://localhost', host: 'localhost', cookie: await again() }
  expect((await post('/my/correction', fields, plain)).statusCode).toBe(303)
})

const requests = async () =>
  (await app.superuser.query<{ count: number }>('select count(*)::int as count from portal.request')).rows[0]?.count

async function again(): Promise<string> {
  session = cookieOf(await signIn(slip))
  return session
}

test('words are words: what looks like markup is shown, not carried out; pressed twice it is sent once', async () => {
  const nasty = `<img src=x onerror=alert(1)>"'><script>alert(2)</script>&lt;`
  const fields = { request: 'abcdefgh-1', topic: 'other', entry: nasty, wrong: nasty, wanted: nasty }
  const headers = { ...withMine, cookie: await again() }
  const [one, two] = [await post('/my/correction', fields, headers), await post('/my/correction', fields, headers)]
  expect(one.headers.location).toMatch(/^\/my\/requests\?done=GZ-2023-\d{4}$/)
  expect(two.headers.location).toBe(one.headers.location)
  const page = await get(one.headers.location ?? '')
  expect(page.body).toContain('已经收到，编号GZ-2023')
  expect(page.body).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(page.body).not.toContain('<img')
  expect(page.body.match(/<script/g)).toHaveLength(1)
  expect((await get('/my/requests?done=<b>x</b>')).body).not.toContain('<b>x')
})

test('what was typed is not lost when it is refused, nor when it is too long', async () => {
  const headers = { ...withMine, cookie: await again() }
  const refused = await post('/my/complaint', { words: '短', accused: '某"人', accusedUnitId: '' }, headers)
  expect(refused.statusCode).toBe(422)
  expect(refused.body).toContain('至少4个字')
  expect(refused.body).toContain('value="某&quot;人"')
  const long = await post('/my/complaint', { words: '长'.repeat(2001) }, headers)
  expect(long.body).toContain('要反映的事最多2000字')
  const longest = await post('/my/complaint', { words: '长'.repeat(20_000) }, headers)
  expect([longest.statusCode, longest.body.includes('写的字太多')]).toEqual([413, true])
})

test('a consent is looked at once more before it is withdrawn, and another’s is not there', async () => {
  const consent = await givenConsent(app.superuser, desk.person, 'person')
  const foreign = await givenConsent(app.superuser, desk.neighbour, 'person')
  await again()
  expect((await get(`/my/withdraw?consent=${foreign}`)).statusCode).toBe(404)
  const page = await get(`/my/withdraw?consent=${consent}`)
  expect(page.body).toContain('我要撤回')
  const headers = { ...withMine, cookie: session }
  expect((await post('/my/withdraw', { consent: foreign }, headers)).body).toContain('没有找到这项同意')
  const done = await post('/my/withdraw', { consent, request: 'withdraw-1' }, headers)
  expect(done.headers.location).toMatch(/done=CH-2023/)
  expect((await get('/my/consents')).body).not.toContain('撤回这项同意')
})

test('large type is chosen by a link that leads nowhere else', async () => {
  const big = await get('/my/type?size=big&to=/my/care')
  expect([big.headers.location, big.cookies[0]?.value]).toEqual(['/my/care', '1'])
  for (const to of ['//elsewhere.example', 'https://elsewhere.example', '/my/../api', '/myth'])
    expect((await get(`/my/type?size=big&to=${encodeURIComponent(to)}`)).headers.location).toBe('/my')
  const page = await get('/my/care', `${await again()}; gongyang_my_big=1`)
  expect(page.body).toContain('class="big"')
})

test('leaving ends the session on the server too', async () => {
  const held = await again()
  const left = await post('/my/sign-out', {}, { ...ours, cookie: held })
  expect((await get(left.headers.location ?? '', '')).body).toContain('已经退出，这部手机上看不到刚才的内容了')
  expect((await get('/my/file', held)).headers.location).toBe('/my?over=over')
  const door = await get('/my?over=over', held)
  expect(door.body).toContain('刚才的查看已经结束：15分钟没有点')
  expect(door.cookies).toMatchObject([{ name: myCookie, value: '' }])
  const unsent = await post('/my/complaint', { words: '没有来人打扫' }, { ...ours, cookie: held })
  expect((await get(unsent.headers.location ?? '', held)).body).toContain('刚才写的没有送出')
})
