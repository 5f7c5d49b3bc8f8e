/** What a new value would change: for whom, for how much a month, and what stands against it. */
import type { PlainDate } from '#kernel/calendar.ts'
import { fenOfYuan } from '#kernel/money.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { Concerned } from '#platform/module.ts'
import type { Impact } from './shapes.ts'
import { readingFor } from './county.ts'
import type { PolicyReading } from './in-force.ts'
import { reportedText } from './lines.ts'
import { checkLivingFloor, wrongSide } from './rules.ts'
import { same } from './same.ts'
import type { CountyValue } from './standing.ts'
import { amountsIn, labelOf, textOfValue } from './value-text.ts'

interface Change {
  before: PolicyReading
  after: PolicyReading
}

/** The policy of the county on the value's first day, without and with it. */
export async function changeBy(context: Context, value: CountyValue): Promise<Change> {
  return {
    before: await readingFor(context, value.from),
    after: await readingFor(context, value.from, context.county, { proposed: [value] }),
  }
}

export async function impactOf(context: Context, value: CountyValue): Promise<Impact> {
  const { before, after } = await changeBy(context, value)
  const [was, becomes] = [before.explain(value.key), after.explain(value.key)]
  const found = await concernedBy(context, value.key, value.from)
  const groups = groupsOf(found, was.value, becomes.value)
  const monthly = groups.length > 0 && becomes.unit?.startsWith('元/人') === true
  const floor = checkLivingFloor(after)
  const shown = ({ message, citations = [] }: Reason) => ({ message, citations })
  const wrong = wrongSide(becomes, value)
  const overruled = wrong.length > 0 || same(becomes.value, value.value) ? [] : [overruledBy(becomes)]
  return {
    title: becomes.title,
    before: textOfValue(was),
    after: textOfValue(becomes),
    groups,
    persons: groups.reduce((sum, { count }) => sum + count, 0),
    monthlyBefore: monthly ? monthlyOf(groups, 'before') : null,
    monthlyAfter: monthly ? monthlyOf(groups, 'after') : null,
    warnings: [...overruled, ...becomes.reported.map(reportedText), ...floor.warnings.map(shown)],
    refusals: [...wrong, ...floor.refusals].map(shown),
  }
}

/** A value that does not decide although it was entered: an upper or stricter rule does. */
function overruledBy({ citations }: Pick<PolicyValue, 'citations'>) {
  return { message: '采用后仍以另一规定为准（上级有约束力或更严），本数值只作记录。请核对是否有权规定', citations }
}

async function concernedBy(context: Context, key: string, day: PlainDate): Promise<Concerned[]> {
  const all: Concerned[] = []
  for (const module of context.modules) all.push(...((await module.concernedBy?.(context, key, day)) ?? []))
  return all
}

function groupsOf(found: readonly Concerned[], before: unknown, after: unknown): Impact['groups'] {
  const [was, becomes] = [amountsBy(before), amountsBy(after)]
  return found.map(({ group, count }) => ({
    group,
    label: labelOf(group),
    count,
    before: was.get(group) ?? null,
    after: becomes.get(group) ?? null,
  }))
}

const amountsBy = (value: unknown): Map<string, bigint> =>
  new Map(amountsIn(value).map(({ path, yuan }) => [path.join('.'), fenOfYuan(yuan)]))

function monthlyOf(groups: Impact['groups'], which: 'before' | 'after'): bigint {
  return groups.reduce((sum, group) => sum + BigInt(group.count) * (group[which] ?? 0n), 0n)
}
