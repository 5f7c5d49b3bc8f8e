/** 自理能力评估表 as a Word file: the parts of the printed form in its order, two pages for each person. */
import type { AssessmentPaper, AssessmentSheet } from './assessment-paper.ts'
import { type WordBlock, type WordCell, writeWord } from './word-blocks.ts'

const blank = '＿＿＿＿＿＿'
const boxOf = (on: boolean): string => (on ? '☑' : '□')
const label = (text: string): WordCell => ({ text, face: '黑体', align: 'center' })
const middle = (text: string): WordCell => ({ text, align: 'center' })
const section = (text: string): WordBlock => ({ text, face: '黑体', size: 11, before: 6, after: 3, keep: true })

export function assessmentWord(paper: AssessmentPaper): Uint8Array {
  const blocks = paper.sheets.flatMap((sheet, index): WordBlock[] => [
    ...(index > 0 ? (['new page'] as const) : []),
    ...firstPage(paper, sheet),
    'new page',
    ...secondPage(paper, sheet),
  ])
  return writeWord(blocks, { margins: [14, 18, 16, 18] }, paper)
}

function firstPage(paper: AssessmentPaper, sheet: AssessmentSheet): WordBlock[] {
  return [
    { text: sheet.title, face: '方正小标宋简体', size: 17, align: 'center', after: 4 },
    { text: `编号：${sheet.number || blank}　　　　${paper.heading}`, after: 2 },
    {
      table: {
        widths: [6, 14, 6, 14],
        rowHeight: 20,
        rows: [
          [label('姓名'), { text: sheet.person, face: '黑体', size: 12 }, label('基本情况'), { text: sheet.about }],
          [label('身份证号'), { text: sheet.idMasked }, label('住址'), { text: sheet.place }],
          [label('评估原因'), { text: sheet.reason }, label('期限'), { text: sheet.due }],
        ],
      },
    },
    section('一、六项指标（用“✓”选一项；看到的情况写原话、动作、用具）'),
    itemsTable(paper, sheet),
    { text: `不能达到 ${sheet.result || `${blank}项 → ${blank}`}`, before: 4 },
    section('二、签名'),
    signatures(sheet),
    section('三、初审和审定'),
    opinions(sheet),
    { text: `依据：${paper.basis}`, size: 8.5, before: 4 },
  ]
}

const itemsTable = ({ items }: AssessmentPaper, { met, notes }: AssessmentSheet): WordBlock => ({
  table: {
    widths: [3, 9, 6, 7, 18],
    headRows: 1,
    rowHeight: 34,
    rows: [
      ['序', '项目', '达到', '不能达到', '看到的情况'].map(label),
      ...items.map(({ no, field, title }) => [
        middle(String(no)),
        { text: title },
        middle(boxOf(met[field] === true)),
        middle(boxOf(met[field] === false)),
        { text: notes[field] ?? '' },
      ]),
    ],
  },
})

function signatures({ assessors, assessedOn }: AssessmentSheet): WordBlock {
  const who = [0, 1].map((index) => assessors[index] ?? { name: '', unit: '' })
  return {
    table: {
      widths: [7, 13, 7, 13],
      rowHeight: 36,
      rows: [
        ...who.map(({ name, unit }, index) => [
          label(`评估人${index + 1}`),
          { text: `姓名：${name || blank}\n单位：${unit || blank}` },
          label('签名'),
          { text: '' },
        ]),
        [label('本人或\n监护人签名'), { text: '' }, label('评估日期'), { text: assessedOn || '　　　年　　月　　日' }],
      ],
    },
  }
}

const opinions = ({ review, decision }: AssessmentSheet): WordBlock => ({
  table: {
    widths: [7, 33],
    rowHeight: 66,
    rows: [
      [label('初审意见'), { text: `${review}\n\n签名：${blank}　　　　年　　月　　日` }],
      [
        label('县级民政\n部门审定'),
        { text: `${decision || `审定为：${blank}　自　　　　年　　月起`}\n\n（盖章）　　　　年　　月　　日` },
      ],
    ],
  },
})

function secondPage(paper: AssessmentPaper, sheet: AssessmentSheet): WordBlock[] {
  const { ability, heading } = paper
  const words: WordBlock[] = sheet.rules.map((text) => ({ text, size: ability ? 9 : 10.5, after: 2 }))
  if (ability) return [...abilityPart(ability, sheet), section('怎样评估和权利告知'), ...words]
  return [
    { text: `${sheet.number}　${sheet.person}　　　　${heading}` },
    section('四、怎样评估和权利告知'),
    ...words,
    section('五、补充记录（近半年住院、诊断、辅助器具、照料情况）'),
    { table: { widths: [1], rowHeight: 26, rows: Array.from({ length: 16 }, () => [{ text: '' }]) } },
  ]
}

function abilityPart(ability: NonNullable<AssessmentPaper['ability']>, sheet: AssessmentSheet): WordBlock[] {
  const total = Object.values(sheet.scores).reduce((sum, score) => sum + score, 0)
  const scored = Object.keys(sheet.scores).length > 0
  const rows = ability.groups.flatMap(({ title, maximum, items }) =>
    items.map((item, index): WordCell[] => [
      { ...middle(index === 0 ? `${title}\n（${maximum} 分）` : ''), over: index === 0 ? 'begin' : 'go on' },
      middle(String(item.no)),
      { text: item.title },
      middle(`${item.minimum}—${item.maximum}`),
      middle(item.field in sheet.scores ? String(sheet.scores[item.field]) : ''),
    ]),
  )
  return [
    { text: ability.title, face: '方正小标宋简体', size: 15, align: 'center', after: 2 },
    { text: `${sheet.number}　${sheet.person}　　供入院评估和照料计划用，不作为救助供养的能力档次`, size: 9 },
    {
      table: {
        widths: [7, 3, 18, 6, 6],
        headRows: 1,
        size: 9.5,
        rows: [
          ['一级指标', '序', '二级指标', '分值', '得分'].map(label),
          ...rows,
          [
            { text: `合计（满分${ability.maximum} 分）`, align: 'right', columns: 4 },
            middle(scored ? String(total) : ''),
          ],
        ],
      },
    },
    { text: `评分：${ability.scale}`, size: 9, before: 3 },
    { text: `等级：${ability.levels}`, size: 9 },
    ...ability.signs.map(({ code, text }) => ({ text: `${boxOf(sheet.signs.includes(code))} ${text}`, size: 9 })),
  ]
}
