/** 敖汉旗: the survey must hold the living-state assessment; who does not suit life at home is offered a home. */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { recognition } from './contract.ts'
import { givenApplication, givenSurvey } from './given.ts'

const county = '150430'
const app = await testApp({ now: '2023-10-09T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇', county })
const clerk = app.as(app.actor('township-clerk', { county, kind: 'townships', ids: [township] }))

test('without the living-state assessment no survey is taken and no opinion given (AH-2.1.3a)', async () => {
  const idNumber = givenIdNumber(801, '1950-03-12')
  const given = givenApplication({ name: '乌云示例', idNumber, townshipId: township, receivedOn: '2023-10-09' })
  const { caseId } = await clerk(recognition, 'apply', given)
  const survey = givenSurvey({ caseId, surveyedOn: '2023-10-09' })
  await expect(clerk(recognition, 'survey', { ...survey, living: {} })).rejects.toMatchObject({
    reasons: [{ code: 'living', citations: [{ document: '敖政办发〔2023〕59号' }] }],
  })
  const partly = { ...survey, living: { housing: 'poor' as const } }
  await expect(clerk(recognition, 'survey', partly)).rejects.toThrow('生活状态评估未填全')
  await expect(clerk(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })).rejects.toThrow(
    '还没有登记入户调查',
  )
  await expect(clerk(recognition, 'survey', { ...survey, surveyors: ['王演示', '王演示'] })).rejects.toThrow(
    '调查人须两人以上',
  )
  const done = await clerk(recognition, 'survey', { ...survey, dispersedSuits: false })
  expect(done.warnings).toEqual([expect.stringContaining('应及时安排到敬老院')])
})
