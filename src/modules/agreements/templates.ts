/** The county's own texts, version by version. */
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { agreementWord } from '#platform/documents/agreement-word.ts'
import { claimFile, storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { agreements, type Batch } from './contract.ts'
import { db, textsOf } from './tables.ts'
import { clauseCodes, clauseText } from './words.ts'

export const templates = part(agreements, {
  async templates(context) {
    const rows = await db(context)
      .selectFrom('agreements.template')
      .selectAll()
      .where('countyCode', '=', context.county)
      .orderBy('kind')
      .orderBy('edition', 'desc')
      .execute()
    const shown = []
    for (const { id, kind, edition, title, clauses, fileId, fromOn, filedOn, filingNo } of rows) {
      const fileName = fileId === null ? null : (await storedFile(context, fileId)).name
      shown.push({ id, kind, edition, title, clauses: textsOf(clauses), fileName, from: fromOn, filedOn, filingNo })
    }
    return { rows: shown, clauses: clauseCodes.map((code) => ({ code, title: clauseText(code) })) }
  },

  async addTemplate(context, { kind, title, clauses, fileId, from }) {
    if (fileId !== null) await requireFillable(context, fileId)
    const { last } = await db(context)
      .insertInto('agreements.series')
      .values({ countyCode: context.county, name: `template.${kind}`, last: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['countyCode', 'name'])
          .doUpdateSet((row) => ({ last: row('agreements.series.last', '+', 1) })),
      )
      .returning('last')
      .executeTakeFirstOrThrow()
    const id = context.newId()
    await db(context)
      .insertInto('agreements.template')
      .values({
        countyCode: context.county,
        id,
        kind,
        edition: last,
        title,
        clauses: JSON.stringify(clauses),
        fileId,
        fromOn: from,
        madeBy: context.actor.accountId,
        madeAt: context.now,
      })
      .execute()
    return { templateId: id, edition: last }
  },

  async openTemplateFile(context, { templateId }) {
    const found = await db(context)
      .selectFrom('agreements.template')
      .select('fileId')
      .where('countyCode', '=', context.county)
      .where('id', '=', templateId)
      .executeTakeFirst()
    const fileId = found?.fileId ?? refuse('not_found', 'file', '这一版范本没有Word文件，按系统样式打印')
    return { ticket: await ticketFor(context, fileId), name: (await storedFile(context, fileId)).name }
  },

  async fileTemplate(context, { templateId, filedOn, filingNo }) {
    if (filedOn > context.today) refuse('invalid', 'filedOn', '备案日期晚于今天。请核对')
    const changed = await db(context)
      .updateTable('agreements.template')
      .set({ filedOn, filingNo })
      .where('countyCode', '=', context.county)
      .where('id', '=', templateId)
      .where('filedOn', 'is', null)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) refuse('conflict', 'template', '没有找到这份范本，或已登记备案。请刷新页面')
    return {}
  },
})

/** The one named, else the latest in use on the first day of the agreement. */
export async function templateFor(context: Context, { kind, templateId, from }: Batch) {
  const found = await db(context)
    .selectFrom('agreements.template')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('kind', '=', kind)
    .$if(templateId !== null, (query) => query.where('id', '=', templateId ?? ''))
    .$if(templateId === null, (query) => query.where('fromOn', '<=', from))
    .orderBy('edition', 'desc')
    .executeTakeFirst()
  if (templateId !== null && !found) return refuse('not_found', 'template', '没有找到所选的协议范本')
  return found
}

/** Filled once with a sample: a tag that has no data is found when the template comes in, not when thirty are printed. */
async function requireFillable(context: Context, fileId: string): Promise<void> {
  const file = await claimFile(context, fileId, 'agreements.template')
  await agreementWord(
    {
      title: '样张',
      number: 'XY-0000',
      parties: [{ role: '甲方', name: '样张', fields: [{ label: '电话', text: null }], signs: 'seal' }],
      preamble: ['样张'],
      articles: [{ title: '样张', paragraphs: ['样张'] }],
      hotline: '0000-0000000',
      copies: 1,
      printedAt: context.now,
      printedBy: context.actor.name,
    },
    await file.bytes(),
  )
}
