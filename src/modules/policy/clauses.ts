/** Finding a clause in a registered text by its path and heading, and whether quoted words stand there. */
import type { Citation } from '#kernel/policy.ts'
import { documentsOf, type PackSet, type Place } from './pack-set.ts'
import type { Fault } from './yaml-file.ts'

interface Section {
  /** 0 annex · 1 一、 · 2 （一） · 3 1. */
  depth: number
  heading: string
  /** First and last line. */
  from: number
  to: number
}

/** Words without layout: a text is compared as it reads, not as it is set. */
export const plain = (text: string): string => text.replace(/[#*\s\u3000\u00a0]/g, '')

const unnumbered = new Set(['目标任务'])

export function headingOf(line: string): { depth: number; heading: string } | undefined {
  const text = plain(line)
    .replace(/^\(/, '（')
    .replace(/^(（[一二三四五六七八九十]+)\)/, '$1）')
  if (/^附件\d+$/.test(text)) return { depth: 0, heading: text }
  if (/^[一二三四五六七八九十]+、/.test(text) || unnumbered.has(text)) return { depth: 1, heading: text }
  if (/^（[一二三四五六七八九十]+）/.test(text)) return { depth: 2, heading: text }
  if (/^\d{1,2}[.．]\D/.test(text)) return { depth: 3, heading: text }
  return undefined
}

function sectionsOf(lines: readonly string[]): Section[] {
  const heads = lines.flatMap((line, from) => {
    const head = headingOf(line)
    return head ? [{ ...head, from, to: lines.length }] : []
  })
  return heads.map((head, index) => {
    const next = heads.slice(index + 1).find(({ depth }) => depth <= head.depth)
    return { ...head, to: next?.from ?? lines.length }
  })
}

/** '四、工作内容（四）1' → ['四、工作内容', '（四）', '1'] */
function stepsOf(clause: string): string[] {
  const match = /^(.*?)(（[一二三四五六七八九十]+）)?\s*(\d{1,2})?$/.exec(clause.trim())
  return match ? match.slice(1).filter((step): step is string => Boolean(step)) : [clause]
}

const matches = (section: Section, step: string): boolean =>
  /^\d+$/.test(step) ? new RegExp(`^${step}[.．]`).test(section.heading) : section.heading.startsWith(plain(step))

/** The words of a clause, or undefined when the text has no such clause. */
export function clauseText(text: string, clause: string): string | undefined {
  const lines = text.split('\n')
  const found = clauseLines(lines, clause)
  return found && lines.slice(found.from, found.to).join('\n')
}

/** Where a clause stands: its first line and the one after its last. */
export function clauseLines(lines: readonly string[], clause: string): { from: number; to: number } | undefined {
  const sections = sectionsOf(lines)
  if (clause === '主送' || clause === '前言') {
    const first = sections.find(({ depth }) => depth === 1)
    return { from: 0, to: first?.from ?? lines.length }
  }
  const [annex, ...rest] = /^附件\d+$/.test(clause) ? [clause] : ['', ...stepsOf(clause)]
  if (annex) {
    return sections.findLast((section) => section.depth === 0 && section.heading === annex)
  }
  let within = { from: 0, to: lines.length }
  for (const step of rest) {
    const found = sections.find(({ from, to, ...section }) => {
      const inside = from >= within.from && to <= within.to
      return inside && matches({ from, to, ...section }, step)
    })
    if (!found) return undefined
    within = found
  }
  return within
}

interface Cited {
  place: Place
  key: string
  citations: readonly Citation[]
}

function citedIn(set: PackSet): Cited[] {
  return set.packs.flatMap((pack) => [
    ...pack.values.map(({ place, key, citations }) => ({ place, key, citations })),
    ...pack.duties.map(({ place, id, citations }) => ({ place, key: `duties ${id}`, citations })),
    ...pack.delegations.map(({ place, id, citations }) => ({ place, key: `delegations ${id}`, citations })),
    ...[...pack.forms, ...pack.tables].map(({ place, name, citations }) => ({ place, key: name, citations })),
    ...pack.cases.map(({ place, title, citations }) => ({ place, key: title, citations })),
  ])
}

/** Every clause or quotation that the registered text does not bear out. */
export function citationFaults(set: PackSet): Fault[] {
  const documents = documentsOf(set.packs)
  return citedIn(set).flatMap(({ place, key, citations }) =>
    citations.flatMap(({ document, clause, quote }) => {
      const text = set.texts[documents.get(document)?.text ?? '']
      if (text === undefined) return []
      const words = clauseText(text, clause)
      if (words === undefined) return [{ ...place, key, expected: `${document}中有的条款`, found: clause }]
      if (quote === undefined || plain(words).includes(plain(quote))) return []
      return [{ ...place, key, expected: `${document} ${clause}中有的原文`, found: quote }]
    }),
  )
}
