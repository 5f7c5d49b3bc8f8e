/** The homes of annex 2 with the township that runs each; 新惠中心 is the banner's own and stands in 新惠镇. */
import { aohanHomeCounts } from '#platform/demo/aohan.ts'

export const aohanHomes = aohanHomeCounts().map(({ name }) => ({ name, township: townshipOf(name) }))

function townshipOf(home: string): string {
  return home.startsWith('敖汉旗') ? '新惠镇' : home.replace(/敬老院$/, '')
}
