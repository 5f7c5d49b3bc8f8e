/** The full answer on one key: what decides and why, what was passed over, what contradicts, what is still to come. */
import type { AreaLevel } from '#kernel/areas.ts'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Citation, Force } from '#kernel/policy.ts'
import { type Asking, candidatesOf, enteredFor, type Given, withoutSuperseded } from './candidates.ts'
import { type Combined, type Conflict, combine, type PassedOver } from './combine.ts'
import type { Combine } from './keys/types.ts'
import { keys } from './keys.ts'
import type { Part } from './pack-set.ts'
import { levelRank, type Origin, type Standing, type Waiting, whyNot } from './standing.ts'

/** A value set by a level to which a delegation does not give the right. */
export interface Reported {
  code: 'level_may_not_set'
  level: AreaLevel
  maySet: AreaLevel[]
  citations: Citation[]
}

export interface Explained {
  key: string
  title: string
  unit?: string
  combine: Combine
  /** Who may set it, in Chinese. */
  setBy: string
  /** Undefined when nothing in force sets the key here. */
  value?: unknown
  force?: Force
  level?: AreaLevel
  area?: string
  from?: PlainDate
  to?: PlainDate
  scope?: string[]
  parts?: Record<string, Part>
  origin?: Origin
  position?: string
  simulated: boolean
  note?: string
  says?: string
  checked?: boolean
  citations: Citation[]
  /** The rules whose words make up the value; the first decides. */
  decided: Standing[]
  passedOver: PassedOver[]
  conflicts: Conflict[]
  /** Drafts, rules still to come, ended, superseded or not known at the time. */
  waiting: Waiting[]
  reported: Reported[]
  none?: { reason: 'draft_decides_nothing' | 'not_yet_in_effect' | 'expired' | 'not_set'; effective?: PlainDate }
  /** Levels that may set the key, when nobody has. */
  toSetBy: AreaLevel[]
}

const onlyOneDecides: readonly Combine[] = ['replace', 'conflict']
const levels: readonly AreaLevel[] = ['nation', 'province', 'city', 'county', 'township', 'village']

export function explain(key: string, asking: Asking, scope?: string): Explained {
  const declaration = keys[key]
  if (!declaration) throw new RangeError(`undeclared policy key ${key}`)
  const delegations = delegationsOf(key, asking)
  const maySet = delegations.length > 0 ? delegations.flatMap((delegation) => delegation.maySet) : undefined
  const { standing, waiting } = found(key, asking, scope)
  const [first, ...others] = standing
  const { title, unit, combine: way, setBy, downTo } = declaration
  const head = {
    key,
    title,
    combine: way,
    setBy,
    waiting,
    reported: [],
    ...(unit === undefined ? {} : { unit }),
    toSetBy: maySet ?? levels.filter((level) => levelRank[level] <= levelRank[downTo]),
  }
  if (!first) {
    return {
      ...head,
      simulated: false,
      citations: [],
      decided: [],
      passedOver: [],
      conflicts: [],
      none: whyNone(waiting),
    }
  }
  const combined = combine(first, others, { declaration, maySet })
  return { ...head, ...detailsOf(combined), reported: reportsOn(combined, delegations) }
}

function found(key: string, asking: Asking, scope: string | undefined) {
  const fits = (standing: Standing) => scope === undefined || !standing.scope || standing.scope.includes(scope)
  const ofPacks = candidatesOf(givensOf(key, asking), asking)
  const entered = enteredFor(key, asking)
  const all = {
    standing: [...ofPacks.standing, ...entered.standing].filter(fits),
    waiting: [...ofPacks.waiting, ...entered.waiting].filter(fits),
  }
  return withoutSuperseded(all, onlyOneDecides.includes(keys[key]?.combine ?? 'replace'))
}

function givensOf(key: string, { packs }: Asking): Given[] {
  return packs.flatMap(({ values }) =>
    values
      .filter((value) => value.key === key)
      .map((rule) => {
        const { stands, scope, parts, value } = rule
        const details = { stands, ...(scope ? { scope } : {}), ...(parts ? { parts } : {}) }
        return { name: key, rule, value, details }
      }),
  )
}

function delegationsOf(key: string, { packs, moment, chain }: Asking) {
  const above = new Set(chain.map(({ area }) => area))
  return packs
    .filter(({ area }) => above.has(area))
    .flatMap(({ delegations }) => delegations)
    .filter((delegation) => key === delegation.key || key.startsWith(`${delegation.key}.`))
    .filter((delegation) => whyNot(delegation, moment) === undefined)
}

function detailsOf({ value, force, decided, passedOver, conflicts }: Combined) {
  const [first] = decided
  const position = first?.citations[0]?.position
  return {
    value,
    force,
    decided,
    passedOver,
    conflicts,
    citations: decided.flatMap(({ citations }) => citations),
    simulated: decided.some(({ simulated }) => simulated),
    ...(first ? { level: first.level, area: first.area, origin: first.origin } : {}),
    ...(first?.from ? { from: first.from } : {}),
    ...(first?.to ? { to: first.to } : {}),
    ...(first?.scope ? { scope: first.scope } : {}),
    ...(first?.parts ? { parts: first.parts } : {}),
    ...(position ? { position } : {}),
    ...(first?.note ? { note: first.note } : {}),
    ...(first?.says ? { says: first.says } : {}),
    ...(first?.checked === undefined ? {} : { checked: first.checked }),
  }
}

/** The rule still decides until the right authority sets one, but whoever sees it is told (社会救助法 第十七条). */
function reportsOn({ decided }: Combined, delegations: ReturnType<typeof delegationsOf>): Reported[] {
  return decided.flatMap(({ level }) =>
    delegations
      .filter(({ maySet }) => !maySet.includes(level) && maySet.every((may) => levelRank[may] < levelRank[level]))
      .map(({ maySet, citations }) => ({ code: 'level_may_not_set' as const, level, maySet, citations })),
  )
}

function whyNone(waiting: readonly Waiting[]): NonNullable<Explained['none']> {
  const coming = waiting.find(({ why }) => why === 'not_yet_in_effect')
  if (coming) return { reason: 'not_yet_in_effect', ...(coming.effective ? { effective: coming.effective } : {}) }
  if (waiting.some(({ why }) => why === 'draft')) return { reason: 'draft_decides_nothing' }
  return { reason: waiting.some(({ why }) => why === 'expired') ? 'expired' : 'not_set' }
}

/** What is so, who would have to set it, and what to do next. */
export function noneText({ title, setBy, none, citations, waiting }: Explained, place: string, day: PlainDate): string {
  const on = dateText(day)
  const why = {
    draft_decides_nothing: `只有草案写有“${title}”，草案不作依据`,
    not_yet_in_effect: `“${title}”尚未施行${none?.effective ? `，自${dateText(none.effective)}起施行` : ''}`,
    expired: `“${title}”的规定已经失效`,
    not_set: `没有“${title}”的规定`,
  }[none?.reason ?? 'not_set']
  const source = [...citations, ...waiting.flatMap((one) => one.citations)][0]
  const cited = source?.document ? `（${source.document} ${source.clause}）` : ''
  return `${place}${on}${why}${cited}；应由有权机关规定：${setBy}。请登记规定该事项的文件、条款和施行日后再办`
}
