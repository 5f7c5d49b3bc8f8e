import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, plainDate } from '#kernel/calendar.ts'
import { monthsLeft, objectionsToProposalDeed, type ProposalDeed, type ProposalState } from './proposal-rules.ts'

const today = plainDate('2026-09-20')
const hands = fc.constantFrom('maker', 'one', 'two')
const deeds = fc.oneof(
  fc.record({
    kind: fc.constant('hear' as const),
    by: hands,
    on: fc.integer({ min: -30, max: 5 }).map((days) => addDays(today, days)),
    amountFen: fc.constantFrom(undefined, 40_000n),
  }),
  fc.record({ kind: fc.constant('decide' as const), by: hands, establish: fc.boolean() }),
  fc.record({
    kind: fc.constant('settle' as const),
    by: hands,
    recovered: fc.boolean(),
    voucherNo: fc.constantFrom('', '记-1'),
  }),
)

function after(state: ProposalState, deed: ProposalDeed): ProposalState {
  if (deed.kind === 'hear')
    return { ...state, status: 'heard', heardBy: deed.by, amountFen: deed.amountFen ?? state.amountFen }
  if (deed.kind === 'decide') return { ...state, status: deed.establish ? 'established' : 'dismissed' }
  return { ...state, status: deed.recovered ? 'recovered' : 'waived' }
}

/** Everything that may never come about, by the deeds alone and not by the rules that are tested. */
function wrongIn(done: readonly ProposalDeed[], { status, amountFen, scheme }: ProposalState): string[] {
  const decided = done.findIndex(({ kind }) => kind === 'decide')
  const heard = done.slice(0, Math.max(decided, 0)).findLast(({ kind }) => kind === 'hear')
  const first = addDays(today, -10)
  const stands = ['established', 'recovered', 'waived'].includes(status)
  return [
    ...(done.filter(({ kind }) => kind === 'decide').length > 1 ? ['decided twice'] : []),
    ...(decided >= 0 && !heard ? ['decided unheard'] : []),
    ...(decided >= 0 && ['maker', heard?.by].includes(done[decided]?.by) ? ['decided by a hand in it'] : []),
    ...(decided >= 0 && done.slice(decided + 1).some(({ kind }) => kind !== 'settle') ? ['changed afterwards'] : []),
    ...(done.some((deed) => deed.kind === 'hear' && (deed.on < first || deed.on > today))
      ? ['heard on a wrong day']
      : []),
    ...(stands && amountFen === null ? ['established without an amount'] : []),
    ...(scheme === 'support' && ['recovered', 'waived'].includes(status) ? ['own money settled here'] : []),
  ]
}

test('no path skips a guard: nothing is established unheard, without an amount, or by a hand that had part in it', () => {
  let established = 0
  fc.assert(
    fc.property(fc.array(deeds, { maxLength: 12 }), fc.constantFrom('dibao', 'support'), (path, scheme) => {
      let state: ProposalState = {
        status: 'proposed',
        scheme,
        amountFen: scheme === 'support' ? 65_000n : null,
        proposedBy: 'maker',
        proposedOn: addDays(today, -10),
        heardBy: null,
      }
      const done: ProposalDeed[] = []
      for (const deed of path) {
        if (objectionsToProposalDeed(state, deed, today).length > 0) continue
        state = after(state, deed)
        done.push(deed)
      }
      expect(wrongIn(done, state)).toEqual([])
      if (['established', 'recovered', 'waived'].includes(state.status)) established += 1
    }),
    { numRuns: 3000 },
  )
  // Else the property would hold of nothing.
  expect(established).toBeGreaterThan(20)
})

test('a month is asked back once, whatever lists name it', () => {
  const month = fc.integer({ min: 1, max: 12 }).map((no) => `2023-${String(no).padStart(2, '0')}`)
  fc.assert(
    fc.property(fc.array(month), fc.array(fc.array(month), { maxLength: 4 }), (wished, lists) => {
      const asked: string[][] = []
      for (const list of [...lists, wished]) asked.push(monthsLeft(list, asked))
      const all = asked.flat()
      expect(new Set(all).size).toBe(all.length)
      expect(new Set(all)).toEqual(new Set([...lists, wished].flat()))
    }),
  )
})
