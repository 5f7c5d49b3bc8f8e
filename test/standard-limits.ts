/** What entry.limits says until a county chooses. */
import type { EntryLimits } from '#kernel/entry-limits.ts'

export const givenLimits: EntryLimits = {
  consent_days: 30,
  request_days: 30,
  months_back: 1,
  years_back: 1,
  years_ahead: 1,
  round_years: 2,
  leave_days_back: 7,
  leave_days: 366,
  minor_days_ahead: 60,
}
