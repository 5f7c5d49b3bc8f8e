/** The file's own history as tables: certificates, what held it, each step. */
import { momentText } from '#kernel/calendar.ts'
import { type ArchiveTable, archiveTable } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'
import { db } from './stored.ts'
import { CertificateGround, certificateGroundText, holdText, stepText } from './words.ts'

export async function fileArchive(context: Context, personId: string): Promise<ArchiveTable[]> {
  return [await certificates(context, personId), await holds(context, personId), await steps(context, personId)]
}

async function certificates(context: Context, personId: string): Promise<ArchiveTable> {
  const rows = await db(context)
    .selectFrom('archives.certificate')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('at')
    .execute()
  return archiveTable('供养证', rows, {
    证号: (row) => row.number,
    发证日期: (row) => row.issuedOn,
    事由: (row) => certificateGroundText[CertificateGround.parse(row.ground)],
    说明: (row) => row.words,
    作废的证号: (row) => row.voids,
    发证人: (row) => row.byName,
  })
}

async function holds(context: Context, personId: string): Promise<ArchiveTable> {
  const rows = await db(context)
    .selectFrom('archives.holdView')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('at')
    .execute()
  return archiveTable('暂缓销毁', rows, {
    事项: (row) => holdText[row.kind],
    理由: (row) => row.reason,
    登记人: (row) => row.byName,
    '登记时间（北京时间）': (row) => momentText(row.at),
    '解除时间（北京时间）': (row) => row.releasedAt && momentText(row.releasedAt),
    解除理由: (row) => row.releaseReason,
  })
}

async function steps(context: Context, personId: string): Promise<ArchiveTable> {
  const rows = await db(context)
    .selectFrom('archives.step')
    .select(['kind', 'words', 'byName', 'at'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('seq')
    .execute()
  return archiveTable('归档经过', rows, {
    事项: (row) => stepText[row.kind],
    说明: (row) => row.words,
    办理人: (row) => row.byName,
    '时间（北京时间）': (row) => momentText(row.at),
  })
}
