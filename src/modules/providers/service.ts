/** Use cases of providers and their contracts. */
import { addDays, type PlainDate } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import type { Reason } from '#kernel/refusal.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { addOrganisation, renameOrganisation } from '#modules/access/index.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { implement } from '#platform/module.ts'
import { accounts } from './accounts.ts'
import { carers } from './carers.ts'
import { contractEnded, providers } from './contract.ts'
import { contractRow, db, findContract, findProvider, reading, type StoredContract } from './reading.ts'
import { objectionsToActivation, objectionsToEnd, type TakeoverPlan } from './rules.ts'

type Drafted = Omit<InputOf<typeof providers.operations.draftContract>, 'organisationId'>

export const providersService = implement(providers, {
  ...reading,
  ...carers,
  ...accounts,

  async register(context, { from, ...fields }) {
    const organisation = { kind: 'provider' as const, name: fields.name, areaId: null, from }
    const organisationId = await addOrganisation(context, organisation)
    await db(context)
      .insertInto('providers.provider')
      .values({ countyCode: context.county, organisationId, ...fields, changedAt: context.now })
      .execute()
    return { organisationId }
  },

  async describe(context, { organisationId, version, ...fields }) {
    await findProvider(context, organisationId)
    const changed = await db(context)
      .updateTable('providers.provider')
      .set({ ...fields, version: version + 1, changedAt: context.now })
      .where('countyCode', '=', context.county)
      .where('organisationId', '=', organisationId)
      .where('version', '=', version)
      .executeTakeFirst()
    requireChanged(changed)
    await renameOrganisation(context, organisationId, fields.name)
    return {}
  },

  async draftContract(context, { organisationId, ...drafted }) {
    await findProvider(context, organisationId)
    if (drafted.fileId) await claimFile(context, drafted.fileId, 'providers.contract')
    const id = context.newId()
    await db(context)
      .insertInto('providers.contract')
      .values({
        countyCode: context.county,
        id,
        organisationId,
        ...ownColumns(drafted),
        draftedBy: context.actor.accountId,
        changedAt: context.now,
      })
      .execute()
    await writeParts(context, { contractId: id, organisationId }, drafted)
    return { contractId: id }
  },

  async editContract(context, { contractId, version, ...drafted }) {
    const found = await findContract(context, contractId)
    if (found.status !== 'draft')
      refuse('refused', 'not_draft', '合同已生效，内容不能修改；变更应签补充合同。请起草新合同')
    if (drafted.fileId && drafted.fileId !== found.fileId)
      await claimFile(context, drafted.fileId, 'providers.contract')
    const changed = await db(context)
      .updateTable('providers.contract')
      .set({ ...ownColumns(drafted), version: version + 1, draftedBy: context.actor.accountId, changedAt: context.now })
      .where('countyCode', '=', context.county)
      .where('id', '=', contractId)
      .where('version', '=', version)
      .where('status', '=', 'draft')
      .executeTakeFirst()
    requireChanged(changed)
    for (const table of ['providers.contractTownship', 'providers.clause'] as const)
      await db(context)
        .deleteFrom(table)
        .where('countyCode', '=', context.county)
        .where('contractId', '=', contractId)
        .execute()
    await writeParts(context, { contractId, organisationId: found.organisationId }, drafted)
    return {}
  },

  async checkContract(context, { contractId }) {
    return { reasons: await activationObjections(context, await findContract(context, contractId)) }
  },

  async activateContract(context, { contractId, version }) {
    const found = await findContract(context, contractId)
    if (found.status !== 'draft') refuse('refused', 'not_draft', '这份合同已经生效或已终止。请刷新页面')
    requireNone(await activationObjections(context, found))
    const changed = await db(context)
      .updateTable('providers.contract')
      .set({ status: 'active', activatedBy: context.actor.accountId, activatedAt: context.now, version: version + 1 })
      .where('countyCode', '=', context.county)
      .where('id', '=', contractId)
      .where('version', '=', version)
      .where('status', '=', 'draft')
      .executeTakeFirst()
    requireChanged(changed)
    return {}
  },

  async endContract(context, input) {
    const found = await findContract(context, input.contractId)
    if (found.status !== 'active') refuse('refused', 'not_active', '只有生效的合同可以终止。请刷新页面')
    if (input.endedOn < found.fromOn || input.endedOn > found.toOn)
      refuse('refused', 'end_day', '终止日应在合同期限之内。请核对')
    if (input.takeoverBy) await requireTakeover(context, found, input)
    const townshipIds = await townshipsLeft(context, found, input.endedOn)
    const served = await personsServed(context, found.organisationId, townshipIds)
    const interim = new Set(input.interim.map(({ personId }) => personId))
    const without = input.takeoverBy ? 0 : served.filter((id) => !interim.has(id)).length
    const policy = await context.policyOn(input.endedOn)
    requireNone(
      objectionsToEnd(
        {
          ground: input.ground,
          takeoverStarted: input.takeoverPlan !== '',
          personsWithoutInterimCarer: without,
        },
        {
          grounds: policy.find<string[]>('contract.termination_grounds'),
          takeover: policy.find<TakeoverPlan>('contract.takeover_plan'),
        },
      ),
    )
    await saveEnd(context, found, input)
    const { id: contractId, organisationId, number } = found
    const reason = `购买合同${number}终止：${input.reason}`
    const { endedOn } = input
    await context.announce(contractEnded, { contractId, organisationId, townshipIds, endedOn, reason })
    context.because(input.reason)
    return { personsTakenOver: served.length }
  },
})

function ownColumns(drafted: Drafted) {
  const { number, from, to, signedOn, sumFen, budgetLine, contents, fileId } = drafted
  if (to < from) refuse('invalid', 'to', '合同止期早于起期。请核对')
  return { number, fromOn: from, toOn: to, signedOn, sumFen, budgetLine, contents: JSON.stringify(contents), fileId }
}

interface Of {
  contractId: string
  organisationId: string
}

async function writeParts(context: Context, of: Of, { townships, clauses }: Drafted): Promise<void> {
  const common = { countyCode: context.county, ...of }
  if (townships.length > 0)
    await db(context)
      .insertInto('providers.contractTownship')
      .values(townships.map(({ townshipId, from, to }) => ({ ...common, townshipId, fromOn: from, toOn: to })))
      .execute()
  if (clauses.length > 0)
    await db(context)
      .insertInto('providers.clause')
      .values(clauses.map((clause, index) => ({ ...common, ...clause, place: index + 1 })))
      .execute()
}

async function activationObjections(context: Context, found: StoredContract): Promise<Reason[]> {
  const row = await contractRow(context, found)
  const policy = await context.policyOn(row.signedOn ?? context.today)
  const required = policy.find<string[]>('contract.purchase.required_contents')
  return objectionsToActivation(row, required, { accountId: context.actor.accountId, today: context.today })
}

function requireChanged(changed: { numUpdatedRows: bigint }): void {
  if (changed.numUpdatedRows === 0n) refuse('conflict', 'changed', '刚被别人改过；应在最新内容上办理。请刷新页面后重试')
}

/** Whoever takes over must itself stand under a contract that holds the next day. */
async function requireTakeover(
  context: Context,
  found: StoredContract,
  { takeoverBy, endedOn }: InputOf<typeof providers.operations.endContract>,
): Promise<void> {
  const ready = await db(context)
    .selectFrom('providers.contract')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', takeoverBy)
    .where('id', '!=', found.id)
    .where('status', '=', 'active')
    .where('fromOn', '<=', endedOn)
    .where('toOn', '>', endedOn)
    .executeTakeFirst()
  if (!ready)
    refuse(
      'refused',
      'takeover_by',
      '接管机构在终止次日没有生效的购买合同；应先签订。请先生效其合同或逐人落实临时照料人',
    )
}

/** The contract's townships in which its provider has no other contract the next day. */
async function townshipsLeft(
  context: Context,
  { id, organisationId }: StoredContract,
  endedOn: PlainDate,
): Promise<string[]> {
  const next = addDays(endedOn, 1)
  const rows = await db(context)
    .selectFrom('providers.contractTownship as own')
    .select('own.townshipId')
    .distinct()
    .where('own.countyCode', '=', context.county)
    .where('own.contractId', '=', id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('providers.contractTownship as other')
            .innerJoin('providers.contract', (join) =>
              join
                .onRef('providers.contract.countyCode', '=', 'other.countyCode')
                .onRef('providers.contract.id', '=', 'other.contractId'),
            )
            .select('other.contractId')
            .where('other.countyCode', '=', context.county)
            .where('other.organisationId', '=', organisationId)
            .where('other.contractId', '!=', id)
            .whereRef('other.townshipId', '=', 'own.townshipId')
            .where('other.fromOn', '<=', next)
            .where('other.toOn', '>=', next)
            .where('providers.contract.status', '=', 'active'),
        ),
      ),
    )
    .execute()
  return rows.map(({ townshipId }) => townshipId)
}

/** Persons who lose their provider: those of the townships that no contract covers any more. */
async function personsServed(
  context: Context,
  organisationId: string,
  townshipIds: readonly string[],
): Promise<string[]> {
  if (townshipIds.length === 0) return []
  const rows = await db(context)
    .selectFrom('persons.personView')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', organisationId)
    .where('townshipId', 'in', [...townshipIds])
    .where('status', '=', 'active')
    .execute()
  return rows.map(({ id }) => id)
}

async function saveEnd(
  context: Context,
  found: StoredContract,
  input: InputOf<typeof providers.operations.endContract>,
): Promise<void> {
  const interim = input.interim.map(({ personId, carer }) => `${personId} ${carer}`).join('\n')
  const changed = await db(context)
    .updateTable('providers.contract')
    .set({
      status: 'ended',
      endedOn: input.endedOn,
      endGround: input.ground,
      endReason: input.reason,
      endedBy: context.actor.accountId,
      takeoverPlan: interim ? `${input.takeoverPlan}\n${interim}` : input.takeoverPlan,
      takeoverBy: input.takeoverBy,
      version: input.version + 1,
      changedAt: context.now,
    })
    .where('countyCode', '=', context.county)
    .where('id', '=', found.id)
    .where('version', '=', input.version)
    .where('status', '=', 'active')
    .executeTakeFirst()
  requireChanged(changed)
}
