/** How an explained key is shown: one row of 在用规定, one line for each rule that speaks on it. Pure. */
import type { Citation } from '#kernel/policy.ts'
import type { PassedOver } from './combine.ts'
import { whyPassedOverText } from './combine.ts'
import type { HistoryStep, RuleLine, ValueRow } from './shapes.ts'
import type { Explained, Reported } from './explain.ts'
import type { Step } from './history.ts'
import { topics } from './keys.ts'
import { type Standing, type Waiting, whyNotText } from './standing.ts'
import { partsOf, textOfValue } from './value-text.ts'
import { levelText, noteInWords } from './words.ts'

const topicOfKey = new Map(
  topics.flatMap(({ topic, title, keys }) => keys.map((key) => [key, { topic, title }] as const)),
)

const noneStatus = {
  draft_decides_nothing: '只有草案',
  not_yet_in_effect: '尚未施行',
  expired: '已失效',
  not_set: '未规定',
} as const

export function statusOf({ none, simulated, origin }: Explained): ValueRow['status'] {
  if (none) return noneStatus[none.reason]
  if (simulated) return '试算'
  return origin === 'ours' ? '本系统默认' : '在用'
}

export function rowOf(explained: Explained): ValueRow {
  const topic = topicOfKey.get(explained.key)
  return {
    key: explained.key,
    title: explained.title,
    topic: topic?.topic ?? '',
    topicTitle: topic?.title ?? '',
    unit: explained.unit ?? '',
    parts: partsOf(explained),
    text: textOfValue(explained),
    from: explained.from ?? explained.none?.effective ?? null,
    to: explained.to ?? null,
    level: explained.level ?? null,
    area: explained.area ?? '',
    status: statusOf(explained),
    force: explained.force ?? null,
    citations: explained.citations,
    passedOver: explained.passedOver.length,
    conflicts: explained.conflicts.length,
    reported: explained.reported.length > 0,
  }
}

export function lineOf(standing: Standing | PassedOver | Waiting): RuleLine {
  const { level, area, from, to, origin, citations, note } = standing
  return {
    text: textOfValue(standing),
    parts: partsOf(standing),
    level,
    area,
    from,
    to: to ?? null,
    origin,
    citations,
    why: 'why' in standing ? whyOf(standing.why) : '',
    note: noteInWords(note ?? ''),
  }
}

const whyTexts: Readonly<Record<string, string>> = { ...whyPassedOverText, ...whyNotText }
const whyOf = (why: string): string => whyTexts[why] ?? ''

export function conflictsOf(explained: Explained) {
  return explained.conflicts.map(({ decided, other, fields }) => ({
    key: explained.key,
    title: explained.title,
    decided: lineOf(decided),
    other: lineOf(other),
    fields,
  }))
}

export const beyondOf = (explained: Explained) =>
  explained.reported.map((each) => ({
    key: explained.key,
    title: explained.title,
    text: textOfValue(explained),
    own: [...explained.citations],
    ...reportedText(each),
  }))

/** Said where a level has set what the statute gives to others (社会救助法 第十七条). */
export function reportedText({ level, maySet, citations }: Reported): { message: string; citations: Citation[] } {
  const may = maySet.map((each) => (each === 'city' ? '设区的市' : (levelText[each] ?? each))).join('、')
  const message = `现由${levelText[level] ?? level}规定，应由${may}规定。在有权机关规定之前仍按现值办理，请报请规定`
  return { message, citations }
}

export const stepOf = ({ from, to, explained }: Step): HistoryStep => ({
  from,
  to,
  text: textOfValue(explained),
  status: statusOf(explained),
  citations: explained.citations,
})

/** Titles, values, clauses and their words are searched; every word given must occur. */
export function matches(row: ValueRow, search: string): boolean {
  const text = [
    row.title,
    row.key,
    row.text,
    ...row.parts.flatMap((part) => [part.label, part.text]),
    ...row.citations.flatMap(({ document, clause, quote }) => [document, clause, quote ?? '']),
  ].join(' ')
  return search
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => text.includes(word))
}
