/** The agreement on paper and as Word, one file each, in the order of the villages. */
import type { InputOf } from '#kernel/contract.ts'
import { capitalAmount, yuanText } from '#kernel/money.ts'
import type { Context } from '#platform/context.ts'
import { agreementWord } from '#platform/documents/agreement-word.ts'
import { type AgreementPaper, type AgreementParty, agreementPaper } from '#platform/documents/paper.ts'
import { giveFile, storedFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { agreements, type PartyMark } from './contract.ts'
import { marksOf } from './reading.ts'
import { type Agreement, db, partiesOf, requireAll, textsOf } from './tables.ts'
import { articlesOf, preambleOf } from './wording.ts'

type Format = InputOf<typeof agreements.operations.print>['format']

const mediaTypes: Record<Format, string> = {
  pdf: 'application/pdf',
  word: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}
const extensions: Record<Format, string> = { pdf: 'pdf', word: 'docx' }

export const printing = part(agreements, {
  async print(context, { ids, format }) {
    const found = await inVillageOrder(context, await requireAll(context, ids))
    const files: { ticket: string; name: string }[] = []
    for (const agreement of found) {
      const paper = await paperOf(context, agreement)
      const bytes =
        format === 'pdf' ? await agreementPaper(paper) : await agreementWord(paper, await ownText(context, agreement))
      const person = (await partiesOf(context, [agreement.id])).find(({ party }) => party === 'person')?.name ?? ''
      const name = `${agreement.number}${person}.${extensions[format]}`
      const { ticket } = await giveFile(context, { name, mediaType: mediaTypes[format], bytes })
      files.push({ ticket, name })
    }
    return { files }
  },
})

async function inVillageOrder(context: Context, found: readonly Agreement[]): Promise<Agreement[]> {
  const areas = await db(context)
    .selectFrom('access.areaView')
    .select(['id', 'sortOrder'])
    .where('countyCode', '=', context.county)
    .execute()
  const place = new Map(areas.map(({ id, sortOrder }) => [id, sortOrder]))
  const keyOf = ({ townshipId, villageId, number }: Agreement) =>
    [place.get(townshipId) ?? 0, place.get(villageId ?? '') ?? 0, number] as const
  return found.toSorted((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)]
    return a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1)
  })
}

/** The county's Word file of the template that the agreement was drafted by. */
async function ownText(context: Context, { templateId }: Agreement): Promise<Uint8Array | undefined> {
  if (templateId === null) return undefined
  const template = await db(context)
    .selectFrom('agreements.template')
    .select('fileId')
    .where('countyCode', '=', context.county)
    .where('id', '=', templateId)
    .executeTakeFirst()
  return template?.fileId ? (await storedFile(context, template.fileId)).bytes() : undefined
}

const stems = ['甲', '乙', '丙', '丁', '戊', '己', '庚']

export async function paperOf(context: Context, agreement: Agreement): Promise<AgreementPaper> {
  const marks = await marksOf(context, agreement.id)
  const facts = await partyFacts(context, agreement)
  const signing = marks.filter(({ act }) => act === 'signs')
  const parties: AgreementParty[] = []
  for (const [index, mark] of signing.entries())
    parties.push(await partyOf(context, mark, { role: `${stems[index] ?? ''}方`, agreement, facts }))
  for (const mark of marks.filter(({ act }) => act !== 'signs'))
    parties.push(
      await partyOf(context, mark, { role: mark.act === 'consents' ? '监护人同意' : '本人知情', agreement, facts }),
    )
  const clauses = textsOf(agreement.clauses)
  const person = marks.find(({ party }) => party === 'person')?.name ?? facts.person
  return {
    title: agreement.title,
    number: agreement.number,
    parties,
    preamble: preambleOf(clauses, person),
    articles: articlesOf(withCapitals(clauses, agreement)),
    hotline: agreement.hotline || '＿＿＿＿＿＿',
    copies: signing.length,
    printedAt: context.now,
    printedBy: context.actor.name,
    ...(context.demo ? { demonstration: true } : {}),
  }
}

/** A price is printed in capitals as well, whatever words the county put. */
function withCapitals(clauses: Record<string, string>, { priceKind, priceFen }: Agreement): Record<string, string> {
  const price = clauses['price']
  if (priceKind !== 'paid' || priceFen === null || !price || price.includes('大写')) return clauses
  return { ...clauses, price: `${price}每月${yuanText(priceFen)}元（大写：${capitalAmount(priceFen)}）。` }
}

interface Facts {
  person: string
  residence: string
  idMasked: string
  personPhone: string
  provider: { creditCode: string; representative: string; address: string; phone: string } | undefined
}

async function partyFacts(context: Context, { personId, organisationId }: Agreement): Promise<Facts> {
  const person = await db(context)
    .selectFrom('persons.personView')
    .select(['name', 'residence', 'idMasked', 'phoneMasked'])
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirst()
  const provider =
    organisationId === null
      ? undefined
      : await db(context)
          .selectFrom('providers.providerView')
          .select(['creditCode', 'representative', 'address', 'phone'])
          .where('countyCode', '=', context.county)
          .where('id', '=', organisationId)
          .executeTakeFirst()
  const { name = '', residence = '', idMasked = '', phoneMasked = '' } = person ?? {}
  return { person: name, residence, idMasked, personPhone: phoneMasked, provider }
}

interface Placing {
  role: string
  agreement: Agreement
  facts: Facts
}

async function partyOf(
  context: Context,
  mark: PartyMark,
  { role, agreement, facts }: Placing,
): Promise<AgreementParty> {
  const people: readonly string[] = ['person', 'carer', 'guardian']
  const guardianSigns = mark.party === 'person' && mark.act === 'signs' && agreement.capacity === 'none'
  const relation = mark.as === 'guardian' ? mark.signer : null
  const picture = mark.method === 'screen' && mark.fileId ? await storedFile(context, mark.fileId) : undefined
  return {
    role,
    name: mark.name,
    fields: fieldsOf(mark, facts),
    signs: people.includes(mark.party) ? 'person' : 'seal',
    ...(guardianSigns ? { guardian: { relation } } : {}),
    ...(picture ? { signature: await picture.bytes() } : {}),
  }
}

/** An empty field prints as a line to fill in. */
function fieldsOf(
  { party }: PartyMark,
  { provider, residence, idMasked, personPhone }: Facts,
): AgreementParty['fields'] {
  const field = (label: string, text: string | undefined) => ({ label, text: text || null })
  if (party === 'person') return [field('身份号码', idMasked), field('住址', residence), field('电话', personPhone)]
  if (party === 'provider')
    return [
      field('统一社会信用代码', provider?.creditCode),
      field('法定代表人', provider?.representative),
      field('地址', provider?.address),
      field('电话', provider?.phone),
    ]
  if (party === 'carer' || party === 'guardian') return [field('住址', ''), field('电话', '')]
  return [field('授权代表', ''), field('地址', ''), field('电话', '')]
}
