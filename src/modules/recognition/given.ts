/** An application for tests and the demonstration; invented. */
import type { Sent } from '#kernel/contract.ts'
import type { recognition } from './contract.ts'

type Apply = Sent<(typeof recognition)['operations']['apply']>
type Survey = Sent<(typeof recognition)['operations']['survey']>

const have = ['identity', 'declaration', 'commitment', 'authorisation'].map((code) => ({
  code,
  state: 'have' as const,
}))

/** Meets every condition: income in part not counted, one obligor in prison. */
export const givenFacts: Apply['facts'] = {
  incomes: [
    { source: 'transfer', monthlyFen: 10_300 },
    { source: 'basic_pension', monthlyFen: 18_000 },
  ],
  incomeKnown: true,
  property: 'within',
  benefitsKnown: true,
  obligors: [{ name: '张虚构', relation: '次女', age: 41, standings: ['imprisoned'], property: 'within' }],
}

export const givenApplication = (given: Pick<Apply, 'name' | 'idNumber' | 'townshipId' | 'receivedOn'>): Apply => ({
  appliedBy: 'self',
  capacity: 'full',
  householdClass: 'rural',
  facts: givenFacts,
  materials: have,
  committed: true,
  ...given,
})

export const givenSurvey = (given: Pick<Survey, 'caseId' | 'surveyedOn'>): Survey => ({
  surveyors: ['王演示', '陈假设'],
  seen: true,
  seenHow: '核对身份证原件',
  neighbours: '邻居李样本：独居多年，无人照应',
  living: { housing: 'fair', body: 'fair', meals: 'good' },
  cannot: [],
  wish: 'dispersed',
  dispersedSuits: true,
  facts: givenFacts,
  ...given,
})
