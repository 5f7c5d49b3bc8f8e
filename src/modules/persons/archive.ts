/**
 * The register of one person as tables: who he is, who stands around him, how he stood. Numbers stand in full: whoever takes the file over
 * cannot open ours, and a file that leaves out whose it is proves nothing (BJ-12.7). The look is recorded by whoever asks.
 */
import { sql } from 'kysely'
import { momentText, type PlainDate } from '#kernel/calendar.ts'
import { selfCareText, supportModeText } from '#kernel/self-care.ts'
import { type ArchivePaper, type ArchiveTable, archiveTable, yesNo } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'
import { type Person, requirePerson } from './find-person.ts'
import { readAround } from './person-parts.ts'
import { wholeNumbers, type WholeNumbers } from './whole-numbers.ts'
import {
  absenceText,
  capacityText,
  consentText,
  contactText,
  correctedText,
  endReasonText,
  factText,
  guardianScopeText,
  householdClassText,
  sexText,
  statusText,
} from './words.ts'

type Around = Awaited<ReturnType<typeof readAround>>

export async function personArchive(context: Context, personId: string): Promise<ArchiveTable[]> {
  const person = await requirePerson(context, personId)
  const around = await readAround(context, personId)
  const whole = await wholeNumbers(context, person)
  return [identity(person, whole), ...standing(around, whole), ...circle(around, whole)]
}

function identity(person: Person, whole: WholeNumbers): ArchiveTable {
  const lines: readonly (readonly [string, string | null])[] = [
    ['档案号', person.fileNo],
    ['姓名', person.name],
    ['性别', sexText[person.sex]],
    ['出生日期', person.bornOn],
    ['民族', person.ethnicity],
    ['身份证号', whole.id],
    ['证件说明', person.idRemark],
    ['电话', whole.phone],
    ['户籍类型', householdClassText[person.householdClass]],
    ['户籍地址', person.registeredAt],
    ['居住地址', person.residence],
    ['婚姻状况', person.marital],
    ['民事行为能力', capacityText[person.capacity]],
    ['民事行为能力的依据', person.capacityBasis],
    ['残疾类别/等级', person.disability],
    ['残疾证号', person.disabilityCard],
    ['医疗保险', person.insurance],
    ['状态', statusText[person.status]],
    ['供养方式', person.mode && supportModeText[person.mode]],
    ['能力等级', person.level && selfCareText[person.level]],
    ['救助供养证号', person.certificateNo],
    ['认定决定文号', person.decisionNo],
    ['认定日期', person.decidedOn],
    ['供养起始日', person.supportedFrom],
    ['供养终止日', person.endedOn],
    ['终止原因', person.endReason && (endReasonText[person.endReason] ?? person.endReason)],
    ['死亡日期', person.diedOn],
    ['备注', person.remarks],
  ]
  return archiveTable('身份', lines, { 项目: ([title]) => title, 内容: ([, value]) => value })
}

const standing = ({ facts, absences, corrections }: Around, whole: WholeNumbers): ArchiveTable[] => [
  archiveTable('供养状态', facts, {
    起: (fact) => fact.fromOn,
    项目: (fact) => factText[fact.kind],
    内容: (fact) => fact.text,
    依据: (fact) => fact.basis,
    决定日期: (fact) => fact.decidedOn,
    '登记时间（北京时间）': (fact) => momentText(fact.knownAt),
    已被更正: (fact) => yesNo(fact.replaced),
  }),
  archiveTable('离开', absences, {
    类别: (absence) => absenceText[absence.kind],
    离开日期: (absence) => absence.fromOn,
    返回日期: (absence) => absence.toOn,
    去处: (absence) => absence.place,
    已作废: (absence) => yesNo(absence.withdrawn),
  }),
  archiveTable('更正', corrections, {
    '更正时间（北京时间）': (each) => momentText(each.knownAt),
    项目: (each) => correctedText[each.field],
    原内容: (each) => whole.before.get(each.id) ?? each.oldValue,
    新内容: (each) => each.newValue,
    原因: (each) => each.reason,
    凭据: (each) => each.paperReference,
  }),
]

const accountState = { proposed: '待复核', confirmed: '已复核', refused: '未通过' } as const

const circle = (around: Around, whole: WholeNumbers): ArchiveTable[] => [
  ...standingBy(around, whole),
  ...allowed(around, whole),
]

/** How able he is, and who stands by him. */
const standingBy = ({ capacities, guardians, contacts }: Around, whole: WholeNumbers): ArchiveTable[] => [
  archiveTable('民事行为能力', capacities, {
    自: (each) => each.since,
    民事行为能力: (each) => capacityText[each.capacity],
    认定依据: (each) => each.basis,
    纸质依据: (each) => each.paperReference,
    登记人: (each) => each.foundBy,
    '登记时间（北京时间）': (each) => momentText(each.knownAt),
  }),
  archiveTable('监护人', guardians, {
    姓名: (each) => each.name,
    关系: (each) => each.relation,
    监护范围: (each) => each.scope.map((one) => guardianScopeText[one]).join('、'),
    依据: (each) => each.basis,
    利益冲突核对: (each) => each.conflict,
    电话: (each) => whole.phones.get(each.id) ?? '',
    起: (each) => each.fromOn,
    止: (each) => each.toOn,
  }),
  archiveTable('联系人', contacts, {
    姓名: (each) => each.name,
    关系: (each) => each.relation,
    作用: (each) => contactText[each.role],
    电话: (each) => whole.phones.get(each.id) ?? '',
    核对日期: (each) => each.checkedOn,
    停用日期: (each) => each.endedOn,
  }),
]

const giverText = ({ givenBy, guardian }: Around['consents'][number]): string =>
  givenBy === 'person' ? '本人' : `监护人${guardian ?? ''}`

/** What he agreed to, and where his money goes. */
const allowed = ({ consents, photos, payees }: Around, whole: WholeNumbers): ArchiveTable[] => [
  archiveTable('同意', consents, {
    事项: (each) => consentText[each.kind],
    谁同意: giverText,
    接收人: (each) => each.receiver,
    范围: (each) => each.scope,
    起: (each) => each.fromOn,
    止: (each) => each.toOn,
    撤回日期: (each) => each.withdrawnOn,
    纸质凭据: (each) => each.paperReference,
  }),
  archiveTable('照片', photos, {
    拍摄日期: (each) => each.takenOn,
    登记人: (each) => each.byName,
    '登记时间（北京时间）': (each) => momentText(each.at),
  }),
  archiveTable('收款账户', payees, {
    开户行: (each) => each.bank,
    户名: (each) => each.holder,
    账号: (each) => whole.accounts.get(each.id) ?? '',
    本人账户: (each) => yesNo(each.holderIsPerson),
    起: (each) => each.fromOn,
    止: (each) => each.toOn,
    状态: (each) => accountState[each.state],
  }),
]

/** Consents as they were signed, and what a correction rests on. */
export async function personPapers(context: Context, personId: string): Promise<ArchivePaper[]> {
  const { rows } = await sql<{ fileId: string; kind: string; on: PlainDate }>`
    select file_id, kind, from_on as on from persons.consent
      where county_code = ${context.county} and person_id = ${personId} and file_id is not null
    union all select file_id, 'capacity', since from persons.capacity_finding
      where county_code = ${context.county} and person_id = ${personId} and file_id is not null
    union all select file_id, 'photo', taken_on from persons.photo
      where county_code = ${context.county} and person_id = ${personId} and file_id is not null
    union all select file_id, 'correction', (proposed_at at time zone 'Asia/Shanghai')::date from persons.correction_proposal
      where county_code = ${context.county} and person_id = ${personId} and file_id is not null
    union all select file_id, 'correction', (known_at at time zone 'Asia/Shanghai')::date from persons.correction
      where county_code = ${context.county} and person_id = ${personId} and file_id is not null order by 3, 1`.execute(
    context.transaction,
  )
  const texts: Readonly<Record<string, string>> = consentText
  const titles: Readonly<Record<string, string>> = {
    capacity: '民事行为能力认定文书',
    photo: '照片',
    correction: '更正凭据',
  }
  return rows.map(({ fileId, kind, on }) => ({
    fileId,
    on,
    title: titles[kind] ?? `同意书（${texts[kind] ?? kind}）`,
  }))
}
