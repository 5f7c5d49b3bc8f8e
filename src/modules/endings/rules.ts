/** The order in which support is changed or ended: no step is skipped, nobody decides on his own proposal. Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'
import type { ChangeKind, Step } from './words.ts'

export const over: readonly Step[] = ['done', 'kept', 'withdrawn', 'corrected']
/** Decided, and what may still come after it: no longer a change under way. */
export const decided: readonly Step[] = ['deliver', 'done', 'correcting', 'redeliver', 'corrected']
/** Not under way any more: the next change of the same person may be opened. */
export const settled: readonly Step[] = [...decided, 'kept', 'withdrawn']
/** What takes support or a part of it away, and can be put right by giving it back from the same day. */
export const correctable: readonly ChangeKind[] = ['end', 'reduce', 'suspend']

/** What law and pack ask of a change on a day. */
export interface Asked {
  /** exit.hearing_required; undefined before the law asks for it. */
  hearing: PolicyValue<{ before: string[] }> | undefined
  /** exit.hearing_exempt: nobody is left who could be heard. */
  exempt: PolicyValue<string[]> | undefined
  publicity: PolicyValue | undefined
}

const hearingName: Partial<Record<ChangeKind, string>> = { end: 'terminate', reduce: 'reduce' }

/** Whether somebody is to be heard before the decision: asked for, exempt by the reason, or not known to the law on that day. */
export function hearingIn(kind: ChangeKind, reason: string, asked: Asked): 'asked' | 'exempt' | 'none' {
  const name = hearingName[kind]
  if (!name || !asked.hearing?.value.before.includes(name)) return 'none'
  return asked.exempt?.value.includes(reason) ? 'exempt' : 'asked'
}

/** The steps of a change in their order, as law and pack stand on a day. */
export function stepsOf(kind: ChangeKind, reason: string, asked: Asked): Step[] {
  const hear: Step[] = hearingIn(kind, reason, asked) === 'asked' ? ['hear'] : []
  const publish: Step[] = asked.publicity ? ['publish', 'publicity'] : []
  const flows: Record<ChangeKind, Step[]> = {
    end: ['verify', ...hear, ...publish, 'decide', 'deliver'],
    reduce: ['verify', ...hear, 'decide', 'deliver'],
    suspend: ['verify', 'decide', 'deliver'],
    resume: ['verify', 'decide', 'deliver'],
    transfer: ['accept'],
    moved_away: ['verify', 'accept', 'decide', 'deliver'],
    to_home: ['verify', 'accept'],
    to_dispersed: ['verify', 'accept'],
    minor: ['verify', 'decide', 'deliver'],
  }
  return flows[kind]
}

export interface State {
  kind: ChangeKind
  reason: string
  step: Step
  openedBy: string
  /** Who has had a hand in it so far, but for those who only posted a sheet: none of them decides. */
  hands: readonly string[]
  verifiedBy: string | null
  heard: boolean
  /** Last day of the public notice that hangs or hung; null when none does. */
  publicUntil: PlainDate | null
  round: number
  /** The decision has reached the person. */
  delivered: boolean
  /** Who proposes that the decision be put right. */
  correctionBy: string | null
  /** Day of the last thing that was done. */
  lastOn: PlainDate
}

export type Act =
  | { kind: 'verify'; so: boolean }
  | { kind: 'hear' }
  | { kind: 'publish'; until: PlainDate }
  | { kind: 'object' }
  | { kind: 'answer'; upheld: boolean }
  | { kind: 'publicity_over' }
  | { kind: 'accept' }
  | { kind: 'return' }
  | { kind: 'decide'; keep: boolean }
  | { kind: 'deliver' }
  | { kind: 'withdraw' }
  | { kind: 'propose_correction' }
  | { kind: 'correct'; agree: boolean }

export interface Hand {
  by: string
  on: PlainDate
  today: PlainDate
}

export type Taken = { state: State } | { reasons: Reason[] }

const expects: Record<Exclude<Act['kind'], 'withdraw'>, readonly Step[]> = {
  verify: ['verify'],
  // Also later, where law came to ask for it half-way, and once more when there is something new to say.
  hear: ['hear', 'publish', 'publicity', 'decide'],
  publish: ['publish'],
  // Told within the notice and keyed in when it was over already: not lost.
  object: ['publicity', 'decide'],
  answer: ['objection'],
  publicity_over: ['publicity'],
  accept: ['accept'],
  return: ['accept'],
  decide: ['decide'],
  deliver: ['deliver', 'redeliver'],
  propose_correction: ['deliver', 'done'],
  correct: ['correcting'],
}

/** What an act makes of a change, or every reason why it may not be done. */
export function take(state: State, act: Act, hand: Hand, asked: Asked): Taken {
  const reasons = [...ofTheStep(state, act, asked), ...ofTheDay(state, act, hand), ...ofTheHand(state, act, hand)]
  if (reasons.length > 0) return { reasons }
  const lastOn = hand.on > state.lastOn ? hand.on : state.lastOn
  const moved = { ...state, ...effectOf(state, act, hand, asked), lastOn }
  return { state: moved }
}

function ofTheStep(state: State, act: Act, asked: Asked): Reason[] {
  if (act.kind === 'propose_correction') return ofCorrecting(state)
  if (act.kind === 'correct' && state.step !== 'correcting')
    return [{ code: 'not_proposed', message: '还没有提出纠正，不能决定。请由县级救助经办先提出，附文书的文号' }]
  if (over.includes(state.step)) return [{ code: 'over', message: '这件变更已经办完，不能再办。请刷新页面查看' }]
  if (act.kind === 'withdraw')
    return decided.includes(state.step)
      ? [{ code: 'decided', message: '已经作出决定，不能撤回。确有错误的，由县里在这件变更上办理“纠正决定”' }]
      : []
  const reasons = act.kind === 'decide' && !act.keep ? missingBeforeDeciding(state, asked) : []
  if (expects[act.kind].includes(state.step)) return reasons
  if (reasons.length > 0) return reasons
  const todo: Partial<Record<Step, string>> = {
    verify: '还没有核实',
    hear: '还没有听取本人意见',
    publish: '还没有公示',
    publicity: '公示还没有办结',
    objection: '异议还没有核查完毕',
    decide: '还没有作出决定',
    accept: '对方还没有接收',
    deliver: '已经作出决定，还没有送达',
    correcting: '正在办理纠正，还没有决定',
    redeliver: '已经决定纠正，还没有送达',
  }
  return [{ code: 'step', message: `${todo[state.step] ?? '现在'}，不能办这一步。请按次序办理` }]
}

function ofCorrecting({ kind, step }: State): Reason[] {
  const say = (code: string, message: string): Reason[] => [{ code, message }]
  if (step === 'correcting') return say('correcting', '已经提出纠正，正等县里负责人决定。请刷新页面查看')
  if (step === 'redeliver' || step === 'corrected') return say('corrected', '这项决定已经纠正。请刷新页面查看')
  if (!decided.includes(step)) return say('not_decided', '还没有作出决定，没有可以纠正的。现在有错误的，请撤回这件变更')
  if (correctable.includes(kind)) return []
  return say('kind', '只有终止、调减和暂停的决定在这里纠正。请另行提出相应的变更')
}

/** 社会救助法 第四十八条: heard first; 民发〔2021〕43号 第二十六条: published first. Asked again on the day of the decision. */
function missingBeforeDeciding(state: State, asked: Asked): Reason[] {
  const reasons: Reason[] = []
  if (hearingIn(state.kind, state.reason, asked) === 'asked' && !state.heard && asked.hearing)
    reasons.push(
      reasonBy(asked.hearing, 'hearing', `还没有听取本人意见，不能作出${act(state.kind)}决定。请先听取意见并记录`),
    )
  if (state.kind === 'end' && asked.publicity && state.publicUntil === null)
    reasons.push(reasonBy(asked.publicity, 'publicity', '还没有公示，不能作出终止决定。请先张贴拟终止公示'))
  return reasons
}

const act = (kind: ChangeKind): string => (kind === 'reduce' ? '调减' : '终止')

function ofTheDay(state: State, act: Act, { on, today }: Hand): Reason[] {
  if (on > today) return [{ code: 'future', message: `${dateText(on)}还没有到，应登记已经办的日期。请核对日期` }]
  if (on < state.lastOn && !(act.kind === 'object' && state.step === 'decide'))
    return [
      {
        code: 'before_last',
        message: `${dateText(on)}早于上一步的${dateText(state.lastOn)}，先后颠倒。请核对日期`,
      },
    ]
  return []
}

function ofTheHand(state: State, act: Act, { by, on }: Hand): Reason[] {
  const until = state.publicUntil
  const say = (code: string, message: string): Reason[] => [{ code, message }]
  if (act.kind === 'publicity_over' && until !== null && on <= until)
    return say('publicity_runs', `公示到${dateText(until)}24时止，${dateText(on)}公示期未满。请在期满后办理`)
  if (act.kind === 'object' && until === null)
    return say('not_public', '没有公示过，没有公示期内的异议。请按举报投诉办理')
  if (act.kind === 'object' && until !== null && on > until)
    return say('publicity_over', `公示已于${dateText(until)}期满，这一天的意见不是公示期内的异议。请按举报投诉办理`)
  if (act.kind === 'answer' && by === state.verifiedBy)
    return say('same_hand', '您是原核实人，异议须由另一人核查。请由同事办理')
  if (act.kind === 'decide' && state.hands.includes(by))
    return say('same_hand', '您已经办过这件变更的前面步骤，决定须由另一人作出。请由同事决定')
  if (act.kind === 'correct' && state.correctionBy === by)
    return say('same_hand', '纠正由您提出，决定须由另一人作出。请由同事决定')
  return []
}

function effectOf(state: State, act: Act, { by }: Hand, asked: Asked): Partial<State> {
  const next = () => stepAfter(state, asked)
  const hands = [...state.hands, by]
  switch (act.kind) {
    case 'verify':
      return act.so ? { step: next(), verifiedBy: by, hands } : { step: 'kept', verifiedBy: by, hands }
    case 'hear':
      return { step: state.step === 'hear' ? next() : state.step, heard: true, hands }
    case 'publish':
      return { step: 'publicity', publicUntil: act.until, round: state.round + 1 }
    case 'object':
      return { step: 'objection' }
    case 'answer':
      // 核查后再次公示: what hung before counts no longer.
      return act.upheld ? { step: 'kept', hands } : { step: 'publish', publicUntil: null, hands }
    case 'accept':
      return { step: next(), hands }
    case 'return':
      return { step: 'kept', hands }
    case 'decide':
      return { step: act.keep ? 'kept' : next(), hands }
    case 'publicity_over':
      return { step: next() }
    case 'deliver':
      return state.step === 'redeliver' ? { step: 'corrected' } : { step: next() }
    case 'propose_correction':
      return { step: 'correcting', correctionBy: by }
    case 'correct':
      if (act.agree) return { step: 'redeliver' }
      return { step: state.delivered ? 'done' : 'deliver' }
    case 'withdraw':
      return { step: 'withdrawn' }
  }
}

/** The step after the present one; one that law has come to ask for meanwhile is not passed over. */
function stepAfter(state: State, asked: Asked): Step {
  const steps = stepsOf(state.kind, state.reason, asked)
  const at = steps.indexOf(state.step)
  return steps[at + 1] ?? 'done'
}
