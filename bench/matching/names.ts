/** Invented names as frequent as names are: a few family names and characters make most of them, so many people are called alike. */
import { pinyin } from 'pinyin-pro'
import type { Random } from '#platform/demo/random.ts'

/** Per mille of the population, roughly. */
const surnames =
  '王72 李71 张67 刘54 陈45 杨31 赵23 黄22 周21 吴20 徐14 孙15 胡13 朱13 高12 林11 何11 郭11 马12 罗9 梁8 宋8 郑8 谢7 韩7 唐6 冯6 于6 董6 萧5 程5 曹5 袁5 邓5 许5 傅5 沈5 曾5 彭5 吕5 苏5 卢5 蒋5 蔡5 贾4 丁4 魏4 薛4 叶4 阎4 余4 潘4 杜4 戴4 夏4 钟4 汪4 田4 任4 姜4 范4 方4 石4 姚4 谭4 廖4 邹4 熊4 金4 陆4 郝4 孔4 白4 崔3 康3 毛3 邱3 秦3 江3 史3 顾3 侯3 邵3 孟3 龙3 万3 段3 雷3 钱3 汤3 尹3 黎3 易2 常2 武2 乔2 贺2 赖2 龚2 文2'
const given =
  '秀英兰玉华桂明国文德春建荣志福海金平玲红芳凤生云林珍忠梅清军庆山成民永东龙根学光贵芬丽爱莲素香月霞龙洪祥新全树立世宝保长发喜万连昌水富善和士家安义仁兴俊胜良振艳燕琴淑翠巧菊花美娥仙彩瑞启显子少茂正广友达传有才礼忠信孝贤维绍继绪凯峰岩晓群哲升'
const rareGiven =
  '泽涛渊润洁昆景栋桥栖艺芦苍芸蓝剑勋卫双园圣坚声奋娴娇实宪宽宾寻尔归录忆恒怀惠态战扬挥敏时业书习亚亲会伦侠俭优佑关养农冲凭区医协单参变铁铜银锋锦锐镇钢钧铭闯闻阳随韵顺领频骏鸿鹏鹤麦龄训诚诗谊谦贝贞质资赞轩轮绵纯纲绣绩编缘联腾舰节萍营补装观觉计认让'

interface Weighted {
  letters: string[]
  upTo: number[]
}

function weighted(pairs: readonly (readonly [string, number])[]): Weighted {
  let sum = 0
  return { letters: pairs.map(([letter]) => letter), upTo: pairs.map(([, weight]) => (sum += weight)) }
}

const families = weighted(surnames.split(' ').map((each) => [each.slice(0, 1), Number(each.slice(1))] as const))
/** The tenth character is a fifth as frequent as the first (Zipf). */
const givens = weighted([...new Set([...given, ...rareGiven])].map((letter, rank) => [letter, 1 / (rank + 3)] as const))

function drawn({ letters, upTo }: Weighted, random: Random): string {
  const at = random.next() * (upTo.at(-1) ?? 1)
  let [low, high] = [0, upTo.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((upTo[middle] ?? 0) > at) high = middle
    else low = middle + 1
  }
  return letters[low] ?? ''
}

export const nameOf = (random: Random): string =>
  drawn(families, random) + drawn(givens, random) + (random.chance(0.75) ? drawn(givens, random) : '')

const bySound = new Map<string, string[]>()
for (const letter of `${given}${rareGiven}荣容融蓉溶华桦骅英瑛颖映玉钰煜郁育国帼明铭鸣茗兰岚澜秀绣珍贞桢真芳方坊凤奉丽莉利俐金今津锦瑾海梅玫媚春椿建健剑键平萍苹坪志智治芝枝军君均钧俊峻福富德得林琳霖生声胜升庆清青卿文雯闻建见宝保堡学雪月悦岳云芸耘红洪宏鸿虹东冬栋花霞侠夏山珊衫成诚城承程永勇咏泳`) {
  const sound = pinyin(letter, { toneType: 'none' })
  const alike = bySound.get(sound) ?? []
  if (!alike.includes(letter)) alike.push(letter)
  bySound.set(sound, alike)
}

/** One character of the given name written as another of the same sound. */
export function homophoneOf(name: string, random: Random): string | undefined {
  const letters = Array.from(name)
  const places = letters.flatMap((letter, at) => (at > 0 && othersLike(letter).length > 0 ? [at] : []))
  if (places.length === 0) return undefined
  const at = random.pick(places)
  letters[at] = random.pick(othersLike(letters[at] ?? ''))
  return letters.join('')
}

const othersLike = (letter: string): string[] =>
  (bySound.get(pinyin(letter, { toneType: 'none' })) ?? []).filter((other) => other !== letter)

/** Some stand in the product's own table of variants, others do not: then only the sound is left. */
const variants =
  '张張 刘劉 陈陳 杨楊 赵趙 黄黃 吴吳 孙孫 马馬 罗羅 郑鄭 谢謝 韩韓 冯馮 邓鄧 许許 苏蘇 卢盧 蒋蔣 贾賈 叶葉 阎閻 钟鍾 谭譚 邹鄒 陆陸 龙龍 万萬 钱錢 汤湯 贺賀 赖賴 龚龔 ' +
  '兰蘭 华華 国國 荣榮 凤鳳 云雲 红紅 丽麗 宝寶 贵貴 义義 礼禮 庆慶 广廣 东東 发發 兴興 学學 长長 达達 连連 启啟 显顯 峰峯 岩巖 晓曉 群羣 哲喆 升昇 凯凱 ' +
  '艳艷 树樹 爱愛 莲蓮 军軍 贤賢 维維 绍紹 继繼 绪緒 传傳 胜勝 振震 德惪 桂桊 秀琇 玲姈 香薌'
const variantOf = new Map(variants.split(' ').map((pair) => [pair.slice(0, 1), pair.slice(1)] as const))

export function variantNameOf(name: string, random: Random): string | undefined {
  const letters = Array.from(name)
  const places = letters.flatMap((letter, at) => (variantOf.has(letter) ? [at] : []))
  if (places.length === 0) return undefined
  const at = random.pick(places)
  letters[at] = variantOf.get(letters[at] ?? '') ?? ''
  return letters.join('')
}
