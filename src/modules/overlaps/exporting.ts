/** 比对结果表. */
import { monthText } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { giveList } from '#platform/list-file.ts'
import { part } from '#platform/module.ts'
import { overlaps } from './contract.ts'
import type { Hit } from './hit-operations.ts'
import { readHits, whereOf } from './hits.ts'
import { gradeText, kindText, verdictText } from './words.ts'

const mostRows = 20_000

export const exporting = part(overlaps, {
  async export(context: Context, { format, ...choosing }: InputOf<(typeof overlaps)['operations']['export']>) {
    const rows = await readHits(context, whereOf(choosing), { limit: mostRows + 1, offset: 0 })
    if (rows.length > mostRows)
      refuse('too_large', 'too_many', `符合条件的命中超过${mostRows}条。请按名单或种类分次导出`)
    for (const { personId } of rows) context.concerns(personId)
    const which = choosing.verdicts.map((verdict) => verdictText[verdict]).join('、') || '全部'
    const note = `${which}；共${rows.length}条；未命中的行没有保存`
    return giveList(context, { title: '部门比对结果表', note, columns, rows: rows.map(lineOf), signatures }, format)
  },
})

const signatures = ['经办', '审核']
const columns = [
  { title: '序号', width: 6, format: 'integer' as const },
  { title: '名单', width: 14 },
  { title: '月份', width: 9 },
  { title: '本方姓名', width: 10 },
  { title: '本方身份证号', width: 20, format: 'text' as const },
  { title: '乡镇（街道）', width: 14 },
  { title: '对方姓名', width: 10 },
  { title: '对方身份证号', width: 20, format: 'text' as const },
  { title: '对方住址', width: 20 },
  { title: '像不像', width: 8 },
  { title: '月金额（元）', width: 10, format: 'money' as const },
  { title: '判定', width: 10 },
  { title: '衔接', width: 34 },
  { title: '理由', width: 22 },
]

const lineOf = (hit: Hit, index: number) => [
  index + 1,
  kindText(hit.kind),
  monthText(hit.month),
  hit.ours.name,
  hit.ours.idMasked,
  hit.ours.township,
  hit.theirs.name,
  hit.theirs.idMasked,
  hit.theirs.place,
  gradeText[hit.grade],
  hit.amountFen,
  verdictText[hit.verdict],
  hit.verdict === 'same' ? (hit.change?.text ?? '') : '',
  hit.words,
]
