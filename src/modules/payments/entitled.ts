/** What each person is due for a month: by class, mode and level as they stood on its first day. Pure but for the reading. */
import { sql } from 'kysely'
import * as z from 'zod'
import { firstDay, type PlainDate, type PlainMonth, monthOf, monthText } from '#kernel/calendar.ts'
import { fenOfYuan } from '#kernel/money.ts'
import { type Citation, citationText, type PolicyInForce } from '#kernel/policy.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { objectionsToPayee } from './rules.ts'

const Yuan = z.string().transform(fenOfYuan)
const ByMode = z.object({ centralised: Yuan, dispersed: Yuan })
const LivingRates = z.object({ urban: ByMode, rural: ByMode })
const CareRates = z.object({ able: Yuan, partly_able: Yuan, unable: Yuan })
const StartRule = z.object({ from: z.enum(['next_month', 'same_month']) })

export interface MonthRates {
  month: PlainMonth
  living: z.output<typeof LivingRates>
  livingCitations: Citation[]
  care: z.output<typeof CareRates> | undefined
  careCitations: Citation[]
  /** Care money may go to the person himself here. */
  careToPerson: boolean
  fromNextMonth: boolean
}

/** Undefined where no living standard is in force: nothing can be listed. */
export function ratesOf(policy: PolicyInForce, month: PlainMonth): MonthRates | undefined {
  const living = policy.find('standard.living.rates')
  if (!living) return undefined
  const care = policy.find('standard.care.rates')
  const start = policy.find('payment.living.start_rule')
  const toPerson = objectionsToPayee(
    { payment: 'care', payee: 'person', mode: 'dispersed', agreementPayee: undefined, consent: undefined },
    policy,
  )
  return {
    month,
    living: LivingRates.parse(living.value),
    livingCitations: living.citations,
    care: care ? CareRates.parse(care.value) : undefined,
    careCitations: care?.citations ?? [],
    careToPerson: toPerson.length === 0,
    fromNextMonth: start === undefined || StartRule.parse(start.value).from === 'next_month',
  }
}

export async function requireRates(context: Context, month: PlainMonth): Promise<MonthRates> {
  const rates = ratesOf(await context.policyOn(firstDay(month)), month)
  if (rates) return rates
  throw new Refusal('refused', [
    {
      code: 'no_living_standard',
      message: `${monthText(month)}没有登记本县的基本生活标准，不能生成发放花名册。请县级救助经办在“政策依据”录入省、设区的市公布的基本生活标准（城乡、集中和分散），由县级救助负责人采用后再生成。`,
      next: { title: '政策依据', to: '/policy?key=standard.living.rates' },
    },
  ])
}

export interface Standing {
  personId: string
  name: string
  townshipId: string
  class: 'urban' | 'rural' | null
  mode: SupportMode | null
  level: SelfCareLevel | null
  decidedOn: PlainDate | null
  endedOn: PlainDate | null
  endReason: string | null
  /** On a locked roster: his care of the month is bought from a provider. */
  bought: boolean
}

export async function standingIn(context: Context, month: PlainMonth): Promise<Standing[]> {
  const found = await sql<Standing>`
    select s.person_id, p.name, coalesce(s.township_id, p.township_id) as township_id, s.class, s.mode, s.level, p.decided_on,
      p.ended_on, p.end_reason,
      exists (select from rosters.line_view l where l.county_code = p.county_code and l.person_id = p.id and l.month = ${month}) as bought
    from persons.standing_on(${context.county}, ${firstDay(month)}::date, ${context.now}::timestamptz) s
    join persons.person_view p on p.county_code = ${context.county} and p.id = s.person_id
    where s.status = 'active'
    order by p.name_sort, p.id`.execute(context.transaction)
  return found.rows
}

export interface Expected {
  purpose: 'living' | 'care'
  fen: bigint
  basis: Record<string, string>
  citations: Citation[]
}

/** From the month after the decision (民发〔2021〕43号 第十七条), a whole month for whoever stood on its first day. */
export function expectedOf(person: Standing, rates: MonthRates): Expected[] {
  const { decidedOn, mode, level } = person
  if (rates.fromNextMonth && decidedOn && monthOf(decidedOn) >= rates.month) return []
  if (!person.class || !mode) return []
  const words = (citations: Citation[]) => citations.map(citationText).join('、')
  const living: Expected = {
    purpose: 'living',
    fen: rates.living[person.class][mode],
    basis: { class: person.class, mode, clauses: words(rates.livingCitations) },
    citations: rates.livingCitations,
  }
  const careHere = mode === 'centralised' || rates.careToPerson
  if (!rates.care || !level || person.bought || !careHere) return [living]
  const care: Expected = {
    purpose: 'care',
    fen: rates.care[level],
    basis: { mode, level, clauses: words(rates.careCitations) },
    citations: rates.careCitations,
  }
  return [living, care].filter(({ fen }) => fen > 0n)
}
