/** 时限: every term that ran in a case, told from its deeds: begun, used, stood, ended. */
import type { PlainDate } from '#kernel/calendar.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import type { Term, WorkingCalendar } from '#kernel/working-days.ts'
import * as z from 'zod'
import { dueOf, type Pause, usedOf } from './clock.ts'
import {
  acceptanceTerm,
  countyTerm,
  noticeTerm,
  objectionTerm,
  postingTerm,
  publicityTerm,
  reviewTerm,
} from './term-keys.ts'
import type { TermShown } from './shapes.ts'
import { type DeedKind, pauseText, type Step } from './words.ts'

export interface TermDeed {
  kind: DeedKind
  onDay: PlainDate
  round: number
  said: unknown
}

interface Stage {
  key: string
  step: Step
  title: string
  begins: readonly DeedKind[]
  ends: readonly DeedKind[]
}

/** The days on which a notice hangs: nobody is late with them. */
export const noticeTitle = '初审公示'
const ended = ['withdrawn', 'died'] as const

const stages: readonly Stage[] = [
  {
    key: acceptanceTerm,
    step: 'acceptance',
    title: '受理或一次性告知',
    begins: ['applied'],
    ends: ['told', 'accepted', ...ended],
  },
  {
    key: reviewTerm,
    step: 'opinion',
    title: '调查和初审',
    begins: ['accepted'],
    ends: ['opined', 'objected', 'decided', ...ended],
  },
  {
    key: postingTerm,
    step: 'publicity',
    title: '张贴公示',
    begins: ['opined'],
    ends: ['posted', 'objected', ...ended],
  },
  {
    key: publicityTerm,
    step: 'publicity',
    title: noticeTitle,
    begins: ['posted'],
    ends: ['sent', 'objected', ...ended],
  },
  { key: objectionTerm, step: 'opinion', title: '异议核实', begins: ['objected'], ends: ['opined', ...ended] },
  { key: countyTerm, step: 'county', title: '县级审核', begins: ['sent'], ends: ['decided', ...ended] },
]
const Decided = z.object({ decision: z.enum(['confirmed', 'refused']) })
const Returned = z.object({ from: z.string() })
const Paused = z.object({ reason: z.string() })

interface Counting {
  policyOn: (day: PlainDate) => PolicyInForce
  calendar: WorkingCalendar
  today: PlainDate
}

interface Span {
  key: string
  step: Step
  title: string
  round: number
  from: PlainDate
  to: PlainDate | null
}

/** In the order in which they began. The county's term is one, however often it sent the case back. */
export function termsOf(deeds: readonly TermDeed[], counting: Counting): TermShown[] {
  const spans = stages.flatMap((stage) => spansOf(stage, deeds))
  const pauses = pausesIn(deeds)
  return [...spans, ...noticeSpan(deeds)]
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.round - b.round))
    .flatMap((span) => shownOf(span, pauses, counting))
}

function spansOf({ key, step, title, begins, ends }: Stage, deeds: readonly TermDeed[]): Span[] {
  const spans: Span[] = []
  for (const deed of deeds) {
    const open = spans.findLast(({ to }) => to === null)
    if (open && ends.includes(deed.kind)) open.to = deed.onDay
    else if (!open && opensAt({ key, begins }, deed) && (key !== countyTerm || spans.length === 0))
      spans.push({ key, step, title, round: deed.round, from: deed.onDay, to: null })
  }
  return spans
}

/** What the county gives back begins a term of the township again. */
function opensAt({ key, begins }: Pick<Stage, 'key' | 'begins'>, { kind, said }: TermDeed): boolean {
  if (kind === 'returned') return key === reviewTerm && Returned.safeParse(said).data?.from === 'county'
  return begins.includes(kind)
}

function noticeSpan(deeds: readonly TermDeed[]): Span[] {
  const decided = deeds.find(
    ({ kind, said }) => kind === 'decided' && Decided.safeParse(said).data?.decision === 'refused',
  )
  if (!decided) return []
  const to = deeds.find(({ kind }) => kind === 'delivered')?.onDay ?? null
  return [{ key: noticeTerm, step: 'decided', title: '送达告知书', round: decided.round, from: decided.onDay, to }]
}

function pausesIn(deeds: readonly TermDeed[]): Pause[] {
  const pauses: Pause[] = []
  for (const { kind, onDay, said } of deeds) {
    if ((kind === 'returned' || kind === 'objected') && Returned.safeParse(said).data?.from === 'county')
      pauses.push({ from: onDay, to: null, reason: 'returned' })
    if (kind === 'paused') pauses.push({ from: onDay, to: null, reason: Paused.safeParse(said).data?.reason ?? '' })
    const open = pauses.findLast(({ to }) => to === null)
    const ends = open?.reason === 'returned' ? kind === 'sent' : kind === 'resumed'
    if (open && (ends || ended.some((end) => end === kind))) open.to = onDay
  }
  return pauses
}

function shownOf(span: Span, all: readonly Pause[], { policyOn, calendar, today }: Counting): TermShown[] {
  const rule = policyOn(span.from).find<Term>(span.key)
  if (!rule) return []
  const { count, unit } = rule.value
  const pauses = all.filter(
    ({ from, to }) => from >= span.from && (span.to === null || from <= span.to) && to !== span.from,
  )
  const until = span.to ?? today
  const due = dueOf(calendar, span.from, rule.value, pauses)?.due ?? null
  const daysOf = ({ from, to }: Pause) => usedOf(calendar, { starts: from, on: to ?? until, unit }, [])
  return [
    {
      step: span.step,
      title: span.title,
      round: span.round,
      from: span.from,
      to: span.to,
      due,
      used: usedOf(calendar, { starts: span.from, on: until, unit }, pauses),
      term: count,
      unit,
      // A notice that hangs longer than its days is not late.
      late: span.key !== publicityTerm && due !== null && until > due,
      pauses: pauses.map((pause) => ({
        from: pause.from,
        to: pause.to,
        reason: pauseText(pause.reason),
        days: daysOf(pause),
      })),
      citations: rule.citations,
    },
  ]
}
