/** Registering signatures: each is evidence; the last one makes the agreement hold. */
import type { InputOf } from '#kernel/contract.ts'
import { addDays, dateText, type PlainDate } from '#kernel/calendar.ts'
import { capacityText } from '#kernel/capacity.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { agreements, agreementsInForce } from './contract.ts'
import { effectiveFrom, effectIn, objectionsToStep } from './rules.ts'
import { guardianRuleIn, objectionsToRegistrar, objectionsToSigning, sameImageText } from './sign-rules.ts'
import { whoSigns } from './signing.ts'
import {
  type Agreement,
  db,
  findAgreement,
  partiesOf,
  signaturesOf,
  signingGuardians,
  updateAgreement,
} from './tables.ts'

type Signing = InputOf<typeof agreements.operations.sign>

export const signing = part(agreements, {
  async sign(context, input) {
    const agreement = await findAgreement(context, input.agreementId)
    context.concerns(agreement.personId)
    requireNone(objectionsToStep(agreement.status, 'sign'))
    requireProof(input)
    const imageHash = await imageOf(context, input)
    const sign = { ...input, imageHash }
    requireNone(objectionsToRegistrar(context.actor.role, sign))
    const policy = await context.policyOn(input.signedOn)
    const standing = await situationOf(context, agreement, input.signedOn)
    const afterRoster = policy.find<boolean>('agreement.after_roster')
    requireNone(objectionsToSigning(sign, standing, { guardian: guardianRuleIn(policy), afterRoster }))
    await saveSignature(context, agreement, sign)
    const clues = await cluesOf(context, agreement, imageHash)
    const needed = standing.parties.filter(({ act }) => act !== 'is_informed')
    const days = [...standing.signed, input].filter(({ act }) => act !== 'is_informed').map(({ signedOn }) => signedOn)
    if (days.length < needed.length || input.act === 'is_informed')
      return { status: agreement.status, signed: days.length, of: needed.length, clues }
    await conclude(context, agreement, days)
    return { status: 'signed', signed: days.length, of: needed.length, clues }
  },

  async checkSigning(context, { agreementId }) {
    const agreement = await findAgreement(context, agreementId)
    const policy = await context.policyOn(context.today)
    const rule = guardianRuleIn(policy)
    const { guardians, personName } = await situationOf(context, agreement, context.today)
    const { signs, consents } = whoSigns(agreement.capacity, rule.value)
    const known = guardians
      .map(({ name, relation, from }) => `${name}（${relation}，${from.slice(0, 4)}年起）`)
      .join('、')
    const who = `${personName}为${capacityText[agreement.capacity]}`
    const guardian = known ? `已登记监护人：${known}。` : '还没有登记有签署权的监护人。'
    const personPart =
      signs === 'guardian'
        ? `${who}，应由监护人代签。${guardian}`
        : consents === 'guardian'
          ? `${who}：本人签署，并由监护人同意。${guardian}`
          : `${who}，由本人签署。`
    const needs = signs === 'guardian' || consents === 'guardian'
    const reasons = needs && !known ? [{ code: 'no_guardian', message: `${guardian}请先登记监护依据` }] : []
    return { personPart, citations: rule.citations, reasons }
  },
})

function requireProof({ method, fileId, heldBy, explained, act }: Signing): void {
  if (method === 'told') {
    if (act !== 'is_informed') refuse('invalid', 'method', '签署须有签名或捺印的凭据；口头告知只用于知情。请改选方式')
    if (explained === '') refuse('invalid', 'explained', '请填写用怎样的话告知的')
    return
  }
  if (fileId === null) refuse('invalid', 'fileId', '请上传签名图像或签署页的照片')
  if (method === 'paper' && heldBy === '') refuse('invalid', 'heldBy', '请填写纸质协议由谁保管')
}

async function imageOf(context: Context, { method, fileId }: Signing): Promise<string | null> {
  if (fileId === null) return null
  const file = await claimFile(context, fileId, 'agreements.sign')
  if (method === 'screen' && file.mediaType !== 'image/png')
    refuse('invalid', 'fileId', '屏幕签名应为PNG图像。请在屏幕上重签')
  return file.sha256
}

async function situationOf(context: Context, agreement: Agreement, day: PlainDate) {
  const { personId, carerId } = agreement
  const person = await db(context)
    .selectFrom('persons.personView')
    .select('name')
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirst()
  const parties = await partiesOf(context, [agreement.id])
  const guardians = await signingGuardians(context, [personId], day)
  const carer = parties.find(({ party }) => party === 'carer')
  return {
    parties,
    signed: await signaturesOf(context, [agreement.id]),
    personName: person?.name ?? '',
    capacity: agreement.capacity,
    guardians: guardians.map(({ name, relation, conflict, fromOn }) => ({ name, relation, conflict, from: fromOn })),
    carerName: carerId === null ? null : (carer?.name ?? null),
    reviewedOn: agreement.reviewedOn,
    rosterFixedOn: agreement.rosterFixedOn ?? (await rosterDayOf(context, personId, day)),
    today: context.today,
  }
}

/** The last day, up to the signature, on which a roster naming the person was fixed; else the first after it. */
async function rosterDayOf(context: Context, personId: string, day: PlainDate): Promise<PlainDate | null> {
  const rows = await db(context)
    .selectFrom('agreements.rosterDay')
    .select('fixedOn')
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('fixedOn')
    .execute()
  const days = rows.map(({ fixedOn }) => fixedOn)
  return days.findLast((fixedOn) => fixedOn <= day) ?? days[0] ?? null
}

async function saveSignature(context: Context, agreement: Agreement, sign: Signing & { imageHash: string | null }) {
  const { party, act, signer, as, relation, authorised, method, signedOn, fileId, heldBy, explained, imageHash } = sign
  const { id, edition, personId, townshipId, villageId, organisationId } = agreement
  await db(context)
    .insertInto('agreements.signature')
    .values({
      countyCode: context.county,
      id: context.newId(),
      agreementId: id,
      edition,
      party,
      act,
      signer,
      capacity: as,
      relation,
      authorised,
      method,
      signedOn,
      fileId,
      imageHash,
      heldBy,
      explained,
      personId,
      townshipId,
      villageId,
      organisationId,
      enteredBy: context.actor.accountId,
      enteredAt: context.now,
      entryId: context.entryId,
    })
    .execute()
}

/** Looked for in the whole county: another's agreements are not in this actor's sight, their number is no secret. */
async function cluesOf(context: Context, agreement: Agreement, imageHash: string | null): Promise<string[]> {
  if (imageHash === null) return []
  const county = { kind: 'county' as const, counties: [context.county], ids: [] }
  const rows = await context.within(county, () =>
    db(context)
      .selectFrom('agreements.signature')
      .select('agreementId')
      .distinct()
      .where('countyCode', '=', context.county)
      .where('imageHash', '=', imageHash)
      .where('agreementId', '!=', agreement.id)
      .execute(),
  )
  return rows.length === 0 ? [] : [sameImageText(rows.length)]
}

/** All have signed: the agreement holds, from that day or from its own first day; the one before it ends the day before. */
async function conclude(context: Context, agreement: Agreement, days: readonly PlainDate[]): Promise<void> {
  const signedOn = days.reduce((last, day) => (day > last ? day : last))
  if (signedOn > agreement.toOn)
    refuse(
      'refused',
      'term_over',
      `协议期限到${dateText(agreement.toOn)}，签齐日${dateText(signedOn)}已过。请退回改期限`,
    )
  await updateAgreement(context, [agreement.id]).set({ status: 'signed', signedOn }).execute()
  const { value } = effectIn(await context.policyOn(signedOn))
  if (value === 'last_signature') await takeEffect(context, [agreement], signedOn)
}

export async function takeEffect(context: Context, concluded: readonly Agreement[], done: PlainDate): Promise<void> {
  const days: PlainDate[] = []
  for (const agreement of concluded) {
    const from = effectiveFrom(done, agreement.fromOn)
    if (agreement.replacesId !== null) await closeReplaced(context, agreement, from)
    await updateAgreement(context, [agreement.id]).set({ effectiveFrom: from, effectiveTo: agreement.toOn }).execute()
    days.push(from)
  }
  const personIds = concluded.map(({ personId }) => personId)
  const from = days.reduce((first, day) => (day < first ? day : first))
  await context.announce(agreementsInForce, { personIds, from })
}

async function closeReplaced(context: Context, { replacesId, number }: Agreement, from: PlainDate): Promise<void> {
  const endedOn = addDays(from, -1)
  await updateAgreement(context, [replacesId ?? ''])
    .set({ status: 'terminated', endedOn, effectiveTo: endedOn, endReason: `由${number}接续` })
    .where('effectiveFrom', '<=', endedOn)
    .where('effectiveTo', '>', endedOn)
    .execute()
}
