/** Policy cases about homes, their staff and their meals. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { type Questions, question } from '#kernel/question.ts'
import { percentText } from '#kernel/ratio.ts'
import {
  bedsShort,
  eachHomeReached,
  type HomeBeds,
  type OccupancyTarget,
  occupancyOf,
  occupancyTotal,
  townshipsWithoutHome,
} from './occupancy.ts'
import {
  type AdmissionGate,
  countResidents,
  designation,
  HomeOwnership,
  Meal,
  missingInMeal,
  objectionsToPayingResident,
  objectionsToReceiving,
  type PayingResidents,
} from './rules.ts'
import {
  reasonsToReplaceDirector,
  requiredCarers,
  residentsPerStaff,
  type StaffRatio,
  Trainee,
  trainingStanding,
  type TrainingRule,
} from './staffing.ts'

const count = z.coerce.number().int().nonnegative()
const HomeRow = z.object({ home: z.string(), beds: count, residents: count, staff: count })
const TownshipRow = z.object({ township: z.string(), dispersed: count, unable: count, partly_able: count })
/** The rows that the document itself prints, without the total row. */
const Sample = z.object({ table: z.string(), sample: z.string() })

function sampleRows<Row extends z.ZodType>(table: string, row: Row, policy: PolicyInForce): z.output<Row>[] {
  return z.object({ sample_rows: z.array(row) }).parse(policy.value(`table.${table}`).value).sample_rows
}

const homesOf = (table: string, policy: PolicyInForce) => sampleRows(table, HomeRow, policy)

const noneAsNull = z.literal('none').transform(() => null)

const occupancyPercent = (policy: PolicyInForce): number =>
  policy.value<OccupancyTarget>('institution.occupancy_target').value.percent

const occupancy = question(
  z.object({ beds: count, residents: count, percent: z.int().optional() }),
  ({ beds, residents, percent }, policy) => occupancyOf({ beds, residents }, percent ?? occupancyPercent(policy)),
)

const Grade = z.object({
  grade: z.int(),
  ownership: HomeOwnership,
  upgrade_plan: z.union([noneAsNull, z.object({ done_by: PlainDate })]).default(null),
})

const designate = question(Grade, (given, policy) => {
  const { reasons, until } = designation(
    {
      legalPerson: true,
      filed: true,
      grade: given.grade,
      upgradeDoneBy: given.upgrade_plan?.done_by ?? null,
      ownership: given.ownership,
    },
    policy.value<AdmissionGate>('institution.admission_gate'),
    policy.find<string[]>('institution.ownership'),
    policy.on,
  )
  if (reasons.some((reason) => !reason.warning)) return { allowed: false, reasons }
  if (reasons.length > 0) return { allowed: 'warn', needs: ['reason', 'approver'], reasons }
  return { allowed: true, ...(until ? { until } : {}) }
})

const Admission = z.object({
  category: z.string().optional(),
  local_waiting: count.optional(),
  free_beds: count.optional(),
  legal_person: z.boolean().default(true),
  filed: z.boolean().default(true),
  grade: z.int().nullable().default(null),
})

const admit = question(Admission, (given, policy) => {
  const gate = policy.find<AdmissionGate>('institution.admission_gate')
  const home = { legalPerson: given.legal_person, filed: given.filed, grade: given.grade, upgradeDoneBy: null }
  const lacking = gate ? objectionsToReceiving(home, gate, policy.on) : []
  if (lacking.length > 0) {
    return { allowed: false, answer: 'refused', missing: lacking.map((reason) => reason.code), reasons: lacking }
  }
  if (given.category === undefined || given.category === 'supported_centralised') {
    return { allowed: true, answer: 'allowed' }
  }
  const rule = policy.value<PayingResidents>('institution.paying_residents')
  const reasons = objectionsToPayingResident(given.local_waiting ?? 0, given.free_beds ?? 0, rule)
  const first = reasons[0]
  // Where a bed stays free after all who wait are placed, the county may still let someone in.
  if (first)
    return { allowed: false, answer: first.warning ? 'warn_or_refuse' : 'refused', reason: first.code, reasons }
  const fee = policy.find<{ follows: string }>('fee.social')
  return { allowed: true, answer: 'allowed', ...(fee ? { fee: fee.value.follows } : {}) }
})

const required = question(
  z.object({
    able: count,
    partly_able: count,
    unable: count,
    ratios_for_trial: z.object({ able: count, partly_able: count, unable: count }).optional(),
  }),
  (given, policy) => {
    const { numbers } = policy.value<StaffRatio>('staff.ratio').value
    const ratio = numbers === 'none' ? given.ratios_for_trial : numbers
    return { carers: ratio ? requiredCarers(given, ratio) : 'none', ratio_in_document: numbers }
  },
)

const training = question(
  z.object({ who: Trainee, class_hours: z.array(z.int()), joined: PlainDate.optional() }),
  ({ who, class_hours, joined }, policy) =>
    trainingStanding(
      { who, classHours: class_hours, joined },
      policy.find<TrainingRule[]>('training.rules')?.value ?? [],
      policy.on,
    ),
)

const director = question(
  z.object({ posts: z.array(z.string()), qualified: z.boolean().default(true) }),
  ({ posts, qualified }, policy) => {
    const rule = policy.value<string[]>('director.replace_when')
    const reasons = reasonsToReplaceDirector(posts, qualified, rule)
    return { replace: reasons.length > 0, reason: reasons[0]?.code ?? 'none', reasons }
  },
)

const meals = question(z.object({ meal: Meal, tags: z.array(z.string()) }), ({ meal, tags }, policy) => {
  const missing = missingInMeal(meal, tags, policy.value<Partial<Record<Meal, string[]>>>('meals.rules').value)
  return { ok: missing.length === 0, missing }
})

const totalOfHomes = question(Sample, ({ table }, policy) => {
  const homes = homesOf(table, policy)
  const { beds, residents, target, gap } = occupancyTotal(homes, occupancyPercent(policy))
  return { beds, residents, target, gap, staff: homes.reduce((sum, home) => sum + home.staff, 0) }
})

const positiveGap = question(Sample, ({ table }, policy) => {
  const total = occupancyTotal(homesOf(table, policy), occupancyPercent(policy))
  return {
    positive: total.positiveGap,
    homes_below: total.homesBelow,
    surplus: total.surplus,
    homes_at_or_above: total.homesReached,
  }
})

const rate = question(z.union([Sample, z.object({ residents: count, beds: count })]), (given, policy) =>
  'table' in given ? rateOfHomes(homesOf(given.table, policy), occupancyPercent(policy)) : rateOfTotals(given),
)

const townships = question(z.object({ tables: z.tuple([z.string(), z.string()]) }), ({ tables }, policy) => {
  const [persons, homes] = tables
  const names = homesOf(homes, policy).map((row) => row.home)
  return withoutHome(sampleRows(persons, TownshipRow, policy), names)
})

/** The printed table names its homes only; a township's own home begins with the township's name. */
function withoutHome(rows: readonly z.infer<typeof TownshipRow>[], homes: readonly string[]) {
  const withHome = rows.filter((row) => homes.some((home) => home.startsWith(row.township)))
  const found = townshipsWithoutHome(
    rows.map((row) => ({ ...row, partlyAble: row.partly_able })),
    new Set(withHome.map((row) => row.township)),
  )
  return { units: found.units, dispersed: found.dispersed, unable: found.unable, partly_able: found.partlyAble }
}

const rateOfTotals = (total: HomeBeds) => ({
  percent_2: percentText(total.residents, total.beds),
  free_beds: total.beds - total.residents,
  each_home_reached: 'not_proved',
})

function rateOfHomes(homes: readonly HomeBeds[], percent: number) {
  const total = occupancyTotal(homes, percent)
  return {
    percent_2: percentText(total.residents, total.beds),
    free_beds: total.freeBeds,
    homes: total.homes,
    homes_reached: total.homesReached,
    each_home_reached: eachHomeReached(homes, percent) ? 'yes' : 'no',
  }
}

export const questions: Questions = {
  'homes.occupancy': occupancy,
  'homes.occupancy_total': totalOfHomes,
  'homes.occupancy_rate': rate,
  'homes.positive_gap': positiveGap,
  'homes.townships_without_home': townships,
  'homes.designation': designate,
  'homes.admit': admit,
  'homes.count': question(z.object({ residents: z.record(z.string(), count) }), (given) =>
    countResidents(given.residents),
  ),
  'homes.beds_for_disabled': question(z.object({ disabled: count, free_beds: count }), (given) => ({
    short: bedsShort(given.disabled, given.free_beds),
  })),
  'staff.load': question(z.object({ residents: count, staff: count }), (given) => ({
    per_staff: residentsPerStaff(given.residents, given.staff),
  })),
  'staff.required': required,
  'training.check': training,
  'director.check': director,
  'meals.check': meals,
}
