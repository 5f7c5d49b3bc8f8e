/** Areas of the demonstration counties. Counties and townships are real where the county is; every village is invented. */
import { createHash } from 'node:crypto'
import type { AreaLevel } from '#kernel/areas.ts'
import { randomOf } from './random.ts'

export interface DemoArea {
  id: string
  level: Extract<AreaLevel, 'county' | 'township' | 'village'>
  name: string
  aliases: readonly string[]
  parentId: string | undefined
  /** Place in the order in which the county's documents list its units, from 1. */
  order: number
}

export interface DemoCounty {
  /** GB/T 2260 on the day it was set up; 990101 stands outside the standard. */
  code: string
  name: string
  invented: boolean
  county: DemoArea
  townships: readonly DemoArea[]
  villages: readonly DemoArea[]
}

const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex')

/** UUID version 5 (RFC 9562) of a path such as 371522/古城镇/示例一村: the same on every machine. */
export function areaIdOf(path: string): string {
  const bytes = createHash('sha1').update(namespace).update(`gongyang-area:${path}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

// Streets first, then towns, as the county's list of units has them.
const shenxian = [
  '莘亭街道',
  '莘州街道',
  '东鲁街道',
  '雁塔街道',
  '张鲁回族镇',
  '朝城镇',
  '观城镇',
  '古城镇',
  '大张家镇',
  '古云镇',
  '十八里铺镇',
  '燕店镇',
  '董杜庄镇',
  '王奉镇',
  '樱桃园镇',
  '河店镇',
  '妹冢镇',
  '魏庄镇',
  '张寨镇',
  '大王寨镇',
  '徐庄镇',
  '王庄集镇',
  '柿子园镇',
  '俎店镇',
]

/** The 18 units as annex 1 of 敖汉 prints them, in its order. */
const aohan = [
  '敖润苏莫苏木',
  '贝子府镇',
  '丰收乡',
  '古鲁板蒿镇',
  '黄羊洼镇',
  '惠州街道办',
  '金厂沟梁镇',
  '玛尼罕乡',
  '木头营子乡',
  '牛古吐镇',
  '萨力巴乡',
  '四道湾子镇',
  '四家子镇',
  '下洼镇',
  '新惠镇',
  '新州街道办',
  '兴隆洼镇',
  '长胜镇',
]

const sample = ['示例街道', '样本镇', '演示镇', '假设乡']
/** 示例县甲 of packs/areas.yaml: invented, so that Jilin's rules are lived through. */
const jilin = ['虚拟街道', '范例镇', '假设乡']

const aliases: Readonly<Record<string, readonly string[]>> = {
  张鲁回族镇: ['张鲁镇'],
  惠州街道办: ['惠州街道', '惠州街道办事处'],
  新州街道办: ['新州街道', '新州街道办事处'],
}

const stems = ['示例', '样本', '演示', '假设', '虚拟', '范例']
const numerals = Array.from('一二三四五六')

function villageEnding(township: string): string {
  if (township.includes('街道')) return '社区'
  return township.endsWith('苏木') ? '嘎查' : '村'
}

function townshipOf(county: DemoArea, name: string, order: number): DemoArea {
  const id = areaIdOf(`${county.name}/${name}`)
  return { id, level: 'township', name, aliases: aliases[name] ?? [], parentId: county.id, order }
}

/** Four to six per township, named 示例一村 and so on; the stem differs between neighbours. */
function villagesOf(county: DemoArea, township: DemoArea): DemoArea[] {
  const stem = stems[(township.order - 1) % stems.length] ?? '示例'
  const count = randomOf(`villages/${township.id}`).int(4, 6)
  return numerals.slice(0, count).map((numeral, index) => {
    const name = `${stem}${numeral}${villageEnding(township.name)}`
    const id = areaIdOf(`${county.name}/${township.name}/${name}`)
    return { id, level: 'village', name, aliases: [], parentId: township.id, order: index + 1 }
  })
}

function countyOf({
  code,
  name,
  invented,
  units,
}: {
  code: string
  name: string
  invented: boolean
  units: readonly string[]
}): DemoCounty {
  const county: DemoArea = { id: areaIdOf(code), level: 'county', name, aliases: [], parentId: undefined, order: 1 }
  const townships = units.map((unit, index) => townshipOf(county, unit, index + 1))
  return {
    code,
    name,
    invented,
    county,
    townships,
    villages: townships.flatMap((township) => villagesOf(county, township)),
  }
}

export const shenxianPlaces: DemoCounty = countyOf({ code: '371522', name: '莘县', invented: false, units: shenxian })
export const aohanPlaces: DemoCounty = countyOf({ code: '150430', name: '敖汉旗', invented: false, units: aohan })
export const samplePlaces: DemoCounty = countyOf({ code: '990101', name: '示例区', invented: true, units: sample })
export const jilinPlaces: DemoCounty = countyOf({ code: '990201', name: '示例县甲', invented: true, units: jilin })
export const demoCounties: readonly DemoCounty[] = [aohanPlaces, shenxianPlaces, samplePlaces, jilinPlaces]

export const villagesIn = (county: DemoCounty, townshipId: string): readonly DemoArea[] =>
  county.villages.filter((village) => village.parentId === townshipId)
