/** The timeline page by page, the latest first: ten years are thousands of lines, and one opens a file for the last of them. */
import { addMonths, firstDay, monthOf, type PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { lifeOf } from '#platform/life.ts'
import type { TimelineItem } from '#platform/module.ts'
import type { Person } from './find-person.ts'

const atOnce = 50

interface Asked {
  person: Pick<Person, 'id' | 'endedOn'>
  /** The page ends with the day before it; null for the first page. */
  before: PlainDate | null
  kinds: readonly TimelineItem['kind'][] | undefined
}

/** Whole days, so that a page can go on where the last one stopped. */
export async function pageOfLife(context: Context, asked: Asked) {
  const items = await readLife(context, asked)
  const last = items[atOnce - 1]
  const page = last ? items.filter(({ at }) => at >= last.at) : items
  return { items: page, before: page.length < items.length ? (page.at(-1)?.at ?? null) : null }
}

/** More than a page, or everything that there is. */
async function readLife(context: Context, { person, before, kinds }: Asked): Promise<TimelineItem[]> {
  const { id, endedOn } = person
  if (kinds) return (await lifeOf(context, id, { from: null, before })).filter(({ kind }) => kinds.includes(kind))
  // Money, visits and notices of every month fill a page in a year and a half; who has less is soon read whole.
  const from = firstDay(addMonths(monthOf(before ?? endedOn ?? context.today), -18))
  const recent = await lifeOf(context, id, { from, before })
  if (recent.length > atOnce) return recent
  return [...recent, ...(await lifeOf(context, id, { from: null, before: from }))]
}
