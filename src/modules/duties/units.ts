/** Sections and townships as parties: who belongs to which, and who may take what from whom. Pure. */
import type { Actor } from '#kernel/permission.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Section } from './words.ts'

/** A section of the county's bureau (no township), or a township. */
export interface Unit {
  section: Section
  townshipId: string | null
}

const sections: Readonly<Record<string, Section>> = {
  'county-clerk': 'social_assistance',
  'county-leader': 'social_assistance',
  'data-officer': 'social_assistance',
  'county-elderly': 'institution_management',
  'township-clerk': 'township',
  'township-leader': 'township',
}

export const sectionOfRole = (role: string): Section | undefined => sections[role]
export const rolesOf = (section: Section): string[] =>
  Object.entries(sections).flatMap(([role, each]) => (each === section ? [role] : []))

type Who = Pick<Actor, 'role' | 'scope'>

export function belongsTo({ role, scope }: Who, unit: Unit): boolean {
  if (sectionOfRole(role) !== unit.section) return false
  return unit.section !== 'township' || (unit.townshipId !== null && scope.ids.includes(unit.townshipId))
}

export const sameUnit = (one: Unit, other: Unit): boolean =>
  one.section === other.section && one.townshipId === other.townshipId

/** As which unit somebody hands over a matter of a township. */
export function senderOf({ role, scope }: Who, townshipId: string | null): Unit | undefined {
  const section = sectionOfRole(role)
  if (!section) return undefined
  if (section !== 'township') return { section, townshipId: null }
  const own = townshipId !== null && scope.ids.includes(townshipId) ? townshipId : scope.ids[0]
  return own === undefined ? undefined : { section, townshipId: own }
}

interface Sending {
  from: Unit
  to: Unit
  /** Where the matter lies. */
  subject: { townshipId: string | null; open: boolean; held?: string; countyOnly?: boolean }
  /** Somebody of the receiving unit may open it. */
  readable: boolean
  /** Who accepted it last. */
  owner: Unit | undefined
  ownerName: string
  waits: boolean
  rule: PolicyValue | undefined
}

/** Why a matter cannot be passed on; all reasons at once. */
export function objectionsToSending({ from, to, subject, readable, owner, ownerName, waits, rule }: Sending): Reason[] {
  const cited = rule ? { citations: rule.citations } : {}
  const reasons: Reason[] = []
  const add = (code: string, message: string) => void reasons.push({ code, message, ...cited })
  if (!subject.open) add('finished', '这件事已经办结，没有可移交的工作。请在原页面查看结果')
  if (subject.held) add('held', `${subject.held}。请与对方联系`)
  if (waits) add('waits', '这件事已有一份移交在等对方接收，同时只能有一份，以免无人负责。请等对方接收，或先撤回那一份')
  if (owner && !sameUnit(owner, from))
    add('not_owner', `这件事现由${ownerName}负责，应由${ownerName}移交。请与${ownerName}联系`)
  if (subject.countyOnly && to.section === 'township')
    add('county_only', '投诉由县级办理，不交给乡镇（街道）。请选择县里的科室')
  else if (from.section === 'township' && to.section === 'township')
    add('township_to_township', '乡镇之间不在这里移交；人迁往别的乡镇，应办理迁移。请在“变更与终止”中新建变更')
  else if (from.section === to.section)
    add('same_section', '移交给了本科室；本科室的同事都能办理这件事，不需要移交。请选择别的科室或乡镇')
  else if (!readable)
    add('may_not_open', '所选的科室没有打开这件事的权限，接收了也办不了。请移交给能打开它的科室或乡镇')
  if (to.section === 'township' && subject.townshipId !== null && to.townshipId !== subject.townshipId)
    add('other_township', '这件事不属于所选的乡镇，对方看不到它；应移交给它所在的乡镇。请重新选择')
  return reasons
}
