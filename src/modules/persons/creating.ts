/** One person filed with all checks, in two round trips. */
import { type RawBuilder, sql } from 'kysely'
import { addMonths, dateText, firstDay, monthOf, monthText } from '#kernel/calendar.ts'
import { Refusal, type Reason, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { together } from '#platform/perform.ts'
import { nameFaults } from './check-values.ts'
import type { NewPerson } from './file-operations.ts'
import { type Filing, filingOf, type Origin } from './filing.ts'
import { factsInserted } from './facts.ts'
import { freeFrom, standingFrom } from './identity-standing.ts'
import { objectionsOfOthers } from './others.ts'
import { faultOfPhone, identityOf, tidyPhone } from './rules.ts'
import { faultOfName } from './written-words.ts'

interface Surroundings {
  standing: string
  township: boolean
  village: boolean
  fileNo: string
}

async function lookAround(context: Context, given: NewPerson, number: string): Promise<Surroundings> {
  const index = number === '' ? null : context.secrets.blindIndex('identity', number)
  const { rows } = await sql<Surroundings>`/* kept */
    select coalesce(persons.identity_standing(${index}, ${context.county}), 'free') as standing,
      exists (select from access.area_view a where a.id = ${given.townshipId} and a.county_code = ${context.county}
        and a.level = 'township' and a.to_on is null) as township,
      ${given.villageId}::uuid is null or exists (select from access.area_view a where a.id = ${given.villageId}
        and a.county_code = ${context.county} and a.parent_id = ${given.townshipId} and a.to_on is null) as village,
      'DA-' || lpad(nextval('persons.file_number')::text, 6, '0') as file_no`.execute(context.transaction)
  const found = rows[0]
  if (!found) throw new Error('no answer')
  return found
}

function objections(given: NewPerson, around: Surroundings, context: Context): Reason[] {
  const found: Reason[] = []
  const standing = standingFrom(around.standing)
  if (standing.kind === 'elsewhere')
    found.push({ code: 'elsewhere', message: '该人员目前由其他县供养，不能在本县新增。请先办理迁移。' })
  if (standing.kind === 'ended_elsewhere' && given.supportedFrom < freeFrom(standing.lastMonth))
    found.push({
      code: 'supportedFrom',
      message: `该人员由其他县供养至${monthText(standing.lastMonth)}，供养起始日应在次月一日或以后。请核对。`,
    })
  if (standing.kind === 'here')
    found.push({
      code: 'here_already',
      message: '该身份证号已在本县建档。请打开原档案办理变更；曾终止供养的，按重新认定办理。',
      next: { title: '打开原档案', to: `/persons/${standing.personId}` },
    })
  if (!around.township)
    found.push({ code: 'townshipId', message: '所选乡镇（街道）不在本县的名录中，或已撤并。请重新选择。' })
  if (!around.village) found.push({ code: 'villageId', message: '所选村（居）不属于所选乡镇（街道）。请重新选择。' })
  const { kind, ids } = context.actor.scope
  if (kind === 'townships' && !ids.includes(given.townshipId))
    found.push({ code: 'outside', message: '所选乡镇（街道）不在您的办理范围内。请由该乡镇经办。' })
  return found
}

function ownObjections(given: NewPerson, origin: Origin, context: Context): Reason[] {
  const found: Reason[] = []
  const fault = faultOfPhone(tidyPhone(given.phone))
  if (fault) found.push({ code: 'phone', message: fault })
  if (given.decidedOn && given.decidedOn > context.today)
    found.push({ code: 'decidedOn', message: `认定日期${given.decidedOn}晚于今天。请核对是否录错。` })
  if (given.decidedOn && given.supportedFrom < given.decidedOn && origin === 'recognition')
    found.push({ code: 'supportedFrom', message: '供养起始日早于认定日期。请核对。' })
  if (origin === 'decided_outside') found.push(...boundsOfOldDecision(given, context))
  const strange = faultOfName(given.name)
  if (strange) found.push({ code: 'name', message: `姓名${nameFaults[strange].message}` })
  return found
}

/** An old decision has its paper and its day, and support begins where that day puts it (民发〔2021〕43号 第十八条). */
function boundsOfOldDecision({ decisionNo, paperReference, decidedOn, supportedFrom }: NewPerson, context: Context) {
  const found: Reason[] = []
  if (decisionNo === '' && paperReference === '')
    found.push({
      code: 'paperReference',
      message: '该人员不是经本系统认定的，应有纸质依据。请填写认定决定书号，或写明纸质档案的位置。',
    })
  if (!decidedOn)
    found.push({
      code: 'decidedOn',
      message: '旧决定补录应写明认定日期。请按认定决定书填写；查不到的，请重新受理申请。',
    })
  // A start worked out by a decision of our own may wait for the end of support in another county.
  if (supportedFrom > firstDay(addMonths(monthOf(context.today), 1)))
    found.push({
      code: 'supportedFrom',
      message: `供养起始日${dateText(supportedFrom)}晚于下个月一日。请核对是否录错；还没有认定的，请先受理申请。`,
    })
  if (decidedOn && supportedFrom < firstDay(monthOf(decidedOn)))
    found.push({
      code: 'supportedFrom',
      message: `供养起始日${dateText(supportedFrom)}早于认定当月（${monthText(monthOf(decidedOn))}）。应自认定的次月起供养，请核对决定书。`,
    })
  return found
}

const elsewhere = async (context: Context, number: string): Promise<Reason[]> =>
  number === ''
    ? []
    : objectionsOfOthers(context, { kind: 'file', idIndex: context.secrets.blindIndex('identity', number) })

export interface Filed {
  personId: string
  fileNo: string
  warnings: string[]
}

/** All objections at once; nothing is written. */
export async function checkFiling(context: Context, given: NewPerson, origin: Origin) {
  const { identity, faults, warnings } = identityOf(given, context.today)
  if (identity && given.supportedFrom < identity.bornOn)
    faults.push({ code: 'supportedFrom', message: '供养起始日早于出生日期。请核对是否录错。' })
  const own = [...faults, ...ownObjections(given, origin, context)]
  if (!identity) throw new Refusal('refused', own)
  const around = await lookAround(context, given, identity.number)
  const others = origin === 'recognition' ? [] : await elsewhere(context, identity.number)
  requireNone([...own, ...others, ...objections(given, around, context)])
  return { identity, warnings, fileNo: given.fileNo || around.fileNo }
}

/** For the recognition module too: a decision of our own opens the file by it. */
export async function filePerson(context: Context, given: NewPerson, origin: Origin): Promise<Filed> {
  const { identity, warnings, fileNo } = await checkFiling(context, given, origin)
  const id = context.newId()
  const filing = filingOf(context, given, { id, fileNo, identity, origin, today: context.today })
  const basis = given.decisionNo || given.paperReference
  const because = { source: origin, basis, decidedOn: given.decidedOn }
  await together(context, [personInserted(context, filing), factsInserted(context, id, filing.facts, because)])
  context.concerns(id)
  return { personId: id, fileNo, warnings }
}

/** Names are our own, never from outside. */
const columnNames = (person: Filing['person']) => sql.join(Object.keys(person).map((name) => sql.ref(name)))

function personInserted(context: Context, filing: Filing): RawBuilder<unknown> {
  const { person, tokens, id } = filing
  const claimed = filing.idIndex ? [filing.idIndex] : []
  const owners = filing.idIndex ? [id] : []
  return sql`/* kept */
    with filed as (
      insert into persons.person (county_code, changed_at, id_number, id_index, id_last4, phone, ${columnNames(person)})
      values (${context.county}, ${context.now}, ${filing.idNumber}, ${filing.idIndex}, ${filing.idLast4}, ${filing.phone},
        ${sql.join(Object.values(person))})),
    tokens as (
      insert into persons.search_token (county_code, token, person_id, township_id, organisation_id)
      select ${context.county}, token, ${id}, ${person['township_id']}::uuid, ${person['organisation_id']}::uuid
      from unnest(${tokens}::text[]) token)
    select persons.claim_identities(${claimed}::bytea[], ${context.county}, ${owners}::uuid[], ${context.now}::timestamptz,
      ${claimed.map(() => person['supported_from'])}::date[])`
}
