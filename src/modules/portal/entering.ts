/** Entering with a slip: the number of one's file and the code, as hard to guess as an account and as quick to lock. */
import { createHash, randomBytes } from 'node:crypto'
import { verify } from '@node-rs/argon2'
import { addMilliseconds } from '#kernel/calendar.ts'
import { Refusal, refuse, requireNone } from '#kernel/refusal.ts'
import { hashPassword } from '#modules/access/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { KeptRefusal } from '#platform/perform.ts'
import { portal } from './contract.ts'
import { countyScope, guardianOf, requireOwn } from './known.ts'
import { afterWrongTry, noTries, objectionsToEntry, objectionsToTry, type Tries, wrongTryText } from './rules.ts'
import { closeSessions } from './slips.ts'
import { portalSettings, tidyCode, tidyNumber } from './words.ts'

const db = tablesOf<'portal', 'access'>()

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** A person and two guardians; always so many are compared, so that a number costs the same time whether it is known or not. */
const mostHolders = 3
const decoy = hashPassword('no such slip')

const keptFor = 24 * 3_600_000

export const entering = part(portal, {
  async counties(context) {
    const rows = await db(context)
      .selectFrom('access.areaView')
      .select(['countyCode', 'name'])
      .where('level', '=', 'county')
      .where('toOn', 'is', null)
      .where('countyCode', 'is not', null)
      .orderBy('countyCode')
      .execute()
    return rows.map(({ countyCode, name }) => ({ code: countyCode ?? '', name }))
  },

  async signIn(context, { county, number, code }) {
    // Asked for by the page at /my as a visitor of that county, so that the county's own record keeps who tried.
    if (context.county !== county) refuse('invalid', 'county', '请在“我的救助”网页选择所在的县')
    await context.within(countyScope(county), () => enterCounty(context, { county, number, code }))
    return {}
  },

  /** On the server too: a cookie left on a borrowed telephone is worth nothing afterwards. */
  async leave(context) {
    const { session } = context.actor
    if (session)
      await context.within(countyScope(context.county), () =>
        db(context)
          .updateTable('portal.session')
          .set({ endedAt: context.now })
          .where('countyCode', '=', context.county)
          .where('tokenHash', '=', Buffer.from(session, 'hex'))
          .where('endedAt', 'is', null)
          .execute(),
      )
    context.opensSession(null)
    return {}
  },
})

interface Entry {
  county: string
  number: string
  code: string
}

async function enterCounty(context: Context, { county, number, code }: Entry): Promise<void> {
  const typed = tidyNumber(number)
  const tries = await triesOf(context, county, typed)
  requireNone(objectionsToTry(tries, context.now))
  const slip = await slipFor(context, { county, number: typed, code: tidyCode(code) })
  if (!slip) {
    await count(context, { county, number: typed }, afterWrongTry(tries, context.now))
    const message = wrongTryText(tries.failedCount + 1)
    throw new KeptRefusal(new Refusal('refused', [{ code: 'wrong_code', message }]))
  }
  const at = { ...context, county }
  const person = await requireOwn(at, slip.personId)
  const guardian = await guardianOf(at, slip.personId, slip.guardianId)
  requireNone(objectionsToEntry(slip, { person, guardian, today: context.today }))
  await count(context, { county, number: typed }, noTries)
  await open(at, slip)
}

/** The row is made before it is read, so that tries at the same time wait for one another and all count. */
async function triesOf(context: Context, county: string, number: string): Promise<Tries> {
  const key = { countyCode: county, numberHash: hashOf(number) }
  await db(context)
    .insertInto('portal.signInTry')
    .values({ ...key, ...noTries, triedAt: context.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return db(context)
    .selectFrom('portal.signInTry')
    .select(['failedCount', 'lockedUntil'])
    .where('countyCode', '=', county)
    .where('numberHash', '=', key.numberHash)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** What was typed is kept a day, as a hash; nobody fills the disk with invented numbers. */
async function count(context: Context, { county, number }: { county: string; number: string }, tries: Tries) {
  const row = { ...tries, triedAt: context.now }
  await db(context)
    .deleteFrom('portal.signInTry')
    .where('countyCode', '=', county)
    .where('triedAt', '<', addMilliseconds(context.now, -keptFor))
    .execute()
  await db(context)
    .updateTable('portal.signInTry')
    .set(row)
    .where('countyCode', '=', county)
    .where('numberHash', '=', hashOf(number))
    .execute()
}

const liveSlips = (context: Context, { county, number }: Omit<Entry, 'code'>) =>
  db(context)
    .selectFrom('portal.slip')
    .selectAll()
    .where('countyCode', '=', county)
    .where('number', '=', number)
    .where('endedAt', 'is', null)
    .orderBy('issuedAt', 'desc')
    .limit(mostHolders)
type Slip = Awaited<ReturnType<ReturnType<typeof liveSlips>['execute']>>[number]

async function slipFor(context: Context, { code, ...wanted }: Entry): Promise<Slip | undefined> {
  const slips = await liveSlips(context, wanted).execute()
  let found: Slip | undefined
  for (let at = 0; at < mostHolders; at += 1) {
    const slip = slips[at]
    if ((await verify(slip?.codeHash ?? (await decoy), code)) && slip) found = slip
  }
  return found
}

/** One at a time: whoever enters anew leaves the telephone on which he forgot to. */
async function open(context: Context, slip: Slip): Promise<void> {
  await closeSessions(context, [slip.id])
  const token = randomBytes(32).toString('base64url')
  await db(context)
    .insertInto('portal.session')
    .values({
      countyCode: context.county,
      tokenHash: hashOf(token),
      slipId: slip.id,
      personId: slip.personId,
      startedAt: context.now,
      seenAt: context.now,
      expiresAt: addMilliseconds(context.now, portalSettings.longestMinutes * 60_000),
    })
    .execute()
  await db(context)
    .updateTable('portal.slip')
    .set({ lastUsedAt: context.now })
    .where('countyCode', '=', context.county)
    .where('id', '=', slip.id)
    .execute()
  context.opensSession(`${context.county}.${token}`)
}
