import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { drawSample, populationHash, seedOf } from './sample.ts'
import { hintsOf, meanScore, objectionsToAccepting, sampleSize, scoreText, sheetScore } from './score.ts'

const parts = { head: 'ab'.repeat(32), month: '2023-08', provider: 'p', township: 't', draw: 1 }
const ids = Array.from({ length: 84 }, (_, index) => `person-${index}`)

test('the same seed draws the same sample, whatever the order of the list', () => {
  const seed = seedOf(parts)
  const shuffled = fc.shuffledSubarray(ids, { minLength: ids.length })
  fc.assert(
    fc.property(shuffled, (list) => {
      expect(drawSample(seed, list, 9)).toEqual(drawSample(seed, ids, 9))
    }),
  )
  expect(drawSample(seed, ids, 3)).toEqual(drawSample(seed, ids, 9).slice(0, 3))
})

test('every part of the seed changes it', () => {
  const changed = [
    { ...parts, head: 'cd'.repeat(32) },
    { ...parts, month: '2023-09' },
    { ...parts, provider: 'q' },
    { ...parts, township: 'u' },
    { ...parts, draw: 2 },
  ]
  expect(new Set([parts, ...changed].map(seedOf)).size).toBe(6)
})

test('the sample can be drawn again by hand: SM3 of the parts, then the smallest SM3 of seed and id', () => {
  expect(seedOf(parts)).toBe('c1d64c5327b804a4b6f5b97f2cab03fcff668b768aac6b85bd7beec267c1a380')
  expect(drawSample(seedOf(parts), ids, 3)).toEqual(['person-22', 'person-35', 'person-57'])
})

test('nobody is drawn twice and everybody can be drawn', () => {
  const seen = new Set<string>()
  for (let draw = 1; draw <= 200; draw += 1) {
    const sample = drawSample(seedOf({ ...parts, draw }), [...ids, ...ids], 9)
    expect(new Set(sample).size).toBe(9)
    for (const id of sample) seen.add(id)
  }
  expect(seen.size).toBe(ids.length)
})

test('a list that differs by one person has another hash, in any order the same', () => {
  expect(populationHash(ids)).toBe(populationHash(ids.toReversed()))
  expect(populationHash(ids)).not.toBe(populationHash(ids.slice(1)))
})

test('ten per cent rounded up, at least five, all when fewer', () => {
  const rule = { percent: 10, at_least: 5 }
  expect([84, 51, 50, 12, 5, 3, 1].map((count) => sampleSize(count, rule))).toEqual([9, 6, 5, 5, 5, 3, 1])
})

const items = [
  { field: 'room', title: '居室', maximumTenths: 200 },
  { field: 'meals', title: '饮食', maximumTenths: 300 },
]

test('a sheet scores out of a hundred in tenths, and not before every item has points', () => {
  expect(sheetScore(items, { room: 180, meals: 270 })).toBe(900)
  expect(sheetScore(items, { room: 185, meals: 270 })).toBe(910)
  expect(sheetScore(items, { room: 180 })).toBeNull()
  expect(sheetScore([], {})).toBeNull()
})

test('the mean of the sheets, half up; open as long as one is', () => {
  expect(meanScore([925, 930])).toBe(928)
  expect(meanScore([925, null])).toBeNull()
  expect(meanScore([])).toBeNull()
  expect([scoreText(928), scoreText(930)]).toEqual(['92.8', '93'])
})

test('score and words as last month are asked about, another score is not', () => {
  const last = { score: 930, text: '服务到位' }
  expect(hintsOf({ score: 930, text: ' 服务到位 ' }, last, [])).toEqual(['与上月得分和评语完全相同，请确认不是照抄。'])
  expect(hintsOf({ score: 920, text: '服务到位' }, last, [])).toEqual([])
  expect(hintsOf({ score: 930, text: '服务到位' }, undefined, ['好', '好', '好 '])).toEqual([
    '各人的评语完全相同，请确认不是照抄。',
  ])
})

test('a county that says wait cannot take the default way', () => {
  const townships = [{ id: 'a', name: '安镇', sent: false }]
  const given = {
    month: plainMonth('2023-08'),
    townships,
    withoutScore: ['a'],
    withoutScoreReason: '乡镇人员外出学习',
    alreadyAccepted: false,
    scoresDueOn: plainDate('2023-09-05'),
    today: plainDate('2023-09-06'),
  }
  expect(objectionsToAccepting({ ...given, mayDefault: false }).map(({ code }) => code)).toEqual(['no_default'])
  expect(objectionsToAccepting({ ...given, mayDefault: true })).toEqual([])
  const early = objectionsToAccepting({ ...given, mayDefault: true, today: plainDate('2023-09-05') })
  expect(early.map(({ code }) => code)).toEqual(['still_in_time'])
})
