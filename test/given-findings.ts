/** Two counties with a month each, and the hands through which a problem passes. */
import { givenMonth, townshipOf } from './given-month.ts'
import { testApp } from './app.ts'

export async function findingsCounty() {
  const app = await testApp({ now: '2023-09-04T10:00+08:00' })
  const given = await givenMonth(app.superuser)
  const elsewhere = await givenMonth(app.superuser, { county: '150430', persons: [2] })
  await app.superuser.query(
    `insert into platform.holiday_year (year, source) values (2023, '国办发明电〔2022〕16号') on conflict do nothing`,
  )
  const township = (index = 0) => townshipOf(given, index)
  return {
    app,
    given,
    elsewhere,
    township,
    person: (index = 0) => township().persons[index] ?? '',
    clerk: () => app.as(app.actor('county-clerk')),
    leader: () => app.as(app.actor('county-leader')),
    townshipClerk: (index = 0) =>
      app.as(app.actor('township-clerk', { kind: 'townships', ids: [township(index).id], accountId: `tc-${index}` })),
    provider: (id = given.provider) =>
      app.as(app.actor('provider-admin', { kind: 'organisation', ids: [id], organisationId: id })),
  }
}
