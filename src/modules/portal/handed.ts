/** A correction, a withdrawal or a complaint as a matter that passes between sections and units (交接): whoever accepts it handles it. */
import { may } from '#kernel/permission.ts'
import { Citation } from '#kernel/policy.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { handOverAccepted } from '#modules/duties/contract.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Subject } from '#platform/module.ts'
import * as z from 'zod'
import { noteStep, termsOf } from './raising.ts'
import { objectionsToHandler } from './rules.ts'

const db = tablesOf<'portal', 'persons'>()

const found = (context: Context, requestId: string) =>
  db(context)
    .selectFrom('portal.request as request')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'request.countyCode').onRef('person.id', '=', 'request.personId'),
    )
    .selectAll('request')
    .select('person.name')
    .where('request.countyCode', '=', context.county)
    .where('request.id', '=', requestId)
    .executeTakeFirst()
type Found = NonNullable<Awaited<ReturnType<typeof found>>>

/** Of a complaint nobody reads more here than its number, no township sees it, and the unit complained of does not learn of it (AH-4.4b). */
export async function requestSubject(context: Context, requestId: string): Promise<Subject | undefined> {
  const row = await found(context, requestId)
  if (!row || (row.accusedUnitId !== null && row.accusedUnitId === context.actor.organisationId)) return undefined
  const complaint = row.kind === 'complaint'
  if (complaint && context.actor.scope.kind !== 'county') return undefined
  const { value } = await termsOf(context, row.kind, context.today)
  const held = heldBy(context, row)
  return {
    title: complaint ? row.number : `${row.name} ${row.number}`,
    to: `/requests/${requestId}`,
    opens: 'portal.answer',
    townshipId: complaint ? null : row.townshipId,
    personId: complaint ? null : row.personId,
    open: row.status === 'open' || row.status === 'taken',
    term: {
      value: value.take,
      until: row.dueOn,
      citations: z.array(Citation).catch([]).parse(row.citations),
    },
    ...(held ? { held } : {}),
    ...(complaint
      ? {
          countyOnly: true,
          warning: '投诉内容和提出人已封存：移交说明里不要写内容、姓名和反映的单位，对方接收后可以打开。',
        }
      : {}),
  }
}

/** Whoever handles it hands it on; what nobody has taken yet, the township where it came in. */
function heldBy({ actor }: Context, { kind, status, handlerId, handlerName }: Found): string {
  if (status === 'taken' && handlerId !== actor.accountId) return `由${handlerName}承办，应由承办人移交`
  return kind === 'complaint' && status === 'open' ? '投诉还没有交办，先由负责人交办' : ''
}

type Accepted = z.output<typeof handOverAccepted.fact>

/** Accepting it is taking it in hand; the day of the answer stays as it was. */
export async function takenOver(context: Context, { subjectKind, subjectId, section }: Accepted): Promise<void> {
  if (subjectKind !== 'request') return
  const row = await found(context, subjectId)
  if (!row) return
  const { actor, now, today } = context
  if (!may(actor, 'portal.answer'))
    refuse('forbidden', 'not_answering', '接收后由接收的人承办和答复，您的角色不能答复。请由经办人接收')
  requireNone(objectionsToHandler(row.accusedUnitId, actor.organisationId))
  await db(context)
    .updateTable('portal.request')
    .set({
      status: 'taken',
      handlerId: actor.accountId,
      handlerName: actor.name,
      handlerUnitId: actor.organisationId,
      takenAt: row.takenAt ?? now,
      ...(row.kind === 'correction' ? { passedOn: section === 'township' ? null : today } : {}),
    })
    .where('countyCode', '=', context.county)
    .where('id', '=', subjectId)
    .execute()
  await noteStep(context, row, { step: 'passed', words: `移交已接收，承办人${actor.name}` })
}
