/** A level falls on an assessment, never on a word (民发〔2021〕43号 第二十至二十三条). */
import { Refusal } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { latestAssessment } from '#modules/assessments/index.ts'
import type { Context } from '#platform/context.ts'
import { levelText } from './wanted-lines.ts'

/** The number of the assessment that says so; asked when it is proposed and once more when it is decided. */
export async function requireAssessed(context: Context, personId: string, level: SelfCareLevel): Promise<string> {
  const latest = await latestAssessment(context, personId)
  if (latest?.level === level) return latest.number
  const found = latest
    ? `最近一次评估${latest.number}的结果是“${latest.level ? levelText[latest.level] : ''}”，与要调减到的“${levelText[level]}”不同`
    : '此人没有经过初审或审定的能力评估'
  const rule = (await context.policyOn(context.today)).find('assessment.assessor')
  throw new Refusal('refused', [
    {
      code: 'not_assessed',
      message: `${found}。调减等级应以能力评估为准，请先申请能力评估并办到初审，再提出调减。`,
      ...(rule ? { citations: rule.citations } : {}),
      next: latest
        ? { title: latest.number, to: `/assessments/${latest.id}` }
        : { title: '能力评估', to: '/assessments' },
    },
  ])
}
