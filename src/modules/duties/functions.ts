/** Which functions the documents in force ask somebody to answer for, and in which units. Pure. */
import type { PlainDate } from '#kernel/calendar.ts'
import type { Citation, Force, PolicyInForce, PolicyValue } from '#kernel/policy.ts'
import { functionText } from './function-words.ts'

export interface FunctionRule {
  function: string
  title: string
  level: 'county' | 'township'
  /** Department or section that holds it, as the document names it; '' where it names none. */
  department: string
  /** The document names the section; whoever else holds it is reported to the province (JL-1b). */
  section: boolean
  force: Force | 'draft'
  citations: Citation[]
}

const sectionName: Readonly<Record<string, string>> = {
  social_assistance: '社会救助科（股）',
  institution_management: '供养机构管理科（股）',
}

type Functions = readonly { function: string; level: string; names: readonly string[] }[]
interface Owner {
  section: string
  owns: readonly string[]
  else: string
}

const ruleOf = (
  value: PolicyValue,
  fields: Pick<FunctionRule, 'function' | 'level'> & Partial<FunctionRule>,
): FunctionRule => ({
  title: functionText[fields.function] ?? fields.function,
  department: '',
  section: false,
  force: value.force,
  citations: value.citations,
  ...fields,
})

/** Every function once for each level; of two documents that name it the first one listed here is cited with the other. */
export function functionsIn(policy: Pick<PolicyInForce, 'find'>): FunctionRule[] {
  const rules = [...ofOwner(policy), ...ofFunctions(policy), ...ofRoles(policy), ...ofDataOfficer(policy)]
  const found = Map.groupBy(rules, ({ function: name, level }) => `${name} ${level}`)
  return [...found.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, citations: [...first.citations, ...others.flatMap(({ citations }) => citations)] }] : [],
  )
}

function ofFunctions(policy: Pick<PolicyInForce, 'find'>): FunctionRule[] {
  const found = policy.find<Functions>('org.functions')
  if (!found) return []
  return found.value
    .filter(({ level }) => level === 'county')
    .map(({ function: name, names }) =>
      ruleOf(found, { function: name, level: 'county', department: names.join('、') }),
    )
}

function ofOwner(policy: Pick<PolicyInForce, 'find'>): FunctionRule[] {
  const found = policy.find<Owner>('org.owner_section')
  if (!found) return []
  const { section, owns } = found.value
  return owns.map((name) =>
    ruleOf(found, { function: name, level: 'county', department: sectionName[section] ?? section, section: true }),
  )
}

function ofRoles(policy: Pick<PolicyInForce, 'find'>): FunctionRule[] {
  const found = policy.find<Record<string, string>>('org.roles')
  if (!found) return []
  return Object.entries(found.value).flatMap(([name, level]) =>
    level === 'county' || level === 'township' ? [ruleOf(found, { function: name, level })] : [],
  )
}

function ofDataOfficer(policy: Pick<PolicyInForce, 'find'>): FunctionRule[] {
  const found = policy.find<{ named: boolean }>('reports.data_officer')
  if (!found?.value.named) return []
  return (['county', 'township'] as const).map((level) => ruleOf(found, { function: 'data_officer', level }))
}

/** From–to, both days inclusive; open when no end is set. */
export interface Span {
  fromOn: PlainDate
  toOn: PlainDate | null
}

export const standsOn = ({ fromOn, toOn }: Span, day: PlainDate): boolean =>
  fromOn <= day && (toOn === null || day <= toOn)

interface Leave extends Span {
  accountId: string
  deputyId: string
  deputyName: string
}

/** Who acts on a day: the deputy of a leave while it lasts, and of a deputy on leave nobody further. */
export function actingOn(
  person: { accountId: string | null; name: string },
  leaves: readonly Leave[],
  day: PlainDate,
): { accountId: string | null; name: string } {
  const away = leaves.find((leave) => leave.accountId === person.accountId && standsOn(leave, day))
  return away ? { accountId: away.deputyId, name: away.deputyName } : person
}
