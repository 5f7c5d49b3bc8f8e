/** A list brings the register up to what was decided; it does not take the place of hearing and consent. Pure. */
import { type SelfCareLevel, SelfCareLevel as Levels } from '#kernel/self-care.ts'
import type { Draft, FieldChange } from './import-faults.ts'
import type { FaultNote } from './row-reader.ts'
import type { CasesFirst } from './surroundings.ts'
import { exitCodeOf } from './import-ready.ts'

const needOf = (level: SelfCareLevel): number => Levels.options.indexOf(level)

/** Below nought where the level falls, above where it rises; undefined where none was on file. */
function steps({ from, to }: FieldChange): number | undefined {
  const [was, becomes] = [Levels.safeParse(from), Levels.safeParse(to)]
  return was.success && becomes.success ? needOf(becomes.data) - needOf(was.data) : undefined
}

function levelFault(change: FieldChange, { hearing, assessed }: CasesFirst): FaultNote[] {
  const by = steps(change) ?? 0
  const said = (message: string): FaultNote[] => [{ code: 'by_case', message, severity: 'error' }]
  if (hearing && by < 0)
    return said(
      `等级降低、待遇减少前应听取本人意见、书面告知理由（${hearing}），名单不能直接调低。请在“能力评估”办理。`,
    )
  if (assessed && by !== 0)
    return said(`等级按能力评估的结论确定（${assessed}），名单不能直接改变等级。请在“能力评估”申请评估、由县级审定。`)
  return []
}

/** Of a row about somebody in support: 社会救助法 第四十八条 before the money falls or ends, an assessment before a level, A-04 before he moves into a home. */
export function limitsOf(
  draft: Pick<Draft, 'key' | 'values'>,
  row: { leaves: boolean; changes: readonly FieldChange[] },
  rule: CasesFirst | undefined,
): FaultNote[] {
  if (!rule) return []
  const found: FaultNote[] = []
  const changeOf = (field: string) => row.changes.find((each) => each.field === field)
  const reason = draft.values.exitReason ?? ''
  if (rule.hearing && row.leaves && reason !== '' && exitCodeOf(reason) !== 'death') {
    const message = `终止前应听取本人意见、书面告知理由（${rule.hearing}），名单不能直接终止在册人员。请在“变更与终止”办理；死亡除外。`
    found.push({ code: 'by_case', message, severity: 'error' })
  }
  const level = changeOf('selfCareLevel')
  if (level) found.push(...levelFault(level, rule))
  if (rule.placement && changeOf('supportMode')?.to === 'centralised' && !rule.placed.has(draft.key)) {
    const message = `转为集中供养须有本人（或监护人）的入住意愿（${rule.placement}），档案中没有有效的登记。请先登记同意，或在“变更与终止”办理。`
    found.push({ code: 'by_case', message, severity: 'error' })
  }
  return found
}
