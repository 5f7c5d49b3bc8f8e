/** Where an organisation is paid, whichever module keeps it: its own account, sealed, proposed by one and confirmed by another. */
import { addDays, type PlainDate } from '#kernel/calendar.ts'
import { maskedAccount } from '#kernel/identity-number.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'

interface Place {
  table: string
  column: string
  county: string
  row: string
}

export function requireOwnAccount(holder: string, organisation: string): void {
  if (holder !== organisation)
    refuse('refused', 'holder', `户名“${holder}”与机构名称“${organisation}”不一致；应为机构本身的账户。请核对户名`)
}

/** The columns of an account number: sealed at its place, findable, and what may be shown of it. */
export const sealedAccount = (context: Context, place: Place, account: string) => ({
  account: context.secrets.seal(place, account),
  accountIndex: context.secrets.blindIndex('account', account),
  accountMasked: maskedAccount(account),
})

export const proposedNow = (context: Context) => ({
  proposedBy: context.actor.accountId,
  proposedAt: context.now,
})

interface Decision {
  proposedBy: string
  decided: boolean
}

/** Another person decides, once, and says why not. */
export function requireDecision(
  context: Context,
  { proposedBy, decided }: Decision,
  { confirm, reason }: { confirm: boolean; reason: string },
): void {
  if (decided) refuse('conflict', 'decided', '这个账户已经复核。请刷新页面')
  if (proposedBy === context.actor.accountId)
    refuse('refused', 'same_person', '这个账户由您登记；登记和复核应由两人办理。请由另一人复核')
  if (!confirm && reason.trim().length < 4) refuse('invalid', 'reason', '请填写不同意的原因，至少4个字')
}

/** The account that holds until now ends the day before the new one begins. */
export const lastDayBefore = (from: PlainDate): PlainDate => addDays(from, -1)
