/** Before a term runs out the leader of the unit knows, and after it the county's leader too. Pure. */
import { type Role, roleTitles } from '#modules/access/roles.ts'

/** What a leader sees of whom: from some days before the last day on, or only once it is over. */
export interface Watch {
  role: Role
  from: 'before' | 'over'
}

const watches: Readonly<Partial<Record<Role, readonly Watch[]>>> = {
  'township-leader': [{ role: 'township-clerk', from: 'before' }],
  'county-leader': [
    { role: 'county-clerk', from: 'before' },
    { role: 'county-elderly', from: 'before' },
    { role: 'data-officer', from: 'before' },
    { role: 'township-clerk', from: 'over' },
    { role: 'township-leader', from: 'over' },
  ],
}

const known = new Map<string, readonly Watch[]>(Object.entries(watches))
export const watchedBy = (role: string): readonly Watch[] => known.get(role) ?? []

/** Working days left; negative when the last day is over. */
export const isWatched = ({ from }: Watch, left: number, before: number): boolean =>
  left < 0 || (from === 'before' && left <= before)

/** '已提醒乡镇负责人', '已逾期3个工作日，已报县级救助负责人'; '' while nobody else is told. */
export function toldText(role: string, left: number | null, before: number): string {
  if (left === null) return ''
  const leaders = Object.entries(watches).flatMap(([leader, of]) =>
    of.some((watch) => watch.role === role && isWatched(watch, left, before)) ? [titleOf(leader)] : [],
  )
  if (leaders.length === 0) return ''
  return left < 0 ? `已逾期${-left}个工作日，已报${leaders.join('、')}` : `已提醒${leaders.join('、')}`
}

const titles: Readonly<Record<string, string>> = roleTitles
const titleOf = (role: string): string => titles[role] ?? role
