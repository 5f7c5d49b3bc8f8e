/** 谁来照料我: the home or the agreement, the carer, and every visit of this month and the last with its verdict in plain words. */
import { addMonths, dateText, dayOf, momentText, monthOf, monthText, type PlainMonth } from '#kernel/calendar.ts'
import { agreementWords } from '#modules/agreements/index.ts'
import { serviceText } from '#modules/visits/words.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Item, Line, Section } from './contract.ts'
import { countyScope, unitName } from './known.ts'

const db = tablesOf<never, 'agreements' | 'persons' | 'providers' | 'stays' | 'visits'>()

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
    {
      title: '平日照应和生病看护',
      note: '',
      items: await contactsOf(context, personId),
      empty: '还没有登记谁平日照应您、生病时谁陪着。请告诉乡镇（街道）或村（居）。',
    },
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

/** Day by day, when he is ill, in an emergency: in that order, as he or the village named them. */
async function contactsOf(context: Context, personId: string): Promise<Item[]> {
  const rows = await db(context)
    .selectFrom('persons.contactView')
    .select(['name', 'relation', 'role', 'place'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('endedOn', 'is', null)
    .orderBy('place')
    .execute()
  return contactRoles.flatMap((role) => {
    const lines = rows
      .filter((row) => row.role === role)
      .map(({ name, relation }) => ({ label: relation, value: name }))
    return lines.length > 0 ? [item(contactWords[role], lines)] : []
  })
}
const contactRoles = ['carer', 'sick', 'emergency'] as const
const contactWords = { carer: '平日照应我的', sick: '生病时陪护我的', emergency: '有急事先找' } as const

async function agreementsOf(context: Context, personId: string): Promise<Item[]> {
  const found = await db(context)
    .selectFrom('agreements.agreementView')
    .select(['id', 'number', 'organisationId', 'carerId', 'effectiveFrom', 'effectiveTo', 'toOn'])
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
    const { hotline, articles } = await agreementWords(context, agreement.id)
    const came = carer === undefined ? await lately(context, personId) : ''
    const lines: (Line | false)[] = [
      provider !== '' && { label: '哪家机构', value: provider },
      carer !== undefined && { label: '谁来照料', value: carer },
      came !== '' && { label: '最近谁来过', value: came },
      { label: '到哪天为止', value: dateText(agreement.effectiveTo ?? agreement.toOn) },
      hotline !== '' && { label: '不满意打电话', value: hotline },
      ...articles.map(({ title, text }) => ({ label: `协议写的：${title}`, value: text })),
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

/** Where the agreement names nobody: who came this month and the last, and how often. */
async function lately(context: Context, personId: string): Promise<string> {
  const rows = await db(context)
    .selectFrom('visits.visitView')
    .select(['carerId', (eb) => eb.fn.countAll<bigint>().as('times')])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('month', '>=', addMonths(monthOf(context.today), -1))
    .where('verdict', '=', 'valid')
    .groupBy('carerId')
    .orderBy('times', 'desc')
    .limit(3)
    .execute()
  const names = await carerNames(
    context,
    rows.map(({ carerId }) => carerId),
  )
  return rows.map(({ carerId, times }) => `${names.get(carerId) ?? ''}（上月以来${Number(times)}次）`).join('、')
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
