/** Use cases of 名单导入. */
import { dateText, momentText } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { chooseColumn, type Recognition, rememberedOf } from './columns.ts'
import { persons } from './contract.ts'
import {
  addHand,
  needsOtherHand,
  checkAgain,
  columnTitle,
  noWork,
  requireBatch,
  requireChecked,
  requireOtherHand,
  sealedWork,
  shownImport,
  workOf,
} from './import-batch.ts'
import { checkChunk, checkedList, headingKeyOf } from './import-check.ts'
import { recognisedIn, tablesOfFile } from './import-file.ts'
import { faultFile, templateFile } from './import-files.ts'
import { confirmImported } from './import-payees.ts'
import { publish } from './import-publish.ts'
import { importedRows } from './import-rows.ts'
import { undo } from './import-undo.ts'
import { applyRepair, type Repair, repairsFrom, storedRepairs } from './repair.ts'

const db = tablesOf<'persons'>()

export const imports = part(persons, {
  async importStart(context, { fileId, familyFileId, paperReference, decisionNo, decidedOn }) {
    if (decidedOn && decidedOn > context.today)
      refuse('refused', 'decidedOn', `认定日期${dateText(decidedOn)}晚于今天。请核对是否录错。`)
    const file = await claimFile(context, fileId, 'persons.import')
    if (familyFileId) await claimFile(context, familyFileId, 'persons.import')
    const earlier = await publishedBefore(context, file.sha256)
    const importId = context.newId()
    await db(context)
      .insertInto('persons.importBatch')
      .values({
        countyCode: context.county,
        id: importId,
        fileId,
        familyFileId: familyFileId ?? null,
        fileName: file.name,
        sha256: file.sha256,
        status: 'checking',
        within: context.actor.scope.kind === 'townships' ? [...context.actor.scope.ids] : null,
        paperReference,
        accountId: context.actor.accountId,
        accountName: context.actor.name,
        hands: [context.actor.accountId],
        startedAt: context.now,
        work: sealedWork(context, importId, {
          ...noWork,
          mapping: await rememberedMapping(context),
          decision: { no: decisionNo, on: decidedOn },
        }),
      })
      .execute()
    await context.later(persons, 'importCheck', { importId, edition: 1, from: 0 })
    return { importId, earlier }
  },

  async importList(context, { page, pageSize }) {
    const of = db(context)
      .selectFrom('persons.importBatch')
      .where('countyCode', '=', context.county)
      .$if(context.actor.scope.kind === 'townships', (query) => query.where('accountId', '=', context.actor.accountId))
    const rows = await of
      .selectAll()
      .orderBy('startedAt', 'desc')
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const counted = await of.select((eb) => eb.fn.countAll<bigint>().as('count')).executeTakeFirstOrThrow()
    return { rows: rows.map((row) => shownImport(context, row)), total: Number(counted.count) }
  },

  async importStatus(context, { importId }) {
    const shown = shownImport(context, await requireBatch(context, importId))
    return {
      ...shown,
      mine: shown.mine && (await needsOtherHand(context)),
      columns: shown.columns.map((column) => ({ ...column, title: columnTitle(column.field ?? undefined) })),
    }
  },

  importRows: importedRows,

  async importMap(context, { importId, columns }) {
    const batch = await requireBatch(context, importId)
    requireChecked(batch)
    const work = workOf(context, batch)
    const { recognition } = recognisedIn(await tablesOfFile(context, batch.fileId), work.mapping)
    const chosen = columns.reduce<Recognition>(
      (found, { index, choice }) => chooseColumn(found, index, choice),
      recognition,
    )
    const mapping = rememberedOf(chosen)
    await remember(context, headingKeyOf(chosen), mapping)
    await addHand(context, batch)
    await checkAgain(context, batch, { ...work, mapping: { ...work.mapping, ...mapping } })
    return { importId }
  },

  async importRepair(context, { importId, row, field, value, allLike }) {
    const kind = allLike ? 'like' : 'cell'
    await repair(context, importId, value === null ? { kind: 'restore', row, field } : { kind, row, field, value })
    return { importId }
  },

  async importAcceptWithReason(context, { importId, row, field, code, reason }) {
    await repair(context, importId, { kind: 'keep', row, field, code, reason })
    return { importId }
  },

  async importCommit(context, { importId, goodRowsOnly }) {
    const batch = await requireBatch(context, importId)
    requireChecked(batch)
    await requireOtherHand(context, batch)
    const { ready, open } = shownImport(context, batch)
    if (ready === 0) refuse('refused', 'nothing', '没有可以导入的行：都与现有记录相同，或还有问题需处理。')
    if (open > 0 && !goodRowsOnly)
      refuse('refused', 'rows_open', `还有${open}行需处理，不能全部导入。请先改正，或只导入正确的${ready}行。`)
    await db(context)
      .updateTable('persons.importBatch')
      .set({ status: 'publishing', goodRowsOnly })
      .where('countyCode', '=', context.county)
      .where('id', '=', importId)
      .execute()
    await context.later(persons, 'importPublish', { importId })
    return { importId }
  },

  importUndo: undo,
  confirmImportedPayees: confirmImported,

  async importDiscard(context, { importId }) {
    const batch = await requireBatch(context, importId)
    if (batch.status !== 'failed' && batch.status !== 'checking') requireChecked(batch)
    for (const table of ['persons.importPerson', 'persons.importRow'] as const)
      await db(context)
        .deleteFrom(table)
        .where('countyCode', '=', context.county)
        .where('importId', '=', importId)
        .execute()
    await db(context)
      .updateTable('persons.importBatch')
      .set({ status: 'discarded', work: null, edition: batch.edition + 1 })
      .where('countyCode', '=', context.county)
      .where('id', '=', importId)
      .execute()
    return { importId }
  },

  importTemplate: templateFile,
  importFaults: faultFile,

  async importCheck(context, { importId, edition, from }) {
    const batch = await requireBatch(context, importId)
    // A repair made meanwhile has begun another check.
    if (batch.status !== 'checking' || batch.edition !== edition) return { checked: 0 }
    return { checked: await checkChunk(context, batch, from) }
  },

  async importPublish(context, { importId }) {
    const batch = await requireBatch(context, importId)
    if (batch.status !== 'publishing') return { persons: 0 }
    return { persons: await publish(context, batch) }
  },
})

async function repair(context: Context, importId: string, wanted: Repair): Promise<void> {
  const batch = await requireBatch(context, importId)
  requireChecked(batch)
  const work = workOf(context, batch)
  const { rows } = await checkedList(context, batch)
  await addHand(context, batch)
  const repairs = applyRepair(repairsFrom(work.repairs), rows, wanted)
  await checkAgain(context, batch, { ...work, repairs: storedRepairs(repairs) })
}

/** 这个文件9月1日10:02已导入过: said, not forbidden; the check shows that nothing is new. */
async function publishedBefore(context: Context, sha256: string): Promise<string | null> {
  const found = await db(context)
    .selectFrom('persons.importBatch')
    .select('publishedAt')
    .where('countyCode', '=', context.county)
    .where('sha256', '=', sha256)
    .where('status', '=', 'published')
    .orderBy('publishedAt', 'desc')
    .executeTakeFirst()
  return found?.publishedAt ? `这个文件${momentText(found.publishedAt)}已导入过，没有变化的行不会重复写入。` : null
}

/** All that clerks of this county ever chose, the latest choice last, so that it wins. */
async function rememberedMapping(context: Context) {
  const rows = await db(context)
    .selectFrom('persons.importMapping')
    .select('mapping')
    .where('countyCode', '=', context.county)
    .orderBy('changedAt')
    .limit(200)
    .execute()
  return Object.assign({}, ...rows.map(({ mapping }) => mapping))
}

async function remember(context: Context, headingKey: string, mapping: Record<string, string>): Promise<void> {
  const row = { mapping: JSON.stringify(mapping), changedAt: context.now }
  await db(context)
    .insertInto('persons.importMapping')
    .values({ countyCode: context.county, headingKey, ...row })
    .onConflict((conflict) => conflict.columns(['countyCode', 'headingKey']).doUpdateSet(row))
    .execute()
}
