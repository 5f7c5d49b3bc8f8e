/** Money of their own of six residents of 示例区's first home: entrusted, put in, taken out, one of them dead. Invented. */
import { addDays, instant, type PlainDate } from '#kernel/calendar.ts'
import { fenOfYuan } from '#kernel/money.ts'
import { custody } from '#modules/custody/contract.ts'
import { endings } from '#modules/endings/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import type { Acting } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import type { InventedEntry } from './register.ts'

const maker = 'home-1-director'
const checker = 'township-1-clerk'
const fen = (yuan: string) => Number(fenOfYuan(yuan))

interface Move {
  kind: 'deposit' | 'withdrawal' | 'purchase'
  on: PlainDate
  yuan: string
  purpose: string
  voucher?: string
  /** Left for another to check. */
  waits?: boolean
}

export async function makeCustody(acting: Acting, days: DemoDays, residents: readonly InventedEntry[]): Promise<void> {
  const own = residents.filter(({ capacity }) => capacity === undefined).slice(0, 6)
  const accounts: string[] = []
  for (const person of own) accounts.push(await openFor(acting, days, person))
  const [begun, next] = [days.on(days.closed[0], 8), days.on(days.closed[1], 8)]
  for (const [index, accountId] of accounts.entries()) {
    const yuan = `${300 + index * 60}.00`
    await move(acting, days, { accountId, kind: 'deposit', on: begun, yuan, purpose: '养老金取现存入' })
    await move(acting, days, { accountId, kind: 'deposit', on: next, yuan: '139.00', purpose: '养老金取现存入' })
  }
  await movesOf(acting, days, accounts)
  const homeId = own[0]?.organisationId ?? ''
  await roundOf(acting, days, { homeId, dies: own[5] })
  await bank(acting, days, homeId)
}

async function openFor(acting: Acting, days: DemoDays, person: InventedEntry): Promise<string> {
  const on = days.on(days.closed[0], 3)
  const given = { givenBy: 'person' as const, giver: person.name, scope: 'both' as const, from: on }
  const { accountId } = await acting.do({
    by: maker,
    at: days.at(on, '09:00'),
    contract: custody,
    name: 'open',
    key: person.id,
    input: { personId: person.id, ...given, paperReference: '演示：2盒3页' },
  })
  return accountId
}

async function move(
  acting: Acting,
  days: DemoDays,
  { accountId, waits = false, on, yuan, ...slip }: Move & { accountId: string },
) {
  const key = `${accountId}-${slip.kind}-${on}`
  const own = { contract: custody, key } as const
  const signed = slip.kind === 'withdrawal' ? { signedAs: 'thumb' as const } : {}
  const input = { accountId, on, amountFen: fen(yuan), ...slip, ...signed }
  const { slipId } = await acting.do({ ...own, by: maker, at: days.at(on, '10:00'), name: 'enter', input })
  if (waits) return
  const seen = { slipId, agree: true }
  await acting.do({ ...own, by: checker, at: days.at(on, '16:00'), name: 'decide', input: seen })
}

async function movesOf(acting: Acting, days: DemoDays, accounts: readonly string[]): Promise<void> {
  const [first = '', second = '', third = ''] = accounts
  const day = (number: number) => days.on(days.open, number)
  const bought = { kind: 'purchase' as const, voucher: '小票0031' }
  await move(acting, days, { accountId: first, ...bought, on: day(6), yuan: '86.50', purpose: '代购棉鞋一双' })
  await move(acting, days, { accountId: second, kind: 'withdrawal', on: day(9), yuan: '120.00', purpose: '本人赶集用' })
  await acting.do({
    by: maker,
    at: days.at(day(9), '11:00'),
    contract: custody,
    name: 'keepThing',
    key: third,
    input: { accountId: third, name: '收音机（红色）', quantity: 1, on: day(9) },
  })
  const waiting = { kind: 'withdrawal' as const, on: addDays(days.today, -1), yuan: '50.00', waits: true }
  await move(acting, days, { accountId: third, ...waiting, purpose: '本人买烟' })
}

interface Round {
  homeId: string
  /** Dead before he came for his pocket money. */
  dies: InventedEntry | undefined
}

/** The round of the last month: three have come, one lets another collect, one died before his turn. */
async function roundOf(acting: Acting, days: DemoDays, { homeId, dies }: Round): Promise<void> {
  const day = addDays(days.today, -3)
  const own = { contract: custody, key: 'demo' } as const
  const at = (clock: string) => days.at(day, clock)
  const input = { homeId, month: days.open, amountFen: fen('60.00') }
  const { roundId } = await acting.do({ ...own, by: maker, at: at('08:30'), name: 'prepareRound', input })
  await acting.do({ ...own, by: checker, at: at('09:00'), name: 'decideRound', input: { roundId, agree: true } })
  const { lines } = await acting.ask({ ...own, by: maker, at: at('09:10'), name: 'round', input: { roundId } })
  for (const { id } of lines.slice(0, 3)) {
    const paid = { lineId: id, receiver: 'person' as const, signedAs: 'thumb' as const }
    await acting.do({ contract: custody, by: maker, at: at('09:30'), name: 'payLine', key: id, input: paid })
  }
  const lets = lines[3]
  if (lets)
    await acting.do({
      by: maker,
      at: at('09:40'),
      contract: persons,
      name: 'giveConsent',
      key: lets.personId,
      input: {
        personId: lets.personId,
        kind: 'pocket_money',
        givenBy: 'person',
        receiver: '同屋老人（演示）',
        fromOn: day,
        explained: '腿脚不便，每月由同屋代领，随时可以收回（演示）',
        paperReference: '演示：2盒4页',
      },
    })
  if (dies) await death(acting, days, dies)
}

async function death(acting: Acting, days: DemoDays, person: InventedEntry): Promise<void> {
  const diedOn = addDays(days.today, -2)
  await acting.do({
    by: checker,
    at: days.at(diedOn, '09:00'),
    contract: endings,
    name: 'reportDeath',
    key: person.id,
    input: {
      personId: person.id,
      diedOn,
      discoveredAt: instant(`${diedOn}T06:20:00+08:00`),
      reportedAt: instant(`${diedOn}T07:00:00+08:00`),
      placeKind: 'home',
      reporter: '院长（演示）',
      reporterKind: 'home',
      paperReference: '电话记录（演示）',
    },
  })
}

/** The bank's line of yesterday, as the book has it. */
async function bank(acting: Acting, days: DemoDays, homeId: string): Promise<void> {
  const on = addDays(days.today, -1)
  const at = days.at(on, '17:00')
  const { homes } = await acting.ask({ by: maker, at, contract: custody, name: 'balances', input: {} })
  const balanceFen = Number(homes[0]?.bookFen ?? 0n)
  const input = { homeId, on, balanceFen, reference: `演示对账单${on.slice(0, 7)}` }
  await acting.do({ by: maker, at, contract: custody, name: 'recordBank', key: 'demo', input })
}
