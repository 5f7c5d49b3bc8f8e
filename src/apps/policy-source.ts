/** Where the door's policy comes from: the packs of this release, with what the county has adopted by itself. */
import { inForceFor, packsHash, releasePacks } from '#modules/policy/index.ts'
import { perform, type Installation } from '#platform/perform.ts'
import { systemActor } from '#platform/worker.ts'

export async function policySource(): Promise<Installation['policyOn']> {
  await releasePacks()
  return inForceFor
}

/** Registers the texts of the packs and the nation's days off; once for each release, however often it is started. */
export async function learnPolicy(installation: Installation): Promise<void> {
  await perform(installation, {
    operation: 'policy.learn',
    input: {},
    actor: systemActor(installation, '000000'),
    requestId: `policy-learn-${packsHash(await releasePacks())}`,
    client: 'worker',
  })
}
