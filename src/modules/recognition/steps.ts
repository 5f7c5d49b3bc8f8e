/**
 * The life of a case (requirements 3.2) as one pure function: what may be done in which state, and what the state is then.
 * No path leads to a decision past the survey, the opinion, the notice in the village, the draw or the check.
 */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import { type Decision, type Ending, endingText, type Step, stepText } from './words.ts'

export interface CaseState {
  step: Step
  /** 1 at first; one more after an objection or after the county sent it back. */
  round: number
  /** Every paper is in, or the applicant insisted. */
  complete: boolean
  surveyedRound: number
  submittedRound: number
  opinionRound: number
  /** Round whose notice met an objection. */
  objectedRound: number
  postedRound: number
  noticeEndsOn: PlainDate | null
  /** The notice of the round before, which the county sent back: objections of its days may still come to light. */
  returnedNoticeEndsOn: PlainDate | null
  paused: boolean
  batched: boolean
  sampled: boolean
  nearRelative: boolean
  checked: boolean
  proposed: boolean
  /** The province's crossing rule lets the old recognition stand (JL-5c). */
  direct: boolean
  decision: Decision | null
  /** What the clerk asked to end it as, and the leader has not answered. */
  ending: Ending | null
}

export const newCase: CaseState = {
  step: 'acceptance',
  round: 1,
  complete: false,
  surveyedRound: 0,
  submittedRound: 0,
  opinionRound: 0,
  objectedRound: 0,
  postedRound: 0,
  noticeEndsOn: null,
  returnedNoticeEndsOn: null,
  paused: false,
  batched: false,
  sampled: false,
  nearRelative: false,
  checked: false,
  proposed: false,
  direct: false,
  decision: null,
  ending: null,
}

export type Deed =
  | { kind: 'supplement'; complete: boolean }
  | { kind: 'accept' }
  | { kind: 'survey' }
  | { kind: 'submit' }
  | { kind: 'opine' }
  | { kind: 'post'; endsOn: PlainDate }
  | { kind: 'object'; received: PlainDate }
  | { kind: 'send' }
  | { kind: 'draw'; sampled: boolean }
  | { kind: 'drawAnother' }
  | { kind: 'replace' }
  | { kind: 'check' }
  | { kind: 'propose' }
  | { kind: 'decide'; decision: Decision }
  | { kind: 'confirmDirectly' }
  | { kind: 'return'; to: 'survey' | 'opinion' }
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'file' }
  | { kind: 'askEnd'; as: Ending }
  | { kind: 'end' }
  | { kind: 'keepOn' }

const where: Readonly<Record<Deed['kind'], { from: readonly Step[]; title: string }>> = {
  supplement: { from: ['acceptance'], title: '补交材料' },
  accept: { from: ['acceptance'], title: '受理' },
  survey: { from: ['survey'], title: '登记入户调查' },
  submit: { from: ['survey'], title: '送乡镇负责人' },
  opine: { from: ['opinion'], title: '提出初审意见' },
  post: { from: ['publicity'], title: '张贴公示' },
  object: { from: ['publicity', 'county'], title: '登记异议' },
  send: { from: ['publicity'], title: '送县级民政部门' },
  draw: { from: ['county'], title: '编入审核批次' },
  drawAnother: { from: ['county'], title: '补抽' },
  replace: { from: ['county'], title: '登记无法核查' },
  check: { from: ['county'], title: '登记核查结果' },
  propose: { from: ['county'], title: '提出审核意见' },
  decide: { from: ['county'], title: '决定' },
  confirmDirectly: { from: ['survey'], title: '直接确认' },
  return: { from: ['opinion', 'county'], title: '退回' },
  pause: { from: ['survey', 'opinion', 'county'], title: '暂停计时' },
  resume: { from: ['survey', 'opinion', 'county'], title: '恢复计时' },
  file: { from: ['survey', 'opinion', 'publicity', 'county'], title: '登记受理后补交的材料' },
  askEnd: { from: ['acceptance', 'survey', 'opinion', 'publicity', 'county'], title: '提请办结' },
  end: { from: ['acceptance', 'survey', 'opinion', 'publicity', 'county'], title: '同意办结' },
  keepOn: { from: ['acceptance', 'survey', 'opinion', 'publicity', 'county'], title: '不同意办结' },
}

const dayText = (day: PlainDate | null): string => (day === null ? '' : dateText(day))
const reason = (code: string, message: string): Reason => ({ code, message })

/** Why a deed cannot be done now, all reasons at once. */
export function objectionsTo(state: CaseState, deed: Deed, today: PlainDate): Reason[] {
  const { from, title } = where[deed.kind]
  if (deed.kind === 'object' && lateObjection(state)) return guards.object?.(state, today, deed) ?? []
  if (!from.includes(state.step)) {
    const states = from.map((step) => `“${stepText[step]}”`).join('或')
    return [
      reason('wrong_step', `案件现在“${stepText[state.step]}”；只有在${states}的案件可以${title}。请刷新页面核对。`),
    ]
  }
  if (state.paused && !whilePaused.has(deed.kind))
    return [reason('paused', `案件已暂停计时，不能${title}。请先恢复计时。`)]
  if (state.ending && !whileEnding.has(deed.kind))
    return [
      reason('ending', `案件已提请按“${endingText[state.ending]}”办结，不能${title}。请先由负责人同意或者不同意办结。`),
    ]
  return guards[deed.kind]?.(state, today, deed) ?? []
}

/** A paused case belongs to the population of the draw like any other: nobody shapes the draw by stopping a clock. */
export const whilePaused: ReadonlySet<Deed['kind']> = new Set([
  'resume',
  'draw',
  'object',
  'file',
  'askEnd',
  'end',
  'keepOn',
])

/** Until the leader has answered nothing brings the case on; what comes from outside is still taken. */
export const whileEnding: ReadonlySet<Deed['kind']> = new Set([
  'supplement',
  'resume',
  'draw',
  'object',
  'file',
  'askEnd',
  'end',
  'keepOn',
])

/** Received in the days of a notice, keyed in when the county had already sent the case back. */
export const lateObjection = ({ step, returnedNoticeEndsOn }: CaseState): boolean =>
  returnedNoticeEndsOn !== null && (step === 'survey' || step === 'opinion')

type Guard = (state: CaseState, today: PlainDate, deed: Deed) => Reason[]
const when = (wrong: boolean, code: string, message: string): Reason[] => (wrong ? [reason(code, message)] : [])

const guards: Partial<Record<Deed['kind'], Guard>> = {
  accept: (state) =>
    when(!state.complete, 'incomplete', '材料还没有交齐，不能受理。请先登记补交的材料，或按申请人坚持提交办理。'),
  submit: (state) =>
    when(state.surveyedRound !== state.round, 'not_surveyed', '本轮还没有登记入户调查，不能送审。请先登记入户调查。'),
  opine: (state) =>
    when(state.submittedRound !== state.round, 'not_submitted', '本轮调查还没有送审，不能提出初审意见。'),
  post: (state) => [
    ...when(state.opinionRound !== state.round, 'no_opinion', '本轮还没有初审意见，不能公示。'),
    ...when(state.postedRound === state.round, 'posted', '本轮已经张贴公示，不能重复张贴。'),
  ],
  object: (state, _, deed) => {
    const endsOn = lateObjection(state) ? state.returnedNoticeEndsOn : state.noticeEndsOn
    return [
      ...when(
        !lateObjection(state) && state.postedRound !== state.round,
        'not_posted',
        '还没有张贴公示，不能登记异议。',
      ),
      ...when(
        deed.kind === 'object' && endsOn !== null && deed.received > endsOn,
        'notice_over',
        `公示已于${dayText(endsOn)}24时期满，期满后收到的情况请按举报投诉登记。`,
      ),
    ]
  },
  send: (state, today) => [
    ...when(state.postedRound !== state.round, 'not_posted', '还没有张贴公示，不能送县。请先安排公示。'),
    ...when(
      state.noticeEndsOn !== null && today <= state.noticeEndsOn,
      'notice_runs',
      `公示到${dayText(state.noticeEndsOn)}24时才期满，期满次日起可以送县。`,
    ),
    ...when(state.objectedRound === state.round, 'objected', '公示期内收到异议，不能直接送县。请重新调查并再次公示。'),
  ],
  draw: (state) => when(state.batched, 'batched', '案件已编入审核批次，不能再编一次。'),
  drawAnother: (state) => [
    ...when(!state.batched, 'not_batched', '案件还没有编入审核批次，不能补抽。'),
    ...when(state.sampled, 'sampled', '案件已经抽中，不能再抽。'),
  ],
  replace: (state) => [
    ...when(!state.sampled, 'not_sampled', '案件没有被抽中，不需要补抽。'),
    ...when(state.checked, 'checked', '案件已经登记核查结果，不能再换。'),
  ],
  check: (state) => [
    ...when(
      !state.sampled && !state.nearRelative,
      'not_sampled',
      '案件没有被抽中，也不属近亲属备案，不需要登记核查结果。',
    ),
    ...when(
      state.proposed,
      'proposed',
      '县级经办已提出审核意见，不能再登记核查结果。情况有变的，请负责人退回后重新办理。',
    ),
  ],
  propose: (state) => beforeDecision(state),
  decide: (state) => [
    ...beforeDecision(state),
    ...when(!state.proposed, 'not_proposed', '县级经办还没有提出审核意见，不能决定。'),
  ],
  confirmDirectly: (state) =>
    when(!state.direct, 'not_direct', '不符合直接确认的条件，应按规定重新认定。请登记入户调查。'),
  return: (state, _, deed) =>
    when(
      deed.kind === 'return' && deed.to === 'opinion' && state.step === 'opinion',
      'same_step',
      '案件就在初审，请退回调查。',
    ),
  resume: (state) => when(!state.paused, 'not_paused', '案件没有暂停计时。'),
  askEnd: (state) =>
    when(state.ending !== null, 'asked', '案件已经提请办结，等待负责人答复，不能重复提请。请刷新页面核对。'),
  end: (state) => when(state.ending === null, 'not_asked', '没有人提请办结这件案件，或者已经答复。请刷新页面核对。'),
  keepOn: (state) => when(state.ending === null, 'not_asked', '没有人提请办结这件案件，或者已经答复。请刷新页面核对。'),
}

function beforeDecision(state: CaseState): Reason[] {
  return [
    ...when(!state.batched, 'not_batched', '案件还没有编入审核批次并抽取核查对象，不能审核决定。请先抽取。'),
    ...when(state.sampled && !state.checked, 'not_checked', '案件被抽中核查，还没有登记核查结果，不能审核决定。'),
    ...when(
      state.nearRelative && !state.checked,
      'relative_not_checked',
      '属经办人员或村干部近亲属，须由县里入户核查。请先登记核查结果。',
    ),
  ]
}
