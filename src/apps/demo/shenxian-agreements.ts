/** Agreements of 莘县's demonstration: in force for everybody at the contract's start, not yet for the newcomers. */
import { crc32, deflateSync } from 'node:zlib'
import { addDays } from '#kernel/calendar.ts'
import { agreements } from '#modules/agreements/contract.ts'
import type { Acting } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import { demo } from './register.ts'
import type { ShenxianPeople } from './shenxian-people.ts'
import { type DemoProvider, demoProviders, townshipAccount } from './shenxian-places.ts'

const clerk = 'county-clerk'
const leader = 'county-leader'
const chunk = 500

export async function makeAgreements(acting: Acting, days: DemoDays, people: ShenxianPeople): Promise<void> {
  for (const provider of demoProviders) {
    const persons = people.settled.flat().filter(({ organisationId }) => organisationId === provider.organisationId)
    await signedByAll(
      acting,
      days,
      provider,
      persons.map(({ id }) => id),
    )
  }
}

/** Drafted, reviewed and filed as any county does it; only the four signatures of six hundred papers are written in one piece. */
async function signedByAll(acting: Acting, days: DemoDays, provider: DemoProvider, personIds: string[]): Promise<void> {
  const { organisationId, account: key } = provider
  const drafted = days.at(addDays(days.from, -10), '09:00')
  const input = { organisationId, personIds, from: days.from, to: days.to }
  const batch = await acting.do({ by: clerk, at: drafted, contract: agreements, name: 'draftBatch', key, input })
  const all = batch.drafted.map(({ agreementId }) => agreementId)
  const reviewed = days.at(addDays(days.from, -8), '09:00')
  const signedOn = addDays(days.from, -5)
  const filedOn = addDays(days.from, -2)
  for (const [ids, part] of pieces(all)) {
    const own = { contract: agreements, key: `${key}-${part}` } as const
    await acting.do({ ...own, by: clerk, at: drafted, name: 'submit', input: { ids } })
    await acting.do({ ...own, by: leader, at: reviewed, name: 'approve', input: { ids } })
  }
  await signAs(acting, days, { organisationId, signedOn, key, only: [] })
  for (const [ids, part] of pieces(all)) {
    const filing = { ids, filedOn, filingNo: `备案${filedOn.slice(0, 4)}-${provider.no}` }
    const at = days.at(filedOn, '16:00')
    await acting.do({ by: clerk, at, contract: agreements, name: 'file', key: `${key}-${part}`, input: filing })
  }
}

interface Signing {
  organisationId: string
  signedOn: ReturnType<typeof addDays>
  key: string
  only: { personId: string; parties: string[] }[]
}

async function signAs(acting: Acting, days: DemoDays, signing: Signing): Promise<void> {
  const { key, ...input } = signing
  const at = days.at(signing.signedOn, '17:00')
  const fileId = await acting.upload('system', at, {
    name: '签署页扫描（演示）.png',
    mediaType: 'image/png',
    bytes: scan(),
  })
  await acting.do({ by: 'system', at, contract: demo, name: 'signAgreements', key, input: { ...input, fileId } })
}

function* pieces(ids: readonly string[]): Generator<[string[], number]> {
  for (let at = 0; at < ids.length; at += chunk) yield [ids.slice(at, at + chunk), at / chunk + 1]
}

/** Four newcomers: two drafts, one in signing with two of four parties, one with nothing at all. */
export async function makeOpenAgreements(acting: Acting, days: DemoDays, people: ShenxianPeople): Promise<void> {
  const [first, second, third] = people.newcomers
  if (!first || !second || !third) return
  const { open } = days
  const drafted = days.at(days.on(open, 10), '10:00')
  const term = { from: days.on(open, 10), to: days.to }
  const ids: string[] = []
  for (const person of [first, second, third]) {
    const { id: key, townshipId, organisationId } = person
    const by = townshipAccount(townshipId, 'clerk')
    const input = { personIds: [key], organisationId, ...term }
    const batch = await acting.do({ by, at: drafted, contract: agreements, name: 'draftBatch', key, input })
    ids.push(...batch.drafted.map(({ agreementId }) => agreementId))
  }
  const inSigning = ids.slice(2)
  const own = { contract: agreements, key: third.id } as const
  const by = townshipAccount(third.townshipId, 'clerk')
  await acting.do({ ...own, by, at: drafted, name: 'submit', input: { ids: inSigning } })
  const approvedAt = days.at(days.on(open, 12), '10:00')
  const approving = townshipAccount(third.townshipId, 'leader')
  await acting.do({ ...own, by: approving, at: approvedAt, name: 'approve', input: { ids: inSigning } })
  const only = [{ personId: third.id, parties: ['provider', 'township'] }]
  const signedOn = days.on(open, 14)
  await signAs(acting, days, { organisationId: third.organisationId ?? '', signedOn, key: third.id, only })
}

/** A blank page of paper as PNG: nobody's handwriting. */
function scan(): Uint8Array {
  const [width, height] = [210, 297]
  const rows = Buffer.alloc((width + 1) * height, 0xfa)
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunkOf('IHDR', head),
    chunkOf('IDAT', deflateSync(rows)),
    chunkOf('IEND', Buffer.alloc(0)),
  ])
}

function chunkOf(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
