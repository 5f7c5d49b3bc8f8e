/** Papers of a death: its report, and the list of what was counted, paid out and handed over. */
import { dateText, dayOf, type Instant, momentText } from '#kernel/calendar.ts'
import { citationText } from '#kernel/policy.ts'
import { formFile, formWords, givePaper } from '#modules/documents/index.ts'
import type { TableValue } from '#platform/documents/table.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { deathActText, delayText, endings, placeText, reporterText } from './contract.ts'
import { askedOfDeath, deathActsOf, type Death, lockDeath, type StoredDeathAct } from './death-stored.ts'
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
        ? { kind: deathKind, layout: await reportLayout(context, { row, person, acts }) }
        : { kind: handoverKind, layout: handoverLayout(acts) }
    const on = dayOf(row.reportedAt)
    const words = await formWords(context, made.kind, { on, values })
    const bytes = await formFile(context, { layout: made.layout, words }, format)
    return givePaper(context, { name: `${paperName[paper]}${row.number}`, bytes, format })
  },
})

const paperName = { report: '死亡报告单', handover: '财物交接清单' } as const

interface Reported {
  row: Death
  person: Person
  acts: readonly StoredDeathAct[]
}

/** '2023年9月6日 10:02' */
const momentWords = (at: Instant): string => `${dateText(dayOf(at))} ${momentText(at).slice(11)}`

/** How long it took, and whether longer than the hours of the rule. */
function delayWords({ discoveredAt, reportedAt }: Death, hours: number | undefined): string {
  const minutes = Math.max(0, Math.round((Date.parse(reportedAt) - Date.parse(discoveredAt)) / 60_000))
  const late = hours !== undefined && minutes > hours * 60
  return `${delayText(minutes)}${hours === undefined ? '' : late ? `（超过${hours}小时，迟报）` : `（${hours}小时内）`}`
}

/** Room for a name and a seal. */
const toSeal = '（签名、盖章）\n\n\n　　　　　　　　　　　　　　年　　月　　日'

async function reportLayout(context: Context, { row, person, acts }: Reported): Promise<Form> {
  const { terms } = await askedOfDeath(context, dayOf(row.reportedAt))
  const certificate = acts.findLast(({ kind }) => kind === 'certificate')
  const disposal = acts.findLast(({ kind }) => kind === 'disposal')
  const told = (act: StoredDeathAct | undefined, names: readonly string[]) =>
    act ? [dateText(act.onDay), ...names.map((name) => fieldsOf(act.details)[name] ?? '')].join('　') : '尚未取得'
  return {
    ...pairs([
      ['编号', row.number],
      ['姓名', `${person.name}　身份证号${person.idMasked || '未登记'}`],
      ['死亡日期', dateText(row.diedOn)],
      ['发现时间', momentWords(row.discoveredAt)],
      ['死亡地点', `${placeText[row.placeKind]}　${row.place}`],
      ['报告人', `${reporterText[row.reporterKind]}　${row.reporter}`],
      ['报告时间', `${momentWords(row.reportedAt)}，${row.receivedName}接报`],
      ['发现至报告', delayWords(row, terms?.value.escalate_hours)],
      ['时限依据', [...new Set((terms?.citations ?? []).map(citationText))].join('；') || '本系统默认'],
      ['凭据位置', row.paperReference || '—'],
      ['死亡证明', told(certificate, ['出具单位', '证明编号'])],
      [
        '遗体处理',
        disposal ? told(disposal, ['方式', '地点']) : certificate ? '尚未处理' : '未取得死亡证明，不得处理遗体',
      ],
      ['报告单位', toSeal],
      ['乡镇（街道）', toSeal],
      ['县民政局', toSeal],
    ]),
    large: true,
  }
}

const handed: readonly StoredDeathAct['kind'][] = ['funeral_cost', 'money_settled', 'estate_listed', 'estate_handed']

/** 财物交接清单: everything that was counted, paid out and given over, with who was there. */
function handoverLayout(acts: readonly StoredDeathAct[]): Form {
  const lines = acts.filter(({ kind }) => handed.includes(kind))
  const given = lines.map((act, index): TableValue[] => [
    index + 1,
    deathActText[act.kind],
    dateText(act.onDay),
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
      { width: 15 },
      { width: 27 },
      { width: 12, format: 'money' },
      { width: 14 },
    ],
    head: [['序号', '事项', '日期', '内容（物品名称、数量）', '金额（元）', '凭据'].map((text) => ({ text }))],
    rows: given.length > 0 ? given : empty,
    signatures: ['交出', '接收', '见证人', '日期'],
    paper: 'landscape',
  }
}
