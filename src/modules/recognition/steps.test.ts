import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, plainDate } from '#kernel/calendar.ts'
import { after } from './steps-after.ts'
import { type CaseState, type Deed, newCase, objectionsTo } from './steps.ts'
import { isOver } from './words.ts'

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant('supplement' as const), complete: fc.boolean() }),
  fc.record({ kind: fc.constant('post' as const), endsOn: fc.constant(plainDate('2023-08-17')) }),
  fc.record({ kind: fc.constant('draw' as const), sampled: fc.boolean() }),
  fc.record({
    kind: fc.constant('decide' as const),
    decision: fc.constantFrom('confirmed' as const, 'refused' as const),
  }),
  fc.record({ kind: fc.constant('return' as const), to: fc.constantFrom('survey' as const, 'opinion' as const) }),
  fc
    .constantFrom(
      ...(['accept', 'survey', 'submit', 'opine', 'send', 'drawAnother', 'replace', 'check', 'propose'] as const),
    )
    .map((kind) => ({ kind })),
  fc.record({
    kind: fc.constant('askEnd' as const),
    as: fc.constantFrom('withdrawn' as const, 'died' as const),
  }),
  fc.record({
    kind: fc.constant('object' as const),
    received: fc.constantFrom(plainDate('2023-08-17'), plainDate('2023-08-18')),
  }),
  fc
    .constantFrom(...(['confirmDirectly', 'pause', 'resume', 'file', 'end', 'keepOn'] as const))
    .map((kind) => ({ kind })),
)

/** The next deed of the straight way, so that walks come to a decision often enough to say something. */
function straightOn(state: CaseState): Deed {
  if (state.paused) return { kind: 'resume' }
  if (state.ending) return { kind: 'keepOn' }
  switch (state.step) {
    case 'acceptance':
      return state.complete ? { kind: 'accept' } : { kind: 'supplement', complete: true }
    case 'survey':
      return state.surveyedRound === state.round ? { kind: 'submit' } : { kind: 'survey' }
    case 'opinion':
      return { kind: 'opine' }
    case 'publicity':
      return state.postedRound === state.round ? { kind: 'send' } : { kind: 'post', endsOn: plainDate('2023-08-17') }
    case 'county':
    case 'decided':
    case 'withdrawn':
    case 'died':
      if (!state.batched) return { kind: 'draw', sampled: true }
      if (!state.checked) return { kind: 'check' }
      return state.proposed ? { kind: 'decide', decision: 'confirmed' } : { kind: 'propose' }
  }
}

interface Walk {
  state: CaseState
  done: { deed: Deed; round: number; on: string }[]
}

/** Tries each deed; one that meets an objection is not done. Days pass. */
function walked(start: CaseState, tried: readonly (Deed | undefined)[]): Walk {
  const walk: Walk = { state: start, done: [] }
  for (const [index, wanted] of tried.entries()) {
    const deed = wanted ?? straightOn(walk.state)
    const on = addDays(plainDate('2023-08-10'), index)
    if (objectionsTo(walk.state, deed, on).length > 0) continue
    // Keyed in after the county's return it is an objection to the notice of the round before.
    const late = deed.kind === 'object' && (walk.state.step === 'survey' || walk.state.step === 'opinion')
    walk.done.push({ deed, round: walk.state.round - (late ? 1 : 0), on })
    walk.state = after(walk.state, deed)
  }
  return walk
}

const tries = fc.array(fc.option(anyDeed, { nil: undefined, freq: 3 }), { minLength: 20, maxLength: 60 })
const start = fc.record({ nearRelative: fc.boolean(), direct: fc.boolean() }).map((more) => ({ ...newCase, ...more }))

/** What every decided case must have behind it in its last round; undefined for one that is not decided by the full way. */
function lackingAtDecision({ state, done }: Walk): string[] | undefined {
  if (state.step !== 'decided' || done.at(-1)?.deed.kind === 'confirmDirectly') return undefined
  const inRound = (kind: Deed['kind']) => done.some(({ deed, round }) => deed.kind === kind && round === state.round)
  const sentOn = done.findLast(({ deed }) => deed.kind === 'send')?.on ?? ''
  return [
    ...(done.some(({ deed }) => deed.kind === 'accept') ? [] : ['accept']),
    ...(['opine', 'post', 'send', 'draw', 'propose'] as const).filter((kind) => !inRound(kind)),
    ...(inRound('object') ? ['an objection answered'] : []),
    ...(state.noticeEndsOn && state.noticeEndsOn < sentOn ? [] : ['the whole notice']),
    ...((state.sampled || state.nearRelative) && !inRound('check') ? ['check'] : []),
    ...(state.surveyedRound === state.round ? [] : ['survey']),
  ]
}

describe('the life of a case', () => {
  test('no path leads to a decision past survey, opinion, notice, draw, check and proposal of its own round', () => {
    let decided = 0
    fc.assert(
      fc.property(start, tries, (from, deeds) => {
        const lacking = lackingAtDecision(walked(from, deeds))
        if (lacking) decided += 1
        expect(lacking ?? []).toEqual([])
      }),
      { numRuns: 1200 },
    )
    expect(decided).toBeGreaterThan(60)
  })

  test('only the crossing rule confirms without the round, and then from the survey', () => {
    fc.assert(
      fc.property(tries, (deeds) => {
        const { done } = walked({ ...newCase, direct: false }, deeds)
        expect(done.some(({ deed }) => deed.kind === 'confirmDirectly')).toBe(false)
      }),
    )
  })

  test('nothing is done in a case that has ended, and while it is paused or its end is asked for only what is named is done', () => {
    fc.assert(
      fc.property(start, tries, anyDeed, (from, deeds, deed) => {
        const { state } = walked(from, deeds)
        const over = isOver(state.step)
        const outside = ['resume', 'draw', 'object', 'file', 'end', 'keepOn', 'askEnd']
        const stands =
          (state.paused && !outside.includes(deed.kind)) ||
          (state.ending !== null && ![...outside, 'supplement'].includes(deed.kind))
        const refused = objectionsTo(state, deed, plainDate('2024-01-01')).length > 0
        expect(refused || !(over || stands)).toBe(true)
      }),
    )
  })

  test('no case is withdrawn or ended by a death but that somebody asked for just that before', () => {
    fc.assert(
      fc.property(start, tries, (from, deeds) => {
        const { state, done } = walked(from, deeds)
        if (state.step !== 'withdrawn' && state.step !== 'died') return
        const asked = done.findLast(({ deed }) => deed.kind === 'askEnd')?.deed
        expect(asked).toEqual({ kind: 'askEnd', as: state.step })
        expect(done.at(-1)?.deed.kind).toBe('end')
      }),
    )
  })

  test('an objection of the days of the notice is taken at the county and after its return, and the case goes round by others', () => {
    const sent = {
      ...newCase,
      step: 'county' as const,
      postedRound: 1,
      surveyedRound: 1,
      batched: true,
      proposed: true,
    }
    const county = { ...sent, noticeEndsOn: plainDate('2023-08-17') }
    const objection = { kind: 'object' as const, received: plainDate('2023-08-16') }
    const late = plainDate('2023-09-01')
    expect(objectionsTo(county, objection, late)).toEqual([])
    const round = { step: 'survey', round: 2, objectedRound: 1, batched: false, proposed: false }
    expect(after(county, objection)).toMatchObject(round)
    for (const to of ['survey', 'opinion'] as const) {
      const returned = after(county, { kind: 'return', to })
      expect(objectionsTo(returned, objection, late)).toEqual([])
      expect(objectionsTo(returned, { ...objection, received: plainDate('2023-08-18') }, late)).toHaveLength(1)
      expect(after(returned, objection)).toMatchObject({ step: 'survey', round: 2, objectedRound: 1, surveyedRound: 0 })
    }
  })

  test('a notice runs to the end of its last day', () => {
    const state = {
      ...newCase,
      step: 'publicity' as const,
      opinionRound: 1,
      postedRound: 1,
      noticeEndsOn: plainDate('2023-08-17'),
    }
    expect(objectionsTo(state, { kind: 'send' }, plainDate('2023-08-17'))).toHaveLength(1)
    expect(objectionsTo(state, { kind: 'object', received: plainDate('2023-08-17') }, plainDate('2023-08-18'))).toEqual(
      [],
    )
    expect(objectionsTo(state, { kind: 'send' }, plainDate('2023-08-18'))).toEqual([])
    expect(
      objectionsTo(state, { kind: 'object', received: plainDate('2023-08-18') }, plainDate('2023-08-18')),
    ).toHaveLength(1)
  })
})
