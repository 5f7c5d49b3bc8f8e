/** 县级审核: the clerk proposes, the leader decides; a confirmation opens the person's file in the same transaction. */
import { dateText, momentText, type PlainDate } from '#kernel/calendar.ts'
import { objectionsToHanding } from '#kernel/delivery.ts'
import { Refusal, refuse, requireNone } from '#kernel/refusal.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { requestRecognised } from '#modules/assessments/index.ts'
import { freeFrom, identityStanding, registerRecognised } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import * as z from 'zod'
import { recognition, recognitionConfirmed, recognitionRefused } from './contract.ts'
import {
  deathObjections,
  lackingPapers,
  lookedUp,
  otherSupport,
  papersObjections,
  placementObjections,
  supportDeparture,
  supportMissing,
} from './before-deciding.ts'
import { carryCapacity, personOf } from './becoming.ts'
import { Proposed } from './departures.ts'
import { directObjections, levelObjections } from './legacy.ts'
import { upheldObjections } from './objections.ts'
import { openLinkages } from './linkages.ts'
import { reasoningOf } from './reasoning.ts'
import { noticeTerm } from './term-keys.ts'
import { type EffectRule, takesEffect } from './rules.ts'
import {
  type Case,
  deedsOf,
  factsOf,
  keepDeed,
  lastOf,
  legacyOf,
  lockCase,
  nextNumber,
  requireOther,
  stepped,
  termColumns,
  updateCase,
} from './stored.ts'
import { applicantOf, departure, handler } from './surveying.ts'
import type { decisionText } from './words.ts'

export const deciding = part(recognition, {
  async propose(context, { caseId, fits, reason, mode, level, ...reasons }) {
    const row = await lockCase(context, caseId)
    const state = await stepped(context, row, { kind: 'propose' })
    const now = await lookedUp(context, row)
    const { proposal } = reasoningOf(applicantOf(now), factsOf(row), await context.policyOn(context.today))
    const lacking = fits ? await lackingPapers(context, row) : []
    requireNone([
      ...departure(proposal, fits, reason),
      ...(fits ? papersObjections(lacking, reasons.papersReason) : []),
      ...(fits ? deathObjections(now.listed, reasons.alive) : []),
      ...(fits ? upheldObjections(await deedsOf(context, [caseId], ['answered']), reason) : []),
      ...(fits
        ? [...supportMissing(mode, level), ...(await supportDeparture(context, row, { mode, level, ...reasons }))]
        : []),
    ])
    await keepDeed(context, row, {
      kind: 'proposed',
      on: context.today,
      said: { fits, mode, level, proposal, ...reasons, lacking },
      note: reason,
    })
    await updateCase(context, caseId)
      .set({ proposed: true, ...handler(context) })
      .execute()
    return { caseId, step: state.step, warnings: [] }
  },

  async decide(context, { caseId, decision, reason, mode, level, version, ...reasons }) {
    const row = await lockCase(context, caseId)
    requireUndecided(row)
    if (version !== undefined && version !== row.version)
      refuse(
        'conflict',
        'changed_meanwhile',
        '案件刚被他人办理过，内容已经变化，您的意见未保存为决定。请刷新后核对再决定。',
      )
    await stepped(context, row, { kind: 'decide', decision })
    const deeds = await deedsOf(context, [caseId], ['surveyed', 'opined', 'checked', 'proposed'])
    requireOther(context, deeds, {
      surveyed: '您登记了入户调查，不能决定。请由另一人决定。',
      opined: '您签署了初审意见，不能决定。请由另一人决定。',
      checked: '您登记了核查结果，不能决定。请由另一人决定。',
      proposed: '您提出了审核意见，不能由您决定。请由另一人决定。',
    })
    const fits = decision === 'confirmed'
    const lacking = fits ? await lackingPapers(context, row) : []
    const proposed = Proposed.parse(lastOf(deeds, 'proposed', row.round)?.said ?? { fits: !fits })
    const now = await lookedUp(context, row)
    const { proposal } = reasoningOf(applicantOf(now), factsOf(row), await context.policyOn(context.today))
    requireNone([
      ...departure(proposal, fits, reason),
      ...papersObjections(lacking, reasons.papersReason || proposed.papersReason),
      ...(fits ? deathObjections(now.listed, reasons.alive || proposed.alive) : []),
      ...(proposed.fits !== fits && reason.length < 4
        ? [{ code: 'reason', message: '您的决定与县级经办的审核意见不同，应写明理由，至少4个字。' }]
        : []),
      ...(fits ? otherSupport(proposed, { mode, level, ...reasons }) : []),
      ...(fits && mode !== null && mode !== proposed.mode
        ? await placementObjections(context, row, { mode, consentPaper: reasons.consentPaper })
        : []),
      ...(!fits && reason.length < 4 ? [{ code: 'reason', message: '不予认定应写明理由，理由将写入告知书。' }] : []),
    ])
    if (!fits) return refused(context, row, reason)
    return confirmed(context, row, {
      mode: mode ?? proposed.mode,
      level: level ?? proposed.level,
      reason,
      how: 'full',
      ...reasons,
    })
  },

  async confirmDirectly(context, { caseId, mode, level, reason, consentPaper, levelPaper, whyFits }) {
    const row = await lockCase(context, caseId)
    requireUndecided(row)
    await stepped(context, row, { kind: 'confirmDirectly' })
    const legacy = await legacyOf(context, row)
    requireOther(context, await deedsOf(context, [caseId], ['applied', 'accepted']), {
      applied: '您受理了本案，不能由您直接确认。请由另一人确认。',
    })
    const facts = factsOf(row)
    const { conditions } = reasoningOf(applicantOf(row), facts, await context.policyOn(context.today))
    const labour = conditions.find(({ key }) => key === 'labour')
    requireNone([
      ...directObjections({ ...row, property: facts.property, labour }, whyFits),
      ...levelObjections(level, levelPaper),
      ...(await placementObjections(context, row, { mode, consentPaper })),
    ])
    const done = await confirmed(context, row, {
      mode,
      level,
      reason: labour?.verdict === 'not_met' ? `${reason}；年龄、残疾与现行条件不一致，仍予确认：${whyFits}` : reason,
      how: 'direct',
      consentPaper,
      levelReason: levelPaper,
    })
    if (!done.personId || !done.supportFrom || !legacy) throw new Error('a direct confirmation without its person')
    return { ...done, personId: done.personId, supportFrom: done.supportFrom }
  },

  async deliver(context, { caseId, deliveredOn, how, receiver, relation, witness }) {
    const row = await lockCase(context, caseId)
    const from = row.step === 'withdrawn' ? row.stepFromOn : row.decidedOn
    if (from === null || (row.step !== 'decided' && row.step !== 'withdrawn'))
      return refuse(
        'refused',
        'not_decided',
        row.step === 'died' ? '申请人已死亡，没有可以送达的文书。' : '案件还没有决定，没有可以送达的文书。',
      )
    if (row.deliveredOn !== null)
      return refuse('refused', 'delivered', `文书已于${dateText(row.deliveredOn)}送达，不能重复登记。`)
    if (deliveredOn < from || deliveredOn > context.today)
      return refuse(
        'refused',
        'deliveredOn',
        `送达日期应在${row.step === 'withdrawn' ? '撤回办结日' : '决定日'}${dateText(from)}至今天之间。请核对是否录错。`,
      )
    requireNone(objectionsToHanding({ name: row.name, title: '申请人' }, { how, receiver, relation, witness }))
    await keepDeed(context, row, {
      kind: 'delivered',
      on: deliveredOn,
      said: { how, receiver, relation, witness },
      note: `签收人：${receiver}${relation && `（${relation}）`}${witness && `；见证或记录：${witness}`}`,
    })
    await updateCase(context, caseId)
      .set({ deliveredOn, ...handler(context) })
      .execute()
    const late = row.stepDueOn !== null && deliveredOn > row.stepDueOn
    const warnings = late ? [`送达晚于规定的${dateText(row.stepDueOn ?? deliveredOn)}，已计入按期率。`] : []
    return { caseId, step: row.step, warnings }
  },
})

/** The second of two who decide at once is told what the first did (screens 4.23). */
function requireUndecided(row: Case): void {
  if (row.step !== 'decided' || row.decidedAt === null) return
  const what = row.decision === 'confirmed' ? '确认认定' : '作出不予认定的决定'
  throw new Refusal('conflict', [
    {
      code: 'decided_already',
      message: `${row.decidedBy}已于${momentText(row.decidedAt).slice(11)}${what}，您的意见未保存为决定，内容保留在草稿。`,
    },
  ])
}

async function supportStarts(context: Context, day: PlainDate): Promise<PlainDate> {
  return takesEffect(day, (await context.policyOn(day)).value<EffectRule>('recognition.support_starts').value)
}

/** Not before the month after the last one supported in another county: no gap, no double. */
export async function startOf(context: Context, { idIndex }: Case): Promise<PlainDate> {
  const from = await supportStarts(context, context.today)
  const standing = await identityStanding(context, idIndex)
  const free = standing.kind === 'ended_elsewhere' ? freeFrom(standing.lastMonth) : from
  return free > from ? free : from
}

interface Confirmation {
  mode: z.infer<typeof SupportMode> | null
  level: z.infer<typeof SelfCareLevel> | null
  reason: string
  how: 'full' | 'direct'
  modeReason?: string
  levelReason?: string
  consentPaper?: string
}

async function confirmed(context: Context, row: Case, { mode, level, reason, how, ...reasons }: Confirmation) {
  requireNone(supportMissing(mode, level))
  if (mode === null || level === null) throw new Error('asked for above')
  const from = await startOf(context, row)
  const decisionNo = await decisionNumber(context, 'confirmed')
  const personId = await registerRecognised(context, personOf(context, row, { level, from, decisionNo }))
  const unable = await carryCapacity(context, row, personId)
  const decided = { decision: 'confirmed' as const, decisionNo, mode, level, from, how, ...reasons }
  await keepDeed(context, row, { kind: 'decided', on: context.today, said: decided, note: reason })
  await updateCase(context, row.id)
    .set({
      ...decidedColumns(context, 'confirmed', decisionNo),
      ...(await termColumns(context, undefined)),
      supportFrom: from,
      personId,
    })
    .execute()
  const linked = await openLinkages(context, row, { personId, from })
  await requestRecognised(context, { personId, words: `认定${row.number}确认，按入户调查暂定等级，须两人评估后审定` })
  await context.announce(recognitionConfirmed, { personId, caseId: row.id, from })
  const home = mode === 'centralised' ? [`请在${dateText(from)}供养开始前安排入住；入住前按分散供养服务。`] : []
  const warnings = [...linked, ...home, ...unable, '已生成能力评估事项，按期由两人评估。']
  return { caseId: row.id, step: 'decided' as const, warnings, personId, supportFrom: from, decisionNo }
}

async function refused(context: Context, row: Case, reason: string) {
  const decisionNo = await decisionNumber(context, 'refused')
  await keepDeed(context, row, {
    kind: 'decided',
    on: context.today,
    said: { decision: 'refused', decisionNo },
    note: reason,
  })
  await updateCase(context, row.id)
    .set({
      ...decidedColumns(context, 'refused', decisionNo),
      ...(await termColumns(context, { key: noticeTerm, from: context.today })),
    })
    .execute()
  await context.announce(recognitionRefused, { caseId: row.id })
  const warnings = ['请在期限内打印并送达不予认定告知书。']
  return { caseId: row.id, step: 'decided' as const, warnings, personId: null, supportFrom: null, decisionNo }
}

const decidedColumns = (context: Context, decision: 'confirmed' | 'refused', decisionNo: string) => ({
  step: 'decided' as const,
  decision,
  decisionNo,
  decidedOn: context.today,
  decidedBy: context.actor.name,
  decidedAt: context.now,
  ...handler(context),
})

async function decisionNumber(context: Context, decision: keyof typeof decisionText): Promise<string> {
  const year = context.today.slice(0, 4)
  const word = decision === 'confirmed' ? '特认' : '特不认'
  return `${word}〔${year}〕${await nextNumber(context, `${decision}-${year}`)}号`
}
