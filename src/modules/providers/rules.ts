/** What a purchase contract must contain, who may do its work, and when it may be ended. */
import * as z from 'zod'
import { dateText, daysBetween, monthOf, monthText, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'
import { contentText, type EndGround } from './words.ts'

// Other modules and screens come in by this file.
export * from './words.ts'

export const TerminationGround = z.enum(['veto', 'serious_quality_problem_overdue'])
export type TerminationGround = z.infer<typeof TerminationGround>

/** Contents a purchase contract lacks, in the order of the list in force. */
export const missingInContract = (has: readonly string[], required: readonly string[]): string[] =>
  required.filter((content) => !has.includes(content))

/** The contractor's own people do the work; carers of another employer mean that it was passed on (SX-5.5c). */
export function objectionsToCarerEmployer(
  carerEmployer: string,
  contractor: string,
  subcontracting: PolicyValue<'forbidden' | 'allowed'> | undefined,
): Reason[] {
  if (carerEmployer === contractor || subcontracting?.value !== 'forbidden') return []
  return [
    reasonBy(
      subcontracting,
      'subcontracted',
      '照料人员由合同承接方以外的单位聘用，属转包；购买服务不得转包。请由承接方聘用照料人员',
    ),
  ]
}

/** contract.takeover_plan */
export interface TakeoverPlan {
  when: 'at_termination'
  gap_days_allowed: number
}

export interface Termination {
  ground: string
  takeoverStarted: boolean
  personsWithoutInterimCarer: number
}

export interface TerminationRules {
  grounds: PolicyValue<string[]>
  takeover: PolicyValue<TakeoverPlan> | undefined
}

/** Why a contract cannot be ended now: nobody may be left without a carer for a day. */
export function objectionsToTermination(termination: Termination, rules: TerminationRules): Reason[] {
  const reasons: Reason[] = []
  if (!rules.grounds.value.includes(termination.ground)) {
    reasons.push(reasonBy(rules.grounds, 'ground', '终止事由不在规定的终止合同情形之内。请核对事由或按合同协商解除'))
  }
  if (!rules.takeover) return reasons
  if (!termination.takeoverStarted) {
    reasons.push(
      reasonBy(rules.takeover, 'takeover_plan', '尚未启动接管预案；终止合同时照料不得中断。请先启动接管预案'),
    )
  }
  const without = termination.personsWithoutInterimCarer
  if (termination.takeoverStarted && without > 0 && rules.takeover.value.gap_days_allowed === 0) {
    reasons.push({
      ...reasonBy(
        rules.takeover,
        'interim_carer',
        `还有${without}人没有临时照料人；照料一天也不得中断。请逐人落实临时照料人`,
      ),
      count: without,
    })
  }
  return reasons
}

/** A contract as it stands before it takes effect. */
export interface ContractDraft {
  contents: Readonly<Record<string, string>>
  signedOn: PlainDate | null
  from: PlainDate
  to: PlainDate
  townships: readonly { from: PlainDate; to: PlainDate }[]
  draftedBy: string
}

/** Why a contract cannot take effect: each content it lacks by itself, then what the county needs to work by it. */
export function objectionsToActivation(
  draft: ContractDraft,
  required: PolicyValue<string[]> | undefined,
  asking: { accountId: string; today: PlainDate },
): Reason[] {
  const has = Object.entries(draft.contents).flatMap(([code, words]) => (words.trim() ? [code] : []))
  const reasons = !required
    ? []
    : missingInContract(has, required.value).map((code) =>
        reasonBy(
          required,
          `content_${code}`,
          `合同生效后才能签协议和结算。缺：${contentText(code)}；合同应当写明。请补填后再生效`,
        ),
      )
  if (draft.signedOn === null)
    reasons.push({ code: 'not_signed', message: '合同没有签订日期；应先签订书面合同。请填写签订日期' })
  else if (draft.signedOn > asking.today)
    reasons.push({ code: 'signed_later', message: `合同签订日${dateText(draft.signedOn)}晚于今天。请核对` })
  if (draft.townships.length === 0)
    reasons.push({ code: 'no_township', message: '合同没有写服务哪些乡镇（街道）；应至少有一个。请补填' })
  if (draft.townships.some(({ from, to }) => from < draft.from || to > draft.to || to < from))
    reasons.push({ code: 'township_days', message: '乡镇（街道）的服务起止日期超出合同期限或先后颠倒。请核对' })
  if (draft.draftedBy === asking.accountId)
    reasons.push({ code: 'same_person', message: '合同由您起草；起草和生效应由两人办理。请由另一人生效' })
  return reasons
}

/** The contract's own clause on ending by result, by agreement or at its term needs no ground of the list. */
const listed = (ground: EndGround): boolean => ground === 'veto' || ground === 'serious_quality_problem_overdue'

/** The rules of ending, for whatever ground: a ground of the document must be in force, the takeover holds for all. */
export function objectionsToEnd(
  termination: Termination & { ground: EndGround },
  rules: { grounds: PolicyValue<string[]> | undefined; takeover: PolicyValue<TakeoverPlan> | undefined },
): Reason[] {
  if (!rules.grounds && listed(termination.ground))
    return [{ code: 'ground', message: '本地没有规定这一终止情形。请改选协商解除、期满或评估结果，或先登记依据' }]
  const grounds = listed(termination.ground) && rules.grounds ? rules.grounds : ownGround(termination.ground)
  return objectionsToTermination(termination, { grounds, takeover: rules.takeover })
}

const ownGround = (ground: EndGround): PolicyValue<string[]> => ({ value: [ground], force: 'must', citations: [] })

/** One carer, one contractor (SX-5.5g). */
export function carerElsewhereText(carer: string, elsewhere: { name: string; from: PlainDate }): string {
  return `${carer}已登记在${elsewhere.name}（${monthText(monthOf(elsewhere.from))}起）。同一时间只能受雇于一家承接主体，不得转包。请先由原机构登记离职，或核对身份号码`
}

/** Days before an end on which it is brought to mind: the nearest that has come; undefined when none has. */
export const reminderDays = [60, 30, 7] as const
export function reminderStage(end: PlainDate, today: PlainDate): (typeof reminderDays)[number] | 'over' | undefined {
  const left = daysBetween(today, end)
  if (left < 0) return 'over'
  return reminderDays.findLast((days) => left <= days)
}
