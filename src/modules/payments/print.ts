/** 发放审批表 with signatures, and the public sheet without numbers, accounts or levels (screens 7.7). */
import { sql } from 'kysely'
import { monthText, plainMonth } from '#kernel/calendar.ts'
import { capitalAmount, yuanText } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { type ListPaper, listPaper } from '#platform/documents/paper.ts'
import { giveFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { payments } from './contract.ts'
import { signaturesOf } from './signatures.ts'
import { hashOf, liveItems, lockedBatch, type StoredBatch } from './stored.ts'
import { payeeText, purposeText } from './words.ts'

export const printing = part(payments, {
  async print(context, { batchId, paper }) {
    const batch = await lockedBatch(context, batchId)
    if (paper === 'public' && batch.purpose !== 'living')
      refuse('refused', 'no_public_sheet', '公示表只用于按人发放的花名册')
    const sheet = paper === 'public' ? await publicSheet(context, batch) : await approvalSheet(context, batch)
    const foot = { printedAt: context.now, printedBy: context.actor.name, demonstration: context.demo }
    const bytes = await listPaper({ ...sheet, ...foot })
    const name = `${paper === 'public' ? '资金发放公示' : '发放审批表'}${batch.number}.pdf`
    const { ticket } = await giveFile(context, { name, mediaType: 'application/pdf', bytes })
    return { ticket, name }
  },
})

type Sheet = Omit<ListPaper, 'printedAt' | 'printedBy'>

async function approvalSheet(context: Context, batch: StoredBatch): Promise<Sheet> {
  const items = await liveItems(context, batch.id)
  return {
    title: `${monthText(plainMonth(batch.month))}${purposeText[batch.purpose]}费发放审批表`,
    note: `批次${batch.number} · ${items.length}笔 · 合计${yuanText(batch.totalFen)}元（${capitalAmount(batch.totalFen)}） · 校验码 ${hashOf(items).slice(0, 8).toUpperCase()}`,
    columns: [
      { title: '序号', width: 6, format: 'integer' },
      { title: '收款方', width: 24 },
      { title: '类型', width: 14 },
      { title: '用途', width: 12 },
      { title: '账户', width: 12 },
      { title: '金额（元）', width: 16, format: 'money' },
    ],
    rows: items.map((item) => [
      item.lineNo,
      item.payee,
      payeeText[item.payeeKind],
      purposeText[item.purpose],
      `尾号${item.accountMasked.slice(-4)}`,
      item.amountFen,
    ]),
    total: ['合计', '', '', '', '', batch.totalFen],
    signatures: await signaturesOf(context, batch),
    paper: 'portrait',
  }
}

/** Name, village and amount only: no number, birth date, disability, illness or bank (screens 7.5). */
async function publicSheet(context: Context, batch: StoredBatch): Promise<Sheet> {
  const found = await sql<{ name: string; township: string; village: string; fen: bigint }>`
    select p.name, coalesce(t.name, '') as township, coalesce(v.name, '') as village, sum(s.amount_fen)::bigint as fen
    from payments.share s
    join persons.person_view p on p.county_code = s.county_code and p.id = s.person_id
    left join access.area_view t on t.id = s.township_id left join access.area_view v on v.id = p.village_id
    where s.county_code = ${context.county} and s.batch_id = ${batch.id} and s.purpose = 'living' and s.dropped_reason is null
    group by p.id, p.name, p.name_sort, t.name, t.sort_order, v.name, v.sort_order
    order by t.sort_order, v.sort_order, p.name_sort`.execute(context.transaction)
  return {
    title: `${monthText(plainMonth(batch.month))}特困人员基本生活费发放公示`,
    note: `批次${batch.number} · ${found.rows.length}人`,
    columns: [
      { title: '序号', width: 6, format: 'integer' },
      { title: '姓名', width: 16 },
      { title: '乡镇（街道）', width: 18 },
      { title: '村（居）', width: 18 },
      { title: '金额（元）', width: 14, format: 'money' },
    ],
    rows: found.rows.map((row, index) => [index + 1, row.name, row.township, row.village, row.fen]),
    paper: 'portrait',
  }
}
