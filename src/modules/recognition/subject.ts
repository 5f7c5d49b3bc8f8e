/** A case as a matter: one that passes between sections and units (交接), one that is open when a file is to be closed. */
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { Subject } from '#platform/module.ts'
import { db } from './stored.ts'
import { isOver, type Step, stepText } from './words.ts'

export async function caseSubject(context: Context, caseId: string): Promise<Subject | undefined> {
  const row = await db(context)
    .selectFrom('recognition.application')
    .select(['name', 'number', 'townshipId', 'personId', 'step', 'decision', 'deliveredOn'])
    .where('countyCode', '=', context.county)
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    title: `${row.name} ${row.number}`,
    to: `/cases/${caseId}`,
    opens: 'recognition.case',
    townshipId: row.townshipId,
    personId: row.personId,
    open: isOpen(row),
  }
}

/** A refusal is finished when it has been delivered. */
const isOpen = ({
  step,
  decision,
  deliveredOn,
}: {
  step: Step
  decision: string | null
  deliveredOn: string | null
}): boolean => !isOver(step) || (decision === 'refused' && deliveredOn === null)

/**
 * Somebody whose support ended has applied again: his file goes on with that case. And a confirmation is not over while nobody
 * handed it to him or it was never published (认定办法 第十八条); to the dead nothing is handed over any more.
 */
export async function openCasesOf(context: Context, personId: string): Promise<Reason[]> {
  const rows = await db(context)
    .selectFrom('recognition.application as a')
    .innerJoin('persons.personView as p', (join) =>
      join.onRef('p.countyCode', '=', 'a.countyCode').onRef('p.id', '=', 'a.personId'),
    )
    .select(['a.id', 'a.number', 'a.step', 'a.decision', 'a.deliveredOn', 'a.publishedOn', 'p.diedOn'])
    .where('a.countyCode', '=', context.county)
    .where('a.personId', '=', personId)
    .orderBy('a.number')
    .execute()
  return rows.flatMap((row) => {
    const { id, number, step } = row
    const next = { title: '打开案件', to: `/cases/${id}` }
    if (isOpen(row))
      return [
        {
          code: 'case',
          message: `认定申请${number}还没有办完（${step === 'decided' ? '决定还没有送达' : stepText[step]}）。请先办完；申请人撤回、死亡的，在案件里登记`,
          next,
        },
      ]
    if (row.decision !== 'confirmed' || row.diedOn !== null) return []
    return [
      ...(row.deliveredOn === null
        ? [{ code: 'undelivered', message: `认定${number}的确认书还没有登记送达。请先登记送达`, next }]
        : []),
      ...(row.publishedOn === null
        ? [
            {
              code: 'unpublished',
              message: `认定${number}的确认结果还没有在村（居）公布。请先登记公布`,
              next: { title: '去公布', to: '/cases/publicity' },
            },
          ]
        : []),
    ]
  })
}
