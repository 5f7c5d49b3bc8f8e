/** Rows of 反映与更正 as they are answered. */
import type { Instant, PlainDate } from '#kernel/calendar.ts'
import { Citation } from '#kernel/policy.ts'
import * as z from 'zod'
import type { Confirmed, Present, RequestDetails, RequestKind, RequestRow, RequestStatus } from './contract.ts'
import { Topic, topicText } from './words.ts'

export interface StoredRow {
  id: string
  number: string
  kind: RequestKind
  personId: string
  townshipId: string
  name: string
  township: string | null
  raisedBy: Present
  raiserName: string
  raisedAt: Instant
  helpId: string | null
  confirmedHow: Confirmed | null
  confirmedWords: string
  topic: string
  entryWords: string
  wrong: string
  wanted: string
  words: string
  accused: string
  accusedUnitId: string | null
  takeDueOn: PlainDate
  dueOn: PlainDate
  citations: unknown
  status: RequestStatus
  passedOn: PlainDate | null
  handlerId: string | null
  handlerName: string
  takenAt: Instant | null
  answeredAt: Instant | null
  answeredName: string
  answer: string
}

const topicOf = (code: string): string => {
  const topic = Topic.safeParse(code)
  return topic.success ? topicText[topic.data] : ''
}

function aboutOf(row: StoredRow): string {
  if (row.kind === 'complaint') return row.accused || '没有写明反映谁'
  if (row.kind === 'withdrawal') return row.words
  return [topicOf(row.topic), row.entryWords].filter(Boolean).join('：')
}

/** In a list nobody reads who complained: the number stands for him, and for most readers for what it is about as well. */
export function rowOf(row: StoredRow, { today, sealed }: { today: PlainDate; sealed: boolean }): RequestRow {
  const { status, kind } = row
  const open = status === 'open' || status === 'taken'
  return {
    id: row.id,
    number: row.number,
    kind,
    personId: kind === 'complaint' ? null : row.personId,
    name: kind === 'complaint' ? '' : row.name,
    township: kind === 'complaint' ? '' : (row.township ?? ''),
    raisedAt: row.raisedAt,
    about: sealed ? '已封存' : aboutOf(row),
    takeDueOn: row.takeDueOn,
    dueOn: row.dueOn,
    late: open && (row.dueOn < today || (status === 'open' && row.takeDueOn < today)),
    status,
    handlerName: row.handlerName,
    answeredAt: row.answeredAt,
  }
}

interface Around {
  today: PlainDate
  actorId: string
  handlers: RequestDetails['handlers']
  steps: readonly { step: string; words: string; byName: string; at: Instant }[]
  helper: string | undefined
}

const stepText: Readonly<Record<string, string>> = {
  raised: '收到',
  assigned: '交办',
  answered: '答复',
  refused: '不予办理',
  recomputed: '期限重算',
  passed: '移交',
}

export function detailsOf(row: StoredRow, { today, actorId, handlers, steps, helper }: Around): RequestDetails {
  return {
    ...rowOf(row, { today, sealed: false }),
    personId: row.personId,
    name: row.name,
    township: row.township ?? '',
    raisedBy: row.raisedBy,
    raiserName: row.raiserName,
    helperName: helper ?? '',
    confirmedHow: row.confirmedHow,
    confirmedWords: row.confirmedWords,
    entryWords: row.entryWords,
    wrong: row.wrong,
    wanted: row.wanted,
    words: row.words,
    accused: row.accused,
    answer: row.answer,
    answeredName: row.answeredName,
    citations: z.array(Citation).catch([]).parse(row.citations),
    mine: row.handlerId === actorId,
    passed: row.passedOn !== null,
    handlers: handlers.map(({ id, name, roleTitle, organisation }) => ({ id, name, roleTitle, organisation })),
    steps: steps.map((each) => ({
      text: stepText[each.step] ?? each.step,
      words: each.words,
      byName: each.byName,
      at: each.at,
    })),
  }
}
