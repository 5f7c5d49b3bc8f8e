/** The lists of changes and of deaths as a table and on paper, filtered as they stand on the screen. */
import { dateText, momentText, type PlainDate } from '#kernel/calendar.ts'
import { giveList } from '#platform/list-file.ts'
import { part } from '#platform/module.ts'
import { type ChangeRow, type DeathRow, deathStatusText, delayText, endings, kindText, stepIn } from './contract.ts'
import { deathRow, listedDeaths } from './death-reading.ts'
import { askedOfDeath, deathActsOf } from './death-stored.ts'
import { changeRow, listedChanges } from './reading.ts'

const most = 20_000

export const exporting = part(endings, {
  async exportChanges(context, { format, ...filter }) {
    const found = await listedChanges(context, filter)
      .orderBy('change.openedAt', 'desc')
      .orderBy('change.id')
      .limit(most)
      .execute()
    const rows = found.map((row) => changeRow(context, row))
    for (const { personId } of rows) context.concerns(personId)
    const kind = filter.kind ? kindText[filter.kind] : '全部事项'
    const note = `${kind}${filter.open ? ' · 没有办结的' : ''} · ${rows.length}件`
    const list = format === 'pdf' ? changePaper(rows) : changeSheet(rows)
    return giveList(context, { title: '变更与终止', note, ...list }, format)
  },

  async exportDeaths(context, { format, late, ...filter }) {
    const asked = await askedOfDeath(context, context.today)
    const lateHours = late ? asked.terms?.value.escalate_hours : undefined
    const found = await listedDeaths(context, { ...filter, lateHours })
      .orderBy('death.reportedAt', 'desc')
      .orderBy('death.id')
      .limit(most)
      .execute()
    const all = await deathActsOf(
      context,
      found.map(({ id }) => id),
    )
    const acts = Map.groupBy(all, ({ deathId }) => deathId)
    const rows = found.map((row) => deathRow(context, { row, acts: acts.get(row.id) ?? [], asked }))
    for (const { personId } of rows) context.concerns(personId)
    const status = filter.status ? deathStatusText[filter.status] : '全部'
    const note = `${status}${late ? ' · 只看迟报' : ''} · ${rows.length}件`
    return giveList(context, { title: '死亡处理', note, ...deathSheet(rows) }, format)
  },
})

const inWords = (day: PlainDate | null): string => (day ? dateText(day) : '—')

/** On paper a day is read, in a spreadsheet it is reckoned with; and A4 has room for so many columns. */
const changePaper = (rows: readonly ChangeRow[]) => ({
  columns: [
    { title: '编号', width: 19 },
    { title: '姓名', width: 11 },
    { title: '乡镇（街道）', width: 16 },
    { title: '事项和原因', width: 26 },
    { title: '步骤', width: 12 },
    { title: '期限', width: 19 },
    { title: '提出', width: 26 },
    { title: '决定日期', width: 19 },
    { title: '生效日', width: 19 },
  ],
  rows: rows.map((row) => [
    row.number,
    row.name,
    row.township,
    row.reasonText ? `${kindText[row.kind]}：${row.reasonText}` : kindText[row.kind],
    stepIn(row.kind, row.step),
    inWords(row.due),
    `${dateText(row.openedOn)}\n${row.openedName}`,
    inWords(row.decidedOn),
    inWords(row.from),
  ]),
})

const changeSheet = (rows: readonly ChangeRow[]) => ({
  columns: [
    { title: '编号', width: 14 },
    { title: '姓名', width: 9 },
    { title: '乡镇（街道）', width: 13 },
    { title: '事项', width: 13 },
    { title: '原因', width: 20 },
    { title: '步骤', width: 10 },
    { title: '期限', width: 16 },
    { title: '提出日期', width: 16 },
    { title: '提出人', width: 20 },
    { title: '决定日期', width: 16 },
    { title: '生效日', width: 16 },
  ],
  rows: rows.map((row) => [
    row.number,
    row.name,
    row.township,
    kindText[row.kind],
    row.reasonText || '—',
    stepIn(row.kind, row.step),
    row.due,
    row.openedOn,
    row.openedName,
    row.decidedOn,
    row.from,
  ]),
})

const deathSheet = (rows: readonly DeathRow[]) => ({
  columns: [
    { title: '编号', width: 15 },
    { title: '姓名', width: 10 },
    { title: '乡镇（街道）', width: 14 },
    { title: '死亡日期', width: 12 },
    { title: '报告时间', width: 18 },
    { title: '发现至报告', width: 14 },
    { title: '迟报', width: 8 },
    { title: '下一步', width: 18 },
    { title: '进度', width: 8 },
    { title: '状态', width: 10 },
  ],
  rows: rows.map((row) => [
    row.number,
    row.name,
    row.township,
    row.diedOn,
    momentText(row.reportedAt),
    delayText(row.delay),
    row.late ? '迟报' : '—',
    row.next || '—',
    `${row.done} / ${row.of}`,
    deathStatusText[row.status],
  ]),
})
