/** Which files may be destroyed today, and why each of the others may not. */
import type { PlainDate } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { current, type Rules, rulesOf, termOf } from './assessing.ts'
import type { Destroyable } from './destruction-contract.ts'
import { objectionsToState } from './destruction-rules.ts'
import { objectionsToDestruction } from './rules.ts'
import { db, documentsOf, openRequests, townshipNames } from './stored.ts'

export interface Candidate {
  row: Destroyable
  reasons: Reason[]
}

interface Asked {
  /** Only these; all whose term is over, when left out. */
  personIds?: readonly string[]
  /** A list on which they may stand already. */
  listId?: string
}

export async function candidates(context: Context, { personIds, listId }: Asked): Promise<Candidate[]> {
  if (personIds?.length === 0) return []
  const files = await filesAsked(context, personIds)
  const ids = files.map(({ personId }) => personId)
  const [rules, holds] = [rulesOf(await context.policyOn(context.today)), await openHolds(context, ids)]
  const onLists = await listed(context, ids, listId)
  const documents = Map.groupBy(await documentsOf(context, ids), ({ personId }) => personId)
  const townships = await townshipNames(context)
  return files.flatMap((file) => {
    const term = termOf(rules, file)
    const { endedOn } = file
    const reasons = [
      ...objectionsToState(file.status ?? 'open', onLists.get(file.personId)),
      ...termReasons(rules, file, holds.get(file.personId) ?? [], context.today),
    ]
    if (!term || endedOn === null) return personIds ? [{ row: emptyRow(file), reasons }] : []
    if (!personIds && context.today <= term.keepThrough) return []
    const papers = documents.get(file.personId) ?? []
    const boxes = [
      ...new Set(
        current(papers)
          .map(({ box }) => box)
          .filter(Boolean),
      ),
    ]
    const row: Destroyable = {
      ...emptyRow(file),
      township: townships.get(file.townshipId ?? '') ?? '',
      endedOn,
      ...term,
      papers: papers.length,
      scans: papers.filter(({ fileId }) => fileId !== null).length,
      places: boxes.map((box) => `${box}盒`).join('、'),
      stop: reasons.map(({ message }) => message).join('；') || null,
    }
    return [{ row, reasons }]
  })
}

type Asking = Awaited<ReturnType<typeof filesAsked>>[number]

const termReasons = (rules: Rules, file: Asking, holds: readonly string[], today: PlainDate): Reason[] =>
  objectionsToDestruction(
    { serviceEnd: file.endedOn, keepThroughOn: file.keepThroughOn, holds },
    rules.retention,
    today,
  )

const emptyRow = ({ personId, fileNo, name, endedOn }: Asking): Destroyable => {
  const day = endedOn ?? ('9999-12-31' as PlainDate)
  const nothing = { papers: 0, scans: 0, places: '', township: '', stop: null }
  return {
    ...nothing,
    personId,
    fileNo: fileNo ?? '',
    name: name ?? '',
    endedOn: day,
    keepThrough: day,
    destroyFrom: day,
  }
}

const filesAsked = (context: Context, personIds: readonly string[] | undefined) =>
  db(context)
    .selectFrom('archives.fileView')
    .selectAll()
    .where('countyCode', '=', context.county)
    .$if(personIds !== undefined, (query) => query.where('personId', 'in', [...(personIds ?? [])]))
    .$if(personIds === undefined, (query) =>
      query.where('status', '=', 'closed').where('keepThroughOn', '<', context.today),
    )
    .orderBy('keepThroughOn')
    .orderBy('fileNo')
    .limit(1000)
    .execute()

async function openHolds(context: Context, personIds: readonly string[]): Promise<Map<string, string[]>> {
  if (personIds.length === 0) return new Map()
  const rows = await db(context)
    .selectFrom('archives.holdView')
    .select(['personId', 'kind'])
    .where('countyCode', '=', context.county)
    .where('personId', 'in', [...personIds])
    .where('releasedAt', 'is', null)
    .execute()
  const raised = await openRequests(context, personIds)
  const grouped = Map.groupBy([...rows, ...raised], ({ personId }) => personId)
  return new Map([...grouped].map(([id, holds]) => [id, [...new Set(holds.map(({ kind }) => kind))]]))
}

async function listed(context: Context, personIds: readonly string[], except: string | undefined) {
  if (personIds.length === 0) return new Map<string, string>()
  const rows = await db(context)
    .selectFrom('archives.destructionItem as item')
    .innerJoin('archives.destructionList as list', (join) =>
      join.onRef('list.countyCode', '=', 'item.countyCode').onRef('list.id', '=', 'item.listId'),
    )
    .select(['item.personId', 'list.number'])
    .where('item.countyCode', '=', context.county)
    .where('item.personId', 'in', [...personIds])
    .where('item.live', '=', true)
    .$if(except !== undefined, (query) => query.where('list.id', '<>', except ?? ''))
    .execute()
  return new Map(rows.map(({ personId, number }) => [personId, number]))
}
