/** Finds the township and village a list means; an unknown one is never guessed silently, the nearest is proposed. */
import { halfWidth, withoutBlanks } from './table.ts'

export interface KnownArea {
  id: string
  name: string
  aliases?: readonly string[]
  /** A merged or renamed area: entries go to the successor. */
  successorId?: string
  /** The township of a village. */
  parentId?: string
}

export type AreaMatch =
  | { kind: 'exact'; area: KnownArea }
  /** Known under another name, or merged into another: read as `area`. */
  | { kind: 'alias'; area: KnownArea }
  | { kind: 'elsewhere'; area: KnownArea }
  | { kind: 'several'; areas: readonly KnownArea[] }
  | { kind: 'unknown'; nearest: readonly KnownArea[] }

/** `within`: the township in which a village is looked for first. */
export type FindArea = (text: string, within?: string) => AreaMatch

const endings =
  /(?:社区居民委员会|居民委员会|村民委员会|嘎查委员会|嘎查村|街道办事处|街道办|社区居委会|村委会|居委会|办事处|行政村|自然村|社区|街道|苏木|嘎查|回族镇|民族乡|[村庄屯寨镇乡])$/
const written = (name: string): string => withoutBlanks(halfWidth(name)).replace(/[()-]/g, '')

/** 示例一村村民委员会 and 示例一村 are one; two characters stay, for the stem of 徐庄镇 is 徐庄. */
export function stemOf(name: string): string {
  let stem = written(name)
  for (let shorter = stem.replace(endings, ''); shorter !== stem; shorter = stem.replace(endings, '')) {
    if (shorter.length < 2) break
    stem = shorter
  }
  return stem
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/(?:社区|居委会|居民委员会)$/, '社区'],
  [/(?:村|村委会|村民委员会|嘎查|嘎查委员会)$/, '村'],
  [/(?:街道|街道办|办事处)$/, '街道'],
  [/(?:镇|乡|苏木|庄|屯|寨)$/, ''],
]

/** What a name says it is; undefined when it says nothing. 新惠街道 is not 新惠镇, and ××庄 is not ××村, until someone says so. */
function kindOf(name: string): string | undefined {
  const text = written(name)
  if (text.length < 3) return undefined
  const found = kinds.find(([ending]) => ending.test(text))
  return found && (found[1] || text.slice(-1))
}

function sameKind(text: string, area: KnownArea): boolean {
  const kind = kindOf(text)
  return kind === undefined || [area.name, ...(area.aliases ?? [])].some((name) => kindOf(name) === kind)
}

/** Levenshtein over characters, given up as soon as it must exceed `limit`. */
export function editDistance(one: string, other: string, limit: number): number {
  const left = Array.from(one)
  const right = Array.from(other)
  if (Math.abs(left.length - right.length) > limit) return limit + 1
  let before = right.map((_, index) => index + 1)
  for (const [row, letter] of left.entries()) {
    let diagonal = row
    let last = row + 1
    before = before.map((above, index) => {
      const cost = Math.min(above + 1, last + 1, diagonal + (letter === right[index] ? 0 : 1))
      diagonal = above
      last = cost
      return cost
    })
    if (Math.min(...before, row + 1) > limit) return limit + 1
  }
  return before.at(-1) ?? left.length
}

/** Smaller is nearer: edits of the stem first, then of the whole name; a shared first character counts half an edit. */
function distance(text: string, area: KnownArea): number {
  const stem = stemOf(text)
  const limit = Math.max(1, Math.floor(stem.length / 2))
  let best = Number.POSITIVE_INFINITY
  for (const name of [area.name, ...(area.aliases ?? [])]) {
    const own = stemOf(name)
    const edits = editDistance(stem, own, limit)
    if (edits > limit) continue
    // One edit in a stem of one or two characters leaves nothing in common unless a character stays.
    if (edits > 0 && !Array.from(stem).some((letter) => own.includes(letter))) continue
    best = Math.min(best, edits + (stem[0] === own[0] ? 0 : 0.5) + editDistance(written(text), written(name), 9) / 100)
  }
  return best
}

function nearestOf(text: string, areas: readonly KnownArea[]): KnownArea[] {
  const ranked = areas
    .map((area) => ({ area, far: distance(text, area) }))
    .filter(({ far }) => far < Number.POSITIVE_INFINITY)
    .sort((one, other) => one.far - other.far)
  const least = ranked[0]?.far
  return ranked
    .filter(({ far }) => far === least)
    .map(({ area }) => area)
    .slice(0, 3)
}

function add(index: Map<string, KnownArea[]>, key: string, area: KnownArea): void {
  const there = index.get(key)
  if (!there) index.set(key, [area])
  else if (!there.includes(area)) there.push(area)
}

interface Index {
  byName: Map<string, KnownArea[]>
  byStem: Map<string, KnownArea[]>
  byId: Map<string, KnownArea>
}

function indexOf(areas: readonly KnownArea[]): Index {
  const index: Index = { byName: new Map(), byStem: new Map(), byId: new Map(areas.map((area) => [area.id, area])) }
  for (const area of areas) {
    for (const name of [area.name, ...(area.aliases ?? [])]) {
      add(index.byName, written(name), area)
      add(index.byStem, stemOf(name), area)
    }
  }
  return index
}

function latest(area: KnownArea, byId: Index['byId']): KnownArea {
  let current = area
  for (let steps = 0; current.successorId && steps < 20; steps += 1) current = byId.get(current.successorId) ?? current
  return current
}

function choose(
  found: readonly KnownArea[],
  name: string,
  context: { within: string | undefined; byId: Index['byId'] },
): AreaMatch {
  const successors = [...new Set(found.map((area) => latest(area, context.byId)))]
  const inside = context.within ? successors.filter((area) => area.parentId === context.within) : successors
  const [only, second] = inside
  if (only && !second) return { kind: written(only.name) === name ? 'exact' : 'alias', area: only }
  if (second) return { kind: 'several', areas: inside }
  const [outside, another] = successors
  return outside && !another ? { kind: 'elsewhere', area: outside } : { kind: 'several', areas: successors }
}

/** Answers are kept: a list of 50,000 rows names the same few hundred villages. */
export function areaFinder(areas: readonly KnownArea[]): FindArea {
  const index = indexOf(areas)
  const living = areas.filter((area) => !area.successorId)
  const answers = new Map<string, AreaMatch>()
  const find = (text: string, within: string | undefined): AreaMatch => {
    const name = written(text)
    const exact = index.byName.get(name)
    const found = exact ?? index.byStem.get(stemOf(name))?.filter((area) => sameKind(name, area))
    const inside = within ? living.filter((area) => area.parentId === within) : living
    if (!found || found.length === 0) return { kind: 'unknown', nearest: nearestOf(name, inside) }
    return choose(found, name, { within, byId: index.byId })
  }
  return (text, within) => {
    const key = `${within ?? ''}|${text}`
    const answer = answers.get(key) ?? find(text, within)
    answers.set(key, answer)
    return answer
  }
}
