/** A person's life on file: what every module tells of him, the latest first. */
import { type RawBuilder, sql } from 'kysely'
import type { Context } from './context.ts'
import type { Module, Span, TimelineItem } from './module.ts'

/** For a module with many rows of one person: those whose day lies in the span. */
export const within = (day: RawBuilder<unknown>, span: Span | undefined): RawBuilder<boolean> => {
  const { from = null, before = null } = span ?? {}
  return sql`(${from}::date is null or ${day} >= ${from}::date) and (${before}::date is null or ${day} < ${before}::date)`
}

/** `personId` is a person whom the reader sees. The whole life where no span is given. */
export async function lifeOf(context: Context, personId: string, span?: Span): Promise<TimelineItem[]> {
  const told = (tell: (module: Module) => Promise<TimelineItem[]> | undefined) =>
    context.alongside(context.modules.map((module) => async () => (await tell(module)) ?? []))
  const own = await told((module) => module.timeline?.(context, personId, span))
  // Behind the wall of a township each of these tables would first gather all persons of that township.
  const seen = await context.within({ kind: 'county', counties: [context.county], ids: [] }, () =>
    told((module) => module.timelineOfSeen?.(context, personId, span)),
  )
  return context.modules
    .flatMap((_, place) => [...(own[place] ?? []), ...(seen[place] ?? [])])
    .filter(
      ({ at }) => !span || ((span.from === null || at >= span.from) && (span.before === null || at < span.before)),
    )
    .toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
}
