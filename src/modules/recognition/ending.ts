/** 办结: an application that its applicant took back, or whose applicant died. One asks with the paper, another agrees; no refusal is made. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { citationText, type PolicyInForce } from '#kernel/policy.ts'
import { type Reason, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { recognition } from './contract.ts'
import { EndAsked } from './end-contract.ts'
import { atOwnLevel, paperFault } from './filing.ts'
import {
  type Case,
  deedsOf,
  keepDeed,
  lastOf,
  lockCase,
  posterOf,
  type StoredDeed,
  stepped,
  updateCase,
} from './stored.ts'
import { handler } from './surveying.ts'
import { deathProofText, endingText } from './words.ts'

const noticeExempt = 'recognition.notice_exempt'
const applicantDied = 'applicant_died'

export const ending = part(recognition, {
  async withdraw(context, { caseId, reason, paperReference, fileIds }) {
    const row = await lockCase(context, caseId)
    requireNone([
      ...atOwnLevel(context, row, '登记撤回'),
      ...paperFault({ paperReference, fileIds }, '本人签名或捺印的撤回书'),
    ])
    return asked(context, row, { said: EndAsked.parse({ as: 'withdrawn', paperReference, fileIds }), note: reason })
  },

  async reportDied(context, { caseId, diedOn, proof, paperReference, fileIds, note }) {
    const row = await lockCase(context, caseId)
    requireNone([
      ...atOwnLevel(context, row, '登记申请人死亡'),
      ...dayOfDeathFault(context, row, diedOn),
      ...paperFault({ paperReference, fileIds }, deathProofText[proof]),
      ...stillDue(await context.policyOn(context.today)),
    ])
    return asked(context, row, { said: { as: 'died', diedOn, proof, paperReference, fileIds: [...fileIds] }, note })
  },

  async answerEnd(context, { caseId, agrees, reason }) {
    const row = await lockCase(context, caseId)
    requireNone(atOwnLevel(context, row, '答复提请'))
    const state = await stepped(context, row, { kind: agrees ? 'end' : 'keepOn' })
    const deed = lastOf(await deedsOf(context, [caseId], ['end_asked']), 'end_asked')
    if (!deed) throw new Error('an end asked for without its deed')
    requireNone([
      ...(deed.accountId === context.actor.accountId
        ? [{ code: 'other_person', message: '您提请了办结，不能由您同意。请由另一人答复。' }]
        : []),
      ...(agrees || reason.length >= 4 ? [] : [{ code: 'reason', message: '不同意办结的，应写明理由，至少4个字。' }]),
    ])
    if (agrees) return ended(context, row, { deed, note: reason })
    await keepDeed(context, row, { kind: 'end_refused', on: context.today, note: reason })
    await updateCase(context, caseId).set({ ending: null }).execute()
    return { caseId, step: state.step, warnings: ['已退回，案件继续办理，期限不停。'] }
  },
})

async function asked(context: Context, row: Case, { said, note }: { said: EndAsked; note: string }) {
  const state = await stepped(context, row, { kind: 'askEnd', as: said.as })
  for (const fileId of said.fileIds) await claimFile(context, fileId, 'recognition', row.id)
  await keepDeed(context, row, { kind: 'end_asked', on: context.today, said, note })
  await updateCase(context, row.id)
    .set({ ending: said.as, ...handler(context) })
    .execute()
  const who = row.step === 'county' ? '县级救助负责人' : '乡镇负责人'
  return {
    caseId: row.id,
    step: state.step,
    warnings: [`已提请按“${endingText[said.as]}”办结，由${who}核对材料后答复；答复以前期限不停。`],
  }
}

async function ended(context: Context, row: Case, { deed, note }: { deed: StoredDeed; note: string }) {
  const said = EndAsked.parse(deed.said)
  const policy = await context.policyOn(context.today)
  const died = said.as === 'died'
  if (died) requireNone(stillDue(policy))
  const why = died ? noNoticeText(policy) : ''
  const { as: step, ...kept } = said
  await keepDeed(context, row, {
    kind: step,
    on: context.today,
    said: { ...kept, why, asked: deed.account },
    note: [deed.note, note, why].filter((text) => text !== '').join('；'),
  })
  await updateCase(context, row.id)
    .set({
      step,
      ending: null,
      diedOn: said.diedOn,
      stepFromOn: context.today,
      stepDueOn: null,
      termKey: null,
      pausedReason: '',
      ...handler(context),
    })
    .execute()
  const next = died ? [] : ['请打印撤回办结告知书，交给申请人。']
  return { caseId: row.id, step, warnings: [...next, ...(await sheetWarnings(context, row))] }
}

/** The notice in the village speaks of him no longer. */
async function sheetWarnings(context: Context, row: Case): Promise<string[]> {
  const poster = row.step === 'publicity' ? await posterOf(context, row) : undefined
  if (!poster) return []
  return [`公示榜${poster.number}上只有此人的，请收回并拍照；还有其他人的，请划去此人后继续张贴。`]
}

function dayOfDeathFault(context: Context, row: Case, diedOn: PlainDate): Reason[] {
  if (diedOn > context.today)
    return [{ code: 'diedOn', message: `死亡日期${dateText(diedOn)}晚于今天。请核对是否录错。` }]
  return diedOn < row.bornOn
    ? [{ code: 'diedOn', message: `死亡日期早于出生日期${dateText(row.bornOn)}。请核对是否录错。` }]
    : []
}

/** Where the county does not let a death end a case by itself, it is decided like any other. */
function stillDue(policy: PolicyInForce): Reason[] {
  const rule = policy.find<string[]>(noticeExempt)
  if (rule?.value.includes(applicantDied)) return []
  return [
    {
      code: 'notice_due',
      message: '本县规定申请人死亡的仍须作出决定并告知。请由县级按不予认定办理，或由县里修改“免于决定和告知的情形”。',
      ...(rule ? { citations: rule.citations } : {}),
    },
  ]
}

/** The recorded exception, with what it departs from. */
function noNoticeText(policy: PolicyInForce): string {
  const clauses = (key: string) => (policy.find(key)?.citations ?? []).map(citationText).join('、')
  return `申请人已死亡，没有可以认定和告知的人，不作不予认定的决定，不送达告知书（${clauses('recognition.refusal_notice_term')}；免于决定和告知：${clauses(noticeExempt)}）`
}
