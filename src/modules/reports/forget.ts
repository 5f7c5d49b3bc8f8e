/** What reports let go of when a person's file is destroyed after its term: his forms of annex 3; signed tables hold sums and stay. */
import type { Context } from '#platform/context.ts'
import { forgetEvidence } from '#platform/forgetting.ts'
import type { Forgotten } from '#platform/module.ts'

export const forgetForms = async (context: Context, personId: string): Promise<Forgotten> => ({
  files: [],
  evidence: await forgetEvidence(context, 'reports', personId),
})
