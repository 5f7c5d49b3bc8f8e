/** Forms of changes and deaths: their fields, this system's words, and what a county's own Word file takes up. Pure. */
import { framed, type LetterField, type LetterKind } from '#kernel/letter.ts'

const person: LetterField = { name: '救助对象', about: '救助对象姓名', example: '张示例' }
const frame = (name: string, about: string, key: string, why: string): LetterField => ({
  name,
  about,
  kind: 'table',
  example: '（表格）',
  required: { key, why },
})
const sheet = (key: string, name: string, rest: Pick<LetterKind, 'fields' | 'text' | 'frame'>): LetterKind => ({
  key: `endings.${key}`,
  name,
  sort: 'form',
  ...rest,
})

/** Label and text, line by line. */
const pairsFrame = (rows: readonly [string, string][]): NonNullable<LetterKind['frame']> => ({
  example: { 行: framed(['项目', '内容'], rows), 签署: [{ 栏目: '记录人', 内容: '' }] },
  optional: ['签署', '栏目'],
  widths: [12, 46],
})

export const hearingKind = sheet('hearing', '听取意见记录（含空表）', {
  fields: [
    person,
    frame('记录表', '拟作决定、事实、时间地点、意见原话、签名', 'exit.hearing_required', '没有表格就不能记录'),
  ],
  text: {
    title: '听取意见记录',
    paragraphs: ['{{记录表}}', '减发、终止救助前应当听取救助对象的意见。不识字的，由记录人念给本人听后捺印。'],
  },
  frame: pairsFrame([
    ['拟作决定', '终止救助供养（自愿退出）'],
    ['听取时间', '2023年8月25日'],
    ['意见（原话）', '示例：本人同意'],
  ]),
})

export const deathKind = sheet('death', '死亡报告单', {
  fields: [
    { name: '编号', about: '死亡处理的编号', example: 'SW-2023-0001' },
    frame('报告表', '死亡时间地点、报告人、死亡证明、遗体处理', 'exit.reasons', '没有表格就不能报告'),
  ],
  text: { title: '死亡报告单', paragraphs: ['{{报告表}}'] },
  frame: pairsFrame([
    ['死亡日期', '2023年9月1日'],
    ['死亡证明', '示例县人民医院出具'],
  ]),
})

export const handoverKind = sheet('handover', '财物交接清单', {
  fields: [
    { name: '编号', about: '死亡处理的编号', example: 'SW-2023-0001' },
    { name: '死者', about: '死者姓名', example: '张示例' },
    { name: '死亡日期', about: '死亡日期', example: '2023年9月1日' },
    frame('清单', '清点、结清和交接的各项', 'exit.reasons', '没有表格就不能交接'),
  ],
  text: { title: '财物交接清单', paragraphs: ['编号：{{编号}}　死者：{{死者}}　死亡日期：{{死亡日期}}', '{{清单}}'] },
  frame: {
    example: {
      行: framed(
        ['序号', '事项', '日期', '内容', '金额（元）', '凭据'],
        [['1', '遗物交接', '2023年9月5日', '示例：衣物两件', '120.00', '收条1张']],
      ),
      签署: [{ 栏目: '交出', 内容: '' }],
    },
    optional: ['签署', '栏目'],
    widths: [6, 16, 12, 30, 12, 14],
    landscape: true,
  },
})
