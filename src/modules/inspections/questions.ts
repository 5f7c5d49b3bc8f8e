/** Policy cases about checks and working groups. */
import * as z from 'zod'
import { type Questions, question } from '#kernel/question.ts'
import { checkVisible, missingLines, type UnannouncedRule } from './rules.ts'

const visible = question(
  z.object({ viewer: z.enum(['inspected_unit', 'inspector']), started: z.boolean() }),
  ({ viewer, started }, policy) => ({
    visible: checkVisible(viewer, started, policy.find<UnannouncedRule>('inspection.unannounced')?.value),
  }),
)

const workgroup = question(z.object({ lines: z.array(z.string()) }), ({ lines }, policy) => {
  const missing = missingLines(lines, policy.value<{ lines: string[] }>('workgroup.required_lines').value.lines)
  return { complete: missing.length === 0, missing }
})

export const questions: Questions = { 'inspection.visible': visible, 'workgroup.check': workgroup }
