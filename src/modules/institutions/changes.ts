/** What may be written of a home. Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { FactKind } from './contract.ts'

export const factTitles: Readonly<Record<FactKind, string>> = {
  beds: '实有床位数',
  nursing_beds: '护理型床位数',
  staff: '工作人员人数',
  care_staff: '护理人员人数',
  director: '负责人',
  office_phone: '机构电话',
  director_mobile: '负责人手机',
}

const counts: readonly FactKind[] = ['beds', 'nursing_beds', 'staff', 'care_staff']

export interface Change {
  kind: FactKind
  value: string
  from: PlainDate
}

export interface Standing {
  open: boolean
  /** What holds now of this kind on the day from which the new value is to hold. */
  present: string | null
  beds: number | null
  nursingBeds: number | null
  staff: number | null
  careStaff: number | null
  today: PlainDate
}

/** Why a change cannot be written, apart from the residents, whom this module does not know. */
export function objectionsToChange(change: Change, standing: Standing): Reason[] {
  const title = factTitles[change.kind]
  const reasons: Reason[] = []
  if (!standing.open) reasons.push({ code: 'closed', message: '该机构已停办；停办的机构不再登记变化。请核对机构' })
  if (change.from > standing.today)
    reasons.push({
      code: 'from',
      message: `生效日${dateText(change.from)}晚于今天；应登记已经发生的变化。请改生效日，或到那一天再登记`,
    })
  const wrong = wrongValue(change)
  if (wrong) return [...reasons, { code: 'value', message: wrong }]
  if (standing.present === change.value)
    reasons.push({
      code: 'same',
      message: `${dateText(change.from)}的${title}已经是${change.value}；没有变化不必登记。请核对数字和日期`,
    })
  return [...reasons, ...partsBeyondWhole(change, standing)]
}

function wrongValue({ kind, value }: Change): string | undefined {
  if (counts.includes(kind))
    return /^(0|[1-9]\d{0,4})$/.test(value) ? undefined : `${factTitles[kind]}应为不小于0的整数，现为“${value}”。请改正`
  if (kind === 'director_mobile') return /^1\d{10}$/.test(value) ? undefined : '负责人手机应为11位数字。请改正'
  if (value === '') return `${factTitles[kind]}没有填写。请填写后再登记`
  if (kind === 'office_phone')
    return /^[\d（）() -]{7,24}$/.test(value) ? undefined : '机构电话应写成0476-1234567的样子。请改正'
  return undefined
}

function partsBeyondWhole({ kind, value }: Change, standing: Standing): Reason[] {
  const now = { ...standing, [memberOf[kind] ?? '']: Number(value) }
  const reasons: Reason[] = []
  if ((now.nursingBeds ?? 0) > (now.beds ?? Number.MAX_SAFE_INTEGER))
    reasons.push({
      code: 'nursing_beds',
      message: `护理型床位${now.nursingBeds}张超过实有床位${now.beds}张；应不大于。请核对`,
    })
  if ((now.careStaff ?? 0) > (now.staff ?? Number.MAX_SAFE_INTEGER))
    reasons.push({
      code: 'care_staff',
      message: `护理人员${now.careStaff}人超过工作人员${now.staff}人；应不大于。请核对`,
    })
  return reasons
}

const memberOf: Readonly<Partial<Record<FactKind, keyof Standing>>> = {
  beds: 'beds',
  nursing_beds: 'nursingBeds',
  staff: 'staff',
  care_staff: 'careStaff',
}
