/** Papers of changes and deaths: notice as PDF and Word, record of the hearing, poster, report of a death, list of what was handed over. */
import { dateText, dayOf, momentText } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import { endReasonText } from '#modules/persons/words.ts'
import type { Context } from '#platform/context.ts'
import { letterWord } from '#platform/documents/letter-word.ts'
import { letterPaper, type LetterPaper, statutoryPaper } from '#platform/documents/paper.ts'
import { posterPaper } from '#platform/documents/poster-paper.ts'
import type { TableLayout, TableValue } from '#platform/documents/table.ts'
import { giveFile, storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { deathActText, endings, kindText, placeText, reporterText } from './contract.ts'
import { deathActsOf, lockDeath, type Death, type StoredDeathAct } from './death-stored.ts'
import { noticeLetter } from './letters.ts'
import { findPerson, type Person } from './opening.ts'
import { sql } from 'kysely'
import { actsOf, type Change, db, fieldsOf, lockChange, stateOf, type StoredAct } from './stored.ts'
import { wantedLines } from './wanted-lines.ts'

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const footOf = (context: Context) => ({
  printedAt: context.now,
  printedBy: context.actor.name,
  demonstration: context.demo,
})

export const printing = part(endings, {
  async print(context, { changeId, paper, format }) {
    const row = await lockChange(context, changeId)
    const about = { row, acts: await actsOf(context, changeId), person: await findPerson(context, row.personId) }
    const name = `${paperName[paper]}${row.number}`
    if (paper === 'notice') {
      const letter = await letterOf(context, about)
      const bytes = format === 'docx' ? await letterWord(letter) : await letterPaper(letter)
      return give(context, { name: `${letter.title}${row.number}`, bytes, word: format === 'docx' })
    }
    if (format === 'docx') refuse('refused', 'format', `“${paperName[paper]}”是表格，请打印PDF。`)
    const bytes =
      paper === 'poster'
        ? await posterOf(context, about)
        : await statutoryPaper({ ...footOf(context), layout: hearingLayout(about) })
    return give(context, { name, bytes, word: false })
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

  async printDeath(context, { deathId, paper }) {
    const row = await lockDeath(context, deathId)
    const person = await findPerson(context, row.personId)
    const acts = await deathActsOf(context, [deathId])
    const layout = paper === 'report' ? reportLayout(row, person, acts) : handoverLayout(row, person, acts)
    const bytes = await statutoryPaper({ ...footOf(context), layout })
    return give(context, { name: `${layout.title}${row.number}`, bytes, word: false })
  },
})

const paperName = { hearing: '听取意见记录', poster: '拟终止公示', notice: '告知书' } as const

async function give(context: Context, { name, bytes, word }: { name: string; bytes: Uint8Array; word: boolean }) {
  const whole = `${name}.${word ? 'docx' : 'pdf'}`
  const { ticket } = await giveFile(context, { name: whole, mediaType: word ? wordType : 'application/pdf', bytes })
  return { ticket, name: whole }
}

interface About {
  row: Change
  acts: readonly StoredAct[]
  person: Person
}

async function letterOf(context: Context, { row, acts, person }: About): Promise<LetterPaper> {
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
  const letter = noticeLetter(
    {
      ...row,
      name: person.name,
      verified: verified?.words ?? '',
      verifiedOn: verified?.onDay ?? null,
      heardOn: heard?.onDay ?? null,
      heardWords: heard?.words ?? '',
      publicOn: published?.onDay ?? null,
      publicUntil: stateOf(row, acts).publicUntil,
      decidedOn,
      decidedWords: decided?.words ?? '',
      kept: row.step === 'kept',
      from: row.fromOn,
      wanted: await wantedLines(context, row),
      openFen: openFen > 0n ? yuanText(openFen) : '',
    },
    await context.policyOn(decidedOn),
  )
  const bureau = await bureauOf(context)
  return { ...letter, heading: bureau.name, contact: bureau.hotline || '—', receipt: true, ...footOf(context) }
}

async function bureauOf(context: Context): Promise<{ name: string; hotline: string }> {
  const bureau = await db(context)
    .selectFrom('access.organisationView')
    .select(['name', 'hotline'])
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'bureau')
    .orderBy('sortOrder')
    .limit(1)
    .executeTakeFirst()
  return bureau ?? { name: '县民政局', hotline: '' }
}

async function areaName(context: Context, id: string | null): Promise<string> {
  if (!id) return ''
  const area = await db(context).selectFrom('access.areaView').select('name').where('id', '=', id).executeTakeFirst()
  return area?.name ?? ''
}

/** For the wall: no number, no level, no health (screens 7.5). */
async function posterOf(context: Context, { row, acts, person }: About): Promise<Uint8Array> {
  const published = acts.findLast(({ kind }) => kind === 'published')
  if (!published || row.kind !== 'end')
    return refuse('refused', 'not_published', '还没有登记张贴公示，没有可以打印的公示。请先登记张贴')
  const until = stateOf(row, acts).publicUntil ?? published.onDay
  const township = await areaName(context, person.townshipId)
  const village = await areaName(context, person.villageId)
  const { hotline } = await bureauOf(context)
  return posterPaper({
    ...footOf(context),
    title: '拟终止特困人员救助供养公示',
    above: [
      `编号：${row.number}`,
      `公示期：${dateText(published.onDay)}起，到${dateText(until)}24时止`,
      `张贴地点：${fieldsOf(published.details)['地点'] ?? ''}`,
    ],
    head: ['序号', '姓名', '所在村（居）', '公示事项', '终止情形'],
    rows: [['1', person.name, village || township, '拟终止救助供养', endReasonText[row.reason] ?? row.reason]],
    below: [
      `对公示内容有异议的，请在公示期内向${township}反映，可以不留姓名。`,
      ...(hotline ? [`监督电话：${hotline}`] : []),
    ],
    unit: `${township}人民政府（办事处）`,
    postedOn: published.onDay,
  })
}

const pairs = (title: string, rows: readonly (readonly [string, TableValue])[]): TableLayout => ({
  title,
  columns: [{ width: 12 }, { width: 46 }],
  head: [[{ text: '项目' }, { text: '内容' }]],
  rows,
  paper: 'portrait',
})

const blank = '\n\n\n\n\n'

/** Printed empty before the hearing, filled after it: the same sheet. */
function hearingLayout({ row, acts, person }: About): TableLayout {
  const heard = acts.findLast(({ kind }) => kind === 'heard')
  const said = fieldsOf(heard?.details)
  const what = `${kindText[row.kind]}救助供养${row.reason ? `（${endReasonText[row.reason] ?? row.reason}）` : ''}`
  return {
    ...pairs('听取意见记录', [
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
    ]),
    notes: ['减发、终止救助前应当听取救助对象的意见。不识字的，由记录人念给本人听后捺印。'],
  }
}

function reportLayout(row: Death, person: Person, acts: readonly StoredDeathAct[]): TableLayout {
  const certificate = acts.findLast(({ kind }) => kind === 'certificate')
  const disposal = acts.findLast(({ kind }) => kind === 'disposal')
  const told = (act: StoredDeathAct | undefined, names: readonly string[]) =>
    act ? [dateText(act.onDay), ...names.map((name) => fieldsOf(act.details)[name] ?? '')].join('　') : '尚未取得'
  return {
    ...pairs('死亡报告单', [
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
function handoverLayout(row: Death, person: Person, acts: readonly StoredDeathAct[]): TableLayout {
  const lines = acts.filter(({ kind }) => handed.includes(kind))
  if (lines.length === 0)
    return refuse('refused', 'nothing', '还没有登记清点、结清和交接，没有可以打印的清单。请先登记')
  return {
    title: '财物交接清单',
    above: [`编号：${row.number}　死者：${person.name}　死亡日期：${dateText(row.diedOn)}`],
    columns: [
      { width: 6, format: 'integer' },
      { width: 16 },
      { width: 12 },
      { width: 30 },
      { width: 12, format: 'money' },
      { width: 14 },
    ],
    head: [['序号', '事项', '日期', '内容', '金额（元）', '凭据'].map((text) => ({ text }))],
    rows: lines.map((act, index) => [
      index + 1,
      deathActText[act.kind],
      act.onDay,
      [act.words, ...Object.entries(fieldsOf(act.details)).map(([label, text]) => `${label}：${text}`)]
        .filter(Boolean)
        .join('；'),
      act.amountFen,
      act.proof || '—',
    ]),
    signatures: ['交出', '接收', '见证人', `${dateText(dayOf(row.reportedAt)).slice(0, 4)}年　月　日`],
    paper: 'landscape',
  }
}
