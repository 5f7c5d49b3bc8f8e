import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { aohanHomeCounts, aohanTownshipCounts } from './aohan.ts'
import { aohanPlaces, areaIdOf, demoCounties, jilinPlaces, samplePlaces, shenxianPlaces, villagesIn } from './places.ts'

const sum = (values: readonly number[]) => values.reduce((before, value) => before + value, 0)

describe('places of the demonstration', () => {
  test('莘县 has 24 units, four of them streets; 敖汉旗 18; 示例区 four invented ones, 示例县甲 three', () => {
    expect(shenxianPlaces.townships).toHaveLength(24)
    expect(shenxianPlaces.townships.filter((unit) => unit.name.endsWith('街道'))).toHaveLength(4)
    expect(aohanPlaces.townships).toHaveLength(18)
    expect(samplePlaces.townships).toHaveLength(4)
    expect([samplePlaces.invented, jilinPlaces.invented]).toEqual([true, true])
    expect(jilinPlaces.townships).toHaveLength(3)
  })

  test('敖汉旗’s units stand in the order of annex 1', () => {
    const lines = readFileSync(new URL('./data/aohan-annex-1.csv', import.meta.url), 'utf8')
      .split('\n')
      .slice(1, 19)
    expect(aohanPlaces.townships.map((unit) => unit.name)).toEqual(lines.map((line) => line.split(',')[1]))
  })

  test('each township has four to six villages that say they are invented', () => {
    for (const county of demoCounties) {
      for (const township of county.townships) {
        const villages = villagesIn(county, township.id)
        expect(villages.length).toBeGreaterThanOrEqual(4)
        expect(villages.length).toBeLessThanOrEqual(6)
        for (const { name } of villages)
          expect(name).toMatch(/^(示例|样本|演示|假设|虚拟|范例)[一二三四五六](村|社区|嘎查)$/)
      }
    }
  })

  test('ids are version 5, the same for ever, and never twice', () => {
    const all = demoCounties.flatMap((county) => [county.county, ...county.townships, ...county.villages])
    expect(new Set(all.map((area) => area.id)).size).toBe(all.length)
    for (const { id } of all)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(shenxianPlaces.county.id).toBe(areaIdOf('371522'))
  })
})

describe('敖汉旗’s annexes as counts', () => {
  test('annex 1: 2,700 persons, 24 unable, 184 partly able, the rest able', () => {
    const counts = aohanTownshipCounts()
    expect(counts).toHaveLength(18)
    expect([
      sum(counts.map((row) => row.dispersed)),
      sum(counts.map((row) => row.unable)),
      sum(counts.map((row) => row.partlyAble)),
    ]).toEqual([2700, 24, 184])
    expect(sum(counts.map((row) => row.able))).toBe(2492)
    expect(counts[3]).toMatchObject({ township: '古鲁板蒿镇', dispersed: 161, unable: 11, partlyAble: 17, able: 133 })
    expect(new Set(counts.map((row) => row.townshipId)).size).toBe(18)
  })

  test('annex 2: 14 homes, 733 beds, 341 residents, 79 staff, each in a township of the county', () => {
    const homes = aohanHomeCounts()
    expect(homes).toHaveLength(14)
    expect([
      sum(homes.map((home) => home.beds)),
      sum(homes.map((home) => home.residents)),
      sum(homes.map((home) => home.staff)),
    ]).toEqual([733, 341, 79])
    expect(homes[0]).toMatchObject({
      name: '敖汉旗新惠中心敬老院',
      township: '新惠镇',
      printed: { target: 78, gap: 16 },
    })
    expect(homes[13]).toMatchObject({ name: '木头营子乡敬老院', township: '木头营子乡', staff: 5 })
  })
})
