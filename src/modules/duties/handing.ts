/** Use cases of 交接. */
import { dateText } from '#kernel/calendar.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part, type Subject } from '#platform/module.ts'
import { duties, handOverAccepted } from './contract.ts'
import { acceptBy, isSet, termFor, type TermOf } from './recomputing.ts'
import {
  db,
  fromOf,
  handOverRows,
  lockHandOver,
  peopleOf,
  readersIn,
  shownHandOvers,
  type StoredHandOver,
  subjectIn,
  termOfHandOver,
  toOf,
  townshipNamesOf,
  unitName,
} from './handover-stored.ts'
import { belongsTo, objectionsToSending, sameUnit, senderOf, type Unit } from './units.ts'

export const handing = part(duties, {
  async subject(context, { subjectKind, subjectId }) {
    const found = await subjectOf(context, subjectKind, subjectId)
    const rows = await rowsOfSubject(context, subjectKind, subjectId)
    const townships = await townshipNamesOf(context)
    const { rule, term } = await termOfHandOver(context)
    const from = senderOf(context.actor, found.townshipId)
    const owner = ownerIn(rows)
    const targets = from ? await targetsFor(context, { from, subject: found, townships }) : []
    return {
      title: found.title,
      owner: owner ? unitName(owner, townships) : null,
      rows: await shownHandOvers(context, rows),
      blocked: blockedFrom({ from, owner, rows, open: found.open, held: found.held ?? '' }),
      targets,
      warning: found.warning ?? '',
      term: termSentence(termFor({ term, subject: found })),
      citations: [...(rule?.citations ?? []), ...(termFor({ term, subject: found })?.citations ?? [])],
    }
  },

  async handOver(context, { subjectKind, subjectId, section, townshipId, toAccount, note }) {
    const found = await subjectOf(context, subjectKind, subjectId)
    if (found.personId) context.concerns(found.personId)
    const from = senderOf(context.actor, found.townshipId) ?? refuseUnit()
    const to: Unit = { section, townshipId: section === 'township' ? townshipId : null }
    const townships = await townshipNamesOf(context)
    requireTownship(to, townships)
    const rows = await rowsOfSubject(context, subjectKind, subjectId)
    const owner = ownerIn(rows)
    const { rule, term } = await termOfHandOver(context)
    const waits = rows.some(({ state }) => state === 'sent')
    const ownerName = owner ? unitName(owner, townships) : ''
    const readers = await readersIn(to, found.opens)
    const readable = readers.length > 0
    requireNone(objectionsToSending({ from, to, subject: found, readable, owner, ownerName, waits, rule }))
    const named = toAccount === undefined ? undefined : nameOf(await peopleOf(context, to, readers), toAccount)
    const calendar = await context.workingCalendar()
    const dueOn = acceptBy(calendar, context.today, { term, subject: found })
    const id = context.newId()
    await db(context)
      .insertInto('duties.handover')
      .values({
        countyCode: context.county,
        id,
        subjectKind,
        subjectId,
        title: found.title,
        link: found.to,
        personId: found.personId,
        townshipId: found.townshipId ?? (to.townshipId || from.townshipId),
        fromSection: from.section,
        fromUnit: from.townshipId,
        toSection: to.section,
        toUnit: to.townshipId,
        toAccount: toAccount ?? null,
        toName: named ?? '',
        sentBy: context.actor.accountId,
        sentName: context.actor.name,
        sentOn: context.today,
        sentAt: context.now,
        note,
        dueOn,
      })
      .execute()
    return { id, dueOn }
  },

  async accept(context, { id, note }) {
    const row = await lockHandOver(context, id)
    await requireAnswerable(context, row, toOf(row), 'receiver')
    await answer(context, row, { state: 'accepted', answerNote: note })
    const { subjectKind, subjectId, toSection, toUnit } = row
    await context.announce(handOverAccepted, { subjectKind, subjectId, section: toSection, townshipId: toUnit })
    return { id }
  },

  async giveBack(context, { id, reason }) {
    const row = await lockHandOver(context, id)
    await requireAnswerable(context, row, toOf(row), 'receiver')
    await answer(context, row, { state: 'returned', answerNote: reason })
    return { id }
  },

  async withdraw(context, { id, reason }) {
    const row = await lockHandOver(context, id)
    await requireAnswerable(context, row, fromOf(row), 'sender')
    await answer(context, row, { state: 'withdrawn', answerNote: reason })
    return { id }
  },
})

async function subjectOf(context: Context, kind: string, id: string): Promise<Subject> {
  const found = await subjectIn(context, kind, id)
  return found ?? refuse('not_found', 'subject', '没有找到这件事。可能不在您的辖区内，请从它自己的页面移交')
}

const rowsOfSubject = (context: Context, kind: string, id: string) =>
  handOverRows(context)
    .where('subjectKind', '=', kind)
    .where('subjectId', '=', id)
    .orderBy('sentAt', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** Whoever accepted it last; rows come newest first. */
function ownerIn(rows: readonly StoredHandOver[]): Unit | undefined {
  const last = rows.find(({ state }) => state === 'accepted')
  return last && toOf(last)
}

interface Standing {
  from: Unit | undefined
  owner: Unit | undefined
  rows: readonly StoredHandOver[]
  open: boolean
  held: string
}

function blockedFrom({ from, owner, rows, open, held }: Standing): string {
  if (!from) return '您不属于可以移交的科室或乡镇'
  if (!open) return '已经办结，没有可移交的工作'
  if (rows.some(({ state }) => state === 'sent')) return '等对方接收'
  if (owner && !sameUnit(owner, from)) return '现由对方负责，由对方移交'
  return held
}

interface Aim {
  from: Unit
  subject: Subject
  townships: ReadonlyMap<string, string>
}

/** The other sections that may open it; from the county the township in which the matter lies, or any where it lies in none. */
async function targetsFor(context: Context, { from, subject, townships }: Aim) {
  const { townshipId, opens } = subject
  const all = townshipId === null ? [...townships.keys()] : [townshipId]
  const units: Unit[] = [
    { section: 'social_assistance', townshipId: null },
    { section: 'institution_management', townshipId: null },
    ...(from.section === 'township' || subject.countyOnly
      ? []
      : all.map((id): Unit => ({ section: 'township', townshipId: id }))),
  ]
  const found = []
  for (const unit of units.filter((each) => each.section !== from.section)) {
    const readers = await readersIn(unit, opens)
    if (readers.length > 0)
      found.push({ ...unit, name: unitName(unit, townships), people: await peopleOf(context, unit, readers) })
  }
  return found
}

const unitText: Readonly<Record<string, string>> = { working_day: '个工作日', day: '天', month: '个月' }

function termSentence(term: TermOf | undefined): string {
  if (!term)
    return '没有规定接收期限，未接收的天数双方都看得到；县里可以在“政策依据”中登记“交接的接收期限”（org.handover_term）。'
  const { value, until } = term
  const by = until ? `，不晚于${dateText(until)}` : ''
  const whose = isSet(term) ? '' : '（本系统默认，县里可以在“政策依据”中改“交接的接收期限”）'
  return `对方应在${value.count}${unitText[value.unit] ?? ''}内接收${by}${whose}。`
}

const refuseUnit = (): never =>
  refuse('refused', 'no_unit', '您的账号不属于可以移交的科室或乡镇。请由经办这件事的科室移交')

function requireTownship({ section, townshipId }: Unit, townships: ReadonlyMap<string, string>): void {
  if (section === 'township' && (townshipId === null || !townships.has(townshipId)))
    refuse('invalid', 'townshipId', '没有选择本县的乡镇；移交给乡镇应选明哪一个。请选择乡镇')
}

function nameOf(people: readonly { id: string; name: string }[], account: string): string {
  const found = people.find(({ id }) => id === account)
  return found?.name ?? refuse('invalid', 'toAccount', '所选的人不在接收的科室或乡镇，或账号已停用。请重新选择')
}

const stateNow = { accepted: '已经接收', returned: '已经退回', withdrawn: '已经撤回', sent: '还在等待接收' } as const

async function requireAnswerable(context: Context, row: StoredHandOver, unit: Unit, as: 'receiver' | 'sender') {
  const name = unitName(unit, await townshipNamesOf(context))
  const { rule } = await termOfHandOver(context)
  const cited = rule ? { citations: rule.citations } : {}
  const reasons: Reason[] = []
  if (!belongsTo(context.actor, unit))
    reasons.push({
      code: as === 'receiver' ? 'not_receiver' : 'not_sender',
      message:
        as === 'receiver'
          ? `这份移交是给${name}的，只能由${name}接收或退回。请与${name}联系`
          : `这份移交是${name}送出的，只能由${name}撤回。请与${name}联系`,
      ...cited,
    })
  if (row.state !== 'sent')
    reasons.push({
      code: 'answered',
      message: `这份移交${stateNow[row.state]}（${row.answeredName}），不能再办。请刷新后查看`,
    })
  requireNone(reasons)
}

type Answered = Pick<StoredHandOver, 'state' | 'answerNote'>

const answer = (context: Context, { id }: StoredHandOver, answered: Answered) =>
  db(context)
    .updateTable('duties.handover')
    .set({
      ...answered,
      answeredBy: context.actor.accountId,
      answeredName: context.actor.name,
      answeredAt: context.now,
    })
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .execute()
