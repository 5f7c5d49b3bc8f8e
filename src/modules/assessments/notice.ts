/** 自理能力评估结果告知书: what was found, what follows from it, and where it is contested. */
import { dateText, monthText, plainMonth } from '#kernel/calendar.ts'
import { type LetterReason, type LetterValues, linesOf, reasonLines } from '#kernel/letter.ts'
import { yuanText } from '#kernel/money.ts'
import { type Citation, citationText } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { type Format, printLetter } from '#modules/documents/index.ts'
import { appealLines } from '#modules/documents/rules.ts'
import type { Context } from '#platform/context.ts'
import { effectOf, personAround } from './around.ts'
import { levelKind } from './letter-kinds.ts'
import { decisionOf, resultsOf } from './reading.ts'
import { sheetOf } from './sheet.ts'
import { db, type Stored } from './stored.ts'
import { unitText } from './words.ts'

export async function noticeOf(context: Context, assessment: Stored, format: Format) {
  const decision = await decisionOf(context, assessment)
  if (!decision) return refuse('refused', 'not_decided', '还没有审定，没有可打印的告知书。请先由县级民政部门审定。')
  const person = await personAround(context, assessment.personId)
  const bureau = await bureauOf(context)
  const { number, decidedOn } = decision
  const printed = await printLetter(context, levelKind, {
    format,
    given: {
      subjectId: assessment.id,
      townshipId: assessment.townshipId,
      issue: `${number} ${decidedOn} ${person.name}`,
      on: decidedOn,
      heading: bureau.name,
      number,
      to: person.name,
      contact: bureau.hotline,
      issuedOn: decidedOn,
      values: await noticeValues(context, assessment, { decision, person }),
    },
  })
  return { ...printed, number }
}

interface Around {
  decision: NonNullable<Awaited<ReturnType<typeof decisionOf>>>
  person: Awaited<ReturnType<typeof personAround>>
}

async function noticeValues(context: Context, assessment: Stored, { decision, person }: Around): Promise<LetterValues> {
  const assessedOn = assessment.assessedOn ?? decision.decidedOn
  const sheet = await sheetOf(context, assessment.form, assessedOn)
  const [result] = await resultsOf(context, assessment)
  const effect = await effectOf(context, decision.decidedOn)
  const fee = effect.fees[decision.level]
  const policy = await context.policyOn(decision.decidedOn)
  return {
    评估日期: dateText(assessedOn),
    评估人: (result?.assessors ?? [])
      .map(({ name, unit, unitName }) => `${name}（${unitName || unitText[unit]}）`)
      .join('、'),
    评估情况: (result?.reasoning ?? []).slice(0, 2).join(''),
    理由和依据: reasonLines(reasonsOf(sheet.citations, effect.citations)),
    能力档次: sheet.lawWords[decision.level],
    本县等级: sheet.ownWords[decision.level],
    原等级: decision.levelBefore ? `原登记为${sheet.ownWords[decision.levelBefore]}，` : '',
    执行月份: monthText(plainMonth(decision.effectiveMonth)),
    费用说明:
      fee === null
        ? ''
        : `照料护理标准为每月${yuanText(fee)}元${person.mode === 'dispersed' ? '，支付给提供照料服务的机构' : ''}。`,
    不同理由: decision.reason,
    异议办法:
      assessment.disputesId !== null
        ? '本次为二次评估，结果为最终评估结果。'
        : '对评估结果有异议的，可以向乡镇（街道）或县级民政部门提出，由另外两人重新评估一次。',
    权利告知: linesOf(appealLines(policy, { paper: '本告知书', to: '本级人民政府' })),
  }
}

/** Law only: a default of this system is no reason to a citizen. */
function reasonsOf(items: readonly Citation[], effect: readonly Citation[]): LetterReason[] {
  const clauses = (citations: readonly Citation[]) =>
    [...new Set(citations.filter(({ document }) => document !== '').map(citationText))].join('、')
  const [levels, months] = [clauses(items), clauses(effect.slice(0, 1))]
  return [
    ...(levels ? [{ text: '六项指标和能力档次', clause: levels }] : []),
    ...(months ? [{ text: '等级的生效月份', clause: months }] : []),
  ]
}

export async function bureauOf(context: Context): Promise<{ name: string; hotline: string }> {
  const bureau = await db(context)
    .selectFrom('access.organisationView')
    .select(['name', 'hotline'])
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'bureau')
    .orderBy('sortOrder')
    .limit(1)
    .executeTakeFirst()
  return bureau ?? { name: '县级民政部门', hotline: '' }
}
