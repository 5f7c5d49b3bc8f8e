/** Where the door's policy comes from: the packs of this release and what counties have adopted. */
import { refuse } from '#kernel/refusal.ts'
import type { Installation } from '#platform/perform.ts'

export async function policySource(): Promise<Installation['policyOn']> {
  return async (_context, day, place) => ({
    area: place ?? '',
    on: day,
    find: () => undefined,
    value: (key) => refuse('refused', 'no_policy', `没有在用的规定：${key}`),
  })
}
