/** How well a visit is proved, as a list of points that anyone can count again. Pure. */
import { metresBetween } from './distance.ts'
import type { Confirmation, Point } from './shapes.ts'
import type { Facts, JudgedVisit, Limits } from './verdict.ts'
import { confirmationText } from './words.ts'

/** visit.evidence_points: a face is none of them. */
export interface EvidencePoints {
  points: Record<string, number>
  valid_at: number
  not_counted_below: number
}

const mostPoints = 10
const confirmationPoint: Record<Confirmation, string> = {
  signature: 'signature',
  code: 'spoken_code',
  voice: 'voice',
  neighbour: 'other_confirms',
  none: '',
}

export function pointsOf(visit: JudgedVisit, facts: Facts, limits: Limits, codes: ReadonlySet<string>) {
  const points: Point[] = [
    timePoint(codes),
    cardPoint(visit),
    positionPoint(visit, facts, limits),
    confirmationPointOf(visit, codes),
    photoPoint(visit, codes),
  ].map(({ name, sign, text }) => ({ sign, text, points: sign === 'good' ? worth(limits, name) : 0 }))
  const sum = points.reduce((total, { points: each }) => total + each, 0)
  const plan = planPoint(visit, facts)
  return { points: plan ? [...points, plan] : points, score: Math.min(sum, mostPoints) }
}

const worth = ({ evidence }: Limits, name: string) => evidence?.value.points[name] ?? 0
type Part = Pick<Point, 'sign' | 'text'> & { name: string }

function timePoint(codes: ReadonlySet<string>): Part {
  if (codes.has('future')) return { name: 'in_time', sign: 'bad', text: '时间晚于服务器' }
  if (codes.has('late')) return { name: 'in_time', sign: 'warn', text: '过后补录' }
  return { name: 'in_time', sign: 'good', text: '按时记录' }
}

const cardPoint = ({ cardScanned }: JudgedVisit): Part =>
  cardScanned
    ? { name: 'care_card', sign: 'good', text: '照料卡已扫' }
    : { name: 'care_card', sign: 'bad', text: '没有扫照料卡' }

function positionPoint({ position }: JudgedVisit, { dwelling, onRoster }: Facts, { visit: limits }: Limits): Part {
  const name = 'position'
  if (!position) return { name, sign: 'bad', text: '没有位置' }
  // Where a person of another provider lives is not to be found out by trying positions.
  if (!dwelling || !onRoster) return { name, sign: 'warn', text: '居所位置尚未采集，不能核对' }
  const metres = metresBetween(position, dwelling)
  if (limits && metres > limits.value.fence_metres)
    return { name, sign: 'warn', text: `距居所${metres}米，超出允许的${limits.value.fence_metres}米` }
  return { name, sign: 'good', text: `距居所${metres}米` }
}

function confirmationPointOf({ confirmation, confirmedBy }: JudgedVisit, codes: ReadonlySet<string>): Part {
  const name = confirmationPoint[confirmation]
  if (confirmation === 'none') return { name, sign: 'bad', text: '没有人确认' }
  const text = `${confirmedBy || '本人'}${confirmationText[confirmation]}`
  const sign = codes.has('confirmed_by_carer') || codes.has('confirmer_unable') ? 'warn' : 'good'
  return { name, sign, text }
}

function photoPoint({ photos }: JudgedVisit, codes: ReadonlySet<string>): Part {
  if (photos.length === 0) return { name: 'photo', sign: 'bad', text: '没有照片' }
  if (codes.has('photo_used')) return { name: 'photo', sign: 'warn', text: '照片以前用过' }
  return { name: 'photo', sign: 'good', text: `照片${photos.length}张` }
}

/** Plan against done is shown; it earns no points, or lists would be ticked for points. */
function planPoint({ contents }: JudgedVisit, { asked }: Facts): Point | undefined {
  if (!asked || asked.length === 0) return undefined
  const done = asked.filter((item) => contents.includes(item)).length
  return {
    sign: done === asked.length ? 'good' : done > 0 ? 'warn' : 'bad',
    text: `应做${asked.length}项做了${done}项`,
    points: 0,
  }
}
