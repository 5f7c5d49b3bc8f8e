/** Walks the leaves in order: each against its entry, the tree against every head. */
import { note, nameOf } from './findings.ts'
import { leafHash, leafOf, sm3 } from './leaf.ts'
import { append, emptyFrontier, frontierRoot, sameBytes } from './merkle.ts'
import type { Frontier } from './merkle.ts'
import { storedEntry, storedEntryColumns } from './stored-entries.ts'
import type { StoredEntryRow } from './stored-entries.ts'
import type { Verifying } from './verify.ts'
import { payloadColumns, verifyPayload } from './verify-payload.ts'
import type { PayloadRow } from './verify-payload.ts'

const pageSize = 2000

type LeafRow = StoredEntryRow & PayloadRow & { index: number; leafHash: Buffer; leafEntryId: string; isGone: boolean }

interface Walk {
  frontier: Frontier
  /** Index that the next leaf should have. */
  next: number
  /** Size of the last stored head that agreed; none is looked at after the first that does not. */
  agreed: number
  isBroken: boolean
  outsideAgreed: number
  lastHead: number
}

export async function verifyTree(verifying: Verifying): Promise<{ size: number; root: string }> {
  const walk: Walk = { frontier: emptyFrontier, next: 0, agreed: 0, isBroken: false, outsideAgreed: 0, lastHead: 0 }
  for (;;) {
    const page = await leavesFrom(verifying, walk.next)
    if (page.length === 0) break
    for (const row of page) verifyLeaf(verifying, row, walk)
    await addToTree(verifying, walk, page)
    verifying.options.onProgress?.({ step: 'entries', done: verifying.checked.entries })
    if (page.length < pageSize) break
  }
  await verifyEnd(verifying, walk)
  return { size: walk.frontier.size, root: rootText(walk.frontier) }
}

const rootText = (frontier: Frontier): string => Buffer.from(frontierRoot(sm3, frontier)).toString('hex')

async function leavesFrom({ client, county }: Verifying, index: number): Promise<LeafRow[]> {
  const found = await client.query<LeafRow>(
    `select l.index::float8 as index, l.hash as "leafHash", l.entry_id::text as "leafEntryId", e.id is null as "isGone", ${storedEntryColumns}, ${payloadColumns}
     from record.leaf l
     left join record.entry e on e.county_code = l.county_code and e.id = l.entry_id
     left join record.payload p on p.county_code = l.county_code and p.entry_id = l.entry_id
     where l.county_code = $1 and l.index >= $2 order by l.index limit ${pageSize}`,
    [county, index],
  )
  return found.rows
}

function verifyLeaf(verifying: Verifying, row: LeafRow, walk: Walk): void {
  const { findings } = verifying
  const { index, leafEntryId: entryId } = row
  verifying.checked.entries += 1
  if (index > walk.next) {
    const missing = index - walk.next === 1 ? `第${index}条` : `第${walk.next + 1}至${index}条`
    note(findings, { code: 'leaf_missing', index: walk.next, message: `${missing}的编号被抽走，树中断开` })
  }
  walk.next = index + 1
  if (row.isGone) {
    note(findings, { code: 'entry_removed', index, entryId, message: `第${index + 1}条的条目被删除（编号${entryId}）` })
    return
  }
  const name = nameOf({ index, entryId, operation: row.operation, at: row.at })
  if (!sameBytes(leafHash(leafOf(storedEntry(row))), row.leafHash)) {
    note(findings, {
      code: 'entry_changed',
      index,
      entryId,
      message: `${name}被改动：条目、所涉人员或证据摘要与入树时不同`,
    })
  }
  verifyPayload(verifying, row, name)
}

async function addToTree(verifying: Verifying, walk: Walk, page: readonly LeafRow[]): Promise<void> {
  const start = walk.frontier.size
  const stored = await storedHeads(verifying, start, start + page.length)
  const outside = (verifying.options.heads ?? [])
    .filter((head) => head.size > start && head.size <= start + page.length)
    .map((head) => ({ ...head, isOutside: true }))
  const heads = [...stored, ...outside].toSorted((a, b) => a.size - b.size)
  for (const head of heads) {
    extend(walk, page, { start, size: head.size })
    verifying.checked.heads += 1
    if (head.isOutside) verifyOutsideHead(verifying, walk, head)
    else verifyStoredHead(verifying, walk, head)
  }
  extend(walk, page, { start, size: start + page.length })
}

function extend(walk: Walk, page: readonly LeafRow[], to: { start: number; size: number }): void {
  const more = page.slice(walk.frontier.size - to.start, to.size - to.start).map((row) => row.leafHash)
  walk.frontier = append(sm3, walk.frontier, more)
}

interface HeadToCheck {
  size: number
  root: string
  isOutside: boolean
}

async function storedHeads({ client, county }: Verifying, after: number, upTo: number): Promise<HeadToCheck[]> {
  const found = await client.query<HeadToCheck>(
    `select size::float8 as size, encode(root, 'hex') as root, false as "isOutside"
     from record.head where county_code = $1 and size > $2 and size <= $3 order by size`,
    [county, after, upTo],
  )
  return found.rows
}

function verifyStoredHead({ findings }: Verifying, walk: Walk, head: HeadToCheck): void {
  walk.lastHead = head.size
  if (walk.isBroken) return
  if (head.root === rootText(walk.frontier)) {
    walk.agreed = head.size
    return
  }
  walk.isBroken = true
  const message = `第${walk.agreed + 1}至${head.size}条之间有条目被改动、抽走或插入：树根与当时保存的不符（${head.size}条时）`
  note(findings, { code: 'tree_changed', index: walk.agreed, message })
}

function verifyOutsideHead({ findings }: Verifying, walk: Walk, head: HeadToCheck): void {
  if (head.root.toLowerCase() === rootText(walk.frontier)) {
    walk.outsideAgreed = head.size
    return
  }
  const message = `整棵树被重算过：${head.size}条时的树根与外部保存的不符，改动在第${walk.outsideAgreed + 1}至${head.size}条之间；外部为${head.root}，现为${rootText(walk.frontier)}`
  note(findings, { code: 'tree_recomputed', index: walk.outsideAgreed, message })
}

/** Heads that lie beyond the end, leaves beyond the last head, and the edge on which the sequencer builds. */
async function verifyEnd(verifying: Verifying, walk: Walk): Promise<void> {
  const { client, county, options, findings } = verifying
  const { size } = walk.frontier
  const beyond = await storedHeads(verifying, size, Number.MAX_SAFE_INTEGER)
  const longest = beyond.at(-1)
  if (longest) note(findings, cutTail(size, longest.size, '库内'))
  for (const head of options.heads ?? []) {
    if (head.size > size) note(findings, cutTail(size, head.size, '外部'))
  }
  if (!longest && walk.lastHead < size) {
    note(findings, {
      code: 'head_missing',
      index: walk.lastHead,
      message: `第${walk.lastHead + 1}至${size}条之后没有树根：树根被删除，或条目是绕过系统编入的`,
    })
  }
  const found = await client.query<{ size: number; peaks: Buffer[] }>(
    'select size::float8 as size, peaks from record.frontier where county_code = $1',
    [county],
  )
  const edge = found.rows[0] ?? emptyFrontier
  if (edge.size === size && rootText(edge) === rootText(walk.frontier)) return
  note(findings, { code: 'frontier_changed', message: `编号进度与树不符：进度记到${edge.size}条，树有${size}条` })
}

function cutTail(size: number, known: number, where: string) {
  return {
    code: 'tail_cut' as const,
    index: size,
    message: `尾部被切：${where}保存的树根证明曾有${known}条，现在只有${size}条，第${size + 1}条起缺失`,
  }
}
