/** The statement as the printed paper, as Excel and text with the same figures, and as the canonical JSON that its hash is of. */
import { canonicalJson } from '#kernel/canonical.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { faultsOfPaper, settlementPaper } from '#platform/documents/settlement-paper.ts'
import { writeBook } from '#platform/documents/sheet.ts'
import { giveFile } from '#platform/file-rows.ts'
import { parseJson } from '#platform/parse-json.ts'
import { part } from '#platform/module.ts'
import { settlement } from './contract.ts'
import { type PaperFacts, paperFacts, paperOf } from './paper-facts.ts'
import { sheetsOf, textRows } from './paper-sheets.ts'
import { statementOf, storedLines } from './stored.ts'

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
}

export const exporting = part(settlement, {
  async export(context, { statementId, format }) {
    const record = await statementOf(context, statementId)
    if (!record.hash) refuse('conflict', 'computing', '结算还在计算，完成后可以导出')
    const facts = await paperFacts(context, record)
    for (const { personId } of facts.lines) context.concerns(personId)
    const bytes = await bytesOf(context, facts, format)
    const name = `结算单${record.number}.${format}`
    const { ticket } = await giveFile(context, { name, mediaType: types[format], bytes })
    return { ticket, name }
  },
})

async function bytesOf(context: Context, facts: PaperFacts, format: keyof typeof types): Promise<Uint8Array> {
  const { record } = facts
  if (format === 'json') {
    const lines = await storedLines(context, record.id)
    const whole = {
      number: record.number,
      status: record.status,
      hash: record.hash,
      head: parseJson(record.head ?? 'null'),
      lines: lines.map(({ line, hash, townshipId }) => ({ township: townshipId, hash, line: parseJson(line) })),
    }
    return new TextEncoder().encode(canonicalJson(whole))
  }
  const paper = await paperOf(context, facts)
  const faults = faultsOfPaper(paper)
  if (faults.length > 0) throw new RangeError(faults.join('; '))
  if (format === 'pdf') return settlementPaper(paper)
  return format === 'csv'
    ? writeCsv(textRows(paper, facts.later))
    : writeBook(sheetsOf(paper, facts.statement.policy, facts.names))
}
