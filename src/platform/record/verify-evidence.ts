/** Recomputes evidence from the tables and compares it with what each entry says it wrote. */
import { evidenceHash, evidenceTable } from './evidence.ts'
import { note, nameOf } from './findings.ts'
import type { Finding } from './findings.ts'
import { sameBytes } from './merkle.ts'
import type { Verifying } from './verify.ts'

const pageSize = 500

interface EvidenceRow {
  entryId: string
  /** Null: no row of this entry is in the table. */
  lines: string[] | null
  /** Null: the entry does not say that it wrote this table. */
  rows: number | null
  hash: Buffer | null
  operation: string | null
  at: string | null
  index: number | null
  isDestroyed: boolean
}

export async function verifyEvidence(verifying: Verifying): Promise<void> {
  const { client, county, options, findings } = verifying
  // The county goes into a cursor's text, which takes no parameters.
  if (!/^\d{6}$/.test(county)) throw new RangeError('not a county key')
  const said = await client.query<{ table: string }>(
    'select distinct table_name as table from record.evidence where county_code = $1',
    [county],
  )
  const tables = new Set(['record.destruction', ...options.evidenceTables, ...said.rows.map((row) => row.table)])
  for (const table of [...tables].toSorted()) {
    const found = await client.query<{ isThere: boolean }>('select to_regclass($1) is not null as "isThere"', [
      evidenceTable(table),
    ])
    if (found.rows[0]?.isThere) await verifyTable(verifying, table)
    else note(findings, { code: 'table_missing', table, message: `证据表 ${table} 不存在，写在其中的证据无从核对` })
  }
}

async function verifyTable(verifying: Verifying, table: string): Promise<void> {
  const { client, county, options, findings, checked } = verifying
  await client.query(`declare evidence_rows no scroll cursor for ${evidenceSql(county, table)}`)
  let done = 0
  for (;;) {
    const page = await client.query<EvidenceRow>(`fetch ${pageSize} from evidence_rows`)
    for (const row of page.rows) {
      const found = evidenceFinding(table, row)
      if (found)
        note(findings, { ...found, table, entryId: row.entryId, ...(row.index === null ? {} : { index: row.index }) })
      done += row.lines?.length ?? 0
    }
    options.onProgress?.({ step: 'evidence', table, done })
    if (page.rows.length < pageSize) break
  }
  checked.evidenceRows += done
  await client.query('close evidence_rows')
}

function evidenceSql(county: string, table: string): string {
  return `
    select coalesce(r.entry_id, v.entry_id)::text as "entryId", r.lines, v.row_count as rows, v.hash, e.operation,
      to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, l.index::float8 as index,
      exists (select from record.destruction d where d.county_code = '${county}'
        and d.destroyed_entry_id = v.entry_id and d.table_name = '${table}') as "isDestroyed"
    from (select entry_id, array_agg(line order by line) as lines
          from (select entry_id, record.line(t) collate "C" as line from ${table} t where county_code = '${county}' offset 0) lines
          group by entry_id) r
    full join (select entry_id, row_count, hash from record.evidence
               where county_code = '${county}' and table_name = '${table}') v on v.entry_id = r.entry_id
    left join record.entry e on e.county_code = '${county}' and e.id = coalesce(r.entry_id, v.entry_id)
    left join record.leaf l on l.county_code = '${county}' and l.entry_id = e.id`
}

function evidenceFinding(table: string, row: EvidenceRow): Pick<Finding, 'code' | 'message'> | undefined {
  const { lines, rows, hash } = row
  const now = lines?.length ?? 0
  if (rows === null || hash === null) {
    const whose =
      row.operation === null ? `不属于任何条目（编号${row.entryId}）` : `挂在${nameOf(row)}名下，但该条目没有写过此表`
    return { code: 'evidence_added', message: `${table} 有${now}行${whose}：是绕过系统写入的` }
  }
  if (row.isDestroyed) {
    if (now < rows) return undefined
    return {
      code: 'destruction_undone',
      message: `${nameOf(row)}写入 ${table} 的行已依法销毁，现在又出现了；请重新执行销毁`,
    }
  }
  const wrote = `${nameOf(row)}写入 ${table} 的${rows}行`
  if (now > rows) return { code: 'evidence_added', message: `${wrote}，现有${now}行：有行被加上` }
  if (now < rows) return { code: 'evidence_removed', message: `${wrote}，现有${now}行：有行被删除` }
  if (lines && sameBytes(evidenceHash(lines), hash)) return undefined
  return { code: 'evidence_changed', message: `${wrote}被改动` }
}
