/** 我要反映: what somebody raised, with the answer, for whoever raised it. */
import { dateText, dayOf } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Item, Line, Section } from './contract.ts'
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
  const note = complaints ? '' : '投诉的答复只给提出的人自己看：请凭查询凭条进入，或者到县里查询。'
  return [{ title: '我反映过的事', note, items: rows.map(itemOf), empty: '还没有反映过。' }]
}

function itemOf(row: Row): Item {
  const { kind, status } = row
  const over = status === 'done' || status === 'refused'
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
    { label: '办到哪一步', value: requestStatusText[status] },
    !over && { label: '最晚哪天答复', value: dateText(row.dueOn) },
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
