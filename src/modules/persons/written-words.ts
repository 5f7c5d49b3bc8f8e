/** Words that lists use for levels, modes, sexes and changes, and names as people type them. */
import type { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { halfWidth, withoutBlanks } from './table.ts'

export type Sex = 'male' | 'female'
export type HouseholdClass = 'urban' | 'rural'
/** join 新增 · leave 退出 · change 等级、方式、住址等变更 */
export type ChangeKind = 'join' | 'leave' | 'change'

export const sexText: Record<Sex, string> = { male: '男', female: '女' }
export const householdClassText: Record<HouseholdClass, string> = { urban: '城市', rural: '农村' }
export const changeKindText: Record<ChangeKind, string> = { join: '新增', leave: '退出', change: '变更' }

type Words<Value> = ReadonlyMap<string, Value>
const wordsOf = <Value extends string>(table: readonly (readonly [Value, string])[]): Words<Value> =>
  new Map(table.flatMap(([value, words]) => words.split(' ').map((word) => [word, value] as const)))

const levels = wordsOf<SelfCareLevel>([
  [
    'able',
    '能自理 全自理 自理 完全自理 有自理能力 具备自理能力 具备生活自理能力 能够自理 生活自理 生活能自理 能力完好 全自理型 一档',
  ],
  [
    'partly_able',
    '部分自理 半自理 半失能 部分失能 半护理 部分丧失 部分丧失生活自理能力 部分丧失自理能力 部分自理能力 二档',
  ],
  [
    'unable',
    '不能自理 失能 全失能 完全失能 全护理 完全丧失 完全丧失生活自理能力 完全丧失自理能力 完全不能自理 无自理能力 生活不能自理 三档',
  ],
])
const modes = wordsOf<SupportMode>([
  ['dispersed', '分散供养 分散 分散救助供养 居家 在家分散供养 分散特困 散居'],
  ['centralised', '集中供养 集中 集中救助供养 机构供养 集中特困 机构 入住机构'],
])
const sexes = wordsOf<Sex>([
  ['male', '男 男性 1 男1 m'],
  ['female', '女 女性 2 女2 f'],
])
const classes = wordsOf<HouseholdClass>([
  ['urban', '城市 城镇 非农 非农业 非农业户口 非农户口 城市户口 城镇户口 城市特困 城镇居民'],
  ['rural', '农村 农业 农业户口 农村户口 农村特困 农户 农村居民'],
])
const changes = wordsOf<ChangeKind>([
  ['join', '新增 新认定 纳入 增加 增 新纳入 新进 新批 新增人员 转入 迁入'],
  ['leave', '退出 终止 停发 减少 减 取消 停保 死亡 终止供养 停止 退出人员 迁出 转出 去世'],
  [
    'change',
    '变更 调整 等级变更 等级调整 方式变更 供养方式变更 地址变更 住址变更 信息变更 转集中 转分散 转集中供养 转分散供养 自理能力变更 调档',
  ],
])

const tidyWord = (text: string): string =>
  withoutBlanks(halfWidth(text))
    .replace(/[()（）]/g, '')
    .toLowerCase()
const find = <Value>(words: Words<Value>, text: string): Value | undefined => words.get(tidyWord(text))

/** `ownWords`: what the county calls its levels (codes.self_care_level.labels); they win. */
export const readLevel = (text: string, ownWords?: ReadonlyMap<string, SelfCareLevel>): SelfCareLevel | undefined =>
  ownWords?.get(tidyWord(text)) ?? find(levels, text)
export const readMode = (text: string): SupportMode | undefined => find(modes, text)
export const readSex = (text: string): Sex | undefined => find(sexes, text)
export const readHouseholdClass = (text: string): HouseholdClass | undefined => find(classes, text)
export const readChangeKind = (text: string): ChangeKind | undefined => find(changes, text)

// Dots between the parts of a minority name as keyboards and old systems write them; all mean U+00B7.
const dots = /[·•‧∙⋅・･．.﹒●▪‐ꞏ᛫]/g
const outerDots = /^·+|·+$/g

/** Blanks go (王 芳), the dot becomes the one that GB 18030 banks print; characters are never replaced by look-alikes. */
export function tidyName(text: string): string {
  const joined = withoutBlanks(text)
  return /^\p{Script=Han}+$/u.test(joined) ? joined : joined.replace(dots, '·').replace(outerDots, '')
}

/** Private use, the replacement mark, and the question marks old exports put where they had no character. */
const lost = /[\p{Co}\ufffd?？□■]/u
export type NameFault = 'lost' | 'strange' | 'length'

export function faultOfName(name: string): NameFault | undefined {
  if (lost.test(name)) return 'lost'
  const letters = Array.from(name)
  // Variation selectors belong to the character before them.
  const proper = /^(?:\p{Script=Han}[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]?|·)+$/u.test(name) || /^[A-Za-z·'-]+$/.test(name)
  if (!proper) return 'strange'
  return letters.length < 2 || letters.length > 40 ? 'length' : undefined
}
