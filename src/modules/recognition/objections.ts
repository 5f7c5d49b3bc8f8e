/** 异议答复: after the new survey and the opinion on it, whoever objected and the applicant are told in writing. */
import * as z from 'zod'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { refuse, requireNone, type Reason } from '#kernel/refusal.ts'
import type { Term } from '#kernel/working-days.ts'
import { givePaper, printLetter } from '#modules/documents/index.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { dueOf } from './clock.ts'
import { recognition } from './contract.ts'
import {
  type ObjectionAnswered,
  objectionAnswerKind,
  objectionNoticeKind,
  objectionValues,
} from './objection-letters.ts'
import { ObjectionResult, objectionResultText, type ObjectionShown } from './objection-contract.ts'
import { officeOf } from './offices.ts'
import { objectorPlace } from './publicising.ts'
import {
  areaNames,
  bureauOf,
  type Case,
  caseOf,
  deedsOf,
  keepDeed,
  lockCase,
  posterOf,
  type StoredDeed,
} from './stored.ts'
import { objectionTerm } from './term-keys.ts'
import { isOver } from './words.ts'

const Objected = z.object({ objector: z.string() })
const Answered = z.object({ deedId: z.string(), result: ObjectionResult })

export const objecting = part(recognition, {
  async answerObjection(context, { caseId, deedId, result, words, answeredOn }) {
    const row = await lockCase(context, caseId)
    const deeds = await deedsOf(context, [caseId], ['objected', 'opined', 'answered'])
    const { objection, answer } = objectionIn(deeds, deedId)
    if (answer)
      refuse(
        'conflict',
        'answered',
        `${answer.account}已于${dateText(answer.onDay)}登记答复，不能重复登记。请刷新后查看。`,
      )
    requireNone(objectionsToAnswer(context, { row, deeds, objection, answeredOn }))
    await keepDeed(context, row, { kind: 'answered', on: answeredOn, said: { deedId, result }, note: words })
    const named = isNamed(objection)
    const warnings = [
      named ? '请打印异议答复书送异议人，并书面告知申请人。' : '异议没有留姓名，请书面告知申请人。',
      ...(result === 'upheld' && row.opinionFits && !isOver(row.step) ? [upheldText] : []),
    ]
    return { caseId, warnings }
  },

  async printObjection(context, { caseId, deedId, to, format }) {
    const row = await caseOf(context, caseId)
    const deeds = await deedsOf(context, [caseId], ['objected', 'answered'])
    const { objection, answer } = objectionIn(deeds, deedId)
    const said = Answered.safeParse(answer?.said).data
    if (!answer || !said) return refuse('refused', 'not_answered', '这条异议还没有登记答复，不能打印。请先登记答复。')
    if (to === 'objector' && !isNamed(objection))
      return refuse('refused', 'anonymous', '异议没有留姓名，没有可送达的人。请打印给申请人的告知书。')
    const answered = await answeredOf(context, row, { objection, answer, result: said.result })
    const kind = to === 'objector' ? objectionAnswerKind : objectionNoticeKind
    const bureau = await bureauOf(context)
    const township = (await areaNames(context)).get(row.townshipId) ?? ''
    const { bytes } = await printLetter(context, kind, {
      format,
      given: {
        subjectId: row.id,
        townshipId: row.townshipId,
        issue: `${row.number} ${deedId}`,
        on: answer.onDay,
        heading: officeOf(township),
        number: row.number,
        // What is printed is kept; the objector's name stays sealed and is written on the envelope by hand.
        to: to === 'objector' ? '异议人' : row.name,
        contact: bureau.hotline || '本单位民政服务窗口',
        issuedOn: answer.onDay,
        values: objectionValues(answered, await context.policyOn(answer.onDay)),
      },
    })
    await keepDeed(context, row, { kind: 'printed', on: context.today, said: { paper: kind.name } })
    return givePaper(context, { name: `${kind.name}${row.number}`, bytes, format })
  },
})

function objectionIn(deeds: readonly StoredDeed[], deedId: string) {
  const objection = deeds.find(({ id, kind }) => id === deedId && kind === 'objected')
  if (!objection) return refuse('not_found', 'objection', '没有找到这条异议，或不属于本案。请刷新后查看')
  const answer = deeds.find(({ kind, said }) => kind === 'answered' && Answered.safeParse(said).data?.deedId === deedId)
  return { objection, answer }
}

const upheldText =
  '异议成立，而初审意见为符合条件：不符合的请退回重新提出初审意见；仍拟予认定的，县级审核时须写明理由。'

/** What was found true of him in an objection, and he is recognised all the same: somebody says why. */
export function upheldObjections(deeds: readonly StoredDeed[], reason: string): Reason[] {
  const upheld = deeds.some(
    ({ kind, said }) => kind === 'answered' && Answered.safeParse(said).data?.result === 'upheld',
  )
  return upheld && reason.length < 4
    ? [{ code: 'reason', message: '公示期内的异议成立。仍拟予认定的，应写明理由，至少4个字；否则请退回或不予认定。' }]
    : []
}

const isNamed = ({ said }: StoredDeed): boolean => (Objected.safeParse(said).data?.objector ?? '') !== ''

interface Answering {
  row: Case
  deeds: readonly StoredDeed[]
  objection: StoredDeed
  answeredOn: PlainDate
}

function objectionsToAnswer(context: Context, { row, deeds, objection, answeredOn }: Answering): Reason[] {
  if (!looked(row, deeds, objection))
    return [
      {
        code: 'not_looked_into',
        message: '异议还在重新调查，没有新的初审意见，不能答复。请先重新调查、签署初审意见。',
      },
    ]
  if (answeredOn > context.today)
    return [{ code: 'answeredOn', message: `答复日期${dateText(answeredOn)}晚于今天。请在答复后登记。` }]
  return answeredOn < objection.onDay
    ? [{ code: 'answeredOn', message: `答复日期早于收到异议的${dateText(objection.onDay)}。请核对是否录错。` }]
    : []
}

/** The opinion after it is signed, or the application is over. */
const looked = (row: Pick<Case, 'step'>, deeds: readonly StoredDeed[], { at }: StoredDeed): boolean =>
  isOver(row.step) || deeds.some((deed) => deed.kind === 'opined' && deed.at > at)

/** The objector is named to those who look into the objection or decide, and absent for everybody else. */
const handles: ReadonlySet<string> = new Set(['township-leader', 'county-clerk', 'county-leader', 'auditor'])

export function objectorOf(context: Context, row: Pick<Case, 'id'>, deed: StoredDeed): string {
  if (!handles.has(context.actor.role)) return ''
  const sealed = Objected.safeParse(deed.said).data?.objector ?? ''
  return sealed === '' ? '匿名' : context.secrets.open(objectorPlace(context, row.id), Buffer.from(sealed, 'base64'))
}

export async function objectionsShown(
  context: Context,
  row: Case,
  deeds: readonly StoredDeed[],
): Promise<ObjectionShown[]> {
  const objections = deeds.filter(({ kind }) => kind === 'objected')
  if (objections.length === 0) return []
  const calendar = await context.workingCalendar()
  const shown: ObjectionShown[] = []
  for (const objection of objections) {
    const { answer } = objectionIn(deeds, objection.id)
    const said = Answered.safeParse(answer?.said).data
    const { value } = (await context.policyOn(objection.onDay)).value<Term>(objectionTerm)
    shown.push({
      deedId: objection.id,
      round: objection.round,
      on: objection.onDay,
      words: objection.note,
      anonymous: !isNamed(objection),
      objector: objectorOf(context, row, objection),
      dueOn: dueOf(calendar, objection.onDay, value, [])?.due ?? null,
      mayBeAnswered: answer === undefined && looked(row, deeds, objection),
      answer: answer && said ? { result: said.result, words: answer.note, on: answer.onDay, by: answer.account } : null,
    })
  }
  return shown
}

interface Given {
  objection: StoredDeed
  answer: StoredDeed
  result: ObjectionResult
}

async function answeredOf(
  context: Context,
  row: Case,
  { objection, answer, result }: Given,
): Promise<ObjectionAnswered> {
  const poster = row.round > 1 ? await posterOf(context, row) : undefined
  return {
    applicant: row.name,
    number: row.number,
    receivedOn: row.receivedOn,
    objectedOn: objection.onDay,
    words: objection.note.replace(/。$/, ''),
    result: objectionResultText[result],
    found: answer.note.replace(/。$/, ''),
    posted: poster ? { on: poster.postedOn, endsOn: poster.endsOn } : null,
    over: row.step === 'withdrawn' || row.step === 'died' ? row.step : null,
  }
}
