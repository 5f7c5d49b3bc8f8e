import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { screenRoutes } from './screens.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'gy-screens-'))
const app = fastify()

beforeAll(async () => {
  mkdirSync(path.join(folder, 'assets'))
  writeFileSync(path.join(folder, 'index.html'), '<html lang="zh">供养</html>')
  writeFileSync(path.join(folder, 'assets', 'roster-1a2b.js'), 'export {}')
  writeFileSync(path.join(folder, 'secret.txt'), 'not a screen')
  await screenRoutes(app, folder)
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const get = (url: string) => app.inject({ method: 'GET', url })

test('every address of the console is its one page, which no browser keeps', async () => {
  for (const url of ['/', '/persons', '/months/2023-08?township=1', '/assetsx'])
    expect(await get(url)).toMatchObject({
      statusCode: 200,
      body: '<html lang="zh">供养</html>',
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    })
})

test('a drawn file may be kept for ever', async () => {
  const answer = await get('/assets/roster-1a2b.js')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
})

test('a browser that understands compressed files gets them, another one the file itself', async () => {
  writeFileSync(path.join(folder, 'assets', 'large-5e6f.js'), 'export const words = "供养"')
  writeFileSync(path.join(folder, 'assets', 'large-5e6f.js.gz'), gzipSync('export const words = "供养"'))
  const url = '/assets/large-5e6f.js'
  const small = await app.inject({ method: 'GET', url, headers: { 'accept-encoding': 'gzip, deflate' } })
  expect(small.headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': 'application/javascript; charset=utf-8',
  })
  expect(gunzipSync(small.rawPayload).toString()).toBe('export const words = "供养"')
  expect(small.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(small.headers['vary']).toContain('accept-encoding')
  expect((await get(url)).body).toBe('export const words = "供养"')
})

test('a file gone after an upgrade is 404 and not the page, and the 404 is not kept', async () => {
  for (const url of ['/assets/roster-old.js', '/assets/', '/assets/../secret.txt', '/assets/%2e%2e/secret.txt']) {
    expect((await get(url)).body).not.toContain('not a screen')
  }
  const gone = await get('/assets/roster-old.js')
  expect(gone.statusCode).toBe(404)
  expect(gone.json()).toMatchObject({ kind: 'not_found', reasons: [{ code: 'file_gone' }] })
  expect(gone.headers['cache-control']).toBe('no-store')
})

test('a file drawn while the server runs is served', async () => {
  writeFileSync(path.join(folder, 'assets', 'roster-3c4d.js'), 'export {}')
  expect((await get('/assets/roster-3c4d.js')).statusCode).toBe(200)
})

test('an unknown operation and a form sent to a page are 404', async () => {
  expect((await app.inject({ method: 'POST', url: '/api/persons.unknown' })).json()).toMatchObject({
    reasons: [{ message: '没有这项操作' }],
  })
  expect((await app.inject({ method: 'POST', url: '/persons' })).statusCode).toBe(404)
})
