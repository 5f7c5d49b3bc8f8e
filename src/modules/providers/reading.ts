/** What the screens of providers read. */
import { sql } from 'kysely'
import { daysBetween, momentText, type PlainDate } from '#kernel/calendar.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { refuse } from '#kernel/refusal.ts'
import { type ContractRow, providers, type ProviderRow } from './contract.ts'
import { contentText, missingInContract, reminderStage } from './rules.ts'

export const db = tablesOf<'providers', 'access' | 'persons'>()

export const reading = part(providers, {
  async list(context, input) {
    const rows = await providerRows(context, input)
    const shown = rows.slice((input.page - 1) * input.pageSize, input.page * input.pageSize)
    context.shows(input, shown.length)
    return { rows: shown, total: Math.min(rows.length, 1001), at: momentText(context.now) }
  },

  async get(context, { organisationId }) {
    const found = await findProvider(context, organisationId)
    const { creditCode, kind, name, representative, address, phone, status, version } = found
    const contracts = await contractsOf(context, organisationId)
    const own = { organisationId, creditCode, kind, name, representative, address, phone, status, version }
    return { ...own, contracts, accounts: await accountsOf(context, organisationId) }
  },

  async contract(context, { contractId }) {
    const found = await findContract(context, contractId)
    const { organisationId, name } = await findProvider(context, found.organisationId)
    return { ...(await contractRow(context, found)), organisationId, organisation: name }
  },

  async openContractFile(context, { contractId }) {
    const { fileId } = await findContract(context, contractId)
    if (fileId === null) return refuse('not_found', 'file', '这份合同还没有扫描件。请在修改草稿时上传')
    const { name } = await storedFile(context, fileId)
    return { ticket: await ticketFor(context, fileId), name }
  },
})

export async function findProvider(context: Context, organisationId: string) {
  const found = await db(context)
    .selectFrom('providers.provider')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', organisationId)
    .executeTakeFirst()
  return found ?? refuse('not_found', 'provider', '没有找到这家服务机构，或不在您的权限内')
}

async function providerRows(
  context: Context,
  { words, townshipId }: Pick<InputOf<typeof providers.operations.list>, 'words' | 'townshipId'>,
): Promise<ProviderRow[]> {
  const found = await db(context)
    .selectFrom('providers.provider as provider')
    .select([
      'provider.organisationId',
      'provider.name',
      'provider.creditCode',
      'provider.kind',
      'provider.status',
      sql<number>`(select count(*)::int from persons.person_view p where p.county_code = provider.county_code
        and p.organisation_id = provider.organisation_id and p.status = 'active')`.as('persons'),
      sql<number>`(select count(*)::int from providers.carer c where c.county_code = provider.county_code
        and c.organisation_id = provider.organisation_id and (c.to_on is null or c.to_on >= ${context.today}))`.as(
        'carers',
      ),
      sql<PlainDate | null>`(select min(c.health_until) from providers.carer c where c.county_code = provider.county_code
        and c.organisation_id = provider.organisation_id and (c.to_on is null or c.to_on >= ${context.today}))`.as(
        'healthUntil',
      ),
    ])
    .where('provider.countyCode', '=', context.county)
    .$if(words !== '', (query) =>
      query.where(sql<boolean>`position(${words} in provider.name || provider.credit_code) > 0`),
    )
    .orderBy('provider.name')
    .execute()
  const contracts = await currentContracts(context)
  const served = await townshipsServed(context)
  return found
    .map(({ healthUntil, ...row }) => {
      const contract = contracts.get(row.organisationId) ?? null
      const townshipIds = contract ? (served.get(contract.id) ?? []) : []
      return { ...row, contract, townshipIds, reminders: reminders(contract, healthUntil, context.today) }
    })
    .filter((row) => townshipId === null || row.townshipIds.includes(townshipId))
}

function reminders(contract: ProviderRow['contract'], healthUntil: PlainDate | null, today: PlainDate) {
  const ends = [
    ...(contract?.status === 'active' ? [{ title: '合同', end: contract.to }] : []),
    ...(healthUntil ? [{ title: '健康证', end: healthUntil }] : []),
  ]
  return ends.flatMap(({ title, end }) => {
    if (reminderStage(end, today) === undefined) return []
    const daysLeft = daysBetween(today, end)
    return [{ text: daysLeft < 0 ? `${title}已过期${-daysLeft}天` : `${title}还剩${daysLeft}天`, daysLeft }]
  })
}

/** Each provider's contract of today: the active one, else the last there was. */
async function currentContracts(context: Context) {
  const rows = await db(context)
    .selectFrom('providers.contract')
    .select(['id', 'organisationId', 'number', 'status', 'fromOn as from', 'toOn as to'])
    .where('countyCode', '=', context.county)
    .orderBy(sql`case status when 'active' then 1 when 'draft' then 2 else 3 end`, 'desc')
    .orderBy('fromOn')
    .execute()
  return new Map(rows.map(({ organisationId, ...contract }) => [organisationId, contract]))
}

async function townshipsServed(context: Context): Promise<Map<string, string[]>> {
  const rows = await db(context)
    .selectFrom('providers.contractTownship')
    .select(['contractId', 'townshipId'])
    .where('countyCode', '=', context.county)
    .execute()
  const served = new Map<string, string[]>()
  for (const { contractId, townshipId } of rows)
    served.set(contractId, [...new Set([...(served.get(contractId) ?? []), townshipId])])
  return served
}

const isTexts = (value: unknown): value is Record<string, string> => typeof value === 'object' && value !== null

export async function contractsOf(context: Context, organisationId: string): Promise<ContractRow[]> {
  const rows = await db(context)
    .selectFrom('providers.contract')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', organisationId)
    .orderBy('fromOn', 'desc')
    .execute()
  return Promise.all(rows.map((row) => contractRow(context, row)))
}

export type StoredContract = Awaited<ReturnType<typeof findContract>>

export async function findContract(context: Context, contractId: string) {
  const found = await db(context)
    .selectFrom('providers.contract')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', contractId)
    .executeTakeFirst()
  return found ?? refuse('not_found', 'contract', '没有找到这份购买合同，或不在您的权限内')
}

export async function contractRow(context: Context, row: StoredContract): Promise<ContractRow> {
  const policy = await context.policyOn(row.signedOn ?? context.today)
  const required = policy.find<string[]>('contract.purchase.required_contents')
  const contents = isTexts(row.contents) ? row.contents : {}
  const has = Object.keys(contents).filter((code) => contents[code]?.trim())
  const missing = missingInContract(has, required?.value ?? [])
  const { id, number, status, version, sumFen, budgetLine, signedOn, fileId, endedOn, endGround, endReason } = row
  const own = { id, number, status, version, sumFen, budgetLine, signedOn, fileId, endedOn, endGround, endReason }
  return {
    ...own,
    from: row.fromOn,
    to: row.toOn,
    contents,
    townships: await townshipsOf(context, id),
    clauses: await clausesOf(context, id),
    required: (required?.value ?? []).map((code) => ({ code, title: contentText(code), has: !missing.includes(code) })),
    citations: required?.citations ?? [],
    takeoverPlan: row.takeoverPlan,
    takeoverBy: row.takeoverBy,
    draftedBy: row.draftedBy,
    activatedBy: row.activatedBy,
  }
}

function townshipsOf(context: Context, contractId: string) {
  return db(context)
    .selectFrom('providers.contractTownship')
    .select(['townshipId', 'fromOn as from', 'toOn as to'])
    .where('countyCode', '=', context.county)
    .where('contractId', '=', contractId)
    .orderBy('fromOn')
    .execute()
}

function clausesOf(context: Context, contractId: string) {
  return db(context)
    .selectFrom('providers.clause')
    .select(['no', 'text', 'kind', 'amountFen', 'percent'])
    .where('countyCode', '=', context.county)
    .where('contractId', '=', contractId)
    .orderBy('place')
    .execute()
}

async function accountsOf(
  context: Context,
  organisationId: string,
): Promise<OutputOf<typeof providers.operations.get>['accounts']> {
  const rows = await db(context)
    .selectFrom('providers.account')
    .select(['id', 'bank', 'holder', 'accountMasked', 'fromOn', 'toOn', 'proposedBy', 'reason', 'rejectReason'])
    .select(['confirmedBy', 'rejectedBy'])
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', organisationId)
    .orderBy('fromOn', 'desc')
    .execute()
  return rows.map(({ fromOn, toOn, confirmedBy, rejectedBy, ...row }) => ({
    ...row,
    from: fromOn,
    to: toOn,
    state: confirmedBy ? 'confirmed' : rejectedBy ? 'rejected' : 'proposed',
  }))
}
