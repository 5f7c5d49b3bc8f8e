/** The sheet for the door asks what the screen asks, so that it can be keyed in without a second visit. Pure. */
import { expect, test } from 'vitest'
import { type Facts, noFacts } from './facts.ts'
import { surveyLayout } from './sheets.ts'
import { consentText, limitText, obligorStandingText } from './words.ts'

const rowsOf = (facts?: Facts) =>
  Object.fromEntries(
    surveyLayout({ items: ['eat'], survey: undefined, facts }).rows.map(([name, text]) => [name, text]),
  )

test('the empty sheet has room for property by kind, for each obligor whole, and for two surveyors to sign', () => {
  const rows = rowsOf()
  for (const each of ['存款等金融资产', '房产', '机动车', ...Object.values(limitText)])
    expect(rows['财产']).toContain(each)
  for (const no of ['一', '二', '三'])
    for (const each of [
      '共同生活',
      '上年收入',
      '残疾',
      ...Object.values(obligorStandingText),
      ...Object.values(consentText),
    ])
      expect(rows[`法定义务人${no}`]).toContain(each)
  expect(surveyLayout({ items: [], survey: undefined, facts: undefined }).signatures).toEqual(
    expect.arrayContaining(['调查人一', '调查人二']),
  )
})

test('a filled one says what was counted, and nothing of what was not', () => {
  const facts: Facts = { ...noFacts, property: 'within', depositsFen: 120000n, houses: 1 }
  expect(rowsOf(facts)['财产']).toBe('符合规定　存款等金融资产1200.00元、房产1套')
  expect(rowsOf(noFacts)['财产']).toBe('未查清')
})
