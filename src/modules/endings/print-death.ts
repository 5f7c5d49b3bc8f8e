/** Papers of a death: its report, and the list of what was counted, paid out and handed over. */
import { dateText, dayOf, momentText } from '#kernel/calendar.ts'
import { formFile, formWords, givePaper } from '#modules/documents/index.ts'
import type { TableValue } from '#platform/documents/table.ts'
import { part } from '#platform/module.ts'
import { deathActText, endings, placeText, reporterText } from './contract.ts'
import { deathActsOf, type Death, lockDeath, type StoredDeathAct } from './death-stored.ts'
import { deathKind, handoverKind } from './sheet-kinds.ts'
import { findPerson, type Person } from './opening.ts'
import { type Form, pairs } from './print.ts'
import { fieldsOf } from './stored.ts'

export const deathPrinting = part(endings, {
  async printDeath(context, { deathId, paper, format }) {
    const row = await lockDeath(context, deathId)
    const person = await findPerson(context, row.personId)
    const acts = await deathActsOf(context, [deathId])
    const values = { 编号: row.number, 死者: person.name, 死亡日期: dateText(row.diedOn) }
    const made =
      paper === 'report'
        ? { kind: deathKind, layout: reportLayout(row, person, acts) }
        : { kind: handoverKind, layout: handoverLayout(row, acts) }
    const on = dayOf(row.reportedAt)
    const words = await formWords(context, made.kind, { on, values })
    const bytes = await formFile(context, { layout: made.layout, words }, format)
    return givePaper(context, { name: `${paperName[paper]}${row.number}`, bytes, format })
  },
})

const paperName = { report: '死亡报告单', handover: '财物交接清单' } as const

function reportLayout(row: Death, person: Person, acts: readonly StoredDeathAct[]): Form {
  const certificate = acts.findLast(({ kind }) => kind === 'certificate')
  const disposal = acts.findLast(({ kind }) => kind === 'disposal')
  const told = (act: StoredDeathAct | undefined, names: readonly string[]) =>
    act ? [dateText(act.onDay), ...names.map((name) => fieldsOf(act.details)[name] ?? '')].join('　') : '尚未取得'
  return {
    ...pairs([
      ['编号', row.number],
      ['姓名', `${person.name}　身份证号${person.idMasked}`],
      ['死亡日期', dateText(row.diedOn)],
      ['发现时间', momentText(row.discoveredAt)],
      ['死亡地点', `${placeText[row.placeKind]}　${row.place}`],
      ['报告人', `${reporterText[row.reporterKind]}　${row.reporter}`],
      ['报告时间', `${momentText(row.reportedAt)}，${row.receivedName}接报`],
      ['依据', row.paperReference || '—'],
      ['死亡证明', told(certificate, ['出具单位', '证明编号'])],
      [
        '遗体处理',
        disposal ? told(disposal, ['方式', '地点']) : certificate ? '尚未处理' : '未取得死亡证明，不得处理遗体',
      ],
    ]),
    signatures: ['报告单位', '接报人', '乡镇（街道）', '县民政局'],
  }
}

const handed: readonly StoredDeathAct['kind'][] = ['funeral_cost', 'money_settled', 'estate_listed', 'estate_handed']

/** 财物交接清单: everything that was counted, paid out and given over, with who was there. */
function handoverLayout(row: Death, acts: readonly StoredDeathAct[]): Form {
  const lines = acts.filter(({ kind }) => handed.includes(kind))
  const given = lines.map((act, index): TableValue[] => [
    index + 1,
    deathActText[act.kind],
    act.onDay,
    [act.words, ...Object.entries(fieldsOf(act.details)).map(([label, text]) => `${label}：${text}`)]
      .filter(Boolean)
      .join('；'),
    act.amountFen,
    act.proof || '—',
  ])
  // Empty at the bedside, to be written by hand and keyed in later.
  const empty = Array.from({ length: 11 }, (_, index): TableValue[] => [index + 1, '\n', null, '', null, ''])
  return {
    columns: [
      { width: 6, format: 'integer' },
      { width: 16 },
      { width: 12 },
      { width: 30 },
      { width: 12, format: 'money' },
      { width: 14 },
    ],
    head: [['序号', '事项', '日期', '内容', '金额（元）', '凭据'].map((text) => ({ text }))],
    rows: given.length > 0 ? given : empty,
    signatures: ['交出', '接收', '见证人', `${dateText(dayOf(row.reportedAt)).slice(0, 4)}年　月　日`],
    paper: 'landscape',
  }
}
