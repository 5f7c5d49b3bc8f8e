/** What a deed that met no objection makes of a case. Pure. */
import { type CaseState, type Deed, lateObjection } from './steps.ts'

/** The state after a deed that met no objection. */
export function after(state: CaseState, deed: Deed): CaseState {
  switch (deed.kind) {
    case 'supplement':
      return { ...state, complete: deed.complete }
    case 'accept':
      return { ...state, step: 'survey' }
    case 'survey':
      return { ...state, surveyedRound: state.round }
    case 'submit':
      return { ...state, step: 'opinion', submittedRound: state.round }
    case 'opine':
      return { ...state, step: 'publicity', opinionRound: state.round }
    case 'post':
      return { ...state, postedRound: state.round, noticeEndsOn: deed.endsOn, returnedNoticeEndsOn: null }
    case 'object':
      return objected(state)
    case 'send':
      return { ...state, step: 'county' }
    case 'draw':
      return { ...state, batched: true, sampled: deed.sampled }
    case 'drawAnother':
      return { ...state, sampled: true }
    case 'replace':
      return { ...state, sampled: false }
    case 'check':
      return { ...state, checked: true }
    case 'propose':
      return { ...state, proposed: true }
    case 'decide':
      return { ...state, step: 'decided', decision: deed.decision }
    case 'confirmDirectly':
      return { ...state, step: 'decided', decision: 'confirmed' }
    case 'return':
      return returned(state, deed.to)
    case 'pause':
      return { ...state, paused: true }
    case 'resume':
      return { ...state, paused: false }
    case 'file':
      return state
    case 'askEnd':
      return { ...state, ending: deed.as }
    case 'end':
      return { ...state, step: state.ending ?? state.step, paused: false, ending: null }
    case 'keepOn':
      return { ...state, ending: null }
  }
}

/** Back to the survey, from wherever the case has come meanwhile; what was found since counts no more (第十五条). */
function objected(state: CaseState): CaseState {
  const back = {
    ...state,
    step: 'survey' as const,
    paused: false,
    surveyedRound: 0,
    submittedRound: 0,
    returnedNoticeEndsOn: null,
  }
  if (lateObjection(state)) return { ...back, objectedRound: state.round - 1 }
  const away = { proposed: false, checked: false, batched: false, sampled: false }
  return { ...back, ...away, objectedRound: state.round, round: state.round + 1 }
}

/** What the county sends back goes all the way again: a new opinion must hang in the village before it counts. */
function returned(state: CaseState, to: 'survey' | 'opinion'): CaseState {
  if (state.step === 'opinion') return { ...state, step: 'survey', submittedRound: 0 }
  const round = state.round + 1
  const returnedNoticeEndsOn = state.noticeEndsOn
  const again = {
    ...state,
    round,
    returnedNoticeEndsOn,
    proposed: false,
    checked: false,
    batched: false,
    sampled: false,
  }
  if (to === 'survey') return { ...again, step: 'survey' }
  return { ...again, step: 'opinion', surveyedRound: round, submittedRound: round }
}
