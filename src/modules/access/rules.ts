/** What is asked of a sign-in. Pure. The figures are those of GB/T 22239-2019 third level as this installation sets them. */
import { addMilliseconds, type Instant } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'

/** Installation settings, not law: shown on the settings page. */
export const signInSettings = {
  failuresBeforeLock: 5,
  lockMinutes: 15,
  idleMinutes: 30,
  longestHours: 12,
} as const

export interface AccountState {
  failedCount: number
  lockedUntil: Instant | null
  disabledOn: string | null
}

/** Why this account may not sign in now, whatever the password. */
export function objectionsToSignIn(account: AccountState, now: Instant, today: string): Reason[] {
  if (account.disabledOn && account.disabledOn <= today)
    return [{ code: 'disabled', message: `该账号已于${account.disabledOn}停用，请联系本单位系统管理员` }]
  if (account.lockedUntil && account.lockedUntil > now) {
    const until = addMilliseconds(account.lockedUntil, 8 * 3_600_000).slice(11, 16)
    return [{ code: 'locked', message: `该账号已锁定，${until}后可再试，或请系统管理员解锁` }]
  }
  return []
}

/** What a failed attempt does to the account. */
export function afterFailure(
  account: AccountState,
  now: Instant,
): { failedCount: number; lockedUntil: Instant | null } {
  const failedCount = account.failedCount + 1
  if (failedCount < signInSettings.failuresBeforeLock) return { failedCount, lockedUntil: null }
  return { failedCount: 0, lockedUntil: addMilliseconds(now, signInSettings.lockMinutes * 60_000) }
}

export function wrongSignInText(failedCount: number, wrong = '账号或密码不正确'): string {
  const left = signInSettings.failuresBeforeLock - failedCount
  const rest = left > 0 ? `还可以试${left}次` : '账号已锁定'
  return `${wrong}。连续${signInSettings.failuresBeforeLock}次错误将锁定${signInSettings.lockMinutes}分钟，${rest}`
}

/** What a password must be; the server refuses by it and the screen ticks it off while one types. */
export interface PasswordRule {
  text: string
  holds: (password: string) => boolean
}

export const passwordRules: readonly PasswordRule[] = [
  { text: '至少10个字符', holds: (password) => Array.from(password).length >= 10 },
  { text: '含有字母', holds: (password) => /[A-Za-z]/.test(password) },
  { text: '含有数字', holds: (password) => /\d/.test(password) },
  { text: '没有空格', holds: (password) => password !== '' && !/\s/.test(password) },
  { text: '同一个字符不连续出现4次', holds: (password) => password !== '' && !/(.)\1{3}/.test(password) },
]

export const faultsOfPassword = (password: string): string[] =>
  passwordRules.filter((rule) => !rule.holds(password)).map((rule) => rule.text)
