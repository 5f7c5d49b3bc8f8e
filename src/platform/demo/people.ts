/**
 * Invented people for the demonstration counties. Each name carries one character that says so (示 样 演 例 …); phones begin
 * 100 and accounts 000, which nobody is ever given; identity numbers have a valid check character and a county code that was
 * never assigned, so that none can be a living person's.
 */
import { addDays, addYears, daysBetween, type PlainDate } from '#kernel/calendar.ts'
import { checkCharacter } from '#kernel/identity-number.ts'
import { randomOf, type Random } from './random.ts'

export type Sex = 'male' | 'female'

export interface Wish {
  /** Six digits: inventedPrefixOf(county code). */
  areaPrefix: string
  /** The day on which the ages hold. */
  on: PlainDate
  township: string
  village: string
  /** Share of persons with a Mongolian name, such as 示例·巴特. */
  mongolian?: number
}

export interface InventedCarer {
  name: string
  relation: string
  phone: string
  idNumber: string
}

export interface InventedPerson {
  name: string
  sex: Sex
  bornOn: PlainDate
  idNumber: string
  ethnicity: string
  phone: string
  bankName: string
  /** The account is the person's own: holder = name. */
  accountNumber: string
  address: string
  /** Somebody near who looks after the person; not everybody has one. */
  carer: InventedCarer | undefined
}

export interface Inventor {
  person: (wish: Wish) => InventedPerson
  /** A grown-up of working age: carer, clerk, head of a home. */
  adult: (wish: Wish) => Omit<InventedPerson, 'carer'>
  phone: () => string
  accountNumber: () => string
}

const surnames = Array.from(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
)
/** Characters that say "example". */
export const marks = Array.from('示例样演假拟仿试虚')
const given: Readonly<Record<Sex, readonly string[]>> = {
  male: Array.from('福贵德山海田春林生根厚宽长顺安平和实诚义水石木土金成功明亮喜乐康泰兴旺发祥云松柏青'),
  female: Array.from('兰花香秀英梅菊荷莲桂芝芳芬玉珍珠翠巧云霞月娥凤燕琴棋书画素素静淑贤惠爱莉'),
}
const mongolianNames: Readonly<Record<Sex, readonly string[]>> = {
  male: ['巴特', '布和', '那顺', '朝鲁', '宝音', '额尔敦', '孟和', '格日勒'],
  female: ['其其格', '萨日娜', '乌云', '托娅', '高娃', '琪琪格', '娜仁', '斯琴'],
}
const banks = ['示例农村商业银行', '示例邮储银行', '示例农业银行']
const relations: readonly (readonly [string, number])[] = [
  ['邻居', 5],
  ['侄子', 3],
  ['兄弟', 2],
  ['侄女', 2],
  ['姐妹', 1],
  ['村民', 2],
]

/** Ages of supported persons: mostly old, some disabled of working age, few minors; invented, no document prints them. */
const ages: readonly (readonly [readonly [number, number], number])[] = [
  [[8, 15], 1],
  [[16, 44], 7],
  [[45, 59], 17],
  [[60, 69], 33],
  [[70, 79], 28],
  [[80, 89], 12],
  [[90, 98], 2],
]

/** xx80 of a city was never given to a county (GB/T 2260), so numbers that begin with it belong to nobody. */
export const inventedPrefixOf = (countyCode: string): string => `${countyCode.slice(0, 4)}80`

function nameOf(random: Random, sex: Sex, mongolian: number): { name: string; ethnicity: string } {
  if (mongolian > 0 && random.chance(mongolian)) {
    return { name: `${random.pick(['示例', '样本', '演示'])}·${random.pick(mongolianNames[sex])}`, ethnicity: '蒙古族' }
  }
  const mark = random.pick(marks)
  const own = random.pick(given[sex])
  return { name: random.pick(surnames) + (random.chance(0.6) ? mark + own : own + mark), ethnicity: '汉族' }
}

function birthOf(random: Random, [least, most]: readonly [number, number], on: PlainDate): PlainDate {
  const latest = addYears(on, -least)
  const earliest = addDays(addYears(on, -most - 1), 1)
  return addDays(earliest, random.int(0, daysBetween(earliest, latest)))
}

interface Given {
  numbers: Set<string>
  phones: Set<string>
  accounts: Set<string>
}

/** Draws until something new comes; the pools are far larger than any demonstration. */
function fresh(taken: Set<string>, draw: () => string): string {
  let drawn = draw()
  while (taken.has(drawn)) drawn = draw()
  taken.add(drawn)
  return drawn
}

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => String(random.int(0, 9))).join('')

function numberOf(random: Random, { areaPrefix }: Wish, { bornOn, sex }: { bornOn: PlainDate; sex: Sex }): string {
  // The 17th digit is odd for men.
  const order = random.int(0, 99) * 10 + random.int(0, 4) * 2 + (sex === 'male' ? 1 : 0)
  const first17 = `${areaPrefix}${bornOn.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  return first17 + checkCharacter(first17)
}

function being(
  random: Random,
  taken: Given,
  wish: Wish,
  age: readonly [number, number],
): Omit<InventedPerson, 'carer'> {
  // Four in five supported persons are men.
  const sex: Sex = random.chance(0.8) ? 'male' : 'female'
  let bornOn = birthOf(random, age, wish.on)
  const idNumber = fresh(taken.numbers, () => {
    bornOn = birthOf(random, age, wish.on)
    return numberOf(random, wish, { bornOn, sex })
  })
  return {
    ...nameOf(random, sex, wish.mongolian ?? 0),
    sex,
    bornOn,
    idNumber,
    phone: fresh(taken.phones, () => `100${digits(random, 8)}`),
    bankName: random.pick(banks),
    accountNumber: fresh(taken.accounts, () => `000${digits(random, 16)}`),
    address: `${wish.township}${wish.village}${random.int(1, 200)}号`,
  }
}

/** One inventor per seed: the same wishes in the same order give the same people, and no number twice. */
export function inventPeople(seed: string): Inventor {
  const random = randomOf(seed)
  const taken: Given = { numbers: new Set(), phones: new Set(), accounts: new Set() }
  const adult = (wish: Wish) => being(random, taken, wish, [25, 58])
  const carerOf = (wish: Wish): InventedCarer => {
    const { name, phone, idNumber } = adult(wish)
    return { name, phone, idNumber, relation: random.weighted(relations) }
  }
  return {
    adult,
    person: (wish) => {
      const person = being(random, taken, wish, random.weighted(ages))
      return { ...person, carer: random.chance(0.85) ? carerOf(wish) : undefined }
    },
    phone: () => fresh(taken.phones, () => `100${digits(random, 8)}`),
    accountNumber: () => fresh(taken.accounts, () => `000${digits(random, 16)}`),
  }
}
