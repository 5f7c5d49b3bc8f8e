/** Many visits at once: what is judged as it is sent is what would be judged of it as stored. */
import { expect, test } from 'vitest'
import { visits } from '#modules/visits/contract.ts'
import { givenCarer } from './given-visits.ts'
import { month, nobodysId, visitsCounty } from './visits-county.ts'

const { app, at, take, visitAt, first } = await visitsCounty()

test('a thousand visits go in by two calls, each judged with everything around it', async () => {
  const carers = await Promise.all(
    Array.from({ length: 20 }, () => givenCarer(app.superuser, { organisationId: at.provider })),
  )
  const sent = Array.from({ length: 1000 }, (_, index) =>
    visitAt(
      index % 10,
      `2023-08-${30 - (index % 2)} ${String(1 + (Math.floor(index / 100) % 10) * 2).padStart(2, '0')}:00`,
      {
        carerId: carers[index % 20] ?? nobodysId,
        minutes: 20 + (index % 40),
      },
    ),
  )
  const rejudged = () => app.as(app.system())(visits, 'rejudge', { month, organisationId: at.provider })
  const taken = [...(await take(sent.slice(0, 500))), ...(await take(sent.slice(500)))]
  expect(taken.filter(({ result }) => result === 'taken')).toHaveLength(1000)
  expect(taken.every(({ verdict }) => verdict !== null)).toBe(true)
  // Judged from what was sent; read back from the tables, nothing comes out otherwise.
  const again = await rejudged()
  expect(again.judged).toBeGreaterThanOrEqual(1000)
  expect(again.changed).toBe(0)
})

test('ids in capitals are the same ids', async () => {
  const sent = visitAt(3, '2023-08-19 9:00')
  const shouted = { ...sent, id: sent.id.toUpperCase(), personId: sent.personId.toUpperCase() }
  expect(await first(shouted)).toMatchObject({ id: sent.id, result: 'taken' })
  expect(await first(sent)).toMatchObject({ result: 'same' })
})
