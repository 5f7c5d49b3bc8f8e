/** 反映与更正: corrections at the township, complaints at the county, each with a clock and a handler who is not accused. */
import { sql } from 'kysely'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { type AccountInRole, accountsInRoles } from '#modules/access/index.ts'
import type { Role } from '#modules/access/roles.ts'
import { changedSince } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { portal } from './contract.ts'
import { noteStep } from './raising.ts'
import { objectionsToDone, objectionsToHandler } from './rules.ts'
import { detailsOf, rowOf, type StoredRow } from './stored.ts'
import { registerTopic } from './words.ts'

const db = tablesOf<'portal', 'persons' | 'access'>()
const most = 1001

/** Who may be given a complaint; a correction is answered where the entries are kept. */
const handlerRoles: readonly Role[] = ['county-clerk', 'county-leader', 'county-elderly', 'auditor']

/** What is said of a unit is not there for the unit itself, whoever helped to write it down (AH-4.4b). */
const notOfOwnUnit = (context: Context) =>
  sql<boolean>`(r.accused_unit_id is null or r.accused_unit_id is distinct from ${context.actor.organisationId}::uuid)`

/** They give complaints out, so they open them; everybody else sees the number, unless it was given to him. */
const assigns = ({ actor }: Context): boolean => actor.role === 'county-leader' || actor.role === 'auditor'
const isSealed = (context: Context, row: StoredRow): boolean =>
  row.kind === 'complaint' && !assigns(context) && row.handlerId !== context.actor.accountId

export const handling = part(portal, {
  async requests(context, { kind, status, late, text, personId, page, pageSize }) {
    const wanted = [
      sql`r.county_code = ${context.county} and ${notOfOwnUnit(context)}`,
      ...(kind ? [sql`r.kind = ${kind}`] : []),
      ...(status ? [sql`r.status = ${status}`] : []),
      ...(late ? [sql`r.status in ('open', 'taken') and r.due_on < ${context.today}::date`] : []),
      ...(text
        ? [sql`(strpos(r.number, ${text.toUpperCase()}) > 0 or r.kind <> 'complaint' and strpos(p.name, ${text}) > 0)`]
        : []),
      // A person's file names no complaint: it is open to those of whom he may complain.
      ...(personId ? [sql`r.person_id = ${personId} and r.kind <> 'complaint'`] : []),
    ]
    const from = sql`from portal.request r
      join persons.person_view p on p.county_code = r.county_code and p.id = r.person_id
      left join access.area_view township on township.id = r.township_id
      where ${sql.join(wanted, sql` and `)}`
    const { rows } = await sql<StoredRow>`
      select r.*, p.name, township.name as township ${from}
      order by (r.status in ('done', 'refused')), r.due_on, r.number limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(
      context.transaction,
    )
    const counted = await sql`select 1 ${from} limit ${most}`.execute(context.transaction)
    context.shows({ kind, status, late, text, personId }, rows.length)
    return {
      rows: rows.map((row) => rowOf(row, { today: context.today, sealed: isSealed(context, row) })),
      total: counted.rows.length,
      at: context.now,
    }
  },

  async request(context, { requestId }) {
    const row = await requireRequest(context, requestId)
    if (isSealed(context, row))
      refuse('forbidden', 'sealed', `${row.number}是投诉，内容和提出人已封存，只由交办人和承办人打开`)
    const open = row.status === 'open' || row.status === 'taken'
    const handlers = open && row.kind === 'complaint' ? await possibleHandlers(context, row) : []
    const steps = await db(context)
      .selectFrom('portal.requestStep')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('requestId', '=', requestId)
      .orderBy('at')
      .orderBy('id')
      .execute()
    const help = await db(context)
      .selectFrom('portal.help')
      .select('helperName')
      .where('countyCode', '=', context.county)
      .where('id', '=', row.helpId)
      .executeTakeFirst()
    return detailsOf(row, {
      today: context.today,
      actorId: context.actor.accountId,
      handlers,
      steps,
      helper: help?.helperName,
    })
  },

  async assign(context, { requestId, handlerId }) {
    const row = await requireOpen(context, requestId)
    const { actor } = context
    if (row.kind !== 'complaint' && handlerId && handlerId !== actor.accountId)
      refuse('invalid', 'handlerId', '更正由承办人自己承办，不能交给别人。要县里更正的，请在“交接”移交')
    if (row.passedOn && actor.scope.kind === 'townships') refuseTaking(row)
    if (row.kind === 'complaint' && !assigns(context))
      refuse('forbidden', 'not_assigning', '投诉由县级救助负责人或审计纪检交办')
    const handler = handlerId ? await chosenHandler(context, row, handlerId) : await oneself(context)
    requireNone(objectionsToHandler(row.accusedUnitId, handler.organisationId))
    await db(context)
      .updateTable('portal.request')
      .set({
        status: 'taken',
        handlerId: handler.id,
        handlerName: handler.name,
        handlerUnitId: handler.organisationId,
        takenAt: row.takenAt ?? context.now,
      })
      .where('countyCode', '=', context.county)
      .where('id', '=', requestId)
      .execute()
    await noteStep(context, row, { step: 'assigned', words: `承办人${handler.name}` })
    return {}
  },

  async answer(context, { requestId, outcome, words }) {
    const row = await requireOpen(context, requestId)
    const { actor } = context
    if (row.status !== 'taken') refuse('refused', 'not_taken', '还没有人承办。请先承办或交办，再答复')
    if (row.handlerId !== actor.accountId)
      refuse('forbidden', 'not_handler', `由${row.handlerName}承办，应由承办人答复。要换人的，请重新交办`)
    requireNone([
      ...objectionsToHandler(row.accusedUnitId, actor.organisationId),
      ...(outcome === 'done' ? await notCorrected(context, row) : []),
    ])
    await db(context)
      .updateTable('portal.request')
      .set({ status: outcome, answer: words, answeredAt: context.now, answeredName: actor.name })
      .where('countyCode', '=', context.county)
      .where('id', '=', requestId)
      .execute()
    await noteStep(context, row, { step: outcome === 'done' ? 'answered' : 'refused', words })
    return {}
  },
})

const refuseTaking = ({ number }: StoredRow): never =>
  refuse('refused', 'passed', `${number}已移交县里办理。请等县里答复`)

/** What stands in the register can be seen to be corrected; of money, care and papers the answer says what was done. */
async function notCorrected(context: Context, { kind, topic, personId, raisedAt }: StoredRow) {
  if (kind !== 'correction') return []
  const kept = registerTopic(topic)
  if (!kept) return []
  return objectionsToDone(await changedSince(context, { personId, since: raisedAt, standing: kept === 'standing' }))
}

async function requireRequest(context: Context, requestId: string): Promise<StoredRow> {
  const { rows } = await sql<StoredRow>`
    select r.*, p.name, township.name as township from portal.request r
    join persons.person_view p on p.county_code = r.county_code and p.id = r.person_id
    left join access.area_view township on township.id = r.township_id
    where r.county_code = ${context.county} and r.id = ${requestId} and ${notOfOwnUnit(context)}
    for update of r`.execute(context.transaction)
  const row = rows[0]
  if (!row) return refuse('not_found', 'request', '没有找到这件反映或更正，可能不在您的办理范围内。请返回列表')
  context.concerns(row.personId)
  return row
}

async function requireOpen(context: Context, requestId: string): Promise<StoredRow> {
  const row = await requireRequest(context, requestId)
  if (row.status === 'done' || row.status === 'refused')
    refuse('conflict', 'answered', `${row.number}已由${row.answeredName}答复，不能再办。请刷新页面`)
  return row
}

async function possibleHandlers(context: Context, row: StoredRow): Promise<AccountInRole[]> {
  const accounts = await accountsInRoles(context, handlerRoles)
  return accounts.filter(({ organisationId }) => objectionsToHandler(row.accusedUnitId, organisationId).length === 0)
}

async function chosenHandler(context: Context, row: StoredRow, handlerId: string): Promise<AccountInRole> {
  if (handlerId === context.actor.accountId) return oneself(context)
  const accounts = await accountsInRoles(context, handlerRoles)
  const chosen = accounts.find(({ id }) => id === handlerId)
  if (!chosen) return refuse('invalid', 'handlerId', '没有找到这个承办人，请重新选择')
  requireNone(objectionsToHandler(row.accusedUnitId, chosen.organisationId))
  return chosen
}

const oneself = async ({ actor }: Context): Promise<AccountInRole> => ({
  id: actor.accountId,
  name: actor.name,
  roleTitle: '',
  organisationId: actor.organisationId,
  organisation: '',
})
