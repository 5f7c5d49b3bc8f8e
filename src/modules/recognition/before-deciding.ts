/** What stands against a proposal or a decision: another way of support, papers waived, a death told. */
import { monthText } from '#kernel/calendar.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type * as z from 'zod'
import { type Proposed, supportOf } from './departures.ts'
import { disabilitiesOf } from './facts.ts'
import { materialsOf } from './intake.ts'
import { levelByRule } from './level.ts'
import { lookUpLists } from './listed.ts'
import { missingIn } from './materials.ts'
import type { ListedIn } from './shapes.ts'
import { type Case, deedsOf, factsOf } from './stored.ts'

/** Once more with the lists of today: what came in while the case lay at the county is seen before it is too late. */
export const lookedUp = async (context: Context, row: Case) => ({ ...row, listed: await lookUpLists(context, row) })

/** A death told by another office stops the recognition until somebody has found him alive. */
export function deathObjections(listed: readonly ListedIn[], alive: string): Reason[] {
  const death = listed.find(({ kind }) => kind === 'death')
  if (!death || alive.length >= 4) return []
  const from = `${death.source}${monthText(death.month)}的${death.title}名单中有此身份证号`
  return [
    {
      code: 'alive',
      message: `${from}。须由县级经办核实本人健在并写明怎样核实，再提出审核意见、作出决定；确已死亡的，登记“申请人死亡”办结。`,
    },
  ]
}

/** What was waived at the counter stands before whoever recognises him without it. */
export async function lackingPapers(context: Context, row: Case): Promise<string[]> {
  const deeds = await deedsOf(context, [row.id], ['applied', 'supplemented', 'filed'])
  const policy = await context.policyOn(row.receivedOn)
  const disabled = disabilitiesOf(factsOf(row)).length > 0
  return missingIn(policy, disabled, materialsOf(deeds)).map(({ title }) => title)
}

export const papersObjections = (lacking: readonly string[], reason: string): Reason[] =>
  lacking.length === 0 || reason.length >= 4
    ? []
    : [
        {
          code: 'papersReason',
          message: `材料尚缺：${lacking.join('、')}。予以认定的，应写明为什么可以不等，至少4个字；否则请退回补交。`,
        },
      ]

interface Support {
  mode?: string | null
  level: string | null
  modeReason: string
  levelReason: string
  consentPaper: string
}

/** Level decides money, the way of support is the applicant's own choice: another one is said why. */
export async function supportDeparture(
  context: Context,
  row: Case,
  { mode, level, ...given }: Support,
): Promise<Reason[]> {
  const deeds = await deedsOf(context, [row.id], ['surveyed'])
  const byRule = levelByRule(deeds, await context.policyOn(context.today))
  const { asked } = supportOf({ deeds, round: row.round, byRule })
  const level4 = asked.level !== null && level !== null && asked.level !== level && given.levelReason.length < 4
  const mode4 = asked.mode !== null && mode && asked.mode !== mode && given.modeReason.length < 4
  return [
    ...(level4
      ? [{ code: 'levelReason', message: '所选能力等级与入户调查六项得出的等级不同，应写明理由，至少4个字。' }]
      : []),
    ...(mode4
      ? [{ code: 'modeReason', message: '所选供养方式与入户调查登记的本人意愿不同，应写明理由，至少4个字。' }]
      : []),
    ...(await placementObjections(context, row, { mode: mode ?? null, consentPaper: given.consentPaper })),
  ]
}

/** Nobody is placed in a home who neither wished it nor agreed (A-04, placement.consent). */
export async function placementObjections(
  context: Context,
  row: Case,
  { mode, consentPaper }: { mode: string | null; consentPaper: string },
): Promise<Reason[]> {
  if (mode !== 'centralised' || consentPaper.length >= 2) return []
  const wish = supportOf({
    deeds: await deedsOf(context, [row.id], ['surveyed']),
    round: row.round,
    byRule: null,
  }).asked
  if (wish.mode === 'centralised') return []
  const rule = (await context.policyOn(context.today)).find('placement.consent')
  const message = '本人没有选择集中供养。须先取得本人或监护人同意入住的书面意见，并写明意见放在哪里。'
  return [rule ? reasonBy(rule, 'consentPaper', message) : { code: 'consentPaper', message }]
}

export function otherSupport(proposed: z.infer<typeof Proposed>, given: Support): Reason[] {
  const { mode, level } = given
  return [
    ...(mode && mode !== proposed.mode && given.modeReason.length < 4
      ? [{ code: 'modeReason', message: '供养方式与县级经办提出的不同，应写明理由，至少4个字。' }]
      : []),
    ...(level && level !== proposed.level && given.levelReason.length < 4
      ? [{ code: 'levelReason', message: '能力等级与县级经办提出的不同，应写明理由，至少4个字。' }]
      : []),
  ]
}

export function supportMissing(mode: string | null, level: string | null): Reason[] {
  return [
    ...(mode === null ? [{ code: 'mode', message: '拟予认定的，应选择供养方式。' }] : []),
    ...(level === null ? [{ code: 'level', message: '拟予认定的，应按六项自理情况选择能力等级。' }] : []),
  ]
}
