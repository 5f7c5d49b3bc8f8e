/** The agreements of one person as tables. */
import { selfCareText, supportModeText } from '#kernel/self-care.ts'
import { momentText } from '#kernel/calendar.ts'
import { type ArchivePaper, type ArchiveTable, archiveTable } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'
import { db } from './tables.ts'
import { actText, agreementStatusText, methodText, signerRoleText } from './words.ts'

export async function agreementsArchive(context: Context, personId: string): Promise<ArchiveTable[]> {
  const agreements = await db(context)
    .selectFrom('agreements.agreement')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('fromOn')
    .orderBy('id')
    .execute()
  return [
    archiveTable('协议', agreements, {
      编号: (row) => row.number,
      名称: (row) => row.title,
      供养方式: (row) => supportModeText[row.kind],
      状态: (row) => agreementStatusText[row.status],
      起: (row) => row.fromOn,
      止: (row) => row.toOn,
      '价格（元）': (row) => row.priceFen,
      能力等级: (row) => selfCareText[row.level],
      签齐日期: (row) => row.signedOn,
      生效起: (row) => row.effectiveFrom,
      生效止: (row) => row.effectiveTo,
      备案日期: (row) => row.filedOn,
      备案号: (row) => row.filingNo,
      终止日期: (row) => row.endedOn,
      终止原因: (row) => row.endReason,
    }),
    await signatures(context, personId),
  ]
}

async function signatures(context: Context, personId: string): Promise<ArchiveTable> {
  const rows = await db(context)
    .selectFrom('agreements.signature as signature')
    .innerJoin('agreements.agreement as agreement', (join) =>
      join
        .onRef('agreement.countyCode', '=', 'signature.countyCode')
        .onRef('agreement.id', '=', 'signature.agreementId'),
    )
    .select(['agreement.number', 'signature.edition', 'signature.act', 'signature.signer', 'signature.capacity'])
    .select(['signature.relation', 'signature.method', 'signature.signedOn', 'signature.enteredAt'])
    .where('signature.countyCode', '=', context.county)
    .where('signature.personId', '=', personId)
    .orderBy('signature.enteredAt')
    .orderBy('signature.id')
    .execute()
  return archiveTable('协议签署', rows, {
    协议编号: (row) => row.number,
    版次: (row) => row.edition,
    行为: (row) => actText[row.act],
    签署人: (row) => row.signer,
    身份: (row) => signerRoleText[row.capacity],
    关系: (row) => row.relation,
    方式: (row) => methodText[row.method],
    签署日期: (row) => row.signedOn,
    '登记时间（北京时间）': (row) => momentText(row.enteredAt),
  })
}

/** The pages with the signatures. */
export async function agreementPapers(context: Context, personId: string): Promise<ArchivePaper[]> {
  const rows = await db(context)
    .selectFrom('agreements.signature as signature')
    .innerJoin('agreements.agreement as agreement', (join) =>
      join
        .onRef('agreement.countyCode', '=', 'signature.countyCode')
        .onRef('agreement.id', '=', 'signature.agreementId'),
    )
    .select(['agreement.number', 'signature.signer', 'signature.signedOn', 'signature.fileId'])
    .where('signature.countyCode', '=', context.county)
    .where('signature.personId', '=', personId)
    .orderBy('signature.enteredAt')
    .orderBy('signature.id')
    .execute()
  return rows.flatMap(({ fileId, number, signer, signedOn: on }) =>
    fileId === null ? [] : [{ fileId, on, title: `协议${number}签署页（${signer}）` }],
  )
}
