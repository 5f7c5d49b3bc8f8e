import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, plainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { withGaps } from './bar.ts'
import { type Act, type Asked, hearingIn, over, type State, stepsOf, take } from './rules.ts'
import { ChangeKind } from './words.ts'

const value = <T>(of: T): PolicyValue<T> => ({ value: of, force: 'must', citations: [] })
const law: Asked = {
  hearing: value({ before: ['reduce', 'terminate'] }),
  exempt: value(['death', 'declared_dead']),
  publicity: value({}),
}
const before: Asked = { ...law, hearing: undefined }
const day = plainDate('2026-09-01')

const opened = (kind: ChangeKind, reason = 'voluntary', asked = law): State => ({
  kind,
  reason,
  step: stepsOf(kind, reason, asked)[0] ?? 'decide',
  openedBy: 'maker',
  hands: ['maker'],
  verifiedBy: null,
  heard: false,
  publicUntil: null,
  round: 0,
  delivered: false,
  correctionBy: null,
  lastOn: day,
})

test('an end is verified, heard, published, decided and delivered; before the law of 2026 nobody has to be heard', () => {
  expect(stepsOf('end', 'voluntary', law)).toEqual(['verify', 'hear', 'publish', 'publicity', 'decide', 'deliver'])
  expect(stepsOf('end', 'voluntary', before)).toEqual(['verify', 'publish', 'publicity', 'decide', 'deliver'])
  expect(stepsOf('reduce', '', law)).toEqual(['verify', 'hear', 'decide', 'deliver'])
})

test('for somebody declared dead nobody is heard, for somebody missing the law makes no exception', () => {
  expect(hearingIn('end', 'declared_dead', law)).toBe('exempt')
  expect(hearingIn('end', 'declared_missing', law)).toBe('asked')
  expect(hearingIn('suspend', '', law)).toBe('none')
})

test('a law that came into force half-way is kept at the decision', () => {
  const ready: State = { ...opened('end'), step: 'decide', publicUntil: day, lastOn: day }
  const hand = { by: 'other', on: day, today: day }
  expect(take(ready, { kind: 'decide', keep: false }, hand, before)).toMatchObject({ state: { step: 'deliver' } })
  expect(take(ready, { kind: 'decide', keep: false }, hand, law)).toMatchObject({ reasons: [{ code: 'hearing' }] })
  const heard = take(ready, { kind: 'hear' }, hand, law)
  expect(heard).toMatchObject({ state: { step: 'decide', heard: true } })
})

const acts = fc.oneof(
  fc.record({ kind: fc.constant('verify' as const), so: fc.boolean() }),
  fc.constant<Act>({ kind: 'hear' }),
  fc.constant<Act>({ kind: 'publish', until: day }),
  fc.constant<Act>({ kind: 'object' }),
  fc.record({ kind: fc.constant('answer' as const), upheld: fc.boolean() }),
  fc.constant<Act>({ kind: 'publicity_over' }),
  fc.record({ kind: fc.constant('decide' as const), keep: fc.boolean() }),
  fc.constant<Act>({ kind: 'accept' }),
  fc.constant<Act>({ kind: 'deliver' }),
  fc.constant<Act>({ kind: 'withdraw' }),
)
const fitting: Partial<Record<State['step'], Act>> = {
  verify: { kind: 'verify', so: true },
  hear: { kind: 'hear' },
  publish: { kind: 'publish', until: day },
  publicity: { kind: 'publicity_over' },
  objection: { kind: 'answer', upheld: false },
  accept: { kind: 'accept' },
  decide: { kind: 'decide', keep: false },
}
const walks = fc.record({
  kind: fc.constantFrom(...ChangeKind.options),
  reason: fc.constantFrom('voluntary', 'declared_dead', 'imprisoned'),
  asked: fc.constantFrom(law, before),
  steps: fc.array(
    fc.record({
      act: acts,
      // Left to chance alone hardly a walk would get to a decision.
      fits: fc.boolean(),
      by: fc.constantFrom('maker', 'one', 'two', 'three'),
      wait: fc.integer({ min: 0, max: 9 }),
    }),
    { minLength: 5, maxLength: 40 },
  ),
})

/** What was wrong about an end that went through, told by watching from outside. */
function wrongWith(kind: ChangeKind, reason: string, asked: Asked, seen: Seen): string[] {
  if (kind !== 'end' || seen.act !== 'decide') return []
  return [
    ...(seen.verified === '' ? ['not verified'] : []),
    ...(seen.hands.has(seen.by) ? ['decided by a hand'] : []),
    ...(seen.open ? ['an objection is open'] : []),
    ...(seen.until === null || seen.until >= seen.today ? ['the notice still hangs'] : []),
    ...(asked.hearing && reason !== 'declared_dead' && !seen.heard ? ['not heard'] : []),
  ]
}

interface Seen {
  act: string
  by: string
  today: string
  verified: string
  heard: boolean
  until: string | null
  open: boolean
  hands: Set<string>
}

function watch(seen: Seen, step: Act, by: string): Seen {
  const hands = new Set(seen.hands)
  if (['verify', 'hear', 'answer', 'accept'].includes(step.kind)) hands.add(by)
  return {
    ...seen,
    hands,
    verified: step.kind === 'verify' ? by : seen.verified,
    heard: seen.heard || step.kind === 'hear',
    until: step.kind === 'publish' ? step.until : step.kind === 'object' ? null : seen.until,
    open: step.kind === 'object' || (step.kind !== 'answer' && seen.open),
  }
}

test('no path skips a guard: whatever is done in whatever order by whom', () => {
  let ended = 0
  const wrong: string[] = []
  fc.assert(
    fc.property(walks, ({ kind, reason, asked, steps }) => {
      let state = opened(kind, reason, asked)
      let today = day
      let seen: Seen = {
        act: '',
        by: '',
        today,
        verified: '',
        heard: false,
        until: null,
        open: false,
        hands: new Set(['maker']),
      }
      for (const { act, by, wait, fits } of steps) {
        today = addDays(today, wait)
        const chosen = (fits && fitting[state.step]) || act
        const step: Act = chosen.kind === 'publish' ? { kind: 'publish', until: addDays(today, 7) } : chosen
        const taken = take(state, step, { by, on: today, today }, asked)
        if ('reasons' in taken) continue
        const ends = kind === 'end' && step.kind === 'decide' && !step.keep
        if (over.includes(state.step)) wrong.push('went on after it was over')
        if (step.kind === 'answer' && by === seen.verified) wrong.push('answered by who verified')
        if (ends) wrong.push(...wrongWith(kind, reason, asked, { ...seen, act: 'decide', by, today }))
        ended += ends ? 1 : 0
        seen = watch(seen, step, by)
        state = taken.state
      }
      expect(wrong).toEqual([])
    }),
    { numRuns: 2000, seed: 48 },
  )
  // The property says something only when ends were reached at all.
  expect(ended).toBeGreaterThan(20)
})

test('days run one way: nothing is entered before the last step or after today', () => {
  const hand = { by: 'one', on: addDays(day, -1), today: day }
  expect(take(opened('end'), { kind: 'verify', so: true }, hand, law)).toMatchObject({
    reasons: [{ code: 'before_last' }],
  })
  const ahead = { by: 'one', on: addDays(day, 1), today: day }
  expect(take(opened('end'), { kind: 'verify', so: true }, ahead, law)).toMatchObject({ reasons: [{ code: 'future' }] })
})

test('days on which nobody answers for a person stand out, overlapping ones do not hide them', () => {
  const d = (text: string) => plainDate(`2026-${text}`)
  const spans = withGaps(
    [
      { from: d('08-01'), to: d('09-29'), text: 'XY-1' },
      { from: d('10-01'), to: null, text: 'XY-2' },
    ],
    { from: d('09-01'), to: d('10-31') },
  )
  expect(spans.map(({ from, to, gap }) => [from, to, gap])).toEqual([
    ['2026-09-01', '2026-09-29', false],
    ['2026-09-30', '2026-09-30', true],
    ['2026-10-01', '2026-10-31', false],
  ])
})
