/** 对账单 in large type for him or his guardian, and 签收册 of a round. */
import { addMonths, dateText, firstDay, monthOf, monthText, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import { sumOf, yuanText } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import { type Format, givePaper } from '#modules/documents/index.ts'
import type { Context } from '#platform/context.ts'
import { statutoryPaper } from '#platform/documents/paper.ts'
import type { TableLayout } from '#platform/documents/table.ts'
import { tableWord } from '#platform/documents/table-word.ts'
import { part } from '#platform/module.ts'
import { custody, type EntryRow, type LineRow, type RoundRow } from './contract.ts'
import { entriesOf, findAccount, receivedText } from './reading.ts'
import { findRound, linesOf } from './round-reading.ts'
import { type Account, db, homeNames, lockAccount, ofAccount } from './stored.ts'
import { kindText, statusText } from './words.ts'

export const printing = part(custody, {
  async printStatement(context, { accountId, from, format }) {
    const account = await lockAccount(context, accountId)
    const home = (await homeNames(context)).get(account.organisationId) ?? ''
    const begins = startOf(account, from, context.today)
    const entries = await entriesOf(context, accountId)
    const layout = statementLayout({ account, home, entries, from: begins, through: context.today })
    await writeStatement(context, account, begins)
    const bytes = await paperOf(context, layout, format)
    return givePaper(context, { name: `代管对账单${account.number}${account.name}`, bytes, format })
  },

  async printRound(context, { roundId, format }) {
    const row = await findRound(context, roundId)
    const lines = await linesOf(context, roundId)
    for (const { personId } of lines) context.concerns(personId)
    const bytes = await paperOf(context, roundLayout(row, lines), format)
    return givePaper(context, { name: `零用钱签收册${row.month}`, bytes, format })
  },
})

/** From the first of the month before last, unless asked otherwise; never before the account was opened. */
function startOf(account: Account, asked: PlainDate | undefined, today: PlainDate): PlainDate {
  const from = asked ?? firstDay(addMonths(monthOf(today), -2))
  if (from > today) refuse('refused', 'from', `${dateText(from)}还没有到。请选择今天或以前的起始日`)
  return from < account.openedOn ? account.openedOn : from
}

async function writeStatement(context: Context, account: Account, from: PlainDate): Promise<void> {
  const { balanceFen } = await findAccount(context, account.id)
  await db(context)
    .insertInto('custody.statement')
    .values({
      ...ofAccount(account),
      id: context.newId(),
      fromOn: from,
      throughOn: context.today,
      balanceFen,
      madeName: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}

function paperOf(context: Context, layout: TableLayout, format: Format): Promise<Uint8Array> | Uint8Array {
  const form = { printedAt: context.now, printedBy: context.actor.name, demonstration: context.demo, layout }
  return format === 'word' ? tableWord(form) : statutoryPaper(form)
}

interface Statement {
  account: Account
  home: string
  entries: readonly EntryRow[]
  from: PlainDate
  through: PlainDate
}

function statementLayout({ account, home, entries, from, through }: Statement): TableLayout {
  const shown = entries.filter(({ on }) => on >= from && on <= through)
  const before = entries.filter(({ on }) => on < from)
  const sum = (rows: readonly EntryRow[], direction: 'in' | 'out') =>
    sumOf(rows.filter((row) => row.direction === direction).map(({ amountFen }) => amountFen))
  const opening = sum(before, 'in') - sum(before, 'out')
  const [came, went] = [sum(shown, 'in'), sum(shown, 'out')]
  let running = opening
  const lines = shown.map((row) => {
    running += row.direction === 'in' ? row.amountFen : -row.amountFen
    const got = receivedText(row)
    const words = `${kindText[row.kind]}：${row.purpose}${got ? `（${got}）` : ''}`
    return [
      row.on,
      words,
      row.direction === 'in' ? row.amountFen : null,
      row.direction === 'out' ? row.amountFen : null,
      running,
    ]
  })
  return {
    title: '代管资金对账单',
    large: true,
    paper: 'portrait',
    above: [
      `姓名：${account.name}　　账号：${account.number}　　${statusText[account.status]}`,
      `${home}　　${dateText(from)}至${dateText(through)}　　单位：元`,
      `这段时间放进来${yuanText(came)}元，用了${yuanText(went)}元，现在还有${yuanText(opening + came - went)}元。`,
    ],
    columns: [
      { width: 18 },
      { width: 30 },
      { width: 13, format: 'money' },
      { width: 13, format: 'money' },
      { width: 14, format: 'money' },
    ],
    head: [['日期', '事由', '存入', '支出', '余额'].map((text) => ({ text }))],
    rows: [['', '上期余额', null, null, opening], ...lines],
    total: [{ value: '合计', columns: 2 }, { value: came }, { value: went }, { value: opening + came - went }],
    notes: [
      '这是您自己的钱，供养机构只是代为保管，随时可以全部或部分取回。',
      '有疑问请问院长或县民政部门；不识字的，请工作人员当面逐笔读一遍。',
    ],
    signatures: ['经办', '复核', '本人或监护人核对签名（捺印）'],
  }
}

function roundLayout(row: RoundRow, lines: readonly LineRow[]): TableLayout {
  return {
    title: `${monthText(plainMonth(row.month))}零用钱签收册`,
    paper: 'portrait',
    above: [`${row.home}　　${lines.length}人　　合计${yuanText(row.sumFen)}元`],
    columns: [{ width: 6 }, { width: 12 }, { width: 12, format: 'money' }, { width: 24 }, { width: 24 }],
    head: [['序号', '姓名', '金额（元）', '领取情况', '领取人签名（捺印）'].map((text) => ({ text }))],
    rows: lines.map((line) => [line.no, line.name, line.amountFen, stateOf(line), '']),
    total: [
      { value: '合计', columns: 2 },
      { value: row.sumFen },
      { value: `已领${yuanText(row.paidFen)}元` },
      { value: '' },
    ],
    notes: ['未经本人或者其监护人同意，零用钱不得由他人代领、代管；代领的注明代领人。未领的留在本人账上。'],
    signatures: ['制表', '复核', '发放'],
  }
}

const stateOf = ({ state, received }: LineRow): string =>
  state === 'paid' ? received : state === 'frozen' ? '已冻结，未发放' : state === 'kept' ? '未领，留在账上' : ''
