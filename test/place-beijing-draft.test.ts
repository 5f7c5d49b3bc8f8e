/** The chain where an invented district has adopted Beijing's draft by its own decision. */
import { describe, expect, test } from 'vitest'
import { policy } from '#modules/policy/contract.ts'
import { agree, app, givenPlace, payLiving, said, setStandards, openPlaces } from './given-place.ts'

await openPlaces()

describe('an invented district that adopts Beijing’s draft', () => {
  test('draws up the four-party agreement of its homes only after its own decision, and pays its residents', async () => {
    app.setNow('2024-07-03T10:00+08:00')
    const place = await givenPlace('990101')
    await setStandards(place)
    await app.superuser.query(`update access.organisation set kind = 'home' where id = $1`, [place.provider])
    await app.superuser.query(`update persons.person set mode = 'centralised' where county_code = '990101'`)
    await app.superuser.query(
      `update persons.fact set value = 'centralised' where county_code = '990101' and kind = 'mode'`,
    )
    const clauses = { rights: '权利', obligations: '义务', legal_liability: '违约和侵权的法律责任' }
    expect(await said(agree(place, clauses, 'centralised'))).toContain('没有“集中供养协议当事人”的规定')
    const decision = {
      number: '示例区（虚构）发〔2024〕1号',
      title: '参照征求意见稿的决定（虚构）',
      decidedOn: '2024-06-20',
      from: '2024-07-01',
    }
    const { id } = await place.clerk(policy, 'adoptDraft', { draft: '北京市征求意见稿（无文号）', ...decision })
    await place.leader(policy, 'adopt', { id })
    expect(await agree(place, clauses, 'centralised')).toEqual(['home', 'person', 'township', 'village'])
    // The draft leaves the money with the person himself; nothing of it is paid through the home without a rule.
    expect(await payLiving(place)).toMatchObject({ totalFen: 200_000n + 50_000n })
  })
})
