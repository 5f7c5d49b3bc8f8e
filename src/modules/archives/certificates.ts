/** 特困人员救助供养证: issued, issued again where it was lost, damaged or has changed; the number before is then void. */
import { sql } from 'kysely'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import { type SelfCareLevel, selfCareText, supportModeText } from '#kernel/self-care.ts'
import { formWords } from '#modules/documents/index.ts'
import { identityOn, numberCertificate, photoFor } from '#modules/persons/index.ts'
import { sexText } from '#modules/persons/words.ts'
import type { Context } from '#platform/context.ts'
import { type CertificatePaper, certificatePaper } from '#platform/documents/certificate-paper.ts'
import { giveFile } from '#platform/file-rows.ts'
import { part, type RegisterDeed, type TimelineItem } from '#platform/module.ts'
import { objectionsToCertificate } from './certificate-rules.ts'
import { archives } from './contract.ts'
import { certificateKind } from './letter-kinds.ts'
import { footOf } from './papers.ts'
import { db, fileOf, signedBy, townshipNames } from './stored.ts'
import { CertificateGround, certificateGroundText } from './words.ts'

export const certificates = part(archives, {
  async certificates(context, { personId }) {
    await fileOf(context, personId)
    const person = await personOf(context, personId)
    const rows = await issuedTo(context, personId)
    const [stop] = objectionsToCertificate({
      ...person,
      ground: person.certificateNo === '' ? 'first' : 'full',
      words: '',
    })
    return {
      number: person.certificateNo,
      rows: rows.map((row) => ({
        ...row,
        ground: CertificateGround.parse(row.ground),
        void: row.number !== person.certificateNo,
      })),
      stop: stop?.message ?? null,
    }
  },

  async issueCertificate(context, { personId, ground, number, issuedOn, words }) {
    await fileOf(context, personId)
    if (issuedOn > context.today) refuse('invalid', 'issuedOn', '发证日期晚于今天。请核对是否录错')
    const person = await personOf(context, personId)
    const since = person.supportedFrom
    if (since !== null && issuedOn < since)
      refuse('invalid', 'issuedOn', `发证日期早于供养起始日${dateText(since)}。请核对是否录错`)
    const issued = number || (await nextNumber(context))
    const voids = await numberCertificate(context, personId, async (before) => {
      requireNone(objectionsToCertificate({ ...person, certificateNo: before, ground, words }))
      if (issued === before) refuse('invalid', 'number', `证号${issued}就是原来的证号。换发须用新证号，原号作废`)
      return issued
    })
    await db(context)
      .insertInto('archives.certificate')
      .values({
        ...signedBy(context),
        personId,
        number: issued,
        ground,
        words,
        voids,
        issuedOn,
        level: person.level,
        mode: person.mode,
      })
      .execute()
    return { number: issued }
  },

  async printCertificate(context, { personId }) {
    const file = await fileOf(context, personId)
    const person = await personOf(context, personId)
    const issued = (await issuedTo(context, personId)).find(({ number }) => number === person.certificateNo)
    if (!issued) return refuse('refused', 'none', '还没有登记发证，不能打印。请先点“发证”')
    const township = (await townshipNames(context)).get(file.townshipId ?? '') ?? ''
    const unit = await bureauOf(context)
    const mode = person.mode === 'centralised' ? supportModeText.centralised : supportModeText.dispersed
    const certificate: CertificatePaper = {
      ...footOf(context),
      number: issued.number,
      rows: [
        ['姓名', person.name],
        ['性别', sexText[person.sex === 'male' ? 'male' : 'female']],
        ['出生日期', dateText(person.bornOn)],
        ['身份证号', (await identityOn(context, personId, '打印供养证')) || '—'],
        ['住址', person.residence || '—'],
        ['供养方式', mode],
        ['生活自理能力', person.level === null ? '未评定' : await levelText(context, person.level)],
        ['认定日期', person.decidedOn === null ? '—' : dateText(person.decidedOn)],
        ['责任乡镇', township],
        ['照料服务单位', await servedBy(context, person.organisationId)],
      ],
      unit,
      notes: await notesOf(context, { unit, on: issued.issuedOn }),
      issuedOn: issued.issuedOn,
      ground: certificateGroundText[CertificateGround.parse(issued.ground)],
      voids: issued.voids,
    }
    const photo = await photoFor(context, personId)
    // A picture that is broken inside holds up no certificate: it is printed without, as before there was one.
    const bytes = await certificatePaper(photo ? { ...certificate, photo } : certificate).catch((error: unknown) =>
      photo ? certificatePaper(certificate) : Promise.reject(error),
    )
    const name = `供养证${issued.number}${person.name}.pdf`
    const { ticket } = await giveFile(context, { name, mediaType: 'application/pdf', bytes })
    return { ticket, name }
  },
})

async function personOf(context: Context, personId: string) {
  const row = await db(context)
    .selectFrom('persons.personView')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirst()
  return row ?? refuse('not_found', 'person', '没有找到此人，或不在您的辖区')
}

/** 注意事项, by the text that held when it was issued. */
async function notesOf(context: Context, { unit, on }: { unit: string; on: PlainDate }) {
  const { title, above, below } = await formWords(context, certificateKind, { on, values: { 发证单位: unit } })
  return { title, lines: [...above, ...below] }
}

const issuedTo = (context: Context, personId: string) =>
  db(context)
    .selectFrom('archives.certificate')
    .select(['id', 'number', 'ground', 'words', 'voids', 'issuedOn', 'byName'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()

export async function certificateTimeline(context: Context, personId: string): Promise<TimelineItem[]> {
  const rows = await issuedTo(context, personId)
  return rows.map(({ number, ground, voids, words, issuedOn }) => {
    const why = certificateGroundText[CertificateGround.parse(ground)]
    const before = voids ? `，原证号${voids}作废` : ''
    const text = `供养证${number}（${why}${words ? `：${words}` : ''}${before}）`
    return { at: issuedOn, kind: 'recognition', text, source: 'paper', to: `/persons/${personId}?panel=certificate` }
  })
}

/** Six digits of the county, the year, and a running number: '371522202600001'. */
async function nextNumber(context: Context): Promise<string> {
  const year = context.today.slice(0, 4)
  const series = `${context.county}${year}`
  // One typed by hand may stand ahead of the series: it goes on behind the last.
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(right(number, 5)::int), 0) as last from archives.certificate
    where county_code = ${context.county} and number ~ ${`^${series}[0-9]{5}$`}`.execute(context.transaction)
  return `${series}${String((rows[0]?.last ?? 0) + 1).padStart(5, '0')}`
}

async function bureauOf(context: Context): Promise<string> {
  const row = await db(context)
    .selectFrom('access.organisationView')
    .select('name')
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'bureau')
    .orderBy('sortOrder')
    .executeTakeFirst()
  return row?.name ?? '县级民政部门'
}

async function servedBy(context: Context, organisationId: string | null): Promise<string> {
  if (organisationId === null) return '—'
  const { rows } = await sql<{ name: string }>`select name from access.organisation_view
    where county_code = ${context.county} and id = ${organisationId}`.execute(context.transaction)
  return rows[0]?.name ?? '—'
}

/** In the county's own word. */
async function levelText(context: Context, level: SelfCareLevel): Promise<string> {
  const policy = await context.policyOn(context.today)
  const labels = policy.find<Partial<Record<SelfCareLevel, string>>>('codes.self_care_level.labels')?.value
  return labels?.[level] ?? selfCareText[level]
}

/** A number issued here is changed by issuing anew, which voids the one before. */
export async function certificateObjections(context: Context, deed: RegisterDeed): Promise<Reason[]> {
  if (deed.kind !== 'correct' || deed.field !== 'certificateNo') return []
  if ((await issuedTo(context, deed.personId)).length === 0) return []
  const message = '救助供养证由本系统发出，证号不能更正。号码有误的，请在“档案”补发或换发新证，原证号作废。'
  return [{ code: 'issued', message, next: { title: '打开档案', to: `/archives/${deed.personId}` } }]
}
