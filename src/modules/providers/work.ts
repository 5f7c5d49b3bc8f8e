/** What providers give 我的待办: contracts and certificates that run out, accounts and contracts that wait for a second person. */
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'
import { addDays, daysBetween, type PlainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import { db } from './reading.ts'
import { reminderDays } from './rules.ts'

const until = (today: PlainDate): PlainDate => addDays(today, reminderDays[0])

export async function work(context: Context): Promise<WorkItem[]> {
  const { actor } = context
  const items: WorkItem[] = []
  if (may(actor, 'providers.draftContract')) items.push(...(await endingContracts(context)))
  if (may(actor, 'providers.activateContract')) items.push(...(await waitingContracts(context)))
  if (may(actor, 'providers.decideAccount')) items.push(...(await waitingAccounts(context)))
  if (may(actor, 'providers.changeCarer')) items.push(...(await endingCertificates(context)))
  return items
}

const item = (fields: Pick<WorkItem, 'title' | 'object' | 'to' | 'dueOn' | 'kind' | 'weight'>): WorkItem => ({
  ...fields,
  citations: [],
  count: 1,
})
const pageOf = (organisationId: string, tab: string) => `/providers/${organisationId}?tab=${tab}`

async function endingContracts(context: Context): Promise<WorkItem[]> {
  const rows = await contracts(context)
    .where('contract.status', '=', 'active')
    .where('contract.toOn', '<=', until(context.today))
    .execute()
  return rows.map((row) => {
    const left = daysBetween(context.today, row.toOn)
    const title = left < 0 ? '办理期满合同的终止' : `办理购买合同续签（还剩${left}天）`
    const object = `${row.name} ${row.number}`
    const to = pageOf(row.organisationId, 'contracts')
    return item({ title, object, to, dueOn: row.toOn, kind: 'providers.contract_ending', weight: 'care' })
  })
}

async function waitingContracts(context: Context): Promise<WorkItem[]> {
  const rows = await contracts(context)
    .where('contract.status', '=', 'draft')
    .where('contract.signedOn', 'is not', null)
    .where('contract.draftedBy', '!=', context.actor.accountId)
    .execute()
  return rows.map((row) =>
    item({
      title: '生效购买合同',
      object: `${row.name} ${row.number}`,
      to: pageOf(row.organisationId, 'contracts'),
      dueOn: null,
      kind: 'providers.contract_waiting',
      weight: 'care',
    }),
  )
}

const contracts = (context: Context) =>
  db(context)
    .selectFrom('providers.contract as contract')
    .innerJoin('providers.provider as provider', (join) =>
      join
        .onRef('provider.countyCode', '=', 'contract.countyCode')
        .onRef('provider.organisationId', '=', 'contract.organisationId'),
    )
    .select(['contract.number', 'contract.toOn', 'contract.organisationId', 'provider.name'])
    .where('contract.countyCode', '=', context.county)
    .orderBy('contract.toOn')

async function waitingAccounts(context: Context): Promise<WorkItem[]> {
  const rows = await db(context)
    .selectFrom('providers.account')
    .select(['organisationId', 'holder', 'accountMasked'])
    .where('countyCode', '=', context.county)
    .where('confirmedBy', 'is', null)
    .where('rejectedBy', 'is', null)
    .where('proposedBy', '!=', context.actor.accountId)
    .execute()
  return rows.map((row) =>
    item({
      title: '复核收款账户',
      object: `${row.holder} ${row.accountMasked}`,
      to: pageOf(row.organisationId, 'accounts'),
      dueOn: null,
      kind: 'providers.account_waiting',
      weight: 'money',
    }),
  )
}

async function endingCertificates(context: Context): Promise<WorkItem[]> {
  const rows = await db(context)
    .selectFrom('providers.carer')
    .select(['name', 'organisationId', 'healthUntil'])
    .where('countyCode', '=', context.county)
    .where('healthUntil', '<=', until(context.today))
    .where((row) => row.or([row('toOn', 'is', null), row('toOn', '>=', context.today)]))
    .orderBy('healthUntil')
    .execute()
  return rows.map((row) =>
    item({
      title: '更新健康证',
      object: row.name,
      to: row.organisationId ? pageOf(row.organisationId, 'carers') : '/providers',
      dueOn: row.healthUntil,
      kind: 'providers.certificate_ending',
      weight: 'care',
    }),
  )
}
