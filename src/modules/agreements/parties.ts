/** Who stands on the paper, in which order and what each does, as the policy of the day asks. */
import type { PolicyInForce } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import type { Wanted } from './candidates.ts'
import { Party } from './rules.ts'
import { guardianRuleIn } from './sign-rules.ts'
import { whoSigns } from './signing.ts'
import { bureauOf, db } from './tables.ts'
import { Act } from './words.ts'

export interface PlannedParty {
  party: Party | 'guardian'
  act: Act
  name: string
  representative: string
}

export interface Names {
  areas: ReadonlyMap<string, string>
  /** Of units by their area, so that 甲镇 prints as 甲镇人民政府 where that is its unit. */
  units: ReadonlyMap<string, string>
  organisations: ReadonlyMap<string, { name: string; representative: string }>
  carers: ReadonlyMap<string, string>
  bureau: string
}

export async function namesFor(context: Context, persons: readonly Wanted[]): Promise<Names> {
  const { county } = context
  const areas = await db(context)
    .selectFrom('access.areaView')
    .select(['id', 'name'])
    .where('countyCode', '=', county)
    .execute()
  const organisations = await db(context)
    .selectFrom('access.organisationView as unit')
    .leftJoin('providers.providerView as provider', (join) =>
      join.onRef('provider.countyCode', '=', 'unit.countyCode').onRef('provider.id', '=', 'unit.id'),
    )
    .select(['unit.id', 'unit.name', 'unit.kind', 'unit.areaId', 'provider.representative'])
    .where('unit.countyCode', '=', county)
    .where('unit.toOn', 'is', null)
    .execute()
  const units = organisations.flatMap(({ kind, areaId, name }) =>
    areaId !== null && (kind === 'township' || kind === 'village') ? [[areaId, name] as const] : [],
  )
  return {
    areas: new Map(areas.map(({ id, name }) => [id, name])),
    units: new Map(units),
    organisations: new Map(
      organisations.map(({ id, name, representative }) => [id, { name, representative: representative ?? '' }]),
    ),
    carers: await carerNames(context, persons),
    bureau: (await bureauOf(context)).name,
  }
}

async function carerNames(context: Context, persons: readonly Wanted[]): Promise<Map<string, string>> {
  const ids = [...new Set(persons.flatMap(({ carerId }) => (carerId === null ? [] : [carerId])))]
  if (ids.length === 0) return new Map()
  const rows = await db(context)
    .selectFrom('providers.carerView')
    .select(['id', 'name'])
    .where('countyCode', '=', context.county)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

interface Planning {
  batch: { kind: 'dispersed' | 'centralised' }
  policy: PolicyInForce
}

/** Parties sign; who is no party but must consent or be told comes after them. */
export function plannedParties({ batch, policy }: Planning, person: Wanted, names: Names): PlannedParty[] {
  const parties = Party.array().parse(policy.value(`agreement.${batch.kind}.parties`).value)
  const acts = policy.find<Partial<Record<string, Act>>>(`agreement.${batch.kind}.party_acts`)?.value ?? {}
  const told = Party.options.filter((party) => acts[party] !== undefined && !parties.includes(party))
  const planned = [...parties, ...told].map((party) => ({
    party,
    act: Act.parse(acts[party] ?? 'signs'),
    ...nameOf(party, person, names),
  }))
  const { consents } = whoSigns(person.capacity, guardianRuleIn(policy).value)
  const personSigns = planned.some(({ party, act }) => party === 'person' && act === 'signs')
  if (consents !== 'guardian' || !personSigns) return planned
  return [...planned, { party: 'guardian', act: 'consents', name: `${person.name}的监护人`, representative: '' }]
}

function nameOf(party: Party, person: Wanted, names: Names): { name: string; representative: string } {
  const plain = (name: string | undefined) => ({ name: name ?? '', representative: '' })
  const unit = (areaId: string | null) => plain(names.units.get(areaId ?? '') ?? names.areas.get(areaId ?? ''))
  switch (party) {
    case 'county':
      return plain(names.bureau)
    case 'township':
      return unit(person.townshipId)
    case 'village':
      return unit(person.villageId)
    case 'home':
    case 'provider':
      return names.organisations.get(person.organisationId ?? '') ?? plain(undefined)
    case 'carer':
      return plain(names.carers.get(person.carerId ?? ''))
    case 'person':
      return plain(person.name)
  }
}
