/** 自理能力评估表 (screens 4.28): the paper twin of the form on the screen, two pages for each person, keyed in in its order. */
import { type PaperFoot, print } from './paper.ts'

export interface AssessmentSheet {
  /** Of the text that held on the day of the assessment; a bundle may hold sheets of several days. */
  title: string
  /** How the level follows from the items, with its clause. */
  rules: readonly string[]
  number: string
  person: string
  /** Sex, age, mode, present level. */
  about: string
  idMasked: string
  place: string
  reason: string
  /** '应于2023年9月22日前完成' */
  due: string
  /** Marks as filled: item → 达到 or not; empty on a blank sheet. */
  met: Readonly<Record<string, boolean>>
  notes: Readonly<Record<string, string>>
  scores: Readonly<Record<string, number>>
  signs: readonly string[]
  assessors: readonly { name: string; unit: string }[]
  assessedOn: string
  result: string
  /** Who held which opinion; empty lines are for the hand. */
  review: string
  decision: string
}

export interface AssessmentPaper extends PaperFoot {
  heading: string
  items: readonly { no: number; field: string; title: string }[]
  basis: string
  ability?: {
    title: string
    groups: readonly {
      title: string
      maximum: number
      items: readonly { no: number; field: string; title: string; minimum: number; maximum: number }[]
    }[]
    maximum: number
    levels: string
    scale: string
    signs: readonly { code: string; text: string }[]
  }
  sheets: readonly AssessmentSheet[]
}

export function assessmentPaper({ ability, ...paper }: AssessmentPaper): Promise<Uint8Array> {
  return print('assessment', paper, {
    ...paper,
    title: paper.sheets[0]?.title ?? '',
    ...(ability ? { ability } : {}),
  })
}
