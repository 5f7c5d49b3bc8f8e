/** Signing in and out, password and second factor. */
import { verify } from '@node-rs/argon2'
import { Secret, TOTP } from 'otpauth'
import { Refusal, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { KeptRefusal } from '#platform/perform.ts'
import { endSession, endSessions, findAccount, openSession, type Account } from './accounts.ts'
import { access } from './contract.ts'
import { meOf } from './me.ts'
import { hashPassword } from './passwords.ts'
import { afterFailure, objectionsToSignIn, wrongSignInText } from './rules.ts'
import { refuseUnknown } from './unknown-logins.ts'

const db = tablesOf<'access'>()

// An unknown account costs as much time as a known one, so that nobody learns which exist.
const decoy = hashPassword('no such account')

export const signingIn = part(access, {
  async signIn(context, { account: login, password, code }) {
    const account = await findAccount(context, login)
    const right = await verify(account?.passwordHash ?? (await decoy), password)
    if (!account) return refuseUnknown(login, context.now, context.today)
    requireNone(objectionsToSignIn(account, context.now, context.today))
    if (!right) return countFailure(context, account)
    if (account.totpConfirmed) {
      if (code === undefined) return { codeNeeded: true as const }
      if (!(await codeIsRight(context, account, code)))
        return countFailure(context, account, '动态码不正确或者已经用过，请输入手机上新显示的6位数字')
    }
    return signedIn(context, account)
  },

  async enterDemo(context, { account: login }) {
    const account = context.demo ? await findAccount(context, login) : undefined
    if (!account?.demo) return refuse('not_found', 'demo_account', '没有这个演示账号')
    return signedIn(context, account)
  },

  /** On the server too: a cookie that somebody copied is worth nothing afterwards. */
  async signOut(context) {
    if (context.actor.session) await endSession(context, context.actor.session)
    context.opensSession(null)
    return {}
  },

  async changePassword(context, { password, newPassword }) {
    const account = await ownAccount(context)
    await requirePassword(account, password)
    if (password === newPassword) refuse('refused', 'same_password', '新密码不能与现用密码相同')
    await db(context)
      .updateTable('access.account')
      .set({ passwordHash: await hashPassword(newPassword), mustChange: false })
      .where('id', '=', account.id)
      .execute()
    await beginAnew(context, account)
    return {}
  },

  async enrolSecondFactor(context, { password }) {
    const account = await ownAccount(context)
    await requirePassword(account, password)
    // Otherwise a password alone would do away with the second factor.
    if (account.totpConfirmed)
      refuse('refused', 'enrolled', '动态码已启用。换了手机的，请由系统管理员重设动态码后再启用。')
    const secret = new Secret({ size: 20 })
    const sealed = context.secrets.seal(totpPlace(account.id), secret.base32)
    await db(context)
      .updateTable('access.account')
      .set({ totpSealed: sealed, totpConfirmed: false })
      .where('id', '=', account.id)
      .execute()
    return { key: secret.base32, uri: totp(secret, account.login).toString() }
  },

  async confirmSecondFactor(context, { code }) {
    const account = await ownAccount(context)
    if (!(await codeIsRight(context, account, code)))
      refuse('refused', 'wrong_code', '动态码不正确。请核对手机时间是否准确，再输入当前显示的6位数字')
    await db(context).updateTable('access.account').set({ totpConfirmed: true }).where('id', '=', account.id).execute()
    await beginAnew(context, account)
    return {}
  },
})

async function signedIn(context: Context, account: Account) {
  await db(context)
    .updateTable('access.account')
    .set({ failedCount: 0, lockedUntil: null })
    .where('id', '=', account.id)
    .execute()
  context.opensSession(await openSession(context, account))
  return { actor: await meOf(context, account) }
}

/** Whoever else held a session of this account is out; the holder goes on in a new one. */
async function beginAnew(context: Context, account: Account): Promise<void> {
  await endSessions(context, account.id)
  context.opensSession(await openSession(context, account))
}

async function requirePassword(account: Account, password: string): Promise<void> {
  if (!(await verify(account.passwordHash, password))) refuse('refused', 'wrong_password', '现用密码不正确，请重新输入')
}

async function countFailure(context: Context, account: Account, wrong?: string): Promise<never> {
  const after = afterFailure(account, context.now)
  await db(context).updateTable('access.account').set(after).where('id', '=', account.id).execute()
  const message = wrongSignInText(account.failedCount + 1, wrong)
  throw new KeptRefusal(new Refusal('refused', [{ code: 'wrong_password', message }]))
}

async function ownAccount(context: Context): Promise<Account> {
  return db(context)
    .selectFrom('access.account')
    .selectAll()
    .where('id', '=', context.actor.accountId)
    .executeTakeFirstOrThrow()
}

const totpPlace = (row: string) => ({ table: 'access.account', column: 'totp_sealed', county: '000000', row })
const totp = (secret: Secret, label: string) => new TOTP({ issuer: '供养', label, secret })

/** A code is right once, within a step of thirty seconds either side (RFC 6238 §5.2). */
async function codeIsRight(context: Context, account: Account, code: string): Promise<boolean> {
  if (!account.totpSealed) return false
  const secret = Secret.fromBase32(context.secrets.open(totpPlace(account.id), account.totpSealed))
  const timestamp = Date.parse(context.now)
  const drift = totp(secret, account.login).validate({ token: code, timestamp, window: 1 })
  if (drift === null) return false
  const step = BigInt(Math.floor(timestamp / 30_000) + drift)
  const used = await db(context)
    .insertInto('access.usedCode')
    .values({ accountId: account.id, step })
    .onConflict((conflict) => conflict.doNothing())
    .returning('step')
    .executeTakeFirst()
  return used !== undefined
}
