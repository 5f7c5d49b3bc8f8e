/** 档案名单: the list as it was chosen, as a spreadsheet, for the shelf and for whoever takes the files over. */
import { refuse } from '#kernel/refusal.ts'
import { giveList } from '#platform/list-file.ts'
import { part } from '#platform/module.ts'
import { rulesOf } from './assessing.ts'
import { archives, type FileRow } from './contract.ts'
import { listed } from './reading.ts'
import { fileStatusText } from './words.ts'

const most = 5000

export const listExport = part(archives, {
  async exportList(context, asked) {
    const rules = rulesOf(await context.policyOn(context.today))
    const rows = await listed(context, { asked, rules, limit: most + 1, offset: 0 })
    if (rows.length > most)
      refuse('too_large', 'rows', `符合条件的档案超过${most}份，一次最多导出${most}份。请按乡镇或状态缩小范围后再导出`)
    for (const { personId } of rows) context.concerns(personId)
    context.shows(asked, rows.length)
    const chosen = [
      asked.status ? fileStatusText[asked.status] : '全部',
      asked.differing ? '只看有差异的' : '',
      asked.words,
    ]
    const note = `${chosen.filter(Boolean).join('，')} · ${rows.length}份`
    return giveList(context, { title: '档案名单', note, columns, rows: rows.map(lineOf) }, 'xlsx')
  },
})

const columns = [
  { title: '档案号', width: 18, format: 'text' as const },
  { title: '姓名', width: 12 },
  { title: '乡镇（街道）', width: 16 },
  { title: '状态', width: 12 },
  { title: '服务终止日', width: 14 },
  { title: '保管至', width: 14 },
  { title: '可销毁起', width: 14 },
  { title: '纸质位置', width: 16 },
  { title: '已有材料', width: 10, format: 'integer' as const },
  { title: '应有材料', width: 10, format: 'integer' as const },
  { title: '未处理差异', width: 10, format: 'integer' as const },
]

const lineOf = (row: FileRow) => [
  row.fileNo,
  row.name,
  row.township,
  fileStatusText[row.status],
  row.endedOn,
  row.keepThrough,
  row.destroyFrom,
  row.places,
  row.there,
  row.needed,
  row.differences,
]
