/** 代管的钱和物: what a home keeps for somebody of his own, to the fen, and every movement of it (BJ-3.1). Read under his own scope. */
import { addMonths, dateText, firstDay, monthOf } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { citationText } from '#kernel/policy.ts'
import { type AccountStatus, type EntryKind, kindText, statusText } from '#modules/custody/words.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Item, Section } from './contract.ts'
import { unitName } from './known.ts'

const db = tablesOf<never, 'custody'>()

const monthsShown = 12
const mostShown = 200

const accountsOf = (context: Context, personId: string) =>
  db(context)
    .selectFrom('custody.accountView')
    .select(['id', 'organisationId', 'number', 'openedOn', 'status', 'frozenOn', 'settledOn', 'balanceFen'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('openedOn', 'desc')
    .orderBy('number')
    .execute()

export async function keptFor(context: Context, personId: string): Promise<Section[]> {
  const accounts = await accountsOf(context, personId)
  const movements = await movementsOf(context, personId)
  const rules = accounts.length > 0 ? await citationsOf(context) : ''
  const items: Item[] = []
  for (const { organisationId, number, openedOn, status, frozenOn, settledOn, balanceFen } of accounts)
    items.push({
      id: null,
      title: await unitName(context, organisationId),
      lines: [
        { label: '账户编号', value: number },
        { label: '现在还有多少钱', value: `${yuanText(balanceFen)}元` },
        { label: '现在的情况', value: statusWords(status, frozenOn, settledOn) },
        { label: '从哪天开始代管', value: dateText(openedOn) },
      ],
      basis: rules,
      deed: null,
    })
  return [
    {
      title: '替我保管的钱',
      note: items.length > 0 ? '这些钱是您自己的，机构只是替您保管。对不上的，请在“我要反映”里告诉我们。' : '',
      items,
      empty: '没有机构替您保管钱。',
    },
    {
      title: '最近一年的收支',
      note: movements.length >= mostShown ? `只列最近${mostShown}笔，更早的请向机构或乡镇（街道）查询。` : '',
      items: movements,
      empty: '最近一年没有收支。',
    },
    { title: '替我保管的东西', note: '', items: await thingsOf(context, personId), empty: '没有登记替您保管的东西。' },
  ]
}

type Row = Awaited<ReturnType<typeof accountsOf>>[number]

function statusWords(status: AccountStatus, frozenOn: Row['frozenOn'], settledOn: Row['settledOn']): string {
  if (status === 'frozen' && frozenOn) return `${dateText(frozenOn)}起${statusText.frozen}`
  if (status === 'settled' && settledOn) return `${dateText(settledOn)}已经${statusText.settled}`
  return statusText[status]
}

async function movementsOf(context: Context, personId: string): Promise<Item[]> {
  const rows = await db(context)
    .selectFrom('custody.entryView')
    .select(['onDay', 'kind', 'direction', 'amountFen', 'balanceAfterFen', 'purpose', 'receiver', 'receiverName'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('onDay', '>=', firstDay(addMonths(monthOf(context.today), 1 - monthsShown)))
    .orderBy('onDay', 'desc')
    .orderBy('no', 'desc')
    .limit(mostShown)
    .execute()
  return rows.map((row) => ({
    id: null,
    title: `${dateText(row.onDay)} ${kindText[row.kind]}`,
    lines: [
      { label: directionWords(row.kind, row.direction), value: `${yuanText(row.amountFen)}元` },
      ...(row.purpose ? [{ label: '做什么用', value: row.purpose }] : []),
      ...(row.receiver === 'none' ? [] : [{ label: '谁领的', value: takenBy(row.receiver, row.receiverName) }]),
      { label: '这笔以后还有', value: `${yuanText(row.balanceAfterFen)}元` },
    ],
    basis: '',
    deed: null,
  }))
}

/** Of whoever keeps the money and how it is booked. */
async function citationsOf(context: Context): Promise<string> {
  const rule = (await context.policyOn(context.today)).find('personal_funds.entrusted_booking')
  return (rule?.citations ?? []).map(citationText).join('；')
}

const directionWords = (kind: EntryKind, direction: 'in' | 'out'): string => {
  if (kind === 'correction') return direction === 'in' ? '更正，加回' : '更正，减去'
  return direction === 'in' ? '存进来' : '付出去'
}

const takenBy = (receiver: 'person' | 'other', name: string): string =>
  receiver === 'person' ? '本人' : `${name || '别人'}代领`

async function thingsOf(context: Context, personId: string): Promise<Item[]> {
  const rows = await db(context)
    .selectFrom('custody.thingView')
    .select(['name', 'quantity', 'receivedOn', 'returnedOn', 'returnedTo'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('returnedOn', (order) => order.desc().nullsFirst())
    .orderBy('receivedOn', 'desc')
    .limit(60)
    .execute()
  return rows.map(({ name, quantity, receivedOn, returnedOn, returnedTo }) => ({
    id: null,
    title: `${name}，${quantity}件`,
    lines: [
      { label: '哪天交给机构', value: dateText(receivedOn) },
      { label: '还了没有', value: returnedOn ? `${dateText(returnedOn)}还给${returnedTo}` : '还在机构保管' },
    ],
    basis: '',
    deed: null,
  }))
}
