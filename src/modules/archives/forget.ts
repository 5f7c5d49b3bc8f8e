/** What archives let go of beside the papers themselves: certificates, and the letters that were printed to him. */
import type { Context } from '#platform/context.ts'
import { forgetEvidence } from '#platform/forgetting.ts'
import type { Forgotten } from '#platform/module.ts'

export const forgetLetters = async (context: Context, personId: string): Promise<Forgotten> => ({
  files: [],
  evidence: await forgetEvidence(context, 'archives', personId),
})
