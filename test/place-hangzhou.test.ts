/** The chain under Hangzhou's pack, which names no parties of a dispersed agreement. */
import { describe, expect, test } from 'vitest'
import { policy } from '#modules/policy/contract.ts'
import { givenDocument } from '#modules/policy/given.ts'
import { agree, app, givenPlace, payLiving, said, setStandards, settleAndPay, openPlaces } from './given-place.ts'

await openPlaces()

describe('a county of Hangzhou', () => {
  test('names no parties of a dispersed agreement: said with whose it is to set; set by two persons, the chain goes through', async () => {
    app.setNow('2024-07-03T10:00+08:00')
    const place = await givenPlace('990301')
    await setStandards(place)
    const clauses = { rights: '权利', obligations: '义务' }
    expect(await said(agree(place, clauses))).toContain('应由有权机关规定')
    const own = { key: 'agreement.dispersed.parties', value: ['township', 'provider', 'village', 'person'] }
    const entered = { from: '2024-01-01', document: givenDocument.name, clause: '一、标准', quote: '照料护理100.00元' }
    const { id } = await place.clerk(policy, 'propose', { ...own, ...entered })
    await place.leader(policy, 'adopt', { id })
    expect(await agree(place, clauses)).toEqual(['person', 'provider', 'township', 'village'])
    expect(await settleAndPay(place)).toBe(50_000n)
    expect(await payLiving(place)).toMatchObject({ persons: 2, totalFen: 180_000n })
  })
})
