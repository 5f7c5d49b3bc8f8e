/** The chain under Jilin's pack: three sign, nine contents, and a floor under the living standard. */
import { describe, expect, test } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import { policy } from '#modules/policy/contract.ts'
import { givenDocument } from '#modules/policy/given.ts'
import { reports } from '#modules/reports/contract.ts'
import {
  agree,
  app,
  type Clauses,
  givenPlace,
  payLiving,
  said,
  setStandards,
  settleAndPay,
  openPlaces,
} from './given-place.ts'

await openPlaces()

const month = plainMonth('2024-07')
const nine: Clauses = {
  basis: '吉民办字〔2017〕33号',
  content_and_standard: '照料服务内容和标准',
  way: '上门',
  place: '本人家中',
  term: '至2025年5月9日',
  price: '无偿',
  property_after_death: '按法律规定处置',
  county_hotline: '0000-0000000',
  rights_and_obligations: '双方权利义务',
}

describe('a county of Jilin', () => {
  test('three sign, the nine contents are asked for, and the money goes the whole way', async () => {
    app.setNow('2024-07-03T10:00+08:00')
    const place = await givenPlace('990201')
    await setStandards(place)
    expect(await agree(place, nine)).toEqual(['person', 'provider', 'township'])
    expect(await settleAndPay(place)).toBe(50_000n)
    const each = await place.clerk(reports, 'perHead', { month })
    expect(each.rows).toEqual([
      { month, level: 'able', persons: 1, payableFen: 10_000n, eachFen: 10_000n },
      { month, level: 'unable', persons: 1, payableFen: 40_000n, eachFen: 40_000n },
    ])
    const { months } = await place.finance(reports, 'spending', { month: plainMonth('2024-08') })
    expect(months.reduce((sum, { spentFen }) => sum + spentFen.care, 0n)).toBe(50_000n)
    expect(await payLiving(place)).toMatchObject({ persons: 2, totalFen: 180_000n })
  })

  test('a living standard below 1.3 times the subsistence line is refused', async () => {
    const clerk = app.as(app.actor('county-clerk', { county: '990201', counties: ['990201'] }))
    const low = { centralised: '779.00', dispersed: '779.00' }
    const entered = { from: '2024-09-01', document: givenDocument.name, clause: '一、标准', quote: '照料护理100.00元' }
    const value = { urban: low, rural: low }
    const proposing = clerk(policy, 'propose', { key: 'standard.living.rates', value, ...entered })
    expect(await said(proposing)).toContain('低保600.00 元 → 下限780.00 元，拟定779.00 元，低1.00 元，不能采用')
  })
})
