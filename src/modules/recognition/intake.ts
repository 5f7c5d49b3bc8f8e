/** 申请受理: taken in once; what is missing is told once and all together; the clock begins with the last paper. */
import { addDays, ageOn, dateText, type PlainDate } from '#kernel/calendar.ts'
import { maskedPhone } from '#kernel/identity-number.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { Refusal, type Reason, requireNone } from '#kernel/refusal.ts'
import { faultOfName, faultOfPhone, tidyPhone } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import * as z from 'zod'
import { askedCapacity, throughOthers } from './applying.ts'
import { recognition } from './contract.ts'
import { disabilitiesOf, Facts } from './facts.ts'
import { identify, type Identified, otherName } from './identity.ts'
import type { Application } from './intake-shape.ts'
import { LegacyShown } from './legacy.ts'
import { lookUpLists } from './listed.ts'
import { faultyMaterials, type MaterialGiven, materialsAsked, missingIn, noticeOf } from './materials.ts'
import {
  type Case,
  db,
  deedsOf,
  keepDeed,
  lastOf,
  lockCase,
  nextNumber,
  ownTermColumns,
  padded,
  type StoredDeed,
  stepped,
  termColumns,
  updateCase,
} from './stored.ts'
import { Materials } from './intake-shape.ts'
import type { LegacyRules } from './rules.ts'
import { acceptanceTerm, reviewTerm } from './term-keys.ts'

/** 本系统默认: a year is long over every term of a recognition, and the clock of an older one would only be wrong. */
const longestKept = 366

const handedText = '已交到乡镇（街道），由乡镇核对后受理；受理以前不起算期限。'
const Said = z.object({ materials: Materials }).partial()

export const intake = part(recognition, {
  async intakeForm(context, { disabled, on }) {
    const policy = await context.policyOn(on ?? context.today)
    const asked = materialsAsked(policy, disabled)
    return {
      materials: asked.materials.map((each) => ({ ...each, state: 'missing' as const })),
      legacy: legacyAsked(policy),
      citations: asked.citations,
      noticeCitations: policy.find('recognition.missing_papers_notice')?.citations ?? [],
    }
  },

  async apply(context, given) {
    const { identified, reasons } = await identify(context, given.idNumber, given.receivedOn)
    const renamed = identified ? otherName(identified, given.name) : []
    requireNone([...reasons, ...renamed, ...(await objectionsToApplication(context, given))])
    if (!identified) throw new Refusal('refused', reasons)
    const missing = await missingOf(context, given)
    const row = await insertCase(context, given, identified)
    await updateCase(context, row.id)
      .set(await ownTermColumns(context, { key: acceptanceTerm, from: given.receivedOn }))
      .execute()
    await lookUpLists(context, row)
    await claimAll(context, row.id, given.fileIds)
    const { idNumber: _, phone: __, facts, ...said } = given
    const stated = { ...said, facts: z.encode(Facts, facts) }
    await keepDeed(context, row, { kind: 'applied', on: given.receivedOn, said: stated })
    if (row.handed)
      return { caseId: row.id, number: row.number, step: 'acceptance' as const, warnings: [handedText], missing }
    if (missing.length > 0 && given.insisted === '') {
      await tell(context, row, missing)
      return { caseId: row.id, number: row.number, step: 'acceptance' as const, warnings: [], missing }
    }
    await accept(context, row, given.receivedOn, given.insisted)
    return { caseId: row.id, number: row.number, step: 'survey' as const, warnings: [], missing }
  },

  async supplement(context, { caseId, receivedOn, materials, insisted, fileIds }) {
    const row = await lockCase(context, caseId)
    if (insisted !== '' && insisted.length < 4) requireNone([shortlyInsisted])
    await stepped(context, row, { kind: 'supplement', complete: true })
    requireDay(context, receivedOn, row.receivedOn)
    const deeds = await deedsOf(context, [row.id], ['applied', 'supplemented'])
    const given = Object.values(
      Object.fromEntries([...materialsOf(deeds), ...materials].map((each) => [each.code, each])),
    )
    const policy = await context.policyOn(row.receivedOn)
    requireNone(faultyMaterials(policy, materials))
    const missing = missingIn(policy, disabilitiesOf(Facts.parse(row.facts)).length > 0, given)
    await claimAll(context, row.id, fileIds)
    await keepDeed(context, row, {
      kind: 'supplemented',
      on: receivedOn,
      said: { materials: given, fileIds },
      note: insisted,
    })
    await updateCase(context, caseId).set({ handed: false }).execute()
    if (missing.length > 0 && insisted === '') {
      if (row.toldOn === null) await tell(context, row, missing)
      return {
        caseId,
        step: 'acceptance' as const,
        warnings: [`还缺${missing.map(({ title }) => title).join('、')}。`],
        missing,
      }
    }
    await accept(context, row, receivedOn, insisted)
    return { caseId, step: 'survey' as const, warnings: [], missing }
  },
})

/** Asked only where a province has a rule for those of the old schemes. */
function legacyAsked(policy: PolicyInForce): LegacyShown | null {
  const rule = policy.find<LegacyRules>('recognition.legacy_rules')
  return rule ? LegacyShown.parse({ ...rule.value, citations: rule.citations }) : null
}

/** The latest state of each paper, as applied and as brought later. */
export function materialsOf(deeds: readonly StoredDeed[]): MaterialGiven[] {
  const last = lastOf(deeds, 'filed') ?? lastOf(deeds, 'supplemented') ?? lastOf(deeds, 'applied')
  const said = Said.safeParse(last?.said)
  return said.success ? (said.data.materials ?? []) : []
}

function requireDay(context: Context, day: PlainDate, notBefore: PlainDate): void {
  const wrong =
    day > context.today
      ? `收件日期${dateText(day)}晚于今天。请核对是否录错。`
      : day < notBefore
        ? `收件日期早于申请日期${dateText(notBefore)}。请核对是否录错。`
        : undefined
  if (wrong) requireNone([{ code: 'receivedOn', message: wrong }])
}

async function objectionsToApplication(context: Context, given: Application): Promise<Reason[]> {
  if (given.receivedOn < addDays(context.today, -longestKept))
    return [
      {
        code: 'receivedOn',
        message: `申请日期${dateText(given.receivedOn)}已过${longestKept}天以上，办理期限早已届满。请核对是否录错；确属漏办的，按今天收到登记，并在“纸质申请放在哪里”写明原申请日期。`,
      },
    ]
  const found: Reason[] = faultyMaterials(await context.policyOn(given.receivedOn), given.materials)
  const nameFault = faultOfApplicantName(given.name)
  if (nameFault) found.push({ code: 'name', message: nameFault })
  const { kind, ids } = context.actor.scope
  if (given.receivedOn > context.today)
    found.push({ code: 'receivedOn', message: `申请日期${dateText(given.receivedOn)}晚于今天。请核对是否录错。` })
  if (given.receivedOn < context.today && given.paperReference === '')
    found.push({ code: 'paperReference', message: '补录以前的纸质申请，应写明纸质申请放在哪里（盒、夹、页）。' })
  if (kind === 'townships' && !ids.includes(given.townshipId))
    found.push({ code: 'townshipId', message: '应向户籍所在地乡镇（街道）提出。所选乡镇不在您的办理范围内。' })
  if (kind === 'villages' && (given.villageId === null || !ids.includes(given.villageId)))
    found.push({ code: 'villageId', message: '只能为本村（居）的居民代交申请。其他村（居）的请到户籍所在地办理。' })
  if (given.appliedBy !== 'self' && given.appliedBy !== 'found' && given.helper === '')
    found.push({ code: 'helper', message: '由他人代为申请的，应写明代办人姓名。' })
  if (given.insisted !== '' && given.insisted.length < 4) found.push(shortlyInsisted)
  found.push(...(await throughOthers(context, given)))
  const phoneFault = faultOfPhone(tidyPhone(given.phone))
  if (phoneFault) found.push({ code: 'phone', message: phoneFault })
  if (given.legacyOn && given.legacyOn > given.receivedOn)
    found.push({ code: 'legacyOn', message: '原认定日期晚于申请日期。请核对是否录错。' })
  if (!given.committed && given.insisted === '')
    found.push({ code: 'committed', message: '申请人还没有承诺和授权。请在第5步确认后再受理。' })
  const areas = await db(context)
    .selectFrom('access.areaView')
    .select(['id', 'level', 'parentId'])
    .where('countyCode', '=', context.county)
    .where('id', 'in', [given.townshipId, ...(given.villageId ? [given.villageId] : [])])
    .where('toOn', 'is', null)
    .execute()
  if (!areas.some(({ id, level }) => id === given.townshipId && level === 'township'))
    found.push({ code: 'townshipId', message: '所选乡镇（街道）不在本县的名录中，或已撤并。请重新选择。' })
  if (given.villageId && !areas.some(({ id, parentId }) => id === given.villageId && parentId === given.townshipId))
    found.push({ code: 'villageId', message: '所选村（居）不属于所选乡镇（街道）。请重新选择。' })
  if (given.legacyCategory !== 'new_application' && given.legacyOn === null)
    found.push({ code: 'legacyOn', message: '原为五保、三无对象的，应填写原认定日期。' })
  return found
}

const shortlyInsisted: Reason = { code: 'insisted', message: '申请人坚持提交的，应写明情况，至少4个字。' }

/** Han characters with the dot of minority names, or Latin letters: it will hang on a poster and stand on a bank's slip. */
function faultOfApplicantName(name: string): string | undefined {
  return faultOfName(name) === undefined
    ? undefined
    : '姓名应为2至40个汉字（少数民族姓名可加“·”）或字母，不能有表情、数字和其他符号。请按身份证填写。'
}

async function missingOf(context: Context, given: Application) {
  const policy = await context.policyOn(given.receivedOn)
  return missingIn(policy, disabilitiesOf(given.facts).length > 0, given.materials)
}

async function claimAll(context: Context, caseId: string, fileIds: readonly string[]): Promise<void> {
  for (const fileId of fileIds) await claimFile(context, fileId, 'recognition', caseId)
}

async function insertCase(context: Context, given: Application, identified: Identified): Promise<Case> {
  const { secrets, county } = context
  const id = context.newId()
  const year = given.receivedOn.slice(0, 4)
  const place = (column: string) => ({ table: 'recognition.application', column, county, row: id })
  const row = {
    countyCode: county,
    id,
    number: `RD-${year}-${padded(await nextNumber(context, `case-${year}`))}`,
    townshipId: given.townshipId,
    villageId: given.villageId,
    name: given.name,
    sex: identified.sex,
    bornOn: identified.bornOn,
    idNumber: secrets.seal(place('id_number'), identified.number),
    idIndex: secrets.blindIndex('identity', identified.number),
    idMasked: `${identified.number.slice(0, 4)}**********${identified.number.slice(-4)}`,
    phone: given.phone === '' ? null : secrets.seal(place('phone'), given.phone),
    phoneMasked: given.phone === '' ? '' : maskedPhone(given.phone),
    householdClass: given.householdClass,
    residence: given.residence,
    appliedBy: given.appliedBy,
    helper: given.helper,
    relation: given.relation,
    ...askedCapacity(given, identified.bornOn),
    paperReference: given.paperReference,
    receivedOn: given.receivedOn,
    legacyCategory: given.legacyCategory,
    legacyOn: given.legacyOn,
    nearRelative: given.nearRelative,
    handed: context.actor.scope.kind === 'villages',
    step: 'acceptance' as const,
    stepFromOn: given.receivedOn,
    facts: JSON.stringify(z.encode(Facts, given.facts)),
    handler: context.actor.accountId,
    handlerName: context.actor.name,
    changedAt: context.now,
    ...(identified.formerPersonId ? { personId: identified.formerPersonId } : {}),
  }
  await db(context).insertInto('recognition.application').values(row).execute()
  return lockCase(context, id)
}

/** 一次性告知: all of it at once (认定办法 第十二条). */
async function tell(context: Context, row: Case, missing: readonly { title: string }[]): Promise<void> {
  // Told on the day on which it is told, however long the paper had lain: the letter bears that day.
  const on = context.today
  // From here the days are the applicant's.
  const waits = { ...(await termColumns(context, undefined)), stepFromOn: on }
  await updateCase(context, row.id)
    .set({ toldOn: on, ...waits })
    .execute()
  await keepDeed(context, row, { kind: 'told', on, said: { missing }, note: noticeOf(missing) })
}

async function accept(context: Context, row: Case, on: PlainDate, insisted: string): Promise<void> {
  const policyDay = on
  await updateCase(context, row.id)
    .set({
      step: 'survey',
      acceptedOn: on,
      insisted,
      ...(await termColumns(context, { key: reviewTerm, from: policyDay })),
    })
    .execute()
  const age = ageOn(row.bornOn, on)
  await keepDeed(context, row, { kind: 'accepted', on, said: { age }, note: insisted && `申请人坚持提交：${insisted}` })
}
