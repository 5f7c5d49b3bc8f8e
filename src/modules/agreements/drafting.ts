/** Drafting agreements for one person or for a whole roster. */
import type { Capacity } from '#kernel/capacity.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { candidatesOf, countObstacles, type Instead, refusedOf, type Wanted } from './candidates.ts'
import { agreements, type Batch } from './contract.ts'
import { previewText } from './draft-rules.ts'
import { namesFor, type PlannedParty, plannedParties } from './parties.ts'
import { objectionsToEditing, Party } from './rules.ts'
import { bureauOf, db, findAgreement, textsOf, updateAgreement } from './tables.ts'
import { templateFor } from './templates.ts'
import { clauseTexts } from './wording.ts'

export const drafting = part(agreements, {
  async previewBatch(context, batch) {
    const { wanted } = await planned(context, batch)
    const cannot = refusedOf(wanted)
    context.shows(batch, wanted.length)
    const text = previewText(wanted.length, countObstacles(wanted))
    return { text, total: wanted.length, can: wanted.length - cannot.length, cannot }
  },

  async draftBatch(context, batch) {
    await lockSeries(context)
    const { wanted, policy } = await planned(context, batch)
    const cannot = refusedOf(wanted)
    const able = wanted.filter(({ obstacles }) => obstacles.length === 0)
    if (able.length === 0) refuseNobody(cannot)
    return { drafted: await writeDrafts(context, { batch, policy, able }), cannot }
  },

  async renew(context, { agreementId, organisationId, reason, ...terms }) {
    await lockSeries(context)
    const old = await findAgreement(context, agreementId)
    if (old.effectiveFrom === null) refuse('refused', 'not_in_force', '这份协议没有生效过；请直接修改草稿或重新拟定')
    const { personId, kind, templateId } = old
    const provider = organisationId ?? (kind === 'centralised' ? old.organisationId : null)
    const areas = { townshipId: null, villageId: null }
    const batch = { kind, templateId, personIds: [personId], organisationId: provider, ...areas, ...terms }
    const { wanted, policy } = await planned(context, batch, { replaces: agreementId })
    const cannot = refusedOf(wanted)
    const able = wanted.filter(({ obstacles }) => obstacles.length === 0)
    if (able.length === 0) refuseNobody(cannot)
    const [drafted] = await writeDrafts(context, { batch, policy, able, replaces: agreementId })
    context.because(reason)
    return drafted ?? refuse('not_found', 'person', '没有找到这名特困人员')
  },

  async edit(context, { agreementId, version, clauses, from, to, priceKind, priceFen, rosterFixedOn }) {
    const found = await findAgreement(context, agreementId)
    const objections = objectionsToEditing(found.status)
    if (objections.length > 0) throw new Refusal('refused', objections)
    requireTerm({ from, to, priceKind, priceFen })
    if (found.version !== version) refuse('conflict', 'changed', '这份协议刚被别人改过。请刷新页面后在最新内容上修改')
    context.concerns(found.personId)
    const { hotline } = await bureauOf(context)
    await updateAgreement(context, [agreementId])
      .set({ fromOn: from, toOn: to, priceKind, priceFen, rosterFixedOn, hotline, clauses: JSON.stringify(clauses) })
      .execute()
    return {}
  },
})

function requireTerm({ from, to, priceKind, priceFen }: Pick<Batch, 'from' | 'to' | 'priceKind' | 'priceFen'>): void {
  if (to < from) refuse('invalid', 'to', '协议止期早于起期。请核对')
  if ((priceKind === null) !== (priceFen === null))
    refuse('invalid', 'priceFen', '有偿或无偿和价格应一并填写；无偿的价格写0。请补填')
}

function refuseNobody(cannot: readonly { code: string; message: string }[]): never {
  if (cannot.length === 0) refuse('refused', 'nobody', '没有需要拟定协议的人员；所选范围内应有在册人员。请核对所选范围')
  throw new Refusal(
    'refused',
    cannot.slice(0, 20).map(({ code, message }) => ({ code, message })),
  )
}

const Parties = Party.array()

export async function planned(context: Context, batch: Batch, instead: Instead = {}) {
  requireTerm(batch)
  const policy = await context.policyOn(batch.from)
  const parties = Parties.parse(policy.value(`agreement.${batch.kind}.parties`).value)
  return { policy, wanted: await candidatesOf(context, batch, parties, instead) }
}

/** One drafts at a time in a county: numbers follow each other, and nobody gets two drafts. */
export async function lockSeries(context: Context): Promise<void> {
  await db(context)
    .insertInto('agreements.series')
    .values({ countyCode: context.county, name: 'agreement', last: 0 })
    .onConflict((conflict) =>
      conflict.columns(['countyCode', 'name']).doUpdateSet((row) => ({ last: row.ref('agreements.series.last') })),
    )
    .execute()
}

async function takeNumbers(context: Context, count: number): Promise<string[]> {
  const { last } = await db(context)
    .updateTable('agreements.series')
    .set((row) => ({ last: row('last', '+', count) }))
    .where('countyCode', '=', context.county)
    .where('name', '=', 'agreement')
    .returning('last')
    .executeTakeFirstOrThrow()
  return Array.from({ length: count }, (_, index) => `XY-${String(last - count + 1 + index).padStart(4, '0')}`)
}

interface Writing {
  batch: Batch
  policy: PolicyInForce
  able: readonly Wanted[]
  replaces?: string
}

const chunk = 500

export async function writeDrafts(context: Context, writing: Writing) {
  const { able } = writing
  const numbers = await takeNumbers(context, able.length)
  const names = await namesFor(context, able)
  const text = await textFor(context, writing)
  const drafts = able.map((person, index) => {
    const parties = plannedParties(writing, person, names)
    return { id: context.newId(), number: numbers[index] ?? '', person, parties }
  })
  for (let at = 0; at < drafts.length; at += chunk) {
    const some = drafts.slice(at, at + chunk)
    await db(context)
      .insertInto('agreements.agreement')
      .values(some.map((draft) => ({ ...agreementColumns(context, writing, draft), ...text(draft.person) })))
      .execute()
    await db(context)
      .insertInto('agreements.party')
      .values(some.flatMap((draft) => partyRows(context, draft)))
      .execute()
  }
  for (const { person } of drafts) context.concerns(person.personId)
  return drafts.map(({ id, number, person }) => ({ agreementId: id, number, personId: person.personId }))
}

interface Draft {
  id: string
  number: string
  person: Wanted
  parties: readonly PlannedParty[]
}

function agreementColumns(context: Context, { batch, replaces }: Writing, { id, number, person }: Draft) {
  return {
    countyCode: context.county,
    id,
    number,
    kind: batch.kind,
    personId: person.personId,
    townshipId: person.townshipId,
    villageId: person.villageId,
    organisationId: person.organisationId,
    carerId: person.carerId,
    fromOn: batch.from,
    toOn: batch.to,
    priceKind: batch.priceKind,
    priceFen: batch.priceFen,
    capacity: person.capacity satisfies Capacity,
    rosterFixedOn: batch.rosterFixedOn,
    draftedBy: context.actor.accountId,
    draftedAt: context.now,
    replacesId: replaces ?? null,
    changedAt: context.now,
  }
}

const partyRows = (context: Context, { id, person, parties }: Draft) =>
  parties.map((party, index) => ({
    countyCode: context.county,
    agreementId: id,
    ...party,
    place: index + 1,
    personId: person.personId,
    townshipId: person.townshipId,
    villageId: person.villageId,
    organisationId: person.organisationId,
  }))

type Level = 'able' | 'partly_able' | 'unable'
const levelOf = (text: string | null): Level => (text === 'unable' || text === 'partly_able' ? text : 'able')

/** Title, level, hotline and contents of each draft, in the county's own words where its template has them. */
async function textFor(context: Context, { batch, policy }: Writing) {
  const template = await templateFor(context, batch)
  const { hotline } = await bureauOf(context)
  const labels = policy.find<Record<string, string>>('codes.self_care_level.labels')?.value ?? {}
  const care = policy.find<Record<string, { items: string[] }>>('care.content_by_level')
  const parties = policy.value(`agreement.${batch.kind}.parties`)
  const required = requiredContents(policy, batch.kind)
  const fallback = batch.kind === 'dispersed' ? '分散供养特困人员照料护理服务协议' : '特困人员集中供养服务协议'
  const title = template?.title ?? policy.find<string>(`agreement.dispersed.title`)?.value ?? fallback
  const plain = { able: '自理', partly_able: '半失能', unable: '失能' }
  return (person: Wanted) => {
    const level = levelOf(person.level)
    const facts = {
      ...batch,
      person: person.name,
      residence: person.residence,
      level,
      levelText: labels[level] ?? plain[level],
      careItems: care?.value[level]?.items ?? [],
      hotline,
      citations: parties.citations,
    }
    const clauses = clauseTexts(facts, required, textsOf(template?.clauses))
    const ownTitle = batch.kind === 'dispersed' ? title : (template?.title ?? fallback)
    return { title: ownTitle, level, hotline, templateId: template?.id ?? null, clauses: JSON.stringify(clauses) }
  }
}

export function requiredContents(policy: PolicyInForce, kind: 'dispersed' | 'centralised'): string[] {
  const common = policy.find<string[]>('agreement.required_clauses')?.value ?? []
  const own = policy.find<string[]>(`agreement.${kind}.required_clauses`)?.value ?? []
  return [...new Set([...common, ...own])]
}
