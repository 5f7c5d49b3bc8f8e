/** What a visit needs around it in tests, written as whoever may: provider, carer, roster line, agreement, absence, stay. */
import type pg from 'pg'
import { instant } from '#kernel/calendar.ts'
import type { Sent } from '#kernel/contract.ts'
import type { visits } from '#modules/visits/contract.ts'

type Asking = Pick<pg.ClientBase, 'query'>
const home = '371522'
let made = 0

export async function givenProvider(client: Asking, { name = '甲机构（测试）', county = home } = {}): Promise<string> {
  made += 1
  const id = crypto.randomUUID()
  await client.query(
    `insert into access.organisation (county_code, id, kind, name, from_on) values ($1, $2, 'provider', $3, '2020-01-01')`,
    [county, id, name],
  )
  await client.query(
    `insert into providers.provider (county_code, organisation_id, name, credit_code, kind, changed_at)
     values ($1, $2, $3, $4, 'company', '2020-01-01')`,
    [county, id, name, `9137${String(made).padStart(14, '0')}`],
  )
  return id
}

export interface GivenCarer {
  organisationId: string
  name?: string
  county?: string
  fromOn?: string
  toOn?: string | null
}

export async function givenCarer(client: Asking, carer: GivenCarer): Promise<string> {
  const { organisationId, name = '赵测试', county = home, fromOn = '2022-01-01', toOn = null } = carer
  const id = crypto.randomUUID()
  await client.query(
    `insert into providers.carer (county_code, id, organisation_id, name, born_on, sex, id_number, id_index, id_masked, from_on, to_on, changed_at)
     values ($1, $2, $3, $4, '1975-01-01', 'female', $5, $6, '***', $7, $8, '2022-01-01')`,
    [county, id, organisationId, name, Buffer.alloc(8), Buffer.from(id.replaceAll('-', ''), 'hex'), fromOn, toOn],
  )
  return id
}

export interface GivenRoster {
  month: string
  organisationId: string
  lines: readonly { personId: string; townshipId: string; level?: string }[]
  county?: string
  sentAt?: string | null
}

export async function givenRoster(client: Asking, roster: GivenRoster): Promise<string> {
  const { month, organisationId, lines, county = home, sentAt = `${month}-01T01:00:00Z` } = roster
  const id = crypto.randomUUID()
  await client.query(
    `insert into rosters.roster (county_code, id, month, organisation_id, status, known_at, made_by, person_count, locked_at, locked_by, sent_at)
     values ($1, $2, $3, $4, $5, $6::timestamptz, 'test', $7, $6::timestamptz, 'test', $8)`,
    [county, id, month, organisationId, sentAt ? 'sent' : 'locked', `${month}-01T00:00:00Z`, lines.length, sentAt],
  )
  for (const [index, { personId, townshipId, level = 'partly_able' }] of lines.entries())
    await client.query(
      `insert into rosters.roster_line (county_code, id, roster_id, month, organisation_id, township_id, person_id, line_no, level, change, entry_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'none', $10)`,
      [
        county,
        crypto.randomUUID(),
        id,
        month,
        organisationId,
        townshipId,
        personId,
        index + 1,
        level,
        crypto.randomUUID(),
      ],
    )
  return id
}

export interface GivenAgreement {
  personId: string
  townshipId: string
  organisationId: string
  from: string
  to?: string
  county?: string
}

export async function givenAgreement(client: Asking, agreement: GivenAgreement): Promise<string> {
  const { personId, townshipId, organisationId, from, to = '2099-12-31', county = home } = agreement
  made += 1
  const id = crypto.randomUUID()
  await client.query(
    `insert into agreements.agreement (county_code, id, number, kind, person_id, township_id, organisation_id, status, title, from_on, to_on,
       level, capacity, drafted_by, drafted_at, signed_on, effective_from, effective_to, changed_at)
     values ($1, $2, $3, 'dispersed', $4, $5, $6, 'signed', '照料服务协议', $7::date, $8::date, 'partly_able', 'full', 'test', $7::date, $7::date, $7::date, $8::date, $7::date)`,
    [county, id, `XY-T-${made}`, personId, townshipId, organisationId, from, to],
  )
  return id
}

export async function givenMonth(client: Asking, month: string, county = home, closed = false): Promise<void> {
  await client.query(
    `insert into rosters.month_plan (county_code, month, cut_off_on, lock_on, send_on, scores_due_on, acceptance_due_on, meeting_on, pay_on,
       status, closed_at, closed_by, closing_proposed_by)
     values ($1, $2::text, $3::date, $3::date, $3::date, $3::date + 35, $3::date + 40, $3::date + 41, $3::date + 45, $4::text,
       case when $4::text = 'closed' then now() end, case when $4::text = 'closed' then 'b' end, case when $4::text = 'closed' then 'a' end)
     on conflict (county_code, month) do update set status = excluded.status, closed_at = excluded.closed_at,
       closed_by = excluded.closed_by, closing_proposed_by = excluded.closing_proposed_by`,
    [county, month, `${month}-01`, closed ? 'closed' : 'open'],
  )
}

export type SentVisit = Sent<(typeof visits)['operations']['take']>['visits'][number]

/** A visit that proves itself well: signed, card scanned. `at` is '2023-08-20 9:02', the clock in China. */
export function givenVisit(
  of: Partial<SentVisit> & { personId: string; carerId: string; at: string; minutes?: number },
): SentVisit {
  const { at, minutes = 42, ...visit } = of
  const [day = '', time = ''] = at.split(' ')
  const startedAt = instant(`${day}T${time.padStart(5, '0')}:00+08:00`)
  return {
    id: crypto.randomUUID(),
    startedAt,
    endedAt: instant(new Date(Date.parse(startedAt) + minutes * 60_000).toISOString()),
    services: ['daily_cleaning'],
    confirmation: 'signature',
    cardScanned: true,
    ...visit,
  }
}
