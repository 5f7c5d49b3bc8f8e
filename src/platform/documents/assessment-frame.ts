/** 自理能力评估表 by a county's own Word file: what stands on each person's sheet, by name, and the file that a county begins with. */
import { framed, type FrameData, type LetterFrame } from '#kernel/letter.ts'
import type { AssessmentPaper, AssessmentSheet } from './assessment-paper.ts'
import { type WordBlock, type WordCell, writeWord } from './word-blocks.ts'

const blank = '＿＿＿＿＿＿'
const boxOf = (on: boolean): string => (on ? '☑' : '□')

type Frame = Pick<AssessmentPaper, 'items' | 'ability'>

/** One person's sheet. */
export function sheetFrame({ items, ability }: Frame, sheet: AssessmentSheet): FrameData {
  const who = [0, 1].map((index) => sheet.assessors[index] ?? { name: '', unit: '' })
  return {
    编号: sheet.number || blank,
    姓名: sheet.person,
    基本情况: sheet.about,
    身份证号: sheet.idMasked,
    住址: sheet.place,
    评估原因: sheet.reason,
    期限: sheet.due,
    指标: framed(
      itemColumns,
      items.map(({ no, field, title }) => [
        String(no),
        title,
        boxOf(sheet.met[field] === true),
        boxOf(sheet.met[field] === false),
        sheet.notes[field] ?? '',
      ]),
    ),
    结果: sheet.result || `${blank}项 → ${blank}`,
    评估人: framed(
      ['评估人姓名', '评估人单位'],
      who.map(({ name, unit }) => [name || blank, unit || blank]),
    ),
    评估日期: sheet.assessedOn || '　　　年　　月　　日',
    初审意见: sheet.review,
    审定: sheet.decision || `审定为：${blank}　自　　　　年　　月起`,
    国标: ability ? [abilityFrame(ability, sheet)] : [],
  }
}

const itemColumns = ['序号', '指标名称', '达到', '不能达到', '看到的情况'] as const
const abilityColumns = ['一级指标', '国标序号', '二级指标', '分值', '得分'] as const

function abilityFrame(ability: NonNullable<AssessmentPaper['ability']>, sheet: AssessmentSheet): FrameData {
  const scores = Object.values(sheet.scores)
  const rows = ability.groups.flatMap(({ title, maximum, items }) =>
    items.map(({ no, field, title: item, minimum, maximum: most }, index) => [
      index === 0 ? `${title}（${maximum}分）` : '',
      String(no),
      item,
      `${minimum}—${most}`,
      field in sheet.scores ? String(sheet.scores[field]) : '',
    ]),
  )
  return {
    国标名称: ability.title,
    国标指标: framed(abilityColumns, rows),
    合计: scores.length > 0 ? String(scores.reduce((sum, score) => sum + score, 0)) : '',
    评分: ability.scale,
    等级: ability.levels,
    特征: ability.signs.map(({ code, text }) => ({ 勾选: boxOf(sheet.signs.includes(code)), 特征说明: text })),
  }
}

const exampleSheet: FrameData = {
  编号: 'PG-2023-0001',
  姓名: '张示例',
  基本情况: '男，72岁，分散供养',
  身份证号: '371522********0018',
  住址: '××镇××村',
  评估原因: '示例：定期评估',
  期限: '应于2023年9月22日前完成',
  指标: framed(itemColumns, [
    ['1', '示例：自主吃饭', '☑', '□', '自己用勺'],
    ['2', '示例：自主穿衣', '□', '☑', '要人扣扣子'],
  ]),
  结果: '1项 → 部分丧失生活自理能力',
  评估人: framed(
    ['评估人姓名', '评估人单位'],
    [
      ['王演示', '××镇人民政府'],
      ['李样本', '××街道办事处'],
    ],
  ),
  评估日期: '2023年9月6日',
  初审意见: '拟定为半失能。',
  审定: '审定为半失能，自2023年10月起。',
  国标: [
    {
      国标名称: '老年人能力评估（GB/T 42195—2022）',
      国标指标: framed(abilityColumns, [['自理能力（32分）', '1', '示例：进食', '0—4', '3']]),
      合计: '88',
      评分: '4分独立完成；0分完全依赖',
      等级: '0级能力完好90分',
      特征: [{ 勾选: '☑', 特征说明: '示例：处于昏迷状态' }],
    },
  ],
}

export const assessmentFrameOf: LetterFrame = {
  example: { 制表单位: '××县民政局', 依据: '民发〔2021〕43号 第二十九条', 人: [exampleSheet] },
  optional: ['制表单位', '基本情况', '住址', '评估原因', '期限', '一级指标'],
  begin: (title) => writeWord(begin(title), { margins: [14, 18, 16, 18] }),
}

const label = (text: string): WordCell => ({ text, face: '黑体', align: 'center' })
const middle = (text: string): WordCell => ({ text, align: 'center' })
const section = (text: string): WordBlock => ({ text, face: '黑体', size: 11, before: 6, after: 3, keep: true })

function begin(title: string): WordBlock[] {
  return [
    { text: `{{#人}}${title}`, face: '方正小标宋简体', size: 17, align: 'center', after: 4, newPage: true },
    { text: '编号：{{编号}}　　　　{{制表单位}}', after: 2 },
    { text: '{{#上文}}{{文字}}{{/上文}}', after: 2 },
    {
      table: {
        widths: [6, 14, 6, 14],
        rowHeight: 20,
        rows: [
          [label('姓名'), { text: '{{姓名}}', face: '黑体', size: 12 }, label('基本情况'), { text: '{{基本情况}}' }],
          [label('身份证号'), { text: '{{身份证号}}' }, label('住址'), { text: '{{住址}}' }],
          [label('评估原因'), { text: '{{评估原因}}' }, label('期限'), { text: '{{期限}}' }],
        ],
      },
    },
    section('一、六项指标（用“✓”选一项；看到的情况写原话、动作、用具）'),
    {
      table: {
        widths: [3, 9, 6, 7, 18],
        headRows: 1,
        rowHeight: 34,
        rows: [
          ['序', '项目', '达到', '不能达到', '看到的情况'].map(label),
          [
            middle('{{#指标}}{{序号}}'),
            { text: '{{指标名称}}' },
            middle('{{达到}}'),
            middle('{{不能达到}}'),
            { text: '{{看到的情况}}{{/指标}}' },
          ],
        ],
      },
    },
    { text: '不能达到 {{结果}}', before: 4 },
    ...signaturesPart(),
    { text: '依据：{{依据}}', size: 8.5, before: 4 },
    ...nationalPart,
    section('怎样评估和权利告知'),
    { text: '{{#下文}}{{文字}}{{/下文}}', size: 9, after: 2 },
    { text: '{{/人}}', size: 2 },
  ]
}

const signaturesPart = (): WordBlock[] => [
  section('二、签名'),
  {
    table: {
      widths: [7, 20, 13],
      rowHeight: 36,
      rows: [
        [
          label('评估人'),
          { text: '{{#评估人}}姓名：{{评估人姓名}}　单位：{{评估人单位}}　签名：{{/评估人}}' },
          { text: '' },
        ],
        [label('本人或\n监护人签名'), { text: '' }, { text: '评估日期：{{评估日期}}' }],
      ],
    },
  },
  section('三、初审和审定'),
  {
    table: {
      widths: [7, 33],
      rowHeight: 60,
      rows: [
        [label('初审意见'), { text: `{{初审意见}}\n\n签名：${blank}　　　　年　　月　　日` }],
        [label('县级民政\n部门审定'), { text: '{{审定}}\n\n（盖章）　　　　年　　月　　日' }],
      ],
    },
  },
]

/** GB/T 42195: there for who is assessed by it, gone for the others. */
const nationalPart: WordBlock[] = [
  { text: '{{#国标}}{{国标名称}}', face: '方正小标宋简体', size: 15, align: 'center', after: 2, newPage: true },
  {
    table: {
      widths: [7, 3, 18, 6, 6],
      headRows: 1,
      size: 9.5,
      rows: [
        ['一级指标', '序', '二级指标', '分值', '得分'].map(label),
        [
          middle('{{#国标指标}}{{一级指标}}'),
          middle('{{国标序号}}'),
          { text: '{{二级指标}}' },
          middle('{{分值}}'),
          middle('{{得分}}{{/国标指标}}'),
        ],
        [{ text: '合计', align: 'right', columns: 4 }, middle('{{合计}}')],
      ],
    },
  },
  { text: '评分：{{评分}}', size: 9, before: 3 },
  { text: '等级：{{等级}}', size: 9 },
  { text: '{{#特征}}{{勾选}} {{特征说明}}{{/特征}}', size: 9 },
  { text: '{{/国标}}', size: 2 },
]
