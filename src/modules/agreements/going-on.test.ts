/** A list with a death is undone: the person is supported again, and his agreement holds again. */
import { afterAll, expect, test } from 'vitest'
import { persons } from '#modules/persons/contract.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
import { app, ask, clerk, person, signedByAll, toSign, openTown } from '../../../test/given-agreements.ts'
import { importingOn } from '../../../test/importing.ts'
import { agreements } from './contract.ts'

await openTown()

const { imported, stop } = await importingOn(app, clerk)
afterAll(stop)

test('an agreement that a list ended goes on once the list is undone', async () => {
  const idNumber = givenIdNumber(77)
  const agreementId = await toSign(await person({ name: '杨示例', idNumber, secrets: app.installation.secrets }))
  await signedByAll(agreementId, '杨示例')
  app.setNow('2023-09-20T10:00+08:00')
  const before = await ask(clerk)(agreements, 'get', { agreementId })
  const importId = await imported([
    ['姓名', '身份证号', '变更类型', '终止原因', '终止日期', '最后发放月'],
    ['杨示例', idNumber, '减少', '死亡', '2023-09-15', '2023-09'],
  ])
  expect(await ask(clerk)(agreements, 'get', { agreementId })).toMatchObject({
    status: 'terminated',
    effectiveTo: '2023-09-15',
  })
  app.setNow('2023-09-20T11:00+08:00')
  expect(await ask(clerk)(persons, 'importUndo', { importId, reason: '录错了人' })).toMatchObject({ undone: 1 })
  const { status, effectiveFrom, effectiveTo, endedOn } = before
  expect(await ask(clerk)(agreements, 'get', { agreementId })).toMatchObject({
    status,
    effectiveFrom,
    effectiveTo,
    endedOn,
    endReason: null,
  })
})
