/** Centralisation of care: rates and the number of designated homes (C-5, C-27, A-14). */
import type { PolicyValue } from '#kernel/policy.ts'
import { percentText } from '#kernel/ratio.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'

/** 集中供养率: of all supported persons, those in homes (C-5); residents of other categories never count. */
export const centralisedRate = (centralised: number, dispersed: number): string =>
  percentText(centralised, centralised + dispersed)

/** 区域化集中供养率: of all in homes, those in homes that are designated and working (C-27). */
export const regionalRate = (inDesignated: number, allCentralised: number): string =>
  percentText(inDesignated, allCentralised)

/** institution.max_designated */
export interface DesignatedLimit {
  target: number
  limit: number
}

export type DesignatedStanding = 'target_met' | 'allowed' | 'warn'

/** Up to the target all is well; up to the limit with the reasons the rule names; above it with an approver. */
export function designatedStanding(designated: number, rule: DesignatedLimit): DesignatedStanding {
  if (designated <= rule.target) return 'target_met'
  return designated <= rule.limit ? 'allowed' : 'warn'
}

export function objectionsToDesignatedCount(designated: number, rule: PolicyValue<DesignatedLimit>): Reason[] {
  const { target, limit } = rule.value
  switch (designatedStanding(designated, rule.value)) {
    case 'target_met':
      return []
    case 'allowed': {
      const message = `县内定点机构${designated}个，目标${target}个；暂不具备条件的可设多个。请写明理由`
      return [{ ...reasonBy(rule, 'above_target', message), warning: true }]
    }
    case 'warn': {
      const message = `县内定点机构${designated}个；原则上不超过${limit}个。请写明理由并报批准，或减少定点机构`
      return [reasonBy(rule, 'above_limit', message)]
    }
  }
}
