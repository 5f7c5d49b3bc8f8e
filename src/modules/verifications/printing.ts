/** Papers of a round: lists by village to carry round and sign, coverage as a table. */
import { sql } from 'kysely'
import { dateText } from '#kernel/calendar.ts'
import { citationText } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { supportModeText } from '#kernel/self-care.ts'
import { sexText } from '#modules/persons/words.ts'
import type { Context } from '#platform/context.ts'
import { type VerificationPage, verificationPaper } from '#platform/documents/verification-paper.ts'
import { giveFile, storedFile, ticketFor } from '#platform/file-rows.ts'
import { giveList } from '#platform/list-file.ts'
import { part } from '#platform/module.ts'
import { verifications } from './contract.ts'
import { entryRows } from './entry-rows.ts'
import { townshipLines, villageLines } from './reading.ts'
import { codeText, coverageText, endOfWeek, perPage, sumOf } from './rules.ts'
import type { EntryRow, VillageLine } from './shapes.ts'
import { basisOf, db, type Round, roundOf } from './stored.ts'
import { Answer, answerShort, answerText, keyOf, legacyText, pathText } from './words.ts'

const most = 1000

export const printing = part(verifications, {
  async print(context, { roundId, sheetIds, townshipId, format }) {
    const round = await roundOf(context, roundId)
    const lines = (await villageLines(context, round)).filter(
      (line) =>
        (sheetIds.length === 0 || sheetIds.includes(line.sheetId)) && (!townshipId || line.townshipId === townshipId),
    )
    const ids = lines.map(({ sheetId }) => sheetId)
    const persons = lines.reduce((total, { planned }) => total + planned, 0)
    if (persons === 0) return refuse('refused', 'nobody', '没有可以打印的名单。请先选择有人员的村（居）。')
    if (persons > most)
      return refuse('refused', 'most', `一次最多打印${most}人，所选的有${persons}人。请按乡镇（街道）分批打印。`)
    const where = sql`e.sheet_id = any (${ids}::uuid[])`
    const { rows } = await entryRows(context, { where, page: 1, pageSize: most })
    for (const { personId } of rows) context.concerns(personId)
    const pages = pagesOf(round, lines, rows)
    if (format === 'pdf' && pages.length === 0)
      return refuse('refused', 'all_left', '名单上的人都已终止供养，没有可以打印的。')
    const name = `${round.title}名单${lines.length === 1 ? lines[0]?.village : `${lines.length}个村（居）`}`
    const file =
      format === 'xlsx'
        ? await sheetFile(context, round, { lines, rows, name })
        : await paper(context, { round, pages, name })
    return { ...file, persons, pages: pages.length }
  },

  async exportCoverage(context, { roundId, format }) {
    const round = await roundOf(context, roundId)
    const villages = await villageLines(context, round)
    const total = sumOf(villages)
    context.shows({ roundId }, villages.length)
    const columns = [
      { title: '乡镇（街道）', width: 18 },
      { title: '村（居）', width: 18 },
      { title: '核查周', width: 24 },
      { title: '责任人', width: 14 },
      { title: '计划', width: 8, format: 'integer' as const },
      { title: '已核查', width: 8, format: 'integer' as const },
      { title: '未核查', width: 8, format: 'integer' as const },
      { title: '已终止', width: 8, format: 'integer' as const },
    ]
    const rows = townshipLines(villages, context.today).flatMap(
      ({ townshipId, township, planned, seen, open, left }) => [
        ...villages
          .filter((line) => line.townshipId === townshipId)
          .map((line) => [
            line.township,
            line.village,
            weekText(line),
            line.officer,
            line.planned,
            line.seen,
            line.open,
            line.left,
          ]),
        [township, '小计', '', '', planned, seen, open, left],
      ],
    )
    return giveList(
      context,
      {
        title: `${round.title}进度`,
        note: `${coverageText(total)}；计划＝已核查＋未核查＋已终止`,
        columns,
        rows,
        total: ['合计', '', '', '', total.planned, total.seen, total.open, total.left],
        paper: 'portrait',
      },
      format,
    )
  },

  async openFile(context, { roundId, schoolId }) {
    const fileId = roundId ? (await roundOf(context, roundId)).fileId : await schoolFile(context, schoolId)
    if (!fileId) return refuse('not_found', 'file', '没有上传附件。请查看写明的纸质凭据')
    const file = await storedFile(context, fileId)
    return { ticket: await ticketFor(context, fileId), name: file.name }
  },
})

async function schoolFile(context: Context, schoolId: string | null): Promise<string | null> {
  if (!schoolId) return null
  const found = await db(context)
    .selectFrom('verifications.school')
    .select(['fileId', 'personId'])
    .where('countyCode', '=', context.county)
    .where('id', '=', schoolId)
    .executeTakeFirst()
  if (found) context.concerns(found.personId)
  return found?.fileId ?? null
}

const weekText = ({ weekOn }: Pick<VillageLine, 'weekOn'>): string => `${weekOn}至${endOfWeek(weekOn)}`

/** Place by number: a page printed again later has the same persons on it. */
function pagesOf(round: Round, lines: readonly VillageLine[], rows: readonly EntryRow[]): VerificationPage[] {
  return lines.flatMap((line) => {
    const own = rows.filter(({ sheetId }) => sheetId === line.sheetId)
    return Array.from({ length: line.pages }, (_, index): VerificationPage => {
      const page = index + 1
      // Who is in support no more is neither looked for nor signs; the numbers of the others stay.
      const on = own.filter((row) => row.page === page && row.state !== 'left')
      return {
        code: codeText({ round: round.no, sheet: line.no, page }),
        township: line.township,
        village: line.village,
        week: `${dateText(line.weekOn)}起的一周`,
        officer: line.officer,
        page: `${page} / ${line.pages}`,
        persons: on.map((row) => personOf(round, row)),
      }
    }).filter(({ persons }) => persons.length > 0)
  })
}

function personOf(round: Round, row: EntryRow) {
  const { no, person, sex, age, idLast4, mode, residence, state, result, leftReason, legacyCategory, legacyOn, path } =
    row
  const old = legacyCategory
    ? `${legacyText[legacyCategory] ?? ''}${legacyOn ? `（${legacyOn}）` : ''}${path ? `：${pathText[path]}` : ''}`
    : '原类别、原认定日期待填'
  return {
    no,
    name: person,
    about: `${sexText[sex]}，${age}岁${idLast4 ? `，证件尾号${idLast4}` : ''}`,
    place: [mode ? supportModeText[mode] : '', withoutVillage(row, residence)].filter(Boolean).join('，'),
    old: round.legacy ? old : '',
    done:
      state === 'seen' && result
        ? `已核查（${result.seenOn}）：${answerText[result.answer]}`
        : state === 'left'
          ? `已终止：${leftReason}`
          : '',
  }
}

/** Township and village stand in the head of the page. */
const withoutVillage = ({ township, village }: EntryRow, residence: string): string =>
  residence.replace(`${township}${village}`, '')

interface Printing {
  round: Round
  pages: readonly VerificationPage[]
  name: string
}

async function paper(context: Context, { round, pages, name }: Printing) {
  const basis = await basisOf(context, round)
  const bureau = await db(context)
    .selectFrom('access.organisationView')
    .select(['name', 'hotline'])
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'bureau')
    .orderBy('sortOrder')
    .limit(1)
    .executeTakeFirst()
  const bytes = await verificationPaper({
    title: `${round.title}名单`,
    heading: bureau?.name ?? '县级民政部门',
    perPage,
    boxes: Answer.options.map((answer) => ({
      key: answer === 'none' ? 'Enter' : keyOf(answer),
      text: answerShort[answer],
    })),
    basis: basis.map(citationText).join('；'),
    pages,
    printedAt: context.now,
    printedBy: context.actor.name,
    demonstration: context.demo,
  })
  const { ticket } = await giveFile(context, { name: `${name}.pdf`, mediaType: 'application/pdf', bytes })
  return { ticket, name: `${name}.pdf` }
}

interface Listing {
  lines: readonly VillageLine[]
  rows: readonly EntryRow[]
  name: string
}

function sheetFile(context: Context, round: Round, { lines, rows, name }: Listing) {
  const columns = [
    { title: '校验码', width: 16 },
    { title: '序号', width: 6, format: 'integer' as const },
    { title: '乡镇（街道）', width: 16 },
    { title: '村（居）', width: 16 },
    { title: '姓名', width: 12 },
    { title: '性别', width: 6 },
    { title: '年龄', width: 6, format: 'integer' as const },
    { title: '证件尾号', width: 10, format: 'text' as const },
    { title: '供养方式', width: 10 },
    { title: '住址', width: 30 },
    ...(round.legacy ? [{ title: '原类别和路径', width: 34 }] : []),
    { title: '核查结果', width: 30 },
    { title: '核查日期', width: 12 },
    { title: '核查人', width: 12 },
  ]
  const numbers = new Map(lines.map(({ sheetId, no }) => [sheetId, no]))
  const listed = rows.map((row) => {
    const person = personOf(round, row)
    return [
      codeText({ round: round.no, sheet: numbers.get(row.sheetId) ?? 0, page: row.page }),
      row.no,
      row.township,
      row.village,
      row.person,
      sexText[row.sex],
      row.age,
      row.idLast4,
      row.mode ? supportModeText[row.mode] : '',
      row.residence,
      ...(round.legacy ? [person.old] : []),
      row.state === 'open' ? '' : person.done,
      row.result?.seenOn ?? '',
      row.result?.officer ?? '',
    ]
  })
  return giveList(context, { title: name, note: `共${rows.length}人`, columns, rows: listed }, 'xlsx')
}
