/** Entering a standard: one person proposes with document, clause and day; another adopts. */
import type { PlainDate } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { claimFile } from '#platform/file-rows.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { findDocument } from './cited.ts'
import { requireCounty } from './county-only.ts'
import { clauseText, plain } from './clauses.ts'
import { policy } from './contract.ts'
import { readingFor } from './county.ts'
import { declaredValue } from './declared-value.ts'
import { impactOf } from './impact.ts'
import { keys } from './keys.ts'
import { standsAllowed } from './pack-topics.ts'
import { documentsOf } from './pack-set.ts'
import { releasePacks } from './release.ts'
import { requireNew } from './withdrawing.ts'
import { objectionsToDocument, objectionsToPeriod } from './rules.ts'
import type { CountyValue } from './standing.ts'
import type { Force } from '#kernel/policy.ts'

const db = tablesOf<'policy'>()

interface Proposed {
  area?: string | undefined
  key: string
  value?: unknown
  from: PlainDate
  to?: PlainDate | undefined
  force?: Force | undefined
  document: string
  clause: string
  quote: string
}

/** The proposal checked against its key, its place and its document; refused with every reason at once. */
async function checkedValue(context: Context, input: Proposed): Promise<CountyValue> {
  requireCounty(context)
  const { declaration, value } = declaredValue(input)
  const area = input.area ?? context.county
  await requirePlace(context, area, input.from)
  const document = await findDocument(context, input.document)
  requireNone([
    ...objectionsToPeriod(input.from, input.to),
    ...objectionsToDocument(document, input.document, input.from),
    ...objectionsToWords(document?.text, input),
  ])
  const [stands = 'sets'] = standsAllowed[declaration.combine]
  return {
    area,
    key: input.key,
    value,
    from: input.from,
    stands,
    force: input.force ?? 'must',
    citation: { document: input.document, clause: input.clause, quote: input.quote },
    secondPerson: '',
    ...(input.to === undefined ? {} : { to: input.to }),
  }
}

/** A county enters its own values and, as they were printed, those of its city and province; never another county's. */
async function requirePlace(context: Context, area: string, day: PlainDate): Promise<void> {
  const { chain } = await readingFor(context, day)
  if (!chain.some((entry) => entry.area === area && entry.level !== 'nation'))
    refuse('forbidden', 'area', '只能登记本县及其所属市、省的标准。请核对地区')
}

/** Where the text is registered the clause must exist and hold the words; elsewhere they are taken as typed. */
function objectionsToWords(text: string | undefined, { document, clause, quote }: Proposed) {
  if (text === undefined) return []
  const words = clauseText(text, clause)
  if (words === undefined)
    return [{ code: 'clause', message: `“${document}”的全文中没有“${clause}”。条款应写成“四、工作内容（三）”的样子` }]
  if (plain(words).includes(plain(quote))) return []
  return [{ code: 'quote', message: `“${document}”${clause}中没有这段原文。请从全文中照录，不改一字` }]
}

async function newProposal(context: Context, kind: 'value' | 'draft' | 'holiday'): Promise<string> {
  const id = context.newId()
  await db(context)
    .insertInto('policy.proposal')
    .values({
      countyCode: context.county,
      id,
      kind,
      proposedBy: context.actor.accountId,
      proposer: context.actor.name,
      proposedAt: context.now,
      reason: '',
      entryId: context.entryId,
    })
    .execute()
  return id
}

export const proposals = part(policy, {
  async registerDocument(context, input) {
    requireCounty(context)
    const { name, title, number = '', issuers, status, issuedOn, effectiveFrom, effectiveTo, text = '' } = input
    if (documentsOf((await releasePacks()).packs).has(name))
      return refuse('conflict', 'name', `“${name}”已在政策包中登记，不必再登记。请直接选用`)
    requireNone(objectionsToPeriod(effectiveFrom, effectiveTo))
    const area = input.area ?? context.county
    await requirePlace(context, area, context.today)
    if (input.file !== undefined) await claimFile(context, input.file, 'policy.document')
    const last = await db(context)
      .selectFrom('policy.document')
      .select((eb) => eb.fn.max('edition').as('edition'))
      .where('countyCode', '=', context.county)
      .where('name', '=', name)
      .executeTakeFirst()
    const edition = (last?.edition ?? 0) + 1
    const id = context.newId()
    await db(context)
      .insertInto('policy.document')
      .values({
        countyCode: context.county,
        id,
        edition,
        name,
        title,
        number,
        issuers,
        status,
        issuedOn,
        effectiveFrom,
        effectiveTo: effectiveTo ?? null,
        area,
        fileId: input.file ?? null,
        text,
        registeredBy: context.actor.accountId,
        registeredAt: context.now,
        entryId: context.entryId,
      })
      .execute()
    return { id, name, edition }
  },

  impact: async (context, input) => impactOf(context, await checkedValue(context, input)),

  async propose(context, input) {
    const value = await checkedValue(context, input)
    await requireNew(context, value)
    const { refusals } = await impactOf(context, value)
    requireNone(refusals.map((each) => ({ code: 'below_floor', ...each })))
    const id = await newProposal(context, 'value')
    await db(context)
      .insertInto('policy.countyValue')
      .values({
        countyCode: context.county,
        id,
        area: value.area,
        key: value.key,
        value: JSON.stringify(value.value),
        stands: value.stands ?? 'sets',
        force: value.force,
        fromOn: value.from,
        toOn: value.to ?? null,
        document: value.citation.document,
        clause: value.citation.clause,
        quote: value.citation.quote ?? '',
        entryId: context.entryId,
      })
      .execute()
    return { id }
  },

  async adoptDraft(context, input) {
    requireCounty(context)
    const set = await releasePacks()
    const draft = documentsOf(set.packs).get(input.draft)
    if (draft?.status !== 'draft')
      return refuse('refused', 'draft', `“${input.draft}”不是已登记的征求意见稿。现行文件直接有效，不必采用`)
    requireNone([
      ...objectionsToPeriod(input.from, input.to),
      ...unknownKeys(input.keys ?? [], keysOfDraft(set, input.draft)),
    ])
    if (input.file !== undefined) await claimFile(context, input.file, 'policy.adoption')
    const id = await newProposal(context, 'draft')
    await db(context)
      .insertInto('policy.adoption')
      .values({
        countyCode: context.county,
        id,
        area: context.county,
        draft: input.draft,
        keys: input.keys ?? null,
        number: input.number,
        title: input.title,
        decidedOn: input.decidedOn,
        fromOn: input.from,
        toOn: input.to ?? null,
        fileId: input.file ?? null,
        entryId: context.entryId,
      })
      .execute()
    return { id }
  },

  async setHoliday(context, { day, kind, name, document }) {
    requireCounty(context)
    const id = await newProposal(context, 'holiday')
    await db(context)
      .insertInto('policy.holidayChange')
      .values({ countyCode: context.county, id, day, kind, name, document, entryId: context.entryId })
      .execute()
    return { id }
  },
})

function keysOfDraft({ packs }: Awaited<ReturnType<typeof releasePacks>>, draft: string): Set<string> {
  const cites = ({ citations }: { citations: readonly { document: string }[] }) =>
    citations.some(({ document }) => document === draft)
  const named = packs.flatMap(({ values, duties }) => [
    ...values.filter(cites).map(({ key }) => key),
    ...duties.filter(cites).map(({ id }) => `duty.${id}`),
  ])
  return new Set(named)
}

function unknownKeys(wanted: readonly string[], known: ReadonlySet<string>) {
  return wanted
    .filter((key) => !known.has(key))
    .map((key) => ({ code: 'keys', message: `该稿没有规定“${keys[key]?.title ?? key}”。请从该稿的事项中选择` }))
}
