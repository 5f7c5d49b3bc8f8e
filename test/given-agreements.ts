/** A town whose persons get agreements: parties, papers and signatures as the tests of agreements need them. */
import { deflateSync } from 'node:zlib'
import { type TestApp, testApp } from './app.ts'
import type { Actor } from '#kernel/permission.ts'
import { givenArea } from '#modules/access/given.ts'
import { agreements } from '#modules/agreements/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { givenContract, givenProvider } from '#modules/providers/given.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'

/** Of the test file that runs: set by `openTown`, because one process runs many. */
export let app: TestApp
export let township: string
export let village: string
export let provider: string
export let clerk: Actor
export let leader: Actor
export let townClerk: Actor
export let aide: Actor
export let manager: Actor

/** At the head of a test file: a database, a town and its actors of its own. */
export async function openTown(): Promise<void> {
  app = await testApp({ now: '2023-09-06T10:00+08:00' })
  ;({ township, village, provider } = await laidOut(app))
  clerk = app.actor('county-clerk')
  leader = app.actor('county-leader')
  townClerk = app.actor('township-clerk', { kind: 'townships', ids: [township] })
  aide = app.actor('village-aide', { kind: 'villages', ids: [village] })
  manager = app.actor('provider-admin', { kind: 'organisation', ids: [provider], organisationId: provider })
}

export const ask = (actor: Actor) => app.as(actor)

async function laidOut({ superuser }: TestApp) {
  const township = await givenArea(superuser, { level: 'township', name: '甲镇' })
  const village = await givenArea(superuser, { level: 'village', name: '子村', parentId: township })
  const provider = await givenProvider(superuser)
  await givenContract(superuser, { organisationId: provider, townshipIds: [township] })
  await superuser.query(
    `insert into access.organisation (county_code, id, kind, name, functions, hotline, from_on)
     values ('371522', $1, 'bureau', '莘县民政局', '{civil_affairs}', '0000-0000000', '2020-01-01')`,
    [crypto.randomUUID()],
  )
  return { township, village, provider }
}

export const person = (given: Partial<Parameters<typeof givenPerson>[1]> = {}) =>
  givenPerson(app.superuser, { townshipId: township, villageId: village, organisationId: provider, ...given })

export const guardian = (personId: string, { name = '张样本', conflict = '' } = {}) =>
  app.superuser.query(
    `insert into persons.guardian (county_code, id, person_id, name, relation, scope, conflict, from_on)
     values ('371522', $1, $2, $3, '兄', '{signing}', $4, '2022-01-01')`,
    [crypto.randomUUID(), personId, name, conflict],
  )

export const terms = { from: '2023-09-06', to: '2024-09-05', rosterFixedOn: '2023-09-03' }

export async function drafted(personId: string, more: Record<string, unknown> = {}) {
  const answer = await ask(townClerk)(agreements, 'draftBatch', { ...terms, personIds: [personId], ...more })
  const [draft] = answer.drafted
  if (!draft) throw new Error('nothing drafted')
  return draft.agreementId
}

export async function toSign(personId: string, more: Record<string, unknown> = {}) {
  const agreementId = await drafted(personId, more)
  await ask(townClerk)(agreements, 'submit', { ids: [agreementId] })
  await ask(leader)(agreements, 'approve', { ids: [agreementId], reviewedOn: '2023-09-04' })
  return agreementId
}

let pictures = 0
/** A one-pixel PNG, different each time. */
export function picture(): Buffer {
  pictures += 1
  const chunk = (kind: string, data: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(data.length)
    head.write(kind, 4, 'latin1')
    return Buffer.concat([head, data, Buffer.alloc(4)])
  }
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])
  const pixel = deflateSync(Buffer.from([0, pictures % 256, pictures >> 8, 0]))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixel), chunk('IEND', Buffer.alloc(0))])
}

export async function uploaded(actor: Actor, bytes = picture(), mediaType = 'image/png') {
  const file = { name: '签名.png', mediaType, bytes, sha256: sha256(bytes) }
  return (await receiveFile(app.installation, actor, '371522', file)).fileId
}

export type Party = 'provider' | 'township' | 'village' | 'person' | 'guardian' | 'carer' | 'county'
export interface Sign {
  agreementId: string
  party: Party
  signer: string
  as?: 'person' | 'guardian' | 'relative' | 'representative'
  act?: 'signs' | 'consents' | 'is_informed'
  signedOn?: string
  bytes?: Buffer
}
export async function paper(actor: Actor, { as = 'representative', signedOn = '2023-09-06', bytes, ...sign }: Sign) {
  const fileId = await uploaded(actor, bytes)
  return ask(actor)(agreements, 'sign', { ...sign, as, signedOn, method: 'paper', fileId, heldBy: '乡镇民政办' })
}
export async function screen(actor: Actor, { as = 'representative', signedOn = '2023-09-06', bytes, ...sign }: Sign) {
  const fileId = await uploaded(actor, bytes)
  return ask(actor)(agreements, 'sign', { ...sign, as, signedOn, method: 'screen', fileId })
}

export async function signedByAll(agreementId: string, name: string, signedOn = '2023-09-06') {
  await screen(manager, { agreementId, party: 'provider', signer: '王演示', signedOn })
  await screen(townClerk, { agreementId, party: 'township', signer: '陈假设', signedOn })
  await screen(aide, { agreementId, party: 'village', signer: '李举例', signedOn })
  return screen(aide, { agreementId, party: 'person', signer: name, as: 'person', signedOn })
}
