/** One file against the rules in force: what it lacks, how long it is kept, what stands in the way of closing it. */
import { addDays, type PlainDate } from '#kernel/calendar.ts'
import type { Citation, PolicyInForce, PolicyValue } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import {
  type Check,
  type Classes,
  laterOf,
  type Material,
  materialsFor,
  missingCheck,
  missingOf,
  ownClasses,
  paperChecks,
  unfiledCheck,
} from './closing-rules.ts'
import { openEnds } from './open-ends.ts'
import { type ArchiveBasis, keptUntil, type KeptUntil, type Retention } from './rules.ts'
import type { FileOf, StoredDocument } from './stored.ts'
import { unfiledLetters } from './unfiled.ts'
import { DocumentClass } from './words.ts'

export interface Rules {
  retention: PolicyValue<Retention>
  basis: PolicyValue<ArchiveBasis> | undefined
  classes: Classes
  classCitations: Citation[]
}

export function rulesOf(policy: PolicyInForce): Rules {
  const classes = policy.find<Classes>('archive.classes')
  return {
    retention: policy.value<Retention>('archive.retention_years'),
    basis: policy.find<ArchiveBasis>('archive.basis'),
    classes: classes?.value ?? ownClasses,
    classCitations: classes?.citations ?? [],
  }
}

/** The class that names such a paper; 其他类 where none does. */
export const classOf = ({ classes }: Rules, item: string): DocumentClass =>
  DocumentClass.options.find((each) => classes[each]?.contents.includes(item)) ?? 'other'

export type Whose = Pick<FileOf, 'mode' | 'endedOn' | 'endReason' | 'keepThroughOn'>

const deaths: readonly (string | null)[] = ['death', 'declared_dead']

export const neededBy = ({ classes }: Rules, { mode, endedOn, endReason }: Whose): Material[] =>
  materialsFor(classes, {
    mode,
    ended: endedOn !== null,
    leftOrDied: endedOn !== null && (mode === 'centralised' || deaths.includes(endReason)),
  })

/** Null while the service goes on: no term runs. */
export function termOf({ retention }: Rules, { endedOn, keepThroughOn }: Whose): KeptUntil | null {
  if (endedOn === null) return null
  const keepThrough: PlainDate = laterOf(keepThroughOn, keptUntil(endedOn, retention.value).keepThrough)
  return { keepThrough, destroyFrom: addDays(keepThrough, 1) }
}

export const current = (documents: readonly StoredDocument[]): StoredDocument[] =>
  documents.filter(({ replaced }) => !replaced)

export async function checksOf(
  context: Context,
  file: FileOf & Whose,
  about: { rules: Rules; documents: readonly StoredDocument[] },
): Promise<Check[]> {
  const { rules } = about
  const papers = current(about.documents)
  const to = `/archives/${file.personId}`
  return [
    ...(await openEnds(context, file.personId, file.endedOn)),
    ...paperChecks(papers, rules.basis, to),
    ...unfiledCheck(await unfiledLetters(context, file.personId), rules.basis, to),
    ...missingCheck(missingOf(neededBy(rules, file), papers), to, rules.classCitations),
  ]
}
