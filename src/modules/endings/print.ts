/** Papers of changes: notice as PDF and Word, invitation to be heard, record of the hearing, poster. */
import { addDays, dateText, monthOf, monthText, type PlainDate } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import type { LetterKind, LetterValues } from '#kernel/letter.ts'
import { citationText } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { formFile, formWords, type Format, givePaper, posterFile, printLetter } from '#modules/documents/index.ts'
import { endReasonText } from '#modules/persons/words.ts'
import type { Context } from '#platform/context.ts'
import type { TableLayout, TableValue } from '#platform/documents/table.ts'
import { storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { endings, kindText } from './contract.ts'
import { correctedKind, endPosterKind } from './letter-kinds.ts'
import { hearingKind } from './sheet-kinds.ts'
import { correctedValues, noticeKind, noticeValues } from './letters.ts'
import { lastMonthDue, paidOf, pausedSince } from './paid-until.ts'
import { type About, areaName, bureauOf, governmentOf } from './paper-around.ts'
import { invitationOf } from './invitation.ts'
import { levelChange } from './level-change.ts'
import { findPerson } from './opening.ts'
import { sql } from 'kysely'
import { actsOf, db, fieldsOf, inCounty, lockChange, stateOf, type StoredAct } from './stored.ts'
import { wantedLines } from './wanted-lines.ts'

export const printing = part(endings, {
  async print(context, { changeId, paper, hearing, format: asked }) {
    const row = await lockChange(context, changeId)
    const about = { row, acts: await actsOf(context, changeId), person: await findPerson(context, row.personId) }
    const format = asked === 'docx' ? 'word' : 'pdf'
    if (paper === 'notice' || paper === 'invitation' || paper === 'correction') {
      const { title, bytes } = await (paper === 'notice'
        ? letterOf(context, about, format)
        : paper === 'correction'
          ? correctionLetter(context, about, format)
          : invitationOf(context, { ...about, hearing }, format))
      return givePaper(context, { name: `${title}${row.number}`, bytes, format })
    }
    const bytes = await (paper === 'poster' ? posterOf(context, about, format) : hearingOf(context, about, format))
    return givePaper(context, { name: `${paperName[paper]}${row.number}`, bytes, format })
  },

  /** The paper behind one act, of a change or of a death, within what its reader sees. */
  async openFile(context, { actId }) {
    const asked = (table: 'endings.act' | 'endings.deathAct') =>
      db(context)
        .selectFrom(table)
        .select(['fileId', 'personId'])
        .where('countyCode', '=', context.county)
        .where('id', '=', actId)
        .executeTakeFirst()
    const act = (await asked('endings.act')) ?? (await asked('endings.deathAct'))
    if (!act?.fileId) return refuse('not_found', 'file', '没有找到这份附件，或不在您的辖区')
    context.concerns(act.personId)
    const file = await storedFile(context, act.fileId)
    return { ticket: await ticketFor(context, act.fileId), name: file.name }
  },
})

const paperName = {
  hearing: '听取意见记录',
  poster: '拟终止公示',
  notice: '告知书',
} as const

async function letterOf(context: Context, { row, acts, person }: About, format: Format) {
  const latest = (kind: StoredAct['kind']) => acts.findLast((act) => act.kind === kind)
  const [verified, heard, published] = [latest('verified'), latest('heard'), latest('published')]
  const kept = row.step === 'kept'
  const upheld = kept ? upheldOf(acts) : undefined
  // Found untrue, an objection upheld, or decided so: whichever of them leaves support as it is.
  const decided = kept ? (latest('kept') ?? upheld ?? verified) : latest('decided')
  const decidedOn = row.decidedOn ?? (kept ? (decided?.onDay ?? null) : null)
  if (!decidedOn || row.kind === 'transfer')
    return refuse('refused', 'not_decided', '还没有作出决定，没有可以打印的告知书。请先作出决定')
  const { rows } = await sql<{
    fen: bigint
  }>`select coalesce(sum(amount_fen), 0)::bigint as fen from payments.claim_view
    where county_code = ${context.county} and person_id = ${row.personId} and ground = 'ended' and status = 'open'`.execute(
    context.transaction,
  )
  const openFen = rows[0]?.fen ?? 0n
  const change = {
    ...row,
    name: person.name,
    verified: verified?.words ?? '',
    verifiedOn: verified?.onDay ?? null,
    heardOn: heard?.onDay ?? null,
    heardWords: heard?.words ?? '',
    publicOn: published?.onDay ?? null,
    publicUntil: stateOf(row, acts).publicUntil,
    objectedOn: upheld ? (latest('objected')?.onDay ?? null) : null,
    decidedWords: decided?.words ?? '',
    kept,
    from: row.fromOn,
    wanted: await wantedLines(context, row),
    openFen: openFen > 0n ? yuanText(openFen) : '',
    ...(await paidBefore(context, row)),
    government: await governmentOf(context),
    village: await areaName(context, person.villageId),
    level: await levelChange(context, row),
  }
  return noticeOf(context, noticeKind(change), {
    about: { row, acts, person },
    format,
    number: row.decisionNo || row.number,
    on: decidedOn,
    values: noticeValues(change, await context.policyOn(decidedOn)),
  })
}

/** 末发月份 as it was: months of a pause before the end were not paid. */
async function paidBefore(context: Context, { personId, fromOn }: About['row']) {
  if (!fromOn) return { lastMonth: '', pausedFrom: null }
  const last = addDays(fromOn, -1)
  const paid = await inCounty(context, () => paidOf(context, personId))
  const month = lastMonthDue(paid, last)
  return {
    lastMonth: month ? monthText(month) : `${monthText(monthOf(last))}（没有发放过）`,
    pausedFrom: pausedSince(paid, last) ?? null,
  }
}

/** The last thing that was done was to find an objection right. */
const upheldOf = (acts: readonly StoredAct[]): StoredAct | undefined => {
  const last = acts.at(-1)
  return last?.kind === 'answered' ? last : undefined
}

async function correctionLetter(context: Context, { row, acts, person }: About, format: Format) {
  const made = acts.findLast(({ kind }) => kind === 'corrected')
  const proposed = acts.findLast(({ kind }) => kind === 'correction_proposed')
  const { decidedOn, fromOn } = row
  if (!made || !proposed || !decidedOn || !fromOn)
    return refuse('refused', 'not_corrected', '还没有决定纠正，没有可以打印的纠正告知书。请先由县里负责人决定')
  const number = fieldsOf(made.details)['文号'] ?? row.number
  return noticeOf(context, correctedKind, {
    about: { row, acts, person },
    format,
    number,
    on: made.onDay,
    values: correctedValues(
      {
        ...row,
        decidedOn,
        fromOn,
        name: person.name,
        words: made.words,
        said: fieldsOf(proposed.details),
        government: await governmentOf(context),
      },
      await context.policyOn(made.onDay),
    ),
  })
}

interface Notice {
  about: About
  format: Format
  number: string
  on: PlainDate
  values: LetterValues
}

async function noticeOf(context: Context, kind: LetterKind, { about, format, number, on, values }: Notice) {
  const { row, person } = about
  const bureau = await bureauOf(context)
  return printLetter(context, kind, {
    format,
    given: {
      subjectId: row.id,
      townshipId: row.townshipId,
      issue: `${number} ${on} ${person.name}`,
      on,
      heading: bureau.name,
      number,
      to: person.name,
      contact: bureau.hotline || '—',
      issuedOn: on,
      values,
    },
  })
}

/** For the wall: no number, no level, no health (screens 7.5). */
async function posterOf(context: Context, { row, acts, person }: About, format: Format): Promise<Uint8Array> {
  const published = acts.findLast(({ kind }) => kind === 'published')
  if (!published || row.kind !== 'end')
    return refuse('refused', 'not_published', '还没有登记张贴公示，没有可以打印的公示。请先登记张贴')
  const until = stateOf(row, acts).publicUntil ?? published.onDay
  const township = await areaName(context, person.townshipId)
  const village = await areaName(context, person.villageId)
  const cited = (await context.policyOn(published.onDay)).find('exit.publicity_term')?.citations ?? []
  const values = {
    编号: row.number,
    公示起日: dateText(published.onDay),
    公示止日: dateText(until),
    张贴地点: fieldsOf(published.details)['地点'] ?? '',
    乡镇: township,
    受理地点: `${township}${township.endsWith('街道') ? '办事处' : '人民政府'}民政服务窗口`,
    依据: [...new Set(cited.filter(({ document }) => document !== '').map(citationText))].join('；'),
    监督电话: (await bureauOf(context)).hotline,
  }
  const kept = { subjectId: row.id, townshipId: row.townshipId, issue: `${row.number} ${published.onDay}` }
  return posterFile(
    context,
    {
      words: await formWords(context, endPosterKind, { on: published.onDay, values, kept }),
      rows: [['1', person.name, village || township, '拟终止救助供养', '']],
      unit: `${township}${township.endsWith('街道') ? '办事处' : '人民政府'}`,
      postedOn: published.onDay,
    },
    format,
  )
}

export type Form = Omit<TableLayout, 'title' | 'above' | 'notes'>

export const pairs = (rows: readonly (readonly [string, TableValue])[]): Form => ({
  columns: [{ width: 12 }, { width: 46 }],
  head: [[{ text: '项目' }, { text: '内容' }]],
  rows,
  paper: 'portrait',
})

const blank = '\n\n\n\n\n\n'
/** Room for a name and a thumb; what is on record of how he signed stands above it. */
const toSign = '\n\n\n\n'

/** Printed empty before the hearing, filled after it: the same sheet. */
async function hearingOf(context: Context, { row, acts, person }: About, format: Format): Promise<Uint8Array> {
  const heard = acts.findLast(({ kind }) => kind === 'heard')
  const said = fieldsOf(heard?.details)
  const what = `${kindText[row.kind]}救助供养${row.reason ? `（${endReasonText[row.reason] ?? row.reason}）` : ''}`
  const on = heard?.onDay ?? context.today
  const basis = (await context.policyOn(on)).find('exit.hearing_required')?.citations ?? []
  const rows = pairs([
    ['编号', row.number],
    ['救助对象', person.name],
    ['拟作决定', what],
    ['事实', row.facts],
    ['听取时间', heard ? dateText(heard.onDay) : '　　　　年　　月　　日　　时'],
    ['听取地点', said['地点'] ?? ''],
    ['听取对象', said['听取对象'] ?? '□本人　□监护人　□受委托人'],
    ['意见（原话）', heard?.words ?? blank],
    ['念给本人听', '□已念给本人听，与本人所说一致　□本人自己看过'],
    ['签名或捺印', `${said['签字'] ? `（已${said['签字']}，手印按在下面）` : '（签名，或在下面捺印）'}${toSign}`],
    ['记录人（两人）', toSign],
    ['依据', [...new Set(basis.map(citationText))].join('；') || '—'],
  ])
  const form = { ...rows, columns: [{ width: 14 }, { width: 44 }], large: true }
  // Once it records what was heard it says the same for ever; the empty sheet follows the text of its day.
  const kept = heard && { subjectId: row.id, townshipId: row.townshipId, issue: `${row.number} ${heard.onDay}` }
  const words = await formWords(context, hearingKind, {
    on,
    values: { 救助对象: person.name },
    ...(kept ? { kept } : {}),
  })
  return formFile(context, { layout: form, words }, format)
}
