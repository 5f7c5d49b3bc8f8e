/** What a supported person or a guardian does himself with a slip in hand. */
import { refuse, requireNone } from '#kernel/refusal.ts'
import { consentText, ConsentKind } from '#modules/persons/words.ts'
import { withdrawConsent } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { type Holder, type Part, portal } from './contract.ts'
import { countyScope, type Guardian, guardianOf, helpUnit, type Own, requireOwn, unitsAround } from './known.ts'
import { sheetPaper } from './paper.ts'
import { raise } from './raising.ts'
import { objectionsToGiver, objectionsToWithdrawing, partsFor } from './rules.ts'
import { sheetOf } from './sheets.ts'

const db = tablesOf<'portal', 'persons'>()

interface Reading {
  own: Own
  holder: Holder
  guardian: Guardian | undefined
  parts: Part[]
}

/** Everything here goes by the one person of the scope: no input names another. */
async function reading(context: Context): Promise<Reading> {
  const { kind, ids } = context.actor.scope
  const [personId, guardianId = null] = ids
  if (kind !== 'persons' || !personId) return refuse('not_found', 'no_slip', '请凭查询凭条进入后再办理')
  const own = await requireOwn(context, personId)
  const guardian = await guardianOf(context, personId, guardianId)
  const holder: Holder = guardianId ? 'guardian' : 'person'
  return { own, holder, guardian, parts: partsFor(holder, guardian?.scope) }
}

function requirePart(parts: readonly Part[], wanted: Part): void {
  if (!parts.includes(wanted))
    refuse('refused', 'not_in_scope', '这一部分不在登记的监护范围里。需要查看的，请到乡镇（街道）办理')
}

export const ownPart = part(portal, {
  async mine(context, { part: wanted }) {
    const { own, holder, guardian, parts } = await reading(context)
    requirePart(parts, wanted)
    const sheet = await sheetOf(context, wanted, { own, holder, readerId: guardian?.id ?? own.id })
    return {
      sheet,
      parts,
      holder,
      holderName: guardian?.name ?? own.name,
      validUntil: await validUntil(context),
      help: await helpUnit(context, own.townshipId),
      units: wanted === 'requests' ? await unitsAround(context, own) : [],
    }
  },

  async printMine(context, { part: wanted }) {
    const { own, holder, guardian, parts } = await reading(context)
    requirePart(parts, wanted)
    const sheet = await sheetOf(context, wanted, { own, holder, readerId: guardian?.id ?? own.id })
    return sheetPaper(context, own, { sheets: [sheet] })
  },

  async askCorrection(context, { topic, entry, wrong, wanted }) {
    const raiser = await raiserOf(context)
    return raise(context, { ...raiser, kind: 'correction', topic, entryWords: entry, wrong, wanted })
  },

  async complain(context, { words, accusedUnitId, accused }) {
    return raise(context, { ...(await raiserOf(context)), kind: 'complaint', words, accusedUnitId, accused })
  },

  /** It holds at once; the township is told, since what rested on the consent has to be put on another footing. */
  async withdraw(context, { consentId }) {
    const { guardian, ...raiser } = await raiserOf(context)
    requireNone(objectionsToWithdrawing(guardian))
    const consent = await db(context)
      .selectFrom('persons.consentView')
      .select(['kind', 'givenBy', 'receiver', 'guardianId'])
      .where('countyCode', '=', context.county)
      .where('personId', '=', raiser.own.id)
      .where('id', '=', consentId)
      .executeTakeFirst()
    if (!consent) return refuse('not_found', 'consent', '没有找到这项同意，请刷新页面')
    requireNone(objectionsToGiver(consent, { holder: raiser.raisedBy, guardianId: raiser.guardianId }))
    await withdrawConsent(context, { id: consentId, on: context.today })
    const title = consentText[ConsentKind.parse(consent.kind)]
    const about = consent.receiver ? `${title}（${consent.receiver}）` : title
    return raise(context, { ...raiser, kind: 'withdrawal', words: `已撤回同意：${about}` })
  },
})

async function raiserOf(context: Context) {
  const { own, holder, guardian } = await reading(context)
  return { own, guardian, raisedBy: holder, raiserName: guardian?.name ?? own.name, guardianId: guardian?.id ?? null }
}

/** Of the slip in hand, whose id the session bears; the table itself stays closed to who holds one. */
async function validUntil(context: Context) {
  const { accountId } = context.actor
  const found = await context.within(countyScope(context.county), () =>
    db(context)
      .selectFrom('portal.slip')
      .select('validUntil')
      .where('countyCode', '=', context.county)
      .where('id', '=', accountId)
      .executeTakeFirst(),
  )
  return found?.validUntil ?? context.today
}
