/** A name that no account has counts its failures as an account does: neither words nor locks tell which accounts exist. */
import type { Instant } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { type AccountState, afterFailure, objectionsToSignIn, wrongSignInText } from './rules.ts'

// In this process only: nothing that anybody typed is worth a row. The oldest go first.
const failed = new Map<string, AccountState>()
const mostKept = 10_000

export function refuseUnknown(login: string, now: Instant, today: string): never {
  const state = failed.get(login) ?? { failedCount: 0, lockedUntil: null, disabledOn: null }
  requireNone(objectionsToSignIn(state, now, today))
  failed.delete(login)
  failed.set(login, { ...state, ...afterFailure(state, now) })
  const [oldest] = failed.keys()
  if (failed.size > mostKept && oldest !== undefined) failed.delete(oldest)
  return refuse('refused', 'wrong_password', wrongSignInText(state.failedCount + 1))
}
