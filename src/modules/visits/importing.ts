/** A file of visits, from checking to undoing. Its visits count from the moment it is published, all at once. */
import { sql, type RawBuilder } from 'kysely'
import { dateText, dayOf, momentText } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { type ImportRow, type VisitImport, visits } from './contract.ts'
import { checkFile, type CheckedFile } from './import-checking.ts'
import { importTemplate, faultSheet } from './import-sheets.ts'
import { affectedBy, judge } from './judging.ts'
import { isClosed } from './months.ts'
import type { NewVisit } from './shapes.ts'
import { inTurn, select, wholeCounty } from './stored.ts'
import { ownOrganisation, takeIn } from './taking.ts'

/** One transaction takes in so many rows; a longer file goes on in the next. */
const atOnce = 1000

export const importing = part(visits, {
  importTemplate: (context) => importTemplate(context),

  async importStart(context, { fileId, organisationId }) {
    const organisation = ownOrganisation(context, organisationId)
    const file = await claimFile(context, fileId, 'visits.import')
    const [earlier] = await readImports(
      context,
      sql`b.organisation_id = ${organisation}::uuid and b.file_hash = ${file.sha256} and b.status in ('taking', 'published')`,
    )
    if (earlier) return { import: earlier, again: againText(earlier) }
    const checked = await checkFile(context, file, organisation)
    const id = context.newId()
    await saveChecked(context, { id, organisation, file, checked })
    return { import: await readImport(context, id), again: null }
  },

  async importRows(context, { importId, state, page, pageSize }) {
    const found = await readImport(context, importId)
    const wanted = state ? sql`and state = ${state}` : sql``
    const rows = await sql<ImportRow>`select row_no, state, cells, faults from visits.batch_row
      where county_code = ${context.county} and batch_id = ${importId}::uuid ${wanted} order by row_no
      limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(context.transaction)
    const total = state ? countOf(found, state) : found.rows
    context.shows({ importId, state }, rows.rows.length)
    return { import: found, rows: rows.rows, total }
  },

  async importFaults(context, { importId }) {
    return faultSheet(context, await readImport(context, importId))
  },

  async importTake(context, { importId, which }) {
    const found = await readImport(context, importId)
    if (found.status !== 'checked') return refuse('conflict', 'already_taken', '这个文件已经开始导入，请刷新查看进度')
    if (which === 'all' && found.faulty > 0)
      refuse(
        'refused',
        'faulty_rows',
        `还有${found.faulty}行有问题，没有导入任何一行。请改好后重新上传，或只导入正确的行`,
      )
    if (found.good === 0) refuse('refused', 'nothing_new', '没有可以导入的新记录')
    const changed = await sql`update visits.batch set status = 'taking'
      where county_code = ${context.county} and id = ${importId}::uuid and status = 'checked' returning id`.execute(
      context.transaction,
    )
    if (changed.rows.length === 0) refuse('conflict', 'already_taken', '这个文件已经开始导入，请刷新查看进度')
    return takeChunk(context, importId)
  },

  importChunk: (context, { importId }) => takeChunk(context, importId),

  async importUndo(context, { importId, reason }) {
    const found = await readImport(context, importId)
    if (found.status !== 'published') return refuse('refused', 'not_published', '只有已导入的文件可以撤销')
    await requireUndoable(context, importId)
    context.because(reason)
    await context.within(wholeCounty(context.county), async () => {
      await inTurn(context)
      await sql`update visits.batch set status = 'undone', undone_at = ${context.now}, undone_reason = ${reason}
        where county_code = ${context.county} and id = ${importId}::uuid`.execute(context.transaction)
      const own = await select(context, sql`v.batch_id = ${importId}::uuid`)
      const all = new Set([...own.map(({ id }) => id), ...(await affectedBy(context, own, null))])
      await judgeAll(context, [...all], null)
    })
    return readImport(context, importId)
  },

  imports: (context) => readImports(context, sql`true`),
})

function againText({ publishedAt, madeAt }: VisitImport): string {
  const at = publishedAt ?? madeAt
  return `这个文件${dateText(dayOf(at)).replace(/^\d+年/, '')}${momentText(at).slice(11)}已导入过，没有新的变化。`
}

const countOf = (found: VisitImport, state: ImportRow['state']): number =>
  ({ good: found.good - found.taken, faulty: found.faulty, same: found.same, taken: found.taken })[state]

interface Saved {
  id: string
  organisation: string
  file: { fileId: string; sha256: string; name: string }
  checked: CheckedFile
}

async function saveChecked(context: Context, { id, organisation, file, checked }: Saved): Promise<void> {
  const { county, actor, now } = context
  const of = (state: string) => checked.rows.filter((row) => row.state === state).length
  await sql`insert into visits.batch (county_code, id, organisation_id, file_id, file_hash, file_name, status, row_count, good_count, same_count,
      columns, made_by, made_by_name, made_at)
    values (${county}, ${id}, ${organisation}::uuid, ${file.fileId}::uuid, ${file.sha256}, ${file.name}, 'checked', ${checked.rows.length},
      ${of('good')}, ${of('same')}, ${JSON.stringify(checked.columns)}::jsonb, ${actor.accountId}, ${actor.name}, ${now})`.execute(
    context.transaction,
  )
  const rows = checked.rows.map(({ rowNo, ...row }) => ({ row_no: rowNo, ...row }))
  await sql`insert into visits.batch_row (county_code, batch_id, organisation_id, row_no, cells, state, faults, visit)
    select ${county}, ${id}::uuid, ${organisation}::uuid, r.row_no, r.cells, r.state, r.faults, nullif(r.visit, 'null'::jsonb)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (row_no int, cells jsonb, state text, faults jsonb, visit jsonb)`.execute(
    context.transaction,
  )
}

export async function readImports(context: Context, where: RawBuilder<unknown>): Promise<VisitImport[]> {
  const found = await sql<VisitImport>`
    select b.id, b.organisation_id, coalesce(o.name, '') as organisation, b.file_name, b.file_hash, b.status, b.row_count as rows,
      b.good_count as good, b.same_count as same, b.row_count - b.good_count - b.same_count as faulty, b.taken_count as taken,
      b.columns, b.made_by_name as made_by, b.made_at, b.published_at, b.undone_at, b.undone_reason
    from visits.batch b left join access.organisation_view o on o.county_code = b.county_code and o.id = b.organisation_id
    where b.county_code = ${context.county} and ${where} order by b.made_at desc, b.id desc limit 200`.execute(
    context.transaction,
  )
  return found.rows
}

async function readImport(context: Context, id: string): Promise<VisitImport> {
  const [found] = await readImports(context, sql`b.id = ${id}::uuid`)
  return found ?? refuse('not_found', 'import', '没有找到这次导入，或不在您的辖区')
}

async function takeChunk(context: Context, importId: string): Promise<VisitImport> {
  const found = await readImport(context, importId)
  if (found.status !== 'taking') return found
  await context.within(wholeCounty(context.county), async () => {
    await inTurn(context)
    const rows = await sql<{ rowNo: number; visit: NewVisit }>`select row_no, visit from visits.batch_row
      where county_code = ${context.county} and batch_id = ${importId}::uuid and state = 'good' order by row_no limit ${atOnce}`.execute(
      context.transaction,
    )
    const sent = rows.rows.map(({ visit }) => visit)
    for (const { personId } of sent) context.concerns(personId)
    const from = { organisation: found.organisationId, source: 'sheet' as const, batchId: importId, corrects: null }
    const refused = (await takeIn(context, sent, from)).filter(({ result }) => result === 'refused')
    if (refused.length > 0)
      refuse(
        'conflict',
        'row_refused',
        `有${refused.length}行现在不能导入：${refused[0]?.reasons[0]?.message ?? ''}。请重新检查文件`,
      )
    await markTaken(
      context,
      importId,
      rows.rows.map(({ rowNo }) => rowNo),
    )
    if (found.taken + rows.rows.length >= found.good) await publish(context, importId)
    else await context.later(visits, 'importChunk', { importId })
  })
  return readImport(context, importId)
}

async function markTaken(context: Context, importId: string, rowNos: number[]): Promise<void> {
  await sql`update visits.batch_row set state = 'taken'
    where county_code = ${context.county} and batch_id = ${importId}::uuid and row_no = any(${rowNos}::int[])`.execute(
    context.transaction,
  )
  await sql`update visits.batch set taken_count = taken_count + ${rowNos.length}
    where county_code = ${context.county} and id = ${importId}::uuid`.execute(context.transaction)
}

/** Now the whole file counts, also for visits outside it. */
async function publish(context: Context, importId: string): Promise<void> {
  await sql`update visits.batch set status = 'published', published_at = ${context.now}
    where county_code = ${context.county} and id = ${importId}::uuid`.execute(context.transaction)
  const own = await select(context, sql`v.batch_id = ${importId}::uuid`)
  const inside = new Set(own.map(({ id }) => id))
  const outside = (await affectedBy(context, own, null)).filter((id) => !inside.has(id))
  await judgeAll(context, outside, importId)
}

async function judgeAll(context: Context, ids: readonly string[], batchId: string | null): Promise<void> {
  for (let at = 0; at < ids.length; at += atOnce) await judge(context, ids.slice(at, at + atOnce), batchId)
}

/** Undoing ends where later acts begin: decided, explained or corrected visits, and closed months. */
async function requireUndoable(context: Context, importId: string): Promise<void> {
  const months = await sql<{ month: string }>`select distinct month from visits.visit
    where county_code = ${context.county} and batch_id = ${importId}::uuid`.execute(context.transaction)
  for (const { month } of months.rows)
    if (await isClosed(context, month))
      refuse('refused', 'month_closed', `${Number(month.slice(5))}月已关账，这次导入不能再撤销`)
  const found = await sql<{ name: string }>`
    select distinct coalesce(p.name, '其他服务对象') as name from visits.visit v
    left join persons.person_view p on p.county_code = v.county_code and p.id = v.person_id
    where v.county_code = ${context.county} and v.batch_id = ${importId}::uuid and (
      exists (select from visits.verdict d where d.county_code = v.county_code and d.visit_id = v.id and not d.by_rule)
      or exists (select from visits.explanation e where e.county_code = v.county_code and e.visit_id = v.id)
      or exists (select from visits.visit c where c.county_code = v.county_code and c.corrects_id = v.id))
    order by 1`.execute(context.transaction)
  if (found.rows.length === 0) return
  const names = found.rows
    .slice(0, 20)
    .map(({ name }) => name)
    .join('、')
  refuse(
    'refused',
    'later_work',
    `不能撤销：${names}${found.rows.length > 20 ? `等${found.rows.length}人` : ''}的记录已被判定、说明或更正。请逐条更正`,
  )
}
