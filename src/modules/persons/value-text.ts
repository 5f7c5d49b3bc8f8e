/** Values of facts in words. */
import { SelfCareLevel, selfCareText, SupportMode, supportModeText } from '#kernel/self-care.ts'
import { endReasonText, type FactKind, HouseholdClass, householdClassText, PersonStatus, statusText } from './words.ts'

/** A fact's value as a sentence would have it. */
export function valueText(kind: FactKind, value: string, names: ReadonlyMap<string, string>): string {
  switch (kind) {
    case 'status':
      return statusText[PersonStatus.parse(value)]
    case 'mode':
      return supportModeText[SupportMode.parse(value)]
    case 'level':
      return selfCareText[SelfCareLevel.parse(value)]
    case 'class':
      return householdClassText[HouseholdClass.parse(value)]
    case 'end_reason':
      return endReasonText[value] ?? value
    case 'township':
    case 'village':
    case 'organisation':
      return value === '' ? '无' : (names.get(value) ?? '—')
  }
}
