/** Moving into a home, leaving it, and taking back what was entered in error. */
import { entryLimitsOn } from '#kernel/entry-limits.ts'
import { addDays, type PlainDate } from '#kernel/calendar.ts'
import { Refusal, refuse, requireNone } from '#kernel/refusal.ts'
import { homesOn } from '#modules/institutions/index.ts'
import { changeStanding, objectionsOfOthers, wrongWithWish } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { stays } from './contract.ts'
import { objectionsToAdmission, objectionsToLeaving, objectionsToWithdrawal, stillStanding } from './guards.ts'
import { db, lockHome, mostResidentsFrom } from './occupied.ts'
import { factOn, waitingIn } from './persons-asked.ts'
import { endStay, writeAdopted, writeMovement, writeResident, writeStay } from './rows.ts'

export const moving = part(stays, {
  async admit(context, input) {
    const { homeId, category, from, personId, reason, override } = input
    const home = await openHome(context, homeId)
    await lockHome(context, homeId)
    const person = personId ? await findPerson(context, personId, from) : null
    const bornOn = person?.bornOn ?? input.resident?.bornOn
    if (!bornOn) return refuse('invalid', 'resident', '没有入住人；应选择在册人员，或填写姓名、性别和出生日期。请补齐')
    const limits = await entryLimitsOn(context)
    const admission = { category, from, today: context.today, limits, wish: input.wish, bornOn, person }
    const counted = await countedHome(context, home, from)
    const localWaiting = category === 'social_elderly' ? await waitingIn(context, home.townshipId, from) : 0
    const policy = await context.policyOn(from)
    const reasons = objectionsToAdmission({ ...admission, home: counted, localWaiting }, policy)
    const changes = category === 'supported_centralised' && person?.active && person.changesMode
    if (personId && changes) reasons.push(...(await objectionsOfOthers(context, { kind: 'admit', personId, on: from })))
    requireNone(stillStanding(reasons, override))
    const residentId = personId ? null : await writeResident(context, home, input)
    const place = { homeId, townshipId: home.townshipId }
    const stayId = await writeStay(context, { ...place, personId: personId ?? null, residentId, category, from })
    const why = override ? `${reason}（${override}）` : reason
    await writeMovement(context, {
      stayId,
      ...place,
      personId: personId ?? null,
      kind: 'admitted',
      day: from,
      reason: why,
      proof: input.proof,
    })
    if (personId && category === 'supported_centralised')
      await changeStanding(context, {
        personId,
        from,
        facts: { mode: 'centralised', organisation: homeId },
        basis: reason,
        source: 'decision',
      })
    if (personId) context.concerns(personId)
    context.because(why)
    return { stayId }
  },

  async leave(context, { stayId, to, destination, reason, proof }) {
    const stay = await findStay(context, stayId)
    const changesMode = stay.category === 'supported_centralised' && destination !== 'other_home'
    const limits = await entryLimitsOn(context)
    const standing = { from: stay.fromOn, to, today: context.today, limits, ended: stay.toOn !== null, changesMode }
    requireNone(objectionsToLeaving(standing))
    if (stay.personId && destination === 'death') refuseDeath(stay.personId)
    if (stay.personId && changesMode)
      requireNone(await objectionsOfOthers(context, { kind: 'leave', personId: stay.personId, on: to }))
    await endStay(context, stayId, to)
    const { organisationId: homeId, townshipId, personId } = stay
    await writeMovement(context, {
      stayId,
      homeId,
      townshipId,
      personId,
      kind: 'left',
      day: to,
      reason,
      proof,
      destination,
    })
    context.because(reason)
    if (!personId) return { dispersedFrom: null }
    context.concerns(personId)
    if (stay.category !== 'supported_centralised') return { dispersedFrom: null }
    // Dispersed from the day after the last day in the home: no gap, no overlap.
    const next = addDays(to, 1)
    const stays = destination === 'other_home'
    await changeStanding(context, {
      personId,
      from: next,
      facts: stays ? { organisation: '' } : { mode: 'dispersed', organisation: '' },
      basis: reason,
      source: 'decision',
    })
    return { dispersedFrom: stays ? null : next }
  },

  async withdraw(context, { stayId, reason }) {
    const stay = await findStay(context, stayId)
    if (stay.category === 'supported_centralised')
      requireNone(
        objectionsToWithdrawal({
          from: stay.fromOn,
          to: stay.toOn,
          today: context.today,
          limits: await entryLimitsOn(context),
        }),
      )
    await db(context)
      .updateTable('stays.stay')
      .set({ withdrawnAt: context.now })
      .where('countyCode', '=', context.county)
      .where('id', '=', stayId)
      .execute()
    const { organisationId: homeId, townshipId, personId, fromOn } = stay
    await writeMovement(context, { stayId, homeId, townshipId, personId, kind: 'withdrawn', day: fromOn, reason })
    context.because(reason)
    if (!personId) return {}
    context.concerns(personId)
    if (stay.category === 'supported_centralised')
      await changeStanding(context, {
        personId,
        from: fromOn,
        facts: { mode: 'dispersed', organisation: '' },
        basis: reason,
        source: 'correction',
      })
    return {}
  },

  async adopt(context, { knownAt, stays: given }) {
    const homes = await db(context)
      .selectFrom('institutions.homeView')
      .select(['id', 'townshipId'])
      .where('countyCode', '=', context.county)
      .execute()
    const townships = new Map(homes.map((home) => [home.id, home.townshipId]))
    for (let start = 0; start < given.length; start += 1000)
      await writeAdopted(context, given.slice(start, start + 1000), { knownAt, townships })
    return { stays: given.length }
  },
})

/** Whoever has a file dies once: the report frees the bed, and stops everything else in the same transaction. */
function refuseDeath(personId: string): never {
  throw new Refusal('refused', [
    {
      code: 'destination',
      message: '本人有一人一档，去世请在“死亡处理”报告：床位当天空出，名册、协议、发放同时停止。不在这里办理离院。',
      next: { title: '报告死亡', to: `/deaths/new?person=${personId}` },
    },
  ])
}

async function openHome(context: Context, homeId: string) {
  const home = await db(context)
    .selectFrom('institutions.homeView')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', homeId)
    .executeTakeFirst()
  return (
    home ??
    refuse(
      'not_found',
      'home',
      '没有找到这家供养机构，或它在别的乡镇（街道）；请从机构一览中选择。本乡镇没有机构的，在“变更与终止”提出“分散转集中”并核实后，由县级救助经办或县级养老服务经办办理入住',
    )
  )
}
type HomeSeen = Awaited<ReturnType<typeof openHome>>

async function countedHome(context: Context, home: HomeSeen, from: PlainDate) {
  const mostResidents = await mostResidentsFrom(context, home.id, from)
  const beds: number[] = []
  for (const day of [from, context.today])
    beds.push((await homesOn(context, context.county, day, context.now)).get(home.id)?.beds ?? 0)
  const { legalPerson, filed, grade, upgradeDoneBy } = home
  const standing = { legalPerson, filed, grade, upgradeDoneBy, open: home.status === 'open' }
  return { ...standing, beds: Math.min(...beds), mostResidents }
}

async function findPerson(context: Context, personId: string, day: PlainDate) {
  const person = await db(context)
    .selectFrom('persons.personView')
    .select(['id', 'bornOn', 'supportedFrom', 'capacity', 'diedOn'])
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person) return refuse('not_found', 'person', '没有找到这个人；请从一人一档中选择')
  const wishes = await db(context)
    .selectFrom('persons.consentView')
    .select(['fromOn', 'toOn', 'withdrawnOn', 'givenBy'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('kind', '=', 'placement')
    .where('fromOn', '<=', day)
    .orderBy('fromOn', 'desc')
    .execute()
  const status = await factOn(context, personId, 'status', day)
  const { bornOn, supportedFrom, capacity, diedOn } = person
  const wrongWish = wrongWithWish(wishes, capacity, day) ?? null
  const changesMode = (await factOn(context, personId, 'mode', day)) !== 'centralised'
  return { bornOn, supportedFrom, diedOn, active: status === 'active', wrongWish, changesMode }
}

async function findStay(context: Context, stayId: string) {
  const stay = await db(context)
    .selectFrom('stays.stay')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', stayId)
    .where('withdrawnAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return (
    stay ??
    refuse(
      'not_found',
      'stay',
      '没有找到这次入住，或住在别的乡镇（街道）的机构；请从入住人员中选择，别处机构的由院长或县级经办办理',
    )
  )
}
