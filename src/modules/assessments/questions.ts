/** Policy cases about levels. */
import * as z from 'zod'
import { type Questions, question } from '#kernel/question.ts'
import { type AbilityForm, abilityLevel } from './ability.ts'
import { type LevelBands, objectionsToLevelChange, selfCareLevel } from './rules.ts'

const ability = question(z.object({ score: z.int(), changes: z.array(z.string()) }), ({ score, changes }, policy) => ({
  level: abilityLevel(policy.value<AbilityForm>('form.gbt-42195-2022').value, score, changes) ?? 'none',
}))

const level = question(z.object({ not_met: z.int() }), ({ not_met }, policy) => ({
  level: selfCareLevel(not_met, policy.value<LevelBands>('assessment.levels').value) ?? 'none',
}))

const change = question(z.object({ by: z.string() }), ({ by }, policy) => {
  const decider = policy.value<{ by: string }>('assessment.change_decider')
  const reasons = objectionsToLevelChange(by, decider)
  return { allowed: reasons.length === 0, decider: decider.value.by, reasons }
})

export const questions: Questions = {
  'assessment.level': level,
  'assessment.gbt42195': ability,
  'assessment.change': change,
}
