/** Standards are entered and decided within one county. */
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'

export function requireCounty(context: Context): void {
  if (!/^\d{6}$/.test(context.county) || context.county === '000000')
    refuse('forbidden', 'county', '登记和采用标准须在一个县内办理。请用县级账号登录')
}
