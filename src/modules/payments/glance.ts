/** 每月基本生活、照料护理: what somebody is due by the standards in force, and to whom it goes (screens 4.6). */
import { sql } from 'kysely'
import { addMonths, dateText, monthOf, type PlainDate } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { may } from '#kernel/permission.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import type { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import type { Glance } from '#platform/module.ts'
import { type MonthRates, ratesOf } from './entitled.ts'

interface Standing {
  status: string
  class: 'urban' | 'rural'
  mode: SupportMode | null
  level: SelfCareLevel | null
  supportedFrom: PlainDate | null
  /** The home he lives in. */
  organisation: string | null
  /** From whom his care is bought, by the roster of this month or the last. */
  provider: string | null
}

export async function paymentsGlance(context: Context, personId: string): Promise<Glance[]> {
  if (!may(context.actor, 'payments.ofPerson')) return []
  const standing = await standingOf(context, personId)
  if (!standing?.mode || !['active', 'awaiting'].includes(standing.status)) return []
  const { supportedFrom } = standing
  const begins = supportedFrom && supportedFrom > context.today ? supportedFrom : undefined
  const policy = await context.policyOn(begins ?? context.today)
  const rates = ratesOf(policy, monthOf(begins ?? context.today))
  const when = begins ? `（自${dateText(begins)}起）` : ''
  return [living(standing, standing.mode, { rates, when }), care(standing, { rates, when, policy })]
}

async function standingOf(context: Context, personId: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select p.status, p.household_class as class, p.mode, p.level, p.supported_from, o.name as organisation,
      (select u.name from rosters.line_view l
        join access.organisation_view u on u.county_code = l.county_code and u.id = l.organisation_id
        where l.county_code = p.county_code and l.person_id = p.id and l.month >= ${addMonths(monthOf(context.today), -1)}
        order by l.month desc limit 1) as provider
    from persons.person_view p
    left join access.organisation_view o on o.county_code = p.county_code and o.id = p.organisation_id
    where p.county_code = ${context.county} and p.id = ${personId}`.execute(context.transaction)
  return rows[0]
}

interface By {
  rates: MonthRates | undefined
  when: string
}

function living(standing: Standing, mode: SupportMode, { rates, when }: By): Glance {
  const line = { place: 0, label: '每月基本生活' }
  const to = '/policy?key=standard.living.rates'
  if (!rates) return { ...line, value: '本县没有录入基本生活标准', lacks: true, to }
  const whom = mode === 'centralised' ? `　由${standing.organisation ?? '供养机构'}统一用在本人身上` : ''
  const amount = `${yuanText(rates.living[standing.class][mode])}元`
  return { ...line, value: `${amount}${when}${whom}`, citations: rates.livingCitations }
}

function care(standing: Standing, { rates, when, policy }: By & { policy: PolicyInForce }): Glance {
  const line = { place: 1, label: '每月照料护理' }
  if (!standing.level) return { ...line, value: '没有能力等级，不能确定', lacks: true }
  if (!rates?.care)
    return { ...line, value: '本县没有录入照料护理标准', lacks: true, to: '/policy?key=standard.care.rates' }
  const amount = `${yuanText(rates.care[standing.level])}元${when}`
  const whom = payeeOf(standing, rates)
  const rule = rates.careToPerson ? undefined : policy.find('payment.care.forbidden_payees')
  const citations = [...rates.careCitations, ...(rule?.citations ?? [])]
  if (!whom) return { ...line, value: `${amount}　还没有上名册，上名册后付给承接的机构`, citations }
  return { ...line, value: `${amount}　付给${whom}${rates.careToPerson ? '' : '（不发给本人）'}`, citations }
}

function payeeOf({ mode, organisation, provider }: Standing, { careToPerson }: MonthRates): string | undefined {
  if (mode === 'centralised') return organisation ?? '供养机构'
  return provider ?? (careToPerson ? '本人账户' : undefined)
}
