/** What is asked of files: the list, one file with what stands in its way, its papers by class. */
import { type RawBuilder, sql } from 'kysely'
import type { InputOf } from '#kernel/contract.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { endReasonText } from '#modules/persons/words.ts'
import { checksOf, classOf, current, neededBy, type Rules, rulesOf, termOf } from './assessing.ts'
import { missingOf, objectionsToStep, statusOf, takesPapers } from './closing-rules.ts'
import { type ArchiveFile, archives, type FileRow } from './contract.ts'
import { unfiledLetters } from './unfiled.ts'
import {
  db,
  documentsOf,
  filed,
  type FileOf,
  fileOf,
  openRequests,
  standingOf,
  type StoredDocument,
  townshipNames,
} from './stored.ts'
import { classText, DocumentClass, type FileStatus, HoldKind, StepKind } from './words.ts'

const exact = 1001
type Asked = Omit<InputOf<typeof archives.operations.list>, 'page' | 'pageSize'>

interface Listing {
  asked: Asked
  rules: Rules
  limit: number
  offset: number
}

export async function listed(context: Context, { asked, rules, limit, offset }: Listing): Promise<FileRow[]> {
  const rows = await chosenBy(context, asked, rules)
    .selectAll()
    .orderBy('endedOn', (order) => order.desc().nullsLast())
    .orderBy('nameSort')
    .orderBy('personId')
    .limit(limit)
    .offset(offset)
    .execute()
  const papers = await documentsOf(
    context,
    rows.map(({ personId }) => personId ?? ''),
  )
  const documents = Map.groupBy(papers, ({ personId }) => personId)
  const townships = await townshipNames(context)
  return rows.map((row) =>
    rowOf(context, row, {
      rules,
      documents: documents.get(row.personId ?? '') ?? [],
      township: townships.get(row.townshipId ?? '') ?? '',
    }),
  )
}

export const reading = part(archives, {
  async list(context, { page, pageSize, ...asked }) {
    const rules = rulesOf(await context.policyOn(context.today))
    const rows = await listed(context, { asked, rules, limit: pageSize, offset: (page - 1) * pageSize })
    const all = await chosenBy(context, asked, rules).select('personId').limit(exact).execute()
    context.shows({ ...asked, page, pageSize }, rows.length)
    return { rows, total: all.length, at: context.now }
  },

  async file(context, { personId }) {
    const file = await fileOf(context, personId)
    const rules = rulesOf(await context.policyOn(context.today))
    const documents = await documentsOf(context, [personId])
    const township = (await townshipNames(context)).get(file.townshipId ?? '') ?? ''
    const row = rowOf(context, file, { rules, documents, township })
    const stored = await storedFile(context, personId)
    return {
      ...row,
      endReason: file.endReason ? (endReasonText[file.endReason] ?? file.endReason) : '',
      years: rules.retention.value.years,
      citations: rules.retention.citations,
      receiver: stored?.receiver ?? '',
      packageSha256: stored?.packageSha256 ?? '',
      steps: await stepsOf(context, personId),
      holds: await holdsOf(context, personId),
      checks: row.status === 'to_close' ? await checksOf(context, file, { rules, documents }) : [],
      stops: stopsFor(context, row.state === 'open' ? undefined : stored),
    }
  },

  async documents(context, { personId }) {
    const file = await fileOf(context, personId)
    const rules = rulesOf(await context.policyOn(context.today))
    const all = await documentsOf(context, [personId])
    const needed = neededBy(rules, file)
    const missing = missingOf(needed, current(all))
    return {
      classes: DocumentClass.options.map((each) => ({
        class: each,
        title: rules.classes[each]?.label ?? classText[each],
        documents: all.filter((row) => row.class === each).map(filed),
        missing: missing.filter((material) => material.class === each),
      })),
      issued: (await unfiledLetters(context, personId)).map((letter) => ({
        ...letter,
        class: classOf(rules, letter.item),
      })),
      there: needed.length - missing.length,
      needed: needed.length,
      takesPapers: takesPapers(file.status ?? 'open'),
      paperPrevails: rules.basis?.value.prevails === 'paper',
      citations: { classes: rules.classCitations, basis: rules.basis?.citations ?? [] },
    }
  },
})

function chosenBy(context: Context, { words, status, differing, townshipId }: Asked, rules: Rules) {
  return db(context)
    .selectFrom('archives.fileView')
    .where('countyCode', '=', context.county)
    .$if(words !== '', (query) =>
      query.where(sql<boolean>`position(${words} in name || ' ' || coalesce(file_no, '')) > 0`),
    )
    .$if(townshipId !== undefined, (query) => query.where('townshipId', '=', townshipId ?? ''))
    .$if(!differing, (query) => query.where(statusIs(status, context.today, rules)))
    .$if(differing, (query) =>
      query.where(
        'personId',
        'in',
        db(context)
          .selectFrom('archives.documentView')
          .select('personId')
          .where('countyCode', '=', context.county)
          .where('same', '=', false)
          .where('replaced', '=', false),
      ),
    )
}

/** The status of `statusOf` in words of the database; both are held against each other by a test. */
function statusIs(status: FileStatus | undefined, today: string, { retention }: Rules): RawBuilder<boolean> {
  const ended = sql`ended_on < ${today}::date`
  // A whole year before 29 February falls on 28 February here as it does in `addYears`.
  const over = sql`greatest(keep_through_on, (ended_on + make_interval(years => ${retention.value.years}))::date) < ${today}::date`
  const closed = sql`status in ('closed', 'offered')`
  switch (status) {
    case undefined:
      return sql<boolean>`(${ended} or status in ('handed', 'destroyed'))`
    case 'in_use':
      return sql<boolean>`(status not in ('handed', 'destroyed') and (ended_on is null or ended_on >= ${today}::date))`
    case 'to_close':
      return sql<boolean>`(${ended} and status in ('open', 'proposed'))`
    case 'held':
      return sql<boolean>`(${ended} and ${closed} and held)`
    case 'kept':
      return sql<boolean>`(${ended} and ${closed} and not held and not (${over}))`
    case 'term_over':
      return sql<boolean>`(${ended} and ${closed} and not held and ${over})`
    case 'handed':
    case 'destroyed':
      return sql<boolean>`status = ${status}`
  }
}

interface About {
  rules: Rules
  documents: readonly StoredDocument[]
  township: string
}

function rowOf(context: Context, file: FileOf, { rules, documents, township }: About): FileRow {
  const papers = current(documents)
  const state = file.status ?? 'open'
  // Of a destroyed file nothing is missing.
  const needed = state === 'destroyed' ? [] : neededBy(rules, file)
  const term = termOf(rules, file)
  const boxes = [...new Set(papers.map(({ box }) => box).filter(Boolean))]
  return {
    personId: file.personId,
    fileNo: file.fileNo ?? '',
    name: file.name ?? '',
    township,
    state,
    status: statusOf(
      { state, endedOn: file.endedOn, held: file.held ?? false, keepThrough: term?.keepThrough ?? null },
      context.today,
    ),
    endedOn: file.endedOn,
    keepThrough: term?.keepThrough ?? null,
    destroyFrom: term?.destroyFrom ?? null,
    places: boxes.map((box) => `${box}盒`).join('、'),
    there: needed.length - missingOf(needed, papers).length,
    needed: needed.length,
    differences: papers.filter(({ same }) => same === false).length,
  }
}

const storedFile = (context: Context, personId: string) =>
  db(context)
    .selectFrom('archives.file')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .executeTakeFirst()

function stopsFor(context: Context, stored: Awaited<ReturnType<typeof storedFile>>): Record<string, string> {
  const standing = stored ? standingOf(stored) : { state: 'open' as const, by: {} }
  return Object.fromEntries(
    StepKind.options.flatMap((kind) => {
      const [first] = objectionsToStep(standing, kind, context.actor.accountId)
      return first ? [[kind, first.message]] : []
    }),
  )
}

const stepsOf = (context: Context, personId: string) =>
  db(context)
    .selectFrom('archives.step')
    .select(['kind', 'words', 'byName', 'at', 'fileId'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('seq')
    .execute()

async function holdsOf(context: Context, personId: string): Promise<ArchiveFile['holds']> {
  const byHand = await db(context)
    .selectFrom('archives.holdView')
    .select(['id', 'kind', 'reason', 'byName', 'at', 'releasedAt', 'releaseReason'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('at')
    .execute()
  const raised = await openRequests(context, [personId])
  return [
    ...byHand.map((row) => ({ ...row, byRequest: false })),
    ...raised.map(({ id, kind, raisedAt: at }) => ({
      id,
      kind: HoldKind.parse(kind),
      reason: '本人或监护人提出，还没有答复',
      byName: '',
      at,
      releasedAt: null,
      releaseReason: null,
      byRequest: true,
    })),
  ]
}
