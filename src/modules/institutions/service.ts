/** Use cases of the homes. */
import type { InputOf } from '#kernel/contract.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { implement } from '#platform/module.ts'
import { objectionsToChange } from './changes.ts'
import { homeChanging, institutions, type FactKind } from './contract.ts'
import { db, directorsOn, homesOn, writeFacts, type HomeOn, type NewFact } from './facts.ts'

type Opened = Omit<InputOf<typeof institutions.operations.open>, 'from' | 'reason' | 'proof'>

export const institutionsService = implement(institutions, {
  async open(context, { from, reason, proof, ...home }) {
    await requireHomeOrganisation(context, home.organisationId)
    await writeHomes(context, [home], { from, reason, proof, knownAt: context.now })
    context.because(reason)
    return { homeId: home.organisationId }
  },

  async adopt(context, { homes, from, knownAt, proof }) {
    await writeHomes(context, homes, { from, reason: '接收原有台账', proof, knownAt })
    return { homes: homes.length }
  },

  async change(context, input) {
    const { homeId, kind, from, reason, proof, proofFileId, replacesId } = input
    const value = (kind === 'director_mobile' ? input.mobile : input.value) ?? ''
    const home = await findHome(context, homeId)
    const standing = (await homesOn(context, context.county, from, context.now)).get(homeId)
    requireNone(
      objectionsToChange(
        { kind, value, from },
        {
          open: home.status === 'open',
          present: presentValue(standing, kind),
          beds: standing?.beds ?? null,
          nursingBeds: standing?.nursingBeds ?? null,
          staff: standing?.staff ?? null,
          careStaff: standing?.careStaff ?? null,
          today: context.today,
        },
      ),
    )
    if (replacesId) await requireFact(context, { homeId, kind, id: replacesId })
    await context.announce(homeChanging, { homeId, kind, value: kind === 'director_mobile' ? '' : value, from })
    if (proofFileId) await claimFile(context, proofFileId, 'institutions.change')
    const fact = { homeId, townshipId: home.townshipId, kind, value, from, reason, proof, proofFileId, replacesId }
    const [factId = ''] = await writeFacts(context, [fact])
    context.because(reason)
    return { factId }
  },

  async describe(context, { homeId, reason, version, ...changes }) {
    await findHome(context, homeId)
    const done = await db(context)
      .updateTable('institutions.home')
      .set({ ...changes, version: version + 1, changedAt: context.now })
      .where('countyCode', '=', context.county)
      .where('organisationId', '=', homeId)
      .where('version', '=', version)
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n)
      refuse('conflict', 'changed', '这家机构的登记刚被别人改过；应在最新内容上修改。请刷新页面后重试')
    context.because(reason)
    return { version: version + 1 }
  },

  async history(context, { homeId, kind }) {
    await findHome(context, homeId)
    const rows = await db(context)
      .selectFrom('institutions.homeFact as fact')
      .leftJoin('institutions.homeFact as later', (join) =>
        join.onRef('later.countyCode', '=', 'fact.countyCode').onRef('later.replacesId', '=', 'fact.id'),
      )
      .select([
        'fact.id',
        'fact.kind',
        'fact.value',
        'fact.fromOn as from',
        'fact.knownAt',
        'fact.reason',
        'fact.proof',
      ])
      .select('later.id as replacedById')
      .where('fact.countyCode', '=', context.county)
      .where('fact.organisationId', '=', homeId)
      .$if(kind !== undefined, (query) => query.where('fact.kind', '=', kind ?? 'beds'))
      .orderBy('fact.fromOn', 'desc')
      .orderBy('fact.knownAt', 'desc')
      .limit(1000)
      .execute()
    const seen = rows.filter((row) => context.actor.operations.has('institutions.directors') || !personal.has(row.kind))
    return { rows: seen, total: seen.length, at: context.now }
  },

  async directors(context, { homeId, day = context.today, purpose }) {
    context.because(`院长手机：${purpose}`)
    await findHome(context, homeId)
    const directors = [...(await directorsOn(context, context.county, day, context.now))].filter(
      ([id]) => id === homeId,
    )
    context.shows({ homeId, day }, directors.length)
    return directors.map(([id, director]) => ({ homeId: id, ...director }))
  },
})

const personal: ReadonlySet<string> = new Set(['director', 'director_mobile'])

function presentValue(home: HomeOn | undefined, kind: FactKind): string | null {
  if (!home) return null
  const values: Record<FactKind, string | number | null> = {
    beds: home.beds,
    nursing_beds: home.nursingBeds,
    staff: home.staff,
    care_staff: home.careStaff,
    director: home.director,
    office_phone: home.officePhone,
    director_mobile: null,
  }
  const value = values[kind]
  return value === null ? null : String(value)
}

async function findHome(context: Context, homeId: string) {
  const home = await db(context)
    .selectFrom('institutions.home')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', homeId)
    .executeTakeFirst()
  return home ?? refuse('not_found', 'home', '没有找到这家供养机构；请从机构一览中打开')
}

async function requireFact(context: Context, fact: { homeId: string; kind: FactKind; id: string }): Promise<void> {
  const found = await db(context)
    .selectFrom('institutions.homeFact')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('id', '=', fact.id)
    .where('organisationId', '=', fact.homeId)
    .where('kind', '=', fact.kind)
    .executeTakeFirst()
  if (!found) refuse('not_found', 'fact', '没有找到要更正的登记；请在变化记录中选择')
}

async function requireHomeOrganisation(context: Context, id: string): Promise<void> {
  const found = await db(context)
    .selectFrom('access.organisationView')
    .select('kind')
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .executeTakeFirst()
  if (found?.kind !== 'home')
    refuse('refused', 'organisation', '该单位未登记为供养服务机构；请先在单位管理中登记这家机构')
}

type Known = Pick<NewFact, 'from' | 'reason' | 'proof' | 'knownAt'>

async function writeHomes(context: Context, homes: readonly Opened[], known: Known): Promise<void> {
  if (homes.length === 0) return
  const rows = homes.map((home) => ({
    countyCode: context.county,
    organisationId: home.organisationId,
    townshipId: home.townshipId,
    sortOrder: home.sortOrder,
    status: 'open' as const,
    ownership: home.ownership,
    legalPerson: home.legalPerson,
    filed: home.filed,
    grade: home.grade,
    upgradeDoneBy: home.upgradeDoneBy,
    licenceUntil: home.licenceUntil,
    address: home.address,
    changedAt: context.now,
  }))
  await db(context).insertInto('institutions.home').values(rows).execute()
  await writeFacts(
    context,
    homes.flatMap((home) => factsOf(home, known)),
  )
}

function factsOf(home: Opened, known: Known): NewFact[] {
  const values: Partial<Record<FactKind, string | number | undefined>> = {
    beds: home.beds,
    nursing_beds: home.nursingBeds,
    staff: home.staff,
    care_staff: home.careStaff,
    director: home.director,
    office_phone: home.officePhone,
    director_mobile: home.directorMobile,
  }
  const kinds: FactKind[] = [
    'beds',
    'nursing_beds',
    'staff',
    'care_staff',
    'director',
    'office_phone',
    'director_mobile',
  ]
  return kinds.flatMap((kind) => {
    const value = values[kind]
    if (value === undefined) return []
    return [{ homeId: home.organisationId, townshipId: home.townshipId, kind, value: String(value), ...known }]
  })
}
