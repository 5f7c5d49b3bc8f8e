/** What one set for oneself in this browser: density of rows, shortcuts on or off, the folded list at the left. */
import * as z from 'zod'
import { shortcutsOn } from '#ui/shortcuts.ts'
import { keep, kept } from '#ui/store.ts'
import { density } from '#ui/theme.tsx'

const Preferences = z.object({ density: z.enum(['normal', 'compact']), shortcuts: z.boolean() })
export type Preferences = z.infer<typeof Preferences>

const defaults: Preferences = { density: 'normal', shortcuts: true }
const keyOf = (accountId: string): string => `${accountId}.preferences`

export const preferencesOf = (accountId: string): Preferences => kept(keyOf(accountId), Preferences) ?? defaults

export function takePreferences(accountId: string): void {
  const mine = preferencesOf(accountId)
  density.set(mine.density)
  shortcutsOn.set(mine.shortcuts)
}

export function setPreferences(accountId: string, mine: Preferences): void {
  keep(keyOf(accountId), mine)
  takePreferences(accountId)
}
