/** What 莘县's demonstration scores each month: items and points that no document prints, and what a township gives for them. */
import type { randomOf } from '#platform/demo/random.ts'

export const monthlyItems = [
  { title: '按约定次数上门', points: 30 },
  { title: '服务内容做全', points: 25 },
  { title: '居室和衣被卫生', points: 20 },
  { title: '服务记录真实', points: 15 },
  { title: '本人满意', points: 10 },
]

/** Tenths of a point: mostly nearly all of them, now and then a good deal less. */
export function pointsOf(random: ReturnType<typeof randomOf>): Record<string, number> {
  const severe = random.weighted([
    [false, 9],
    [true, 1],
  ] as const)
  const given = ({ title, points }: (typeof monthlyItems)[number]) =>
    [title, points * random.int(severe ? 5 : 8, 10)] as const
  return Object.fromEntries(monthlyItems.map(given))
}
