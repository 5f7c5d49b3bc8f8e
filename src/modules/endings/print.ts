/** Papers of changes and deaths: notice as PDF and Word, record of the hearing, poster, report of a death, list of what was handed over. */
import { dateText, dayOf, momentText, type PlainDate } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import type { LetterKind, LetterValues } from '#kernel/letter.ts'
import { refuse } from '#kernel/refusal.ts'
import { formFile, formWords, type Format, givePaper, posterFile, printLetter } from '#modules/documents/index.ts'
import { endReasonText } from '#modules/persons/words.ts'
import type { Context } from '#platform/context.ts'
import type { TableLayout, TableValue } from '#platform/documents/table.ts'
import { storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { deathActText, endings, kindText, placeText, reporterText } from './contract.ts'
import { deathActsOf, lockDeath, type Death, type StoredDeathAct } from './death-stored.ts'
import { deathKind, endPosterKind, handoverKind, hearingKind } from './letter-kinds.ts'
import { noticeKind, noticeValues } from './letters.ts'
import { type About, areaName, bureauOf } from './paper-around.ts'
import { invitationOf } from './invitation.ts'
import { levelChange } from './level-change.ts'
import { findPerson, type Person } from './opening.ts'
import { sql } from 'kysely'
import { actsOf, db, fieldsOf, lockChange, stateOf, type StoredAct } from './stored.ts'
import { wantedLines } from './wanted-lines.ts'

export const printing = part(endings, {
  async print(context, { changeId, paper, hearing, format: asked }) {
    const row = await lockChange(context, changeId)
    const about = { row, acts: await actsOf(context, changeId), person: await findPerson(context, row.personId) }
    const format = asked === 'docx' ? 'word' : 'pdf'
    if (paper === 'notice' || paper === 'invitation') {
      const { title, bytes } = await (paper === 'notice'
        ? letterOf(context, about, format)
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

  async printDeath(context, { deathId, paper, format }) {
    const row = await lockDeath(context, deathId)
    const person = await findPerson(context, row.personId)
    const acts = await deathActsOf(context, [deathId])
    const values = { 编号: row.number, 死者: person.name, 死亡日期: dateText(row.diedOn) }
    const made =
      paper === 'report'
        ? { kind: deathKind, layout: reportLayout(row, person, acts) }
        : { kind: handoverKind, layout: handoverLayout(row, acts) }
    const on = dayOf(row.reportedAt)
    const layout = await worded(context, made.kind, { on, values, layout: made.layout })
    const bytes = await formFile(context, layout, format)
    return givePaper(context, { name: `${paperName[paper]}${row.number}`, bytes, format })
  },
})

const paperName = {
  hearing: '听取意见记录',
  poster: '拟终止公示',
  notice: '告知书',
  report: '死亡报告单',
  handover: '财物交接清单',
} as const

interface Wording {
  on: PlainDate
  values: LetterValues
  layout: Form
}

/** Title and the words round the frame are the letter's, which a county may replace. */
async function worded(context: Context, kind: LetterKind, { on, values, layout }: Wording): Promise<TableLayout> {
  const { title, above, below } = await formWords(context, kind, { on, values })
  return { ...layout, title, above, notes: below }
}

async function letterOf(context: Context, { row, acts, person }: About, format: Format) {
  const { decidedOn } = row
  if (!decidedOn) return refuse('refused', 'not_decided', '还没有作出决定，没有可以打印的告知书。请先作出决定')
  const latest = (kind: StoredAct['kind']) => acts.findLast((act) => act.kind === kind)
  const [verified, heard, published] = [latest('verified'), latest('heard'), latest('published')]
  const decided = latest('decided') ?? latest('kept')
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
    decidedWords: decided?.words ?? '',
    kept: row.step === 'kept',
    from: row.fromOn,
    wanted: await wantedLines(context, row),
    openFen: openFen > 0n ? yuanText(openFen) : '',
    level: await levelChange(context, row),
  }
  const bureau = await bureauOf(context)
  const number = row.decisionNo || row.number
  return printLetter(context, noticeKind(change), {
    format,
    given: {
      subjectId: row.id,
      townshipId: row.townshipId,
      issue: `${number} ${decidedOn} ${person.name}`,
      on: decidedOn,
      heading: bureau.name,
      number,
      to: person.name,
      contact: bureau.hotline || '—',
      issuedOn: decidedOn,
      values: noticeValues(change, await context.policyOn(decidedOn)),
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
  const values = {
    编号: row.number,
    公示起日: dateText(published.onDay),
    公示止日: dateText(until),
    张贴地点: fieldsOf(published.details)['地点'] ?? '',
    乡镇: township,
    监督电话: (await bureauOf(context)).hotline,
  }
  const kept = { subjectId: row.id, townshipId: row.townshipId, issue: `${row.number} ${published.onDay}` }
  return posterFile(
    context,
    {
      ...(await formWords(context, endPosterKind, { on: published.onDay, values, kept })),
      head: ['序号', '姓名', '所在村（居）', '公示事项', '备注'],
      rows: [['1', person.name, village || township, '拟终止救助供养', '']],
      unit: `${township}${township.endsWith('街道') ? '办事处' : '人民政府'}`,
      postedOn: published.onDay,
    },
    format,
  )
}

type Form = Omit<TableLayout, 'title' | 'above' | 'notes'>

const pairs = (rows: readonly (readonly [string, TableValue])[]): Form => ({
  columns: [{ width: 12 }, { width: 46 }],
  head: [[{ text: '项目' }, { text: '内容' }]],
  rows,
  paper: 'portrait',
})

const blank = '\n\n\n\n\n'

/** Printed empty before the hearing, filled after it: the same sheet. */
async function hearingOf(context: Context, { row, acts, person }: About, format: Format): Promise<Uint8Array> {
  const heard = acts.findLast(({ kind }) => kind === 'heard')
  const said = fieldsOf(heard?.details)
  const what = `${kindText[row.kind]}救助供养${row.reason ? `（${endReasonText[row.reason] ?? row.reason}）` : ''}`
  const form = pairs([
    ['编号', row.number],
    ['救助对象', person.name],
    ['拟作决定', what],
    ['事实', row.facts],
    ['听取时间', heard ? dateText(heard.onDay) : '　　　　年　　月　　日　　时'],
    ['听取地点', said['地点'] ?? ''],
    ['听取对象', said['听取对象'] ?? '□本人　□监护人　□受委托人'],
    ['意见（原话）', heard?.words ?? blank],
    ['签名或捺印', said['签字'] ? `${said['签字']}\n\n` : '\n\n'],
    ['记录人（两人）', '\n\n'],
  ])
  const on = heard?.onDay ?? context.today
  const layout = await worded(context, hearingKind, { on, values: { 救助对象: person.name }, layout: form })
  return formFile(context, layout, format)
}

function reportLayout(row: Death, person: Person, acts: readonly StoredDeathAct[]): Form {
  const certificate = acts.findLast(({ kind }) => kind === 'certificate')
  const disposal = acts.findLast(({ kind }) => kind === 'disposal')
  const told = (act: StoredDeathAct | undefined, names: readonly string[]) =>
    act ? [dateText(act.onDay), ...names.map((name) => fieldsOf(act.details)[name] ?? '')].join('　') : '尚未取得'
  return {
    ...pairs([
      ['编号', row.number],
      ['姓名', `${person.name}　身份证号${person.idMasked}`],
      ['死亡日期', dateText(row.diedOn)],
      ['发现时间', momentText(row.discoveredAt)],
      ['死亡地点', `${placeText[row.placeKind]}　${row.place}`],
      ['报告人', `${reporterText[row.reporterKind]}　${row.reporter}`],
      ['报告时间', `${momentText(row.reportedAt)}，${row.receivedName}接报`],
      ['依据', row.paperReference || '—'],
      ['死亡证明', told(certificate, ['出具单位', '证明编号'])],
      [
        '遗体处理',
        disposal ? told(disposal, ['方式', '地点']) : certificate ? '尚未处理' : '未取得死亡证明，不得处理遗体',
      ],
    ]),
    signatures: ['报告单位', '接报人', '乡镇（街道）', '县民政局'],
  }
}

const handed: readonly StoredDeathAct['kind'][] = ['funeral_cost', 'money_settled', 'estate_listed', 'estate_handed']

/** 财物交接清单: everything that was counted, paid out and given over, with who was there. */
function handoverLayout(row: Death, acts: readonly StoredDeathAct[]): Form {
  const lines = acts.filter(({ kind }) => handed.includes(kind))
  const given = lines.map((act, index): TableValue[] => [
    index + 1,
    deathActText[act.kind],
    act.onDay,
    [act.words, ...Object.entries(fieldsOf(act.details)).map(([label, text]) => `${label}：${text}`)]
      .filter(Boolean)
      .join('；'),
    act.amountFen,
    act.proof || '—',
  ])
  // Empty at the bedside, to be written by hand and keyed in later.
  const empty = Array.from({ length: 11 }, (_, index): TableValue[] => [index + 1, '\n', null, '', null, ''])
  return {
    columns: [
      { width: 6, format: 'integer' },
      { width: 16 },
      { width: 12 },
      { width: 30 },
      { width: 12, format: 'money' },
      { width: 14 },
    ],
    head: [['序号', '事项', '日期', '内容', '金额（元）', '凭据'].map((text) => ({ text }))],
    rows: given.length > 0 ? given : empty,
    signatures: ['交出', '接收', '见证人', `${dateText(dayOf(row.reportedAt)).slice(0, 4)}年　月　日`],
    paper: 'landscape',
  }
}
