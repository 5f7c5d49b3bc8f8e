/** The demonstration's own commands for papers: providers of organisations that are there, agreements signed by all in bulk. */
import { sql } from 'kysely'
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { command, contract } from '#kernel/contract.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { insert } from './insert-rows.ts'

const Provider = z.object({
  organisationId: z.uuid(),
  creditCode: z.string(),
  kind: z.enum(['company', 'social_organisation', 'institution', 'individual_business']),
  representative: z.string(),
  address: z.string(),
  phone: z.string(),
})

export const paperOperations = {
  adoptProviders: command({
    title: '登记演示服务机构',
    internal: true,
    input: z.object({ providers: z.array(Provider).max(20) }),
    output: z.object({ providers: z.int() }),
  }),
  signAgreements: command({
    title: '签齐演示协议',
    internal: true,
    input: z.object({
      organisationId: z.uuid(),
      signedOn: PlainDate,
      fileId: z.uuid(),
      /** Given: only these persons, and only these parties of theirs, sign; nothing takes effect by it. */
      only: z.array(z.object({ personId: z.uuid(), parties: z.array(z.string()) })).default([]),
    }),
    output: z.object({ agreements: z.int() }),
  }),
}
const operations = contract('demo', paperOperations)

export const papers = part(operations, {
  async adoptProviders(context, { providers }) {
    const names = await namesOf(context)
    await insert(
      context,
      'providers.provider',
      providers.map(({ organisationId, creditCode, ...words }) => ({
        county_code: context.county,
        organisation_id: organisationId,
        name: names.get(organisationId) ?? '',
        credit_code: creditCode,
        ...words,
        changed_at: context.now,
      })),
    )
    return { providers: providers.length }
  },

  /** As agreements.sign leaves them: one row for each party, then the agreement itself as signed and in force from its first day. */
  async signAgreements(context, { organisationId, signedOn, fileId, only }) {
    await claimFile(context, fileId, 'agreements.sign')
    const some = JSON.stringify(only.map(({ personId, parties }) => ({ person_id: personId, parties })))
    context.wrote('agreements.signature')
    await sql`
      insert into agreements.signature (county_code, id, agreement_id, edition, party, act, signer, capacity, relation, method, signed_on,
        file_id, held_by, person_id, township_id, village_id, organisation_id, entered_by, entered_at, entry_id)
      select a.county_code, gen_random_uuid(), a.id, a.edition, p.party, p.act,
        case p.party when 'person' then case a.capacity when 'none' then coalesce(g.name, e.name) else e.name end
          when 'guardian' then coalesce(g.name, '监护人') when 'provider' then coalesce(nullif(p.representative, ''), '机构代表（演示）')
          when 'township' then '镇代表（演示）' else '村代表（演示）' end,
        case p.party when 'person' then case a.capacity when 'none' then 'guardian' else 'person' end
          when 'guardian' then 'guardian' else 'representative' end,
        '', 'paper', ${signedOn}::date, ${fileId}::uuid, '乡镇档案柜（演示）', a.person_id, a.township_id, a.village_id, a.organisation_id,
        ${context.actor.accountId}, ${context.now}::timestamptz, ${context.entryId}::uuid
      from agreements.agreement a
      join agreements.party p on p.county_code = a.county_code and p.agreement_id = a.id
      join persons.person e on e.county_code = a.county_code and e.id = a.person_id
      left join lateral (select name from persons.guardian g where g.county_code = a.county_code and g.person_id = a.person_id limit 1) g on true
      left join jsonb_to_recordset(${some}::jsonb) as o (person_id uuid, parties jsonb) on o.person_id = a.person_id
      where a.county_code = ${context.county} and a.organisation_id = ${organisationId} and a.status = 'signing'
        and (o.person_id is not null or ${only.length === 0})
        and (o.person_id is null or o.parties ? p.party)`.execute(context.transaction)
    if (only.length > 0) return { agreements: 0 }
    const signed = await sql`
      update agreements.agreement set status = 'signed', signed_on = ${signedOn}::date, effective_from = greatest(from_on, ${signedOn}::date),
        effective_to = to_on, version = version + 1, changed_at = ${context.now}::timestamptz
      where county_code = ${context.county} and organisation_id = ${organisationId} and status = 'signing'`.execute(
      context.transaction,
    )
    return { agreements: Number(signed.numAffectedRows ?? 0n) }
  },
})

async function namesOf(context: Context): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; name: string }>`select id, name from access.organisation_view
    where county_code = ${context.county} and kind = 'provider'`.execute(context.transaction)
  return new Map(rows.rows.map(({ id, name }) => [id, name]))
}
