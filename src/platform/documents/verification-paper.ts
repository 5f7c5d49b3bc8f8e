/** 核查名单 (screens 4.32): large type, boxes, a place to sign; the code in the corner finds the page's persons again. */
import { type PaperFoot, print } from './paper.ts'

export interface VerificationPage {
  /** '001-0137-02-5' */
  code: string
  township: string
  village: string
  week: string
  officer: string
  /** '2 / 3' */
  page: string
  persons: readonly {
    no: number
    name: string
    about: string
    place: string
    /** Old scheme and path of a re-verification; '' otherwise. */
    old: string
    /** What is on record already; such a line has no boxes. */
    done: string
  }[]
}

export interface VerificationPaper extends PaperFoot {
  title: string
  heading: string
  perPage: number
  boxes: readonly { key: string; text: string }[]
  basis: string
  pages: readonly VerificationPage[]
}

export function verificationPaper({ pages, ...paper }: VerificationPaper): Promise<Uint8Array> {
  return print('verification', paper, { ...paper, pages: pages.map((page) => ({ ...page, bars: barsOf(page.code) })) })
}

/** Code 39: narrow and wide elements, bar and gap by turns; scanners and telephones read it without a program of ours. */
const patterns: Readonly<Record<string, string>> = {
  '0': 'nnnwwnwnn',
  '1': 'wnnwnnnnw',
  '2': 'nnwwnnnnw',
  '3': 'wnwwnnnnn',
  '4': 'nnnwwnnnw',
  '5': 'wnnwwnnnn',
  '6': 'nnwwwnnnn',
  '7': 'nnnwnnwnw',
  '8': 'wnnwnnwnn',
  '9': 'nnwwnnwnn',
  '*': 'nwnnwnwnn',
}

export interface Bar {
  /** In narrow widths from the left. */
  at: number
  width: number
}

export function barsOf(code: string): { bars: Bar[]; width: number } {
  const bars: Bar[] = []
  let at = 0
  for (const character of `*${code.replaceAll('-', '')}*`) {
    for (const [index, element] of [...(patterns[character] ?? '')].entries()) {
      const width = element === 'w' ? 3 : 1
      if (index % 2 === 0) bars.push({ at, width })
      at += width
    }
    at += 1
  }
  return { bars, width: at - 1 }
}
