/** 协助查询: the same pages for somebody who stands at the counter, with who helped and how he made sure of him on record. */
import { dateText, dayOf } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { isRole, roleTitles } from '#modules/access/roles.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { type Deed, identifiedText, type Line, type Part, portal, presentText } from './contract.ts'
import { guardianOf, requireOwn, unitName, unitsAround } from './known.ts'
import { sheetPaper } from './paper.ts'
import { raise } from './raising.ts'
import { objectionsToPresent, partsFor } from './rules.ts'
import { sheetOf } from './sheets.ts'
import { partText } from './words.ts'

const db = tablesOf<'portal'>()

const titleOf = (role: string): string => (isRole(role) ? roleTitles[role] : role)

export const helping = part(portal, {
  async helps(context, { personId }) {
    await requireOwn(context, personId)
    const rows = await db(context)
      .selectFrom('portal.help')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('personId', '=', personId)
      .orderBy('at', 'desc')
      .limit(50)
      .execute()
    const deeds = await deedsOf(
      context,
      rows.map(({ id }) => id),
    )
    return {
      rows: rows.map((row) => ({
        ...row,
        helperRole: titleOf(row.helperRole),
        deeds: deeds
          .filter(({ helpId }) => helpId === row.id)
          .map((each) => ({ part: titleOfPart(each.part), deed: each.deed, at: each.at })),
      })),
    }
  },

  async openHelp(context, { personId, present, guardianId, presentName, ...identified }) {
    const own = await requireOwn(context, personId)
    const guardian = present === 'guardian' ? await guardianOf(context, personId, guardianId) : undefined
    requireNone(objectionsToPresent(own, present, { guardian, today: context.today }))
    if (present === 'relative' && presentName === '') refuse('invalid', 'presentName', '请填写到场近亲属的姓名')
    if (present === 'relative' && identified.identifiedWords.length < 4)
      refuse('invalid', 'identifiedWords', '请写明与逝者的关系和查阅的理由，至少4个字')
    context.because(`代为查询：${presentText[present]}到场`)
    const { actor } = context
    const id = context.newId()
    await db(context)
      .insertInto('portal.help')
      .values({
        countyCode: context.county,
        id,
        personId,
        townshipId: own.townshipId,
        present,
        presentName: present === 'relative' ? presentName : (guardian?.name ?? own.name),
        guardianId: guardian?.id ?? null,
        ...identified,
        helperId: actor.accountId,
        helperName: actor.name,
        helperRole: actor.role,
        helperUnitId: actor.organisationId,
        at: context.now,
        entryId: context.entryId,
      })
      .execute()
    return { helpId: id }
  },

  async noteDeed(context, { helpId, part: shown, deed }) {
    const { help } = await openHelpOf(context, helpId)
    await note(context, { helpId, personId: help.personId, part: shown, deed })
    return {}
  },

  /** Only what was noted as shown is shown. */
  async assisted(context, { helpId, part: wanted }) {
    const { help, own, parts } = await openHelpOf(context, helpId)
    if (!parts.includes(wanted)) refuse('refused', 'not_in_scope', '这一部分不在到场人可以看的范围里')
    const noted = await db(context)
      .selectFrom('portal.helpDeed')
      .select('id')
      .where('countyCode', '=', context.county)
      .where('helpId', '=', helpId)
      .where('part', '=', wanted)
      .executeTakeFirst()
    if (!noted) refuse('refused', 'not_noted', '请先登记要看哪一部分，再打开')
    context.because(`代为查询：${help.presentName}到场`)
    return {
      sheet: await sheetOf(context, wanted, { own, holder: undefined, readerId: helpId }),
      parts,
      present: help.present,
      presentName: help.presentName,
      units: wanted === 'requests' ? await unitsAround(context, own) : [],
      at: context.now,
    }
  },

  async printAssisted(context, { helpId }) {
    const { help, own, parts } = await openHelpOf(context, helpId)
    context.because(`代为查询：打印给${help.presentName}`)
    const sheets = []
    for (const wanted of parts)
      if (wanted !== 'home') sheets.push(await sheetOf(context, wanted, { own, holder: undefined, readerId: helpId }))
    await note(context, { helpId, personId: own.id, part: 'all', deed: 'printed' })
    return sheetPaper(context, own, { sheets, help: await helpLines(context, help) })
  },

  async enterCorrection(context, { helpId, topic, entry, wrong, wanted, ...confirmed }) {
    const raiser = await raiserAt(context, helpId)
    const help = { helpId, ...confirmed }
    return raise(context, { ...raiser, kind: 'correction', topic, entryWords: entry, wrong, wanted, help })
  },

  async enterComplaint(context, { helpId, words, accusedUnitId, accused, ...confirmed }) {
    const raiser = await raiserAt(context, helpId)
    if (raiser.raisedBy === 'relative')
      refuse('refused', 'relative', '近亲属到场的只代填更正申请。要投诉的，请拨打县级监督举报电话或到县里反映')
    const help = { helpId, ...confirmed }
    return raise(context, { ...raiser, kind: 'complaint', words, accusedUnitId, accused, help })
  },
})

type StoredHelp = Awaited<ReturnType<typeof openHelpOf>>['help']

/** What stands in the record, on the paper that is taken home: who stood there, how he was known, who helped, what was done. */
async function helpLines(context: Context, help: StoredHelp): Promise<Line[]> {
  const { present, presentName, identifiedHow, identifiedWords, place, helperRole, helperName, helperUnitId } = help
  const unit = await unitName(context, helperUnitId)
  const deeds = await deedsOf(context, [help.id])
  const aloud = deeds.filter(({ deed }) => deed === 'read_aloud').map((each) => titleOfPart(each.part))
  const known = identifiedText[identifiedHow]
  return [
    { label: '谁到场', value: `${presentText[present]}${presentName}` },
    { label: '怎样核对', value: identifiedWords ? `${known}（${identifiedWords}）` : known },
    { label: '谁协助', value: `${unit}${titleOf(helperRole)} ${helperName}` },
    { label: '哪天、在哪里', value: [dateText(dayOf(help.at)), place].filter(Boolean).join('，') },
    ...(aloud.length > 0 ? [{ label: '念给本人听的', value: [...new Set(aloud)].join('、') }] : []),
  ]
}

const titleOfPart = (shown: Part | 'all'): string => (shown === 'all' ? '我的救助情况（全部）' : partText[shown])

const deedsOf = (context: Context, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db(context)
        .selectFrom('portal.helpDeed')
        .select(['helpId', 'part', 'deed', 'at'])
        .where('countyCode', '=', context.county)
        .where('helpId', 'in', [...ids])
        .orderBy('at')
        .execute()

/** One's own of today: another day somebody else may stand at the counter. */
async function openHelpOf(context: Context, helpId: string) {
  const help = await db(context)
    .selectFrom('portal.help')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', helpId)
    .where('helperId', '=', context.actor.accountId)
    .executeTakeFirst()
  if (!help || dayOf(help.at) !== context.today)
    return refuse('not_found', 'help', '没有找到今天由您登记的代为查询。请重新登记到场的人')
  const own = await requireOwn(context, help.personId)
  const { present } = help
  const guardian = await guardianOf(context, own.id, help.guardianId)
  requireNone(objectionsToPresent(own, present, { guardian, today: context.today }))
  return { help, own, guardian, parts: partsFor(present, guardian?.scope) }
}

async function note(
  context: Context,
  { helpId, personId, part: shown, deed }: { helpId: string; personId: string; part: Part | 'all'; deed: Deed },
): Promise<void> {
  await db(context)
    .insertInto('portal.helpDeed')
    .values({
      countyCode: context.county,
      id: context.newId(),
      helpId,
      personId,
      part: shown,
      deed,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}

async function raiserAt(context: Context, helpId: string) {
  const { help, own } = await openHelpOf(context, helpId)
  return { own, raisedBy: help.present, raiserName: help.presentName, guardianId: help.guardianId }
}
