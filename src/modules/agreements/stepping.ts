/** Review, return, filing, ending. */
import { entryLimitsOn } from '#kernel/entry-limits.ts'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { type Reason, reasonBy, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { agreements, agreementsEnded } from './contract.ts'
import {
  effectIn,
  missingContents,
  objectionsToPrice,
  objectionsToStep,
  type PriceRule,
  type StepName,
} from './rules.ts'
import { objectionsToEndDay } from './end-days.ts'
import { takeEffect } from './signing-use.ts'
import { type Agreement, bureauOf, db, findAgreement, requireAll, textsOf, updateAgreement } from './tables.ts'
import { clauseText } from './words.ts'

export const stepping = part(agreements, {
  async submit(context, { ids, reason }) {
    const found = await stepped(context, ids, 'submit')
    const { hotline } = await bureauOf(context)
    const objections: Reason[] = []
    for (const agreement of found) {
      const policy = await context.policyOn(agreement.fromOn)
      objections.push(...named(agreement, objectionsToText(agreement, hotline, policy)))
    }
    // What is asked for only in principle yields to a reason given.
    requireNone(reason === '' ? objections : objections.filter(({ warning }) => !warning))
    if (reason !== '') context.because(reason)
    await updateAgreement(context, ids).set({ status: 'review', returnedReason: '' }).execute()
    return { count: found.length }
  },

  async approve(context, { ids, reviewedOn }) {
    const found = await stepped(context, ids, 'approve')
    if (found.some(({ draftedBy }) => draftedBy === context.actor.accountId))
      refuse('refused', 'same_person', '协议由您拟定；拟定和审核应由两人办理。请由另一人审核')
    const day = reviewedOn ?? context.today
    if (day > context.today) refuse('invalid', 'reviewedOn', '审核日期晚于今天。请核对')
    const review = { status: 'signing' as const, reviewedOn: day, reviewedBy: context.actor.accountId }
    await updateAgreement(context, ids).set(review).execute()
    return { count: found.length }
  },

  async return(context, { ids, reason }) {
    await stepped(context, ids, 'return')
    context.because(reason)
    // A new edition: what was signed was another text.
    await updateAgreement(context, ids)
      .set((row) => ({
        status: 'draft',
        edition: row('edition', '+', 1),
        reviewedOn: null,
        reviewedBy: null,
        returnedReason: reason,
      }))
      .execute()
    return {}
  },

  async file(context, { ids, filedOn, filingNo }) {
    const found = await stepped(context, ids, 'file')
    if (filedOn > context.today) refuse('invalid', 'filedOn', '备案日期晚于今天。请核对')
    const policy = await context.policyOn(filedOn)
    if (policy.find<{ object: string }>('agreement.filing')?.value.object !== 'agreement')
      refuse('refused', 'no_filing', '本地没有规定逐份备案协议；已签的协议不用备案')
    for (const { number, signedOn } of found)
      if (signedOn !== null && filedOn < signedOn)
        refuse('refused', 'filed_before_signed', `${number}于${dateText(signedOn)}签齐，备案日不能更早。请核对备案日期`)
    await updateAgreement(context, ids).set({ status: 'filed', filedOn, filingNo }).execute()
    if (effectIn(policy).value === 'filing') await takeEffect(context, found, filedOn)
    return { count: found.length }
  },

  async terminate(context, { agreementId, version, endedOn, reason, takesOver }) {
    const found = await findAgreement(context, agreementId)
    context.concerns(found.personId)
    requireNone(objectionsToStep(found.status, 'terminate'))
    if (found.version !== version) refuse('conflict', 'changed', '这份协议刚被别人改过。请刷新页面后重试')
    const inForce = found.effectiveFrom !== null
    requireNone(objectionsToEndDay(found, endedOn, context.today, await entryLimitsOn(context)))
    if (inForce && takesOver === '') refuse('invalid', 'takesOver', '请填写从次日起由谁接手照料；照料不得中断')
    if (inForce && endedOn > found.toOn)
      refuse('invalid', 'endedOn', `协议到${dateText(found.toOn)}期满，终止日不能更晚。请核对`)
    context.because(reason)
    await endAgreements(context, [found], { endedOn, reason, takesOver })
    return {}
  },

  async expire(context) {
    const over = await db(context)
      .updateTable('agreements.agreement')
      .set((row) => ({ status: 'expired', version: row('version', '+', 1), changedAt: context.now }))
      .where('countyCode', '=', context.county)
      .where('status', 'in', ['signed', 'filed'])
      .where('toOn', '<', context.today)
      .returning(['personId', 'toOn'])
      .execute()
    const [first] = over.map(({ toOn }) => toOn).toSorted()
    const personIds = over.map(({ personId }) => personId)
    if (first) await context.announce(agreementsEnded, { personIds, from: first })
    return { count: over.length }
  },
})

async function stepped(context: Context, ids: readonly string[], step: StepName): Promise<Agreement[]> {
  const found = await requireAll(context, ids)
  requireNone(found.flatMap((agreement) => named(agreement, objectionsToStep(agreement.status, step))))
  return found
}

const named = ({ number }: Agreement, reasons: readonly Reason[]): Reason[] =>
  reasons.map((reason) => ({ ...reason, message: `${number}：${reason.message}` }))

/** What the text of a draft lacks: contents, price, the county's present number. */
function objectionsToText(agreement: Agreement, hotline: string, policy: PolicyInForce): Reason[] {
  const clauses = textsOf(agreement.clauses)
  const has = Object.keys(clauses).filter((code) => clauses[code]?.trim())
  const lists = ['agreement.required_clauses', `agreement.${agreement.kind}.required_clauses`]
  const reasons = lists.flatMap((key) => {
    const required = policy.find<string[]>(key)
    if (!required) return []
    return missingContents(has, required.value).map((code) =>
      reasonBy(required, `content_${code}`, `缺必备内容“${clauseText(code)}”；协议应当写明。请补填后再提交`),
    )
  })
  const price = policy.find<PriceRule>('agreement.price')
  if (price) reasons.push(...objectionsToPrice(agreement.priceKind, agreement.priceFen, price))
  if (has.includes('county_hotline') && agreement.hotline !== hotline) {
    const message = `监督举报电话${agreement.hotline || '（空）'}不是县民政部门现用号码${hotline || '（未登记）'}。请改正`
    reasons.push({ code: 'hotline', message })
  }
  return reasons
}

export interface Ending {
  endedOn: PlainDate
  reason: string
  takesOver?: string
}

/** Ends them and says so: those who judged by them judge again. */
export async function endAgreements(context: Context, ended: readonly Agreement[], ending: Ending): Promise<void> {
  for (const agreement of ended) await endAgreement(context, agreement, ending)
  const personIds = ended.flatMap((each) => (each.effectiveFrom === null ? [] : [each.personId]))
  if (personIds.length > 0) await context.announce(agreementsEnded, { personIds, from: ending.endedOn })
}

/** Ends on that day; one that had not begun never holds. */
async function endAgreement(context: Context, agreement: Agreement, ending: Ending): Promise<void> {
  const { endedOn, reason, takesOver = '' } = ending
  const { effectiveFrom, effectiveTo } = agreement
  const held = effectiveFrom !== null && effectiveFrom <= endedOn
  const to = effectiveTo !== null && effectiveTo < endedOn ? effectiveTo : endedOn
  await updateAgreement(context, [agreement.id])
    .set({ status: 'terminated', endedOn, endReason: reason, takesOver })
    .set(held ? { effectiveTo: to } : { effectiveFrom: null, effectiveTo: null })
    .execute()
}
