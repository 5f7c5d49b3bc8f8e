/** Minors who reach an age, and those who go on in support because they go to school. */
import { sql } from 'kysely'
import { addYears, ageOn, daysBetween, type PlainDate } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { verifications } from './contract.ts'
import { type MinorDay, minorStanding, objectionsToPupil, objectionsToSchool } from './minor-rules.ts'
import type { MinorRow, SchoolShown } from './shapes.ts'
import { db } from './stored.ts'
import { stageText } from './words.ts'

/** Shown so many days ahead: a school's certificate and an end in order take time (本系统默认). */
const aheadDays = 90

export const schools = part(verifications, {
  async minors(context, { townshipId }) {
    const rows = await minorsOf(context, townshipId)
    const { policy, rule } = await rulesOf(context)
    context.shows({ townshipId }, rows.length)
    return {
      rows,
      at: context.now,
      stages: (rule?.value.after_18_while ?? []).map((code) => ({ code, text: stageText(code) })),
      citations: [...policy],
    }
  },

  async proveSchool(context, { fileId, ...input }) {
    const person = await db(context)
      .selectFrom('persons.personView')
      .select(['id', 'name', 'status', 'townshipId', 'villageId', 'bornOn', 'supportedFrom'])
      .where('countyCode', '=', context.county)
      .where('id', '=', input.personId)
      .executeTakeFirst()
    if (!person) return refuse('not_found', 'person', '没有找到此人。可能不在您的辖区内，请核对后再试。')
    context.concerns(person.id)
    if (person.status !== 'active' && person.status !== 'suspended')
      return refuse('refused', 'personId', `${person.name}已终止供养，不用登记在读。重新供养的，请先办理认定`)
    const { rule, ages } = await rulesOf(context)
    requireNone(objectionsToPupil(person, ages.support))
    requireNone(objectionsToSchool(input, context.today, rule))
    if (input.proof === '' && !fileId)
      return refuse('refused', 'proof', '没有在读证明。请上传证明，或写明纸质证明放在哪里')
    const file = fileId ? await claimFile(context, fileId, 'verifications') : null
    const id = context.newId()
    await db(context)
      .insertInto('verifications.school')
      .values({
        ...input,
        countyCode: context.county,
        id,
        townshipId: person.townshipId,
        villageId: person.villageId,
        fileId: file?.fileId ?? null,
        byAccount: context.actor.accountId,
        byName: context.actor.name,
        at: context.now,
        entryId: context.entryId,
      })
      .execute()
    return { schoolId: id }
  },
})

async function rulesOf(context: Context) {
  const policy = await context.policyOn(context.today)
  const young = policy.find<{ young_age_below: number }>('eligibility.no_labour')
  const support = policy.find<{ years: number }>('eligibility.minor.support_age_below')
  const rule = policy.find<{ after_18_while: string[] }>('eligibility.minor.in_school')
  return {
    rule,
    ages: { young: young?.value.young_age_below, support: support?.value.years },
    policy: [...(support?.citations ?? []), ...(rule?.citations ?? []), ...(young?.citations ?? [])],
  }
}

interface Found {
  personId: string
  person: string
  bornOn: PlainDate
  supportedFrom: PlainDate | null
  townshipId: string
  township: string
  village: string
  decided: string[] | null
  openChangeId: string | null
  schoolId: string | null
  stage: string
  school: string
  grade: string
  provedOn: PlainDate
  untilOn: PlainDate
  proof: string
  hasFile: boolean
}

/** Those whose standing changes soon, and those who are in support by a proof of school. */
export async function minorsOf(context: Context, townshipId: string | null): Promise<MinorRow[]> {
  const { rule, ages } = await rulesOf(context)
  const oldest = Math.max(0, ages.support ?? 0, ages.young ?? 0)
  if (oldest === 0) return []
  const { rows } = await sql<Found>`
    select p.id as person_id, p.name as person, p.born_on, p.supported_from, p.township_id, t.name as township, coalesce(v.name, '') as village,
      (select array_agg(c.reason) from endings.ending_view c where c.county_code = p.county_code and c.person_id = p.id
        and c.kind = 'minor' and c.step in ('deliver', 'done', 'kept')) as decided,
      (select c.id from endings.ending_view c where c.county_code = p.county_code and c.person_id = p.id
        and c.step not in ('deliver', 'done', 'kept', 'withdrawn') limit 1) as open_change_id,
      s.id as school_id, s.stage, s.school, s.grade, s.proved_on, s.until_on, s.proof, s.file_id is not null as has_file
    from persons.person_view p
    join access.area_view t on t.id = p.township_id
    left join access.area_view v on v.id = p.village_id
    left join lateral (select * from verifications.school o where o.county_code = p.county_code and o.person_id = p.id
      order by o.at desc, o.id desc limit 1) s on true
    where p.county_code = ${context.county} and p.status in ('active', 'suspended')
      and (p.born_on > ${addYears(context.today, -oldest - 1)} or s.id is not null
        or p.supported_from < (p.born_on + make_interval(years => ${oldest}))::date)
      and (${townshipId}::uuid is null or p.township_id = ${townshipId})
    order by t.sort_order, v.sort_order nulls last, p.born_on limit 500`.execute(context.transaction)
  const day: MinorDay = {
    today: context.today,
    ahead: aheadDays,
    ages,
    stages: rule?.value.after_18_while ?? [],
  }
  const found: MinorRow[] = []
  for (const row of rows) found.push(...lineOf(row, day, await openAges(context, row, ages)))
  return found.toSorted((one, other) => (one.on < other.on ? -1 : 1))
}

/** Ages that somebody reached in support under a rule that asked for a decision then: years later it is asked still. */
async function openAges(context: Context, row: Found, { young, support }: MinorDay['ages']): Promise<number[]> {
  const wanted = [
    { age: young, key: 'eligibility.no_labour' },
    { age: support, key: 'eligibility.minor.support_age_below' },
  ] as const
  const open: number[] = []
  for (const { age, key } of wanted) {
    if (age === undefined || row.supportedFrom === null) continue
    const birthday = addYears(row.bornOn, age)
    if (birthday > context.today || row.supportedFrom >= birthday) continue
    if ((await context.policyOn(birthday)).find(key)) open.push(age)
  }
  return open
}

function lineOf(row: Found, day: MinorDay, open: readonly number[]): MinorRow[] {
  const { decided, schoolId, stage, school, grade, provedOn, untilOn, proof, hasFile, supportedFrom: _, ...rest } = row
  const held = schoolId ? { stage, untilOn } : null
  const person = {
    bornOn: row.bornOn,
    decided: decided ?? [],
    openSince: (age: number) => open.includes(age),
    school: held,
  }
  const standing = minorStanding(person, day)
  if (!standing) return []
  return [
    {
      ...rest,
      age: ageOn(row.bornOn, day.today),
      matter: standing.matter,
      matterAge: standing.age,
      on: standing.on,
      left: daysBetween(day.today, standing.on),
      school: schoolId
        ? { id: schoolId, stage, stageText: stageText(stage), school, grade, provedOn, untilOn, proof, hasFile }
        : null,
    },
  ]
}

export async function schoolsOf(context: Context, personId: string): Promise<SchoolShown[]> {
  const rows = await db(context)
    .selectFrom('verifications.school')
    .select(['id', 'stage', 'school', 'grade', 'provedOn', 'untilOn', 'proof', 'fileId'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('at', 'desc')
    .execute()
  return rows.map(({ fileId, ...row }) => ({ ...row, stageText: stageText(row.stage), hasFile: fileId !== null }))
}

export const citationsOfMinors = async (context: Context) => (await rulesOf(context)).policy
export const ahead = aheadDays
