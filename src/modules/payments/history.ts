/** 办理经过: who did what with a batch, and when, in one line of time. */
import { yuanText } from '#kernel/money.ts'
import type { Instant } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { StoredBatch } from './stored.ts'
import { stepText } from './words.ts'

const db = tablesOf<'payments'>()

export interface Deed {
  at: Instant
  by: string
  deed: string
  words: string
}

type Act = 'removed' | 'cancelled' | 'reconciled' | 'reissued' | 'stopped'
const actText: Record<Act, string> = {
  removed: '移出',
  cancelled: '作废',
  reconciled: '对账',
  reissued: '失败重发',
  stopped: '不再重发',
}

export async function keepAct(context: Context, batchId: string, act: { act: Act; words: string }): Promise<void> {
  await db(context)
    .insertInto('payments.batchAct')
    .values({
      ...act,
      countyCode: context.county,
      id: context.newId(),
      batchId,
      byAccount: context.actor.accountId,
      byName: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}

type Made = Pick<StoredBatch, 'id' | 'madeAt' | 'madeName'>

export async function historyOf(context: Context, batch: Made): Promise<Deed[]> {
  const parts = [
    await approvalDeeds(context, batch.id),
    await fileDeeds(context, batch.id),
    await returnDeeds(context, batch.id),
    await otherDeeds(context, batch.id),
  ]
  const made = { at: batch.madeAt, by: batch.madeName, deed: '生成批次', words: '' }
  return [made, ...parts.flat().toSorted((a, b) => a.at.localeCompare(b.at))]
}

async function approvalDeeds(context: Context, batchId: string): Promise<Deed[]> {
  const rows = await db(context)
    .selectFrom('payments.approval')
    .select(['step', 'verdict', 'words', 'byName', 'at', 'round', 'hash', 'totalFen', 'itemCount'])
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batchId)
    .execute()
  return rows.map((row) => ({
    at: row.at,
    by: row.byName,
    deed: `${stepText[row.step]}${row.verdict === 'passed' ? '审批通过' : '退回'}`,
    words: [
      `第${row.round}轮，${row.itemCount}笔${yuanText(row.totalFen)} 元，校验码${row.hash.slice(0, 8)}`,
      row.words,
    ]
      .filter(Boolean)
      .join('；'),
  }))
}

async function fileDeeds(context: Context, batchId: string): Promise<Deed[]> {
  const rows = await db(context)
    .selectFrom('payments.bankFile')
    .select(['name', 'hash', 'exportedName', 'exportedAt'])
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batchId)
    .execute()
  return rows.map((row) => ({
    at: row.exportedAt,
    by: row.exportedName,
    deed: '导出银行文件',
    words: `${row.name}，SHA-256校验码${row.hash}`,
  }))
}

async function returnDeeds(context: Context, batchId: string): Promise<Deed[]> {
  const rows = await db(context)
    .selectFrom('payments.returnFile')
    .select(['rowCount', 'matched', 'unknown', 'importedName', 'importedAt'])
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batchId)
    .execute()
  return rows.map((row) => ({
    at: row.importedAt,
    by: row.importedName,
    deed: '导入回盘',
    words: `${row.rowCount}行，对上${row.matched}行，对不上${row.unknown}行`,
  }))
}

async function otherDeeds(context: Context, batchId: string): Promise<Deed[]> {
  const rows = await db(context)
    .selectFrom('payments.batchAct')
    .select(['act', 'words', 'byName', 'at'])
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batchId)
    .execute()
  return rows.map((row) => ({ at: row.at, by: row.byName, deed: actText[row.act], words: row.words }))
}
