/** What the other modules know against a change of the register. */
import { type Reason, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { RegisterDeed } from '#platform/module.ts'

/** Asked one after the other as the county sees it: they share one connection. */
export async function objectionsOfOthers(context: Context, deed: RegisterDeed): Promise<Reason[]> {
  const found: Reason[] = []
  await context.within({ kind: 'county', counties: [context.county], ids: [] }, async () => {
    for (const module of context.modules) found.push(...((await module.objections?.(context, deed)) ?? []))
  })
  return found
}

/** Refuses what must not be; what only has to be known goes back with the answer. */
export async function warningsOfOthers(context: Context, deed: RegisterDeed): Promise<string[]> {
  const found = await objectionsOfOthers(context, deed)
  requireNone(found.filter(({ warning }) => !warning))
  return found.map(({ message }) => message)
}
