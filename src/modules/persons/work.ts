/** What waits in the register: accounts to confirm, lists to finish. */
import { may } from '#kernel/permission.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { WorkItem } from '#platform/module.ts'
import { needsOtherHand } from './import-batch.ts'
import { correctedText } from './words.ts'

const db = tablesOf<'persons'>()

export async function personsWork(context: Context): Promise<WorkItem[]> {
  return [
    ...(await payeeWork(context)),
    ...(await correctionWork(context)),
    ...(await filingWork(context)),
    ...(await importWork(context)),
  ]
}

async function payeeWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'persons.confirmPayee')) return []
  const rows = await db(context)
    .selectFrom('persons.payeeAccount')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('confirmedBy', 'is', null)
    .where('refusedOn', 'is', null)
    .where('proposedBy', '<>', context.actor.accountId)
    .limit(1001)
    .execute()
  if (rows.length === 0) return []
  const item = { kind: 'persons.payee', weight: 'money' as const, dueOn: null, citations: [], to: '/persons/payees' }
  return [{ ...item, title: '确认收款账户', object: `${rows.length}个账户待另一人确认`, count: rows.length }]
}

async function correctionWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'persons.confirmCorrection')) return []
  const rows = await db(context)
    .selectFrom('persons.correctionProposal')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('decidedBy', 'is', null)
    .where('proposedBy', '<>', context.actor.accountId)
    .limit(1001)
    .execute()
  if (rows.length === 0) return []
  const item = { kind: 'persons.correction', weight: 'money' as const, dueOn: null, citations: [] }
  const object = `${rows.length}项更正待另一人确认`
  return [{ ...item, title: '确认更正', object, to: '/persons/corrections', count: rows.length }]
}

async function filingWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'persons.confirmFiling')) return []
  const rows = await db(context)
    .selectFrom('persons.filingProposal')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('decidedBy', 'is', null)
    .where('proposedBy', '<>', context.actor.accountId)
    .limit(1001)
    .execute()
  if (rows.length === 0) return []
  const item = { kind: 'persons.filing', weight: 'money' as const, dueOn: null, citations: [] }
  const object = `${rows.length}人的旧决定补录待另一人确认`
  return [{ ...item, title: '确认补录', object, to: '/persons/corrections', count: rows.length }]
}

async function importWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'persons.importCommit')) return []
  const rows = await db(context)
    .selectFrom('persons.importBatch')
    .select(['id', 'fileName', 'status', 'rowCount', 'hands'])
    .where('countyCode', '=', context.county)
    // What a township has checked waits for whoever may publish it; a list that could not be read, for its own sender.
    .where((eb) => eb.or([eb('status', '=', 'checked'), eb('accountId', '=', context.actor.accountId)]))
    .where('status', 'in', ['checked', 'failed'])
    .orderBy('startedAt', 'desc')
    .limit(20)
    .execute()
  const others = await needsOtherHand(context)
  const mine = (row: (typeof rows)[number]) => others && row.hands.includes(context.actor.accountId)
  return rows
    .filter((row) => row.status === 'failed' || !mine(row))
    .map((row) => ({
      kind: 'persons.import',
      weight: 'paper',
      dueOn: null,
      citations: [],
      count: 1,
      title: row.status === 'failed' ? '名单没有读成' : '确认名单导入',
      object: `${row.fileName}（${row.rowCount}行）`,
      to: `/persons/import/${row.id}`,
    }))
}

/** Of one person whose file is to be closed: corrections that wait for the other hand. */
export async function openCorrectionsOf(context: Context, personId: string): Promise<Reason[]> {
  const rows = await db(context)
    .selectFrom('persons.correctionProposal')
    .select('field')
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('decidedBy', 'is', null)
    .execute()
  return rows.map(({ field }) => ({
    code: 'correction',
    message: `“${correctedText[field]}”的更正还没有确认。请先由另一人确认或退回`,
    next: { title: '打开待确认的更正', to: '/persons/corrections' },
  }))
}
