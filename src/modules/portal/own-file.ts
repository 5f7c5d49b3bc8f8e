/** 同意与撤回, 我的档案: what was agreed to, what is on file, and how often it was looked at. */
import { addDays, dateText } from '#kernel/calendar.ts'
import { classText } from '#modules/archives/words.ts'
import { looksByRole } from '#modules/audit/index.ts'
import { consentText, ConsentKind, guardianScopeText, GuardianScope, sexText } from '#modules/persons/words.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Item, Line, Section } from './contract.ts'
import { countyScope, guardiansOf } from './known.ts'
import { type Giver, objectionsToGiver } from './rules.ts'

const db = tablesOf<never, 'access' | 'persons' | 'archives'>()

/** One withdraws what one gave oneself; the rest a clerk does (个人信息保护法 第十五条). */
export async function consentsOf(context: Context, personId: string, reader: Giver | undefined): Promise<Section[]> {
  const rows = await db(context)
    .selectFrom('persons.consentView')
    .select(['id', 'kind', 'givenBy', 'receiver', 'scope', 'fromOn', 'toOn', 'withdrawnOn', 'guardianId'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('fromOn', 'desc')
    .execute()
  const names = new Map((await guardiansOf(context, personId)).map(({ id, name }) => [id, name]))
  const items = rows.map((row): Item => {
    const over = row.withdrawnOn ?? (row.toOn !== null && row.toOn < context.today ? row.toOn : null)
    const lines: (Line | false)[] = [
      {
        label: '谁同意的',
        value: row.givenBy === 'person' ? '本人' : `监护人${names.get(row.guardianId ?? '') ?? ''}`,
      },
      row.receiver !== '' && { label: '由谁领取或保管', value: row.receiver },
      row.scope !== '' && { label: '同意到什么程度', value: row.scope },
      { label: '从哪天起', value: dateText(row.fromOn) },
      { label: '现在', value: over ? `${dateText(over)}起不再有效` : '有效' },
    ]
    return {
      id: row.id,
      title: consentText[ConsentKind.parse(row.kind)],
      lines: lines.filter((line) => line !== false),
      basis: '',
      deed: !over && reader && objectionsToGiver(row, reader).length === 0 ? 'withdraw' : null,
    }
  })
  return [
    {
      title: '我同意过的事',
      note: '同意是自愿的，随时可以撤回，不影响您应得的救助。不会自己撤回的，请工作人员帮您办。',
      items,
      empty: '没有登记过同意。',
    },
  ]
}

export async function ownFile(context: Context, personId: string): Promise<Section[]> {
  return [
    { title: '登记的情况', note: '身份证号和电话只写一部分。', items: [await identity(context, personId)], empty: '' },
    { title: '监护人', note: '', items: await guardians(context, personId), empty: '没有登记监护人。' },
    { title: '档案里的材料', note: '', items: await documents(context, personId), empty: '还没有登记材料。' },
    {
      title: '谁看过我的档案',
      note: '最近一年，按职务算次数。每一次都留有记录。',
      items: await looks(context, personId),
      empty: '最近一年没有人看过。',
    },
  ]
}

async function identity(context: Context, personId: string): Promise<Item> {
  const person = await db(context)
    .selectFrom('persons.personView as person')
    .leftJoin('access.areaView as village', 'village.id', 'person.villageId')
    .select([
      'person.name',
      'person.sex',
      'person.bornOn',
      'person.idMasked',
      'person.phoneMasked',
      'person.residence',
      'person.fileNo',
      'village.name as village',
    ])
    .where('person.countyCode', '=', context.county)
    .where('person.id', '=', personId)
    .executeTakeFirstOrThrow()
  return item('', [
    { label: '姓名', value: person.name },
    { label: '性别', value: person.sex === 'male' ? sexText.male : sexText.female },
    { label: '出生日期', value: dateText(person.bornOn) },
    { label: '身份证号', value: person.idMasked || '没有登记' },
    { label: '电话', value: person.phoneMasked || '没有登记' },
    { label: '住址', value: person.residence || '没有登记' },
    { label: '村（居）', value: person.village ?? '没有登记' },
    { label: '档案号', value: person.fileNo },
  ])
}

async function guardians(context: Context, personId: string): Promise<Item[]> {
  const rows = await guardiansOf(context, personId)
  return rows.map((row) =>
    item(row.name, [
      { label: '与本人的关系', value: row.relation },
      {
        label: '管哪些事',
        value: row.scope.map((code) => guardianScopeText[GuardianScope.parse(code)]).join('、') || '没有写',
      },
      { label: '从哪天到哪天', value: `${dateText(row.fromOn)}起${row.toOn ? `，到${dateText(row.toOn)}` : ''}` },
    ]),
  )
}

async function documents(context: Context, personId: string): Promise<Item[]> {
  const rows = await db(context)
    .selectFrom('archives.documentView')
    .select(['title', 'class', 'datedOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('replaced', '=', false)
    .orderBy('class')
    .orderBy('datedOn')
    .limit(200)
    .execute()
  const classes: Readonly<Record<string, string>> = classText
  return rows.map((row) =>
    item(row.title, [
      { label: '哪一类', value: classes[row.class] ?? '' },
      { label: '材料日期', value: row.datedOn ? dateText(row.datedOn) : '没有写' },
    ]),
  )
}

async function looks(context: Context, personId: string): Promise<Item[]> {
  const from = addDays(context.today, -365)
  const rows = await context.within(countyScope(context.county), () => looksByRole(context, personId, from))
  return rows.map((row) =>
    item(row.role, [
      { label: '看了', value: `${row.looked}次` },
      { label: '办了', value: `${row.changed}次` },
      { label: '最近一次', value: dateText(row.last) },
    ]),
  )
}

const item = (title: string, lines: Line[]): Item => ({ id: null, title, lines, basis: '', deed: null })
