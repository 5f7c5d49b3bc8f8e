/** 我要反映: what somebody raised, with the answer, for whoever raised it. */
import { dateText, dayOf, daysBetween, type PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Item, Line, Section } from './contract.ts'
import { countyPhone } from './known.ts'
import { requestStatusText, requestText, Topic, topicText } from './words.ts'

const db = tablesOf<'portal'>()

const raised = (context: Context, personId: string) =>
  db(context)
    .selectFrom('portal.request')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('raisedAt', 'desc')
    .limit(50)
type Row = Awaited<ReturnType<ReturnType<typeof raised>['execute']>>[number]

/** Complaints only where the reader himself asks: shown at a counter they would be told to whoever helps. */
export async function raisedBy(context: Context, personId: string, complaints: boolean): Promise<Section[]> {
  const rows = await raised(context, personId)
    .$if(!complaints, (asked) => asked.where('kind', '<>', 'complaint'))
    .execute()
  const whom = await countyPhone(context)
  const late = rows.some((row) => isLate(row, context.today))
  const read = complaints ? '' : '投诉的答复只给提出的人自己看：请凭查询凭条进入，或者到县里查询。'
  const note = `${late ? `有的事过了答复的日子还没有答复您，请${whom}，说出编号就行。` : ''}${read}`
  const items = rows.map((row) => itemOf(row, context.today, whom))
  return [{ title: '我反映过的事', note, items, empty: '还没有反映过。' }]
}

const isOver = ({ status }: Row): boolean => status === 'done' || status === 'refused'
const isLate = (row: Row, today: PlainDate): boolean => !isOver(row) && row.dueOn < today

/** '已经收到' is no answer: what is over its day says so, and whom to call. */
function waiting(row: Row, today: PlainDate, whom: string): Line[] {
  if (!isLate(row, today)) return [{ label: '最晚哪天答复', value: dateText(row.dueOn) }]
  const days = daysBetween(row.dueOn, today)
  return [
    { label: '最晚哪天答复', value: `${dateText(row.dueOn)}，已经过了${days}天，还没有答复您` },
    { label: '找谁问', value: `请${whom}，说出编号${row.number}` },
  ]
}

function itemOf(row: Row, today: PlainDate, whom: string): Item {
  const { kind, status } = row
  const over = isOver(row)
  const lines: (Line | false)[] = [
    { label: '哪天提的', value: dateText(dayOf(row.raisedAt)) },
    kind === 'correction' && {
      label: '哪一条',
      value: [topicOf(row.topic), row.entryWords].filter(Boolean).join('：'),
    },
    kind === 'correction' && { label: '哪里不对', value: row.wrong },
    kind === 'correction' && { label: '应当是', value: row.wanted },
    kind !== 'correction' && { label: '说的事', value: row.words },
    row.accused !== '' && { label: '反映谁', value: row.accused },
    {
      label: '办到哪一步',
      value: isLate(row, today) ? `${requestStatusText[status]}，超期没有答复` : requestStatusText[status],
    },
    ...(over ? [] : waiting(row, today, whom)),
    over && { label: '答复', value: row.answer },
    row.answeredAt !== null && { label: '哪天答复的', value: dateText(dayOf(row.answeredAt)) },
  ]
  return {
    id: row.id,
    title: `${requestText[kind]} ${row.number}`,
    lines: lines.filter((line) => line !== false),
    basis: '',
    deed: null,
  }
}

function topicOf(code: string): string {
  const topic = Topic.safeParse(code)
  return topic.success ? topicText[topic.data] : ''
}
