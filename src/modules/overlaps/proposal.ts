/** What follows of "the same person": which scheme stops, its last month, the first month of the other (A-38, C-12). */
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { overlapOf, relationOf } from './relation.ts'
import { changeOfScheme, doubleMonths, gapMonths, overpaid, type Span } from './rules.ts'
import { changeText, shortText } from './words.ts'

export interface Held {
  kind: string
  month: PlainMonth
  held: Span
  support: Span
  amountFen: bigint | null
}

/** The county's own document, or a paper of the person's own choice; neither is made up here. */
export interface Ground {
  document: string
  number: string
  clause: string
  /** Free words: never shown as a clause. */
  basis: string
}

export interface Wished {
  oldThrough?: PlainMonth | undefined
  /** Where policy leaves it open. */
  stops?: 'benefit' | 'support' | 'none' | undefined
}

export interface Proposed {
  stops: string
  oldThrough: PlainMonth | null
  newFrom: PlainMonth | null
  doubleMonths: PlainMonth[]
  gapMonths: PlainMonth[]
  overpaidFen: bigint | null
  text: string
  citations: Citation[]
}

const nothingStops = {
  stops: 'none',
  oldThrough: null,
  newFrom: null,
  doubleMonths: [],
  gapMonths: [],
  overpaidFen: null,
}

export function proposeChange(policy: PolicyInForce, about: Held, wished: Wished): Proposed {
  const { kind, held, support, amountFen } = about
  const { stops, citations } = stopping(policy, kind, wished)
  if (stops === 'none') return { ...nothingStops, text: '', citations }
  const last = wished.oldThrough ?? lastMonthOf(about, stops)
  const { oldThrough, newFrom } = changeOfScheme(last)
  const double = doubleMonths(held, support, oldThrough)
  const change = {
    stops,
    oldThrough,
    newFrom,
    doubleMonths: double,
    gapMonths: gapMonths(held, support),
    // What support paid too long is counted out of what was paid, not by the other benefit's amount.
    overpaidFen: amountFen === null || stops === 'support' ? null : overpaid(double.map(() => amountFen)),
  }
  return { ...change, text: changeText({ kind, supportFrom: support.from, ...change }), citations }
}

/** Whatever follows of it: months in which both were drawn, as far as the list goes. */
export const bothMonthsOf = (about: Held): PlainMonth[] =>
  doubleMonths(about.held, about.support, lastMonthOf(about, about.kind))

/** The list says up to which month it was drawn; an end before that stands as it was. */
const lastMonthOf = ({ held, month }: Held, stops: string): PlainMonth =>
  stops !== 'support' && held.to !== null && held.to < month ? held.to : month

function stopping(policy: PolicyInForce, kind: string, { stops }: Wished): { stops: string; citations: Citation[] } {
  const relation = relationOf(policy, kind)
  const { stops: byPolicy, citations } = overlapOf(policy, kind)
  if (relation !== 'to_be_decided') return { stops: byPolicy, citations }
  // A minor may choose the other programme; then the clause that waited for the choice decides (民发〔2021〕43号 第九条).
  if (stops === 'support') return { stops: 'support', citations: overlapOf(policy, kind, true).citations }
  return { stops: stops === 'benefit' ? kind : 'none', citations: [] }
}

/** Refuses what policy does not leave to the clerk, and a month before what was drawn already. */
export function requireAllowed(policy: PolicyInForce, about: Held, wished: Wished & Ground): void {
  const relation = relationOf(policy, about.kind)
  const { stops, oldThrough } = wished
  if (relation === 'to_be_decided' && stops === undefined)
    refuse(
      'refused',
      'stops',
      `本县没有规定${shortText(about.kind)}与特困供养能否同享（待定），不会自动停发。请选择停哪一项或都不停，并写明依据`,
    )
  if (relation === 'to_be_decided' && stops !== 'none') requireGround(wished)
  if (relation !== 'to_be_decided' && stops !== undefined)
    refuse('refused', 'stops', '停哪一项由政策规定，不能另选。请去掉后再判定')
  if (oldThrough === undefined) return
  const least = lastMonthOf(about, proposeChange(policy, about, { stops }).stops)
  if (oldThrough < least)
    refuse(
      'refused',
      'old_through',
      `名单上已享受到${monthText(least)}，最后一个月不能早于它。请改为${monthText(least)}或以后，多发的月份另行追缴`,
    )
}

function requireGround({ document, number, clause, basis }: Ground): void {
  const named = [document, number, clause].filter((each) => each !== '').length
  if (named > 0 && named < 3)
    refuse('invalid', 'clause', '依据文件的，名称、文号和条款都要写。请补齐；不依据文件的，三项都留空，写说明')
  if (named === 0 && Array.from(basis).length < 4)
    refuse(
      'invalid',
      'basis',
      '政策没有规定时，停发要有依据。请填写文件名称、文号和条款，或者写明本人书面选择及放在哪里，至少4个字',
    )
}

/** Only a document with its number and clause is cited. */
export const citedGround = ({ number, clause }: Ground): Citation[] =>
  number !== '' && clause !== '' ? [{ document: number, clause }] : []

export function groundText({ document, number, clause, basis }: Ground): string {
  const cited = number === '' ? '' : `依据：${document}${number}${clause}`
  return [cited, basis && `说明：${basis}`].filter(Boolean).join('；')
}
