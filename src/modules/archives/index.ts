/** Files for the programs: papers of a person, closing, keeping, handing over. */
import { dayOf } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import { implement, type Module, type TimelineItem, type WorkItem } from '#platform/module.ts'
import { closing } from './closing.ts'
import { archives } from './contract.ts'
import { filing } from './filing.ts'
import { printing } from './papers.ts'
import { reading } from './reading.ts'
import { db } from './stored.ts'
import { placeText, stepText } from './words.ts'

async function timeline(context: Context, personId: string): Promise<TimelineItem[]> {
  if (!may(context.actor, 'archives.documents')) return []
  // Of one person already found; behind the wall of a township each table would gather all of its persons first.
  const { documents, steps } = await context.within(
    { kind: 'county', counties: [context.county], ids: [] },
    async () => ({ documents: await papersOf(context, personId), steps: await stepsOf(context, personId) }),
  )
  return [
    ...documents.map((each): TimelineItem => {
      const place = placeText(each)
      return {
        at: each.datedOn ?? dayOf(each.at),
        enteredAt: each.at,
        kind: 'other',
        text: `材料入档：${each.title}${place ? `（${place}）` : ''}`,
        to: `/archives/${personId}`,
        source: 'paper',
        struckThrough: each.replaced,
      }
    }),
    ...steps.map(
      ({ kind, words, at }): TimelineItem => ({
        at: dayOf(at),
        enteredAt: at,
        kind: 'other',
        text: `${stepText[kind]}${words ? `：${words}` : ''}`,
        to: `/archives/${personId}`,
        source: 'system',
      }),
    ),
  ]
}

async function papersOf(context: Context, personId: string) {
  const papers = await db(context)
    .selectFrom('archives.document')
    .select(['id', 'title', 'datedOn', 'at', 'box', 'folder', 'page', 'replacesId'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .execute()
  const replaced = new Set(papers.map(({ replacesId }) => replacesId))
  return papers.map((paper) => ({ ...paper, replaced: replaced.has(paper.id) }))
}

const stepsOf = (context: Context, personId: string) =>
  db(context)
    .selectFrom('archives.step')
    .select(['kind', 'words', 'at'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('seq')
    .execute()

/** Proposed files wait for another person; a package waits for its receipt. */
async function work(context: Context): Promise<WorkItem[]> {
  const waiting = [
    { status: 'proposed', needs: 'archives.confirm', title: '确认归档', by: 'proposedBy' },
    { status: 'offered', needs: 'archives.receive', title: '签收移交', by: 'offeredBy' },
  ] as const
  const items: WorkItem[] = []
  for (const { status, needs, title, by } of waiting) {
    if (!may(context.actor, needs)) continue
    const { count } = await db(context)
      .selectFrom('archives.file')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('countyCode', '=', context.county)
      .where('status', '=', status)
      .where(by, '<>', context.actor.accountId)
      .executeTakeFirstOrThrow()
    if (Number(count) === 0) continue
    const to = status === 'proposed' ? '/archives?status=to_close' : '/archives'
    const object = `${count}件档案`
    items.push({ title, object, to, dueOn: null, kind: needs, weight: 'paper', citations: [], count: Number(count) })
  }
  return items
}

export const archivesModule: Module = {
  service: implement(archives, { ...reading, ...filing, ...closing, ...printing }),
  work,
  timeline,
  constraints: {
    document_replaced_once: '这份材料刚被另一人更换。请刷新后在新的一份上办理',
    document_somewhere: '请填写纸质材料在哪一盒，或上传扫描件',
    comparison_says_how: '与纸质不一致的，请写明哪里不一致',
    file_closed_by_two: '提请归档和确认归档须由两人办理',
    file_handed_by_two: '移交和签收须由两人办理',
    step_in_turn: '另一人刚办理了这份档案。请刷新后再办',
    hold_released_once: '这项暂缓已经解除',
  },
}
