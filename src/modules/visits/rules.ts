/** What a care plan must hold and which visits may be charged. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'

/** care.content_by_level: all items, or those of them that the person needs. */
export type CareContent = Record<SelfCareLevel, { items: string[]; rule: 'all' | 'by_need' }>

export interface CarePlan {
  level: SelfCareLevel
  items: readonly string[]
  /** What the person cannot do alone; asked for only where the plan goes by need. */
  needs: readonly string[]
}

/** Items of the level that a plan lacks; a need the level does not list is not asked for. */
export function missingInPlan(plan: CarePlan, content: CareContent): string[] {
  const { items, rule } = content[plan.level]
  const asked = rule === 'all' ? items : items.filter((item) => plan.needs.includes(item))
  return asked.filter((item) => !plan.items.includes(item))
}

/** Why a visit may not be charged: there is no service before the agreement; its first day counts. */
export function objectionsToBilling(
  visit: PlainDate,
  agreementSigned: PlainDate | null,
  beforeService: PolicyValue<boolean> | undefined,
): Reason[] {
  if (!beforeService?.value || (agreementSigned !== null && visit >= agreementSigned)) return []
  const signed = agreementSigned ? `协议${dateText(agreementSigned)}才签订` : '尚未签订协议'
  const message = `服务日${dateText(visit)}，${signed}；应先签协议再服务，此前的服务不计费。请核对服务日和协议`
  return [reasonBy(beforeService, 'before_agreement', message)]
}
