/** 交接 as a list and as a file; what is finished leaves the desks at night. */
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { giveList } from '#platform/list-file.ts'
import { part } from '#platform/module.ts'
import { duties } from './contract.ts'
import type { HandOverRow } from './handover-operations.ts'
import { db, handOverRows, isUnfinished, ofSide, shownHandOvers, type StoredHandOver } from './handover-stored.ts'
import { handOverText, subjectText } from './words.ts'

const mostRows = 20_000

export const handOverList = part(duties, {
  async handOvers(context, { page, pageSize, ...chosen }) {
    const of = chosenRows(context, chosen)
    const rows = await of
      .orderBy('sentAt', 'desc')
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const { count } = await of
      .clearSelect()
      .select((eb) => eb.fn.countAll<bigint>().as('count'))
      .executeTakeFirstOrThrow()
    context.shows(chosen, rows.length)
    return { rows: await shownHandOvers(context, rows), total: Number(count) }
  },

  async exportHandOvers(context, { format, ...chosen }) {
    const found = await chosenRows(context, chosen)
      .orderBy('sentAt', 'desc')
      .orderBy('id', 'desc')
      .limit(mostRows + 1)
      .execute()
    if (found.length > mostRows)
      refuse('too_large', 'too_many', `符合条件的移交超过${mostRows}份，一个文件装不下。请按状态分次导出`)
    const rows = await shownHandOvers(context, found)
    context.shows(chosen, rows.length)
    return giveList(
      context,
      { title: '交接清单', note: `共${rows.length}份`, columns, rows: rows.map(lineOf), signatures },
      format,
    )
  },

  /** Matters finished in their own module, or handed on since, are taken from the desks of both sides. */
  async settle(context) {
    const rows = await handOverRows(context)
      .where('state', 'in', ['accepted', 'returned'])
      .where('finishedOn', 'is', null)
      .orderBy('sentAt')
      .limit(mostRows)
      .execute()
    const latest = new Map(rows.map((row) => [`${row.subjectKind} ${row.subjectId}`, row.id]))
    const ids: string[] = []
    for (const row of rows) {
      const last = latest.get(`${row.subjectKind} ${row.subjectId}`) === row.id
      if (!last || !(await isUnfinished(context, row))) ids.push(row.id)
    }
    for (const id of ids)
      await db(context)
        .updateTable('duties.handover')
        .set({ finishedOn: context.today })
        .where('countyCode', '=', context.county)
        .where('id', '=', id)
        .execute()
    return { finished: ids.length }
  },
})

interface Chosen {
  side?: 'received' | 'sent' | undefined
  state?: StoredHandOver['state'] | undefined
  overdue: boolean
  words: string
}

function chosenRows(context: Context, { side, state, overdue, words }: Chosen) {
  let of = handOverRows(context)
  if (side) of = of.where(ofSide(context, side))
  if (state) of = of.where('state', '=', state)
  if (overdue) of = of.where('state', '=', 'sent').where('dueOn', '<', context.today)
  if (words) of = of.where((eb) => eb(eb.fn('strpos', ['title', eb.val(words)]), '>', 0))
  return of
}

const signatures = ['移出', '接收']
const columns = [
  { title: '序号', width: 6, format: 'integer' as const },
  { title: '事项', width: 12 },
  { title: '对象', width: 28 },
  { title: '乡镇（街道）', width: 14 },
  { title: '移出', width: 18 },
  { title: '接收', width: 18 },
  { title: '移交日', width: 12 },
  { title: '移交说明', width: 28 },
  { title: '应在此日前接收', width: 14 },
  { title: '状态', width: 10 },
  { title: '未接收（工作日）', width: 10, format: 'integer' as const },
  { title: '办理', width: 28 },
]

const lineOf = (row: HandOverRow, index: number) => [
  index + 1,
  subjectText[row.subjectKind] ?? '',
  row.title,
  row.township,
  `${row.fromUnit} ${row.sentBy}`,
  `${row.toUnit}${row.toName ? ` ${row.toName}` : ''}`,
  row.sentOn,
  row.note,
  row.dueOn ?? '',
  handOverText[row.state],
  row.waited,
  row.answeredBy ? `${row.answeredBy} ${row.answerNote}` : '',
]
