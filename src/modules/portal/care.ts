/** 谁来照料我: the home or the agreement, the carer, and every visit of this month and the last with its verdict in plain words. */
import { addMonths, dateText, dayOf, momentText, monthOf, monthText, type PlainMonth } from '#kernel/calendar.ts'
import { serviceText } from '#modules/visits/words.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Item, Line, Section } from './contract.ts'
import { countyScope, unitName } from './known.ts'

const db = tablesOf<never, 'agreements' | 'providers' | 'stays' | 'visits'>()

// Whether a visit counts is the person's to know; what made a clerk doubt it is the clerk's.
const verdictWords: Readonly<Record<string, string>> = {
  valid: '算数',
  doubtful: '正在核实',
  not_counted: '没有算数，不付这次的钱',
}

export async function caredFor(context: Context, personId: string): Promise<Section[]> {
  const thisMonth = monthOf(context.today)
  return [
    { title: '住在哪里', note: '', items: await homes(context, personId), empty: '没有入住供养服务机构的登记。' },
    { title: '照料协议', note: '', items: await agreementsOf(context, personId), empty: '现在没有生效的照料协议。' },
    await visitsIn(context, personId, thisMonth),
    await visitsIn(context, personId, addMonths(thisMonth, -1)),
  ]
}

async function homes(context: Context, personId: string): Promise<Item[]> {
  const stays = await db(context)
    .selectFrom('stays.stayView')
    .select(['organisationId', 'fromOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', context.today)]))
    .execute()
  const items: Item[] = []
  for (const { organisationId, fromOn } of stays)
    items.push(item(await unitName(context, organisationId), [{ label: '从哪天住进', value: dateText(fromOn) }]))
  return items
}

async function agreementsOf(context: Context, personId: string): Promise<Item[]> {
  const found = await db(context)
    .selectFrom('agreements.agreementView')
    .select(['number', 'organisationId', 'carerId', 'effectiveFrom', 'effectiveTo', 'toOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('effectiveFrom', '<=', context.today)
    .where((eb) => eb.or([eb('effectiveTo', 'is', null), eb('effectiveTo', '>=', context.today)]))
    .where('status', 'in', ['signed', 'filed'])
    .execute()
  const items: Item[] = []
  for (const agreement of found) {
    const provider = await unitName(context, agreement.organisationId)
    const carer = agreement.carerId
      ? (await carerNames(context, [agreement.carerId])).get(agreement.carerId)
      : undefined
    const lines: (Line | false)[] = [
      provider !== '' && { label: '哪家机构', value: provider },
      carer !== undefined && { label: '谁来照料', value: carer },
      { label: '到哪天为止', value: dateText(agreement.effectiveTo ?? agreement.toOn) },
    ]
    items.push(
      item(
        `协议${agreement.number}`,
        lines.filter((line) => line !== false),
      ),
    )
  }
  return items
}

/** A carer is of a provider and of no person, so a person's scope does not reach the name: only these of his own are asked for. */
async function carerNames(context: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await context.within(countyScope(context.county), () =>
    db(context)
      .selectFrom('providers.carerView')
      .select(['id', 'name'])
      .where('countyCode', '=', context.county)
      .where('id', 'in', [...ids])
      .execute(),
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function visitsIn(context: Context, personId: string, month: PlainMonth): Promise<Section> {
  const visits = await db(context)
    .selectFrom('visits.visitView as visit')
    .select(['visit.carerId', 'visit.startedAt', 'visit.endedAt', 'visit.services', 'visit.verdict'])
    .where('visit.countyCode', '=', context.county)
    .where('visit.personId', '=', personId)
    .where('visit.month', '=', month)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('visits.visitView as later')
            .select('later.id')
            .whereRef('later.countyCode', '=', 'visit.countyCode')
            .whereRef('later.correctsId', '=', 'visit.id'),
        ),
      ),
    )
    .orderBy('visit.startedAt', 'desc')
    .limit(100)
    .execute()
  const names = await carerNames(context, [...new Set(visits.map(({ carerId }) => carerId))])
  const counted = visits.filter(({ verdict }) => verdict === 'valid').length
  return {
    title: `${monthText(month)}上门照料`,
    note:
      visits.length > 0 ? `记了${visits.length}次，算数${counted}次。没有来却记了的，请在“我要反映”里告诉我们。` : '',
    items: visits.map((visit) =>
      item(`${dateText(dayOf(visit.startedAt))} ${clock(visit.startedAt)}到${clock(visit.endedAt)}`, [
        { label: '谁来的', value: names.get(visit.carerId) ?? '' },
        { label: '做了什么', value: visit.services.map((code) => serviceText[code] ?? '其他').join('、') || '没有写' },
        { label: '算不算数', value: verdictWords[visit.verdict] ?? '' },
      ]),
    ),
    empty: '没有上门照料的记录。',
  }
}

const clock = (moment: Parameters<typeof momentText>[0]): string => momentText(moment).slice(11)
const item = (title: string, lines: Line[]): Item => ({ id: null, title, lines, basis: '', deed: null })
