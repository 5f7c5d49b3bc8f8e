/** Who made and who approved a batch, as its papers print it: only what is still to be given is left to sign by hand. */
import { dayOf } from '#kernel/calendar.ts'
import { isRole, roleTitles } from '#modules/access/roles.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Signature } from '#platform/documents/table.ts'
import type { StoredBatch } from './stored.ts'
import { Step } from './words.ts'

const db = tablesOf<'payments'>()

const titleOf: Record<Step, string> = { civil_affairs_leader: '民政负责人', finance: '财政' }

type Signing = Pick<StoredBatch, 'id' | 'round' | 'madeName' | 'madeAt'>

/** In the county's own order of approvals; a batch that was sent back is approved anew, so only its last round counts. */
export async function signaturesOf(context: Context, batch: Signing): Promise<Signature[]> {
  const policy = await context.policyOn(context.today)
  const steps = Step.array().parse(policy.value('payment.approvals').value)
  const given = await db(context)
    .selectFrom('payments.approval')
    .select(['step', 'words', 'byName', 'byRole', 'at'])
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batch.id)
    .where('round', '=', batch.round)
    .where('verdict', '=', 'passed')
    .orderBy('at')
    .execute()
  // Only a clerk of the county makes batches (docs/roles.csv).
  const maker = { name: batch.madeName, role: roleTitles['county-clerk'], on: dayOf(batch.madeAt), words: '' }
  return [{ title: '经办', ...maker }, ...steps.map((step) => ofStep(step, given))]
}

interface Given {
  step: string
  words: string
  byName: string
  byRole: string
  at: Signing['madeAt']
}

function ofStep(step: Step, given: readonly Given[]): Signature {
  const found = given.find((each) => each.step === step)
  if (!found) return titleOf[step]
  const { byName: name, byRole, at, words } = found
  const role = isRole(byRole) ? roleTitles[byRole] : undefined
  return { title: titleOf[step], name, role, on: dayOf(at), words: words ? `通过。${words}` : '通过' }
}
