import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, plainDate } from '#kernel/calendar.ts'
import {
  laterOf,
  materialsFor,
  missingOf,
  objectionsToClosing,
  objectionsToStep,
  ownClasses,
  paperChecks,
  stateAfter,
  statusOf,
  unfiledCheck,
} from './closing-rules.ts'
import type { FileState, StepKind } from './words.ts'
import { StepKind as Steps } from './words.ts'

test('no path closes or hands over a file with one pair of hands, and a handed file moves no more', () => {
  const act = fc.record({ kind: fc.constantFrom(...Steps.options), account: fc.constantFrom('a', 'b') })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      let state: FileState = 'open'
      const by: Partial<Record<StepKind, string>> = {}
      const wrong: string[] = []
      const must = (holds: boolean, what: string) => void (holds || wrong.push(what))
      for (const { kind, account } of acts) {
        if (objectionsToStep({ state, by }, kind, account).length > 0) continue
        must(state !== 'handed', 'moved after it was handed over')
        must(kind !== 'confirm' || by.propose !== account, 'closed by one')
        must(kind !== 'receive' || by.offer !== account, 'handed over by one')
        by[kind] = account
        state = stateAfter(state, kind)
        must(state !== 'closed' || by.confirm !== undefined, 'closed without a confirmation')
        must(state !== 'handed' || Boolean(by.propose && by.confirm && by.offer), 'a guard was passed over')
      }
      expect(wrong).toEqual([])
    }),
  )
})

test('a file is in use until the day after support ended, then waits, is kept, held, and its term runs out', () => {
  const endedOn = plainDate('2024-02-29')
  const kept = { state: 'closed' as const, endedOn, held: false, keepThrough: plainDate('2029-02-28') }
  expect(statusOf({ ...kept, state: 'open' }, endedOn)).toBe('in_use')
  expect(statusOf({ ...kept, state: 'open' }, addDays(endedOn, 1))).toBe('to_close')
  expect(statusOf(kept, plainDate('2029-02-28'))).toBe('kept')
  expect(statusOf(kept, plainDate('2029-03-01'))).toBe('term_over')
  expect(statusOf({ ...kept, held: true }, plainDate('2029-03-01'))).toBe('held')
  expect(statusOf({ ...kept, state: 'handed' }, plainDate('2029-03-01'))).toBe('handed')
})

test('a term told at closing is only ever lengthened (C-24)', () => {
  expect(laterOf(plainDate('2029-02-28'), plainDate('2034-02-28'))).toBe('2034-02-28')
  expect(laterOf(plainDate('2034-02-28'), plainDate('2029-02-28'))).toBe('2034-02-28')
})

test('admission papers are asked of those in a home, certificates and papers of the end after it', () => {
  const classes = {
    basic: { label: '基本', contents: ['identity_copy', 'admission_papers', 'termination_papers_copy'] },
    health: { label: '健康', contents: ['medical_records', 'leaving_or_death_certificates'] },
  }
  const items = (life: Parameters<typeof materialsFor>[1]) => materialsFor(classes, life).map(({ item }) => item)
  expect(items({ mode: 'dispersed', ended: false, leftOrDied: false })).toEqual(['identity_copy', 'medical_records'])
  expect(items({ mode: 'centralised', ended: true, leftOrDied: true })).toHaveLength(5)
})

test('where paper is the base a scan alone does not close, and a difference closes nowhere (A-34)', () => {
  const scan = { class: 'basic' as const, item: 'identity_copy', title: '', box: '', same: null }
  const basis = (prevails?: 'paper') => ({
    value: { kinds: ['paper', 'electronic'], ...(prevails ? { prevails } : {}) },
    force: 'must' as const,
    citations: [],
  })
  const codes = (...given: Parameters<typeof paperChecks>) => paperChecks(...given).map(({ code }) => code)
  expect(codes([scan], basis('paper'), '/')).toEqual(['no_paper'])
  expect(codes([scan], basis(), '/')).toEqual([])
  expect(codes([{ ...scan, box: '3', same: false }], basis(), '/')).toEqual(['different'])
  const named = { ...scan, title: '身份证复印件' }
  expect(paperChecks([named], basis('paper'), '/')[0]?.text).toContain('不能结卷：身份证复印件')
  const letters = [{ title: '确认书1号' }]
  expect(unfiledCheck(letters, basis(), '/')).toEqual([])
  expect(unfiledCheck(letters, basis('paper'), '/')[0]?.text).toContain('没有纸质位置：确认书1号')
})

test('what is open refuses with its place, a lack asks for a reason, and all is told at once', () => {
  const today = plainDate('2023-09-06')
  const endedOn = plainDate('2023-08-31')
  const check = { text: '', count: 1, citations: [], to: '/payments' }
  const checks = [
    { ...check, code: 'payments', blocks: true },
    { ...check, code: 'lacks', blocks: false },
  ]
  const codes = (reason: string) => objectionsToClosing({ endedOn, today, checks, reason }).map(({ code }) => code)
  expect(codes('')).toEqual(['payments', 'lacks'])
  expect(codes('身份证已随遗体火化')).toEqual(['payments'])
  expect(objectionsToClosing({ endedOn: null, today, checks: [], reason: '' })).toHaveLength(1)
  expect(objectionsToClosing({ endedOn: today, today, checks: [], reason: '' })).toHaveLength(1)
  const needed = materialsFor(ownClasses, { mode: 'dispersed', ended: true, leftOrDied: false })
  expect(missingOf(needed, []).map(({ item }) => item)).toContain('termination_papers_copy')
})
