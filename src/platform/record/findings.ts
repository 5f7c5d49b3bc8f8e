/** What `verify` found, in words an auditor can act on. */

export interface Finding {
  code:
    | 'entry_changed'
    | 'entry_removed'
    | 'entry_inserted'
    | 'leaf_missing'
    | 'tree_changed'
    | 'tree_recomputed'
    | 'tail_cut'
    | 'head_missing'
    | 'frontier_changed'
    | 'evidence_changed'
    | 'evidence_added'
    | 'evidence_removed'
    | 'table_missing'
    | 'payload_changed'
    | 'payload_removed'
    | 'payload_added'
    | 'destruction_undone'
  message: string
  /** Place in the tree, from 0. */
  index?: number
  entryId?: string
  table?: string
}

export interface Findings {
  list: Finding[]
  /** How many more there are than the list holds. */
  more: number
}

const most = 1000

export function note(findings: Findings, finding: Finding): void {
  if (findings.list.length < most) findings.list.push(finding)
  else findings.more += 1
}

export interface EntryName {
  index: number | null
  entryId: string
  operation: string | null
  at: string | null
}

/** '第12条（visits.record，2026-11-22T01:02:03.000Z，编号…）' */
export function nameOf({ index, entryId, operation, at }: EntryName): string {
  const about = [operation, at, `编号${entryId}`].filter((each) => each !== null).join('，')
  return index === null ? `尚未入树的条目（${about}）` : `第${index + 1}条（${about}）`
}
