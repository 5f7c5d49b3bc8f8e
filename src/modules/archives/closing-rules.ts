/** How a file goes from use to keeping to an archive, what it must hold, and what must be done before. Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Citation, PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'
import type { ArchiveBasis } from './rules.ts'
import {
  DocumentClass,
  type DocumentItem,
  type FileState,
  type FileStatus,
  itemTitle,
  type Settlement,
  type StepKind,
  stepText,
} from './words.ts'

const steps: Record<FileState, Partial<Record<StepKind, FileState>>> = {
  open: { propose: 'proposed' },
  proposed: { return: 'open', confirm: 'closed' },
  closed: { offer: 'offered', destroy: 'destroyed', reopen: 'open' },
  offered: { withdraw: 'closed', receive: 'handed', reopen: 'open' },
  handed: { reopen: 'open' },
  destroyed: { reopen: 'open' },
}
/** Steps that another person takes than the one named. */
const othersThan: Partial<Record<StepKind, StepKind>> = { confirm: 'propose', receive: 'offer' }

export interface Standing {
  state: FileState
  /** Who took the last step of each kind. */
  by: Partial<Record<StepKind, string>>
}

const stateText: Record<FileState, string> = {
  open: '尚未提请归档',
  proposed: '已提请归档，待另一人确认',
  closed: '已归档',
  offered: '正在移交，待签收',
  handed: '已移交',
  destroyed: '已依法销毁',
}

export function objectionsToStep({ state, by }: Standing, kind: StepKind, account: string): Reason[] {
  if (!steps[state][kind]) {
    const message = `档案${stateText[state]}，现在不能“${stepText[kind]}”。请刷新页面，按当前状态办理`
    return [{ code: 'not_now', message }]
  }
  const first = othersThan[kind]
  if (!first || by[first] !== account) return []
  return [{ code: 'same_person', message: `“${stepText[first]}”由您办理，“${stepText[kind]}”须由另一人办理` }]
}

export const stateAfter = (state: FileState, kind: StepKind): FileState => steps[state][kind] ?? state

/** Papers go in while the file is ours; on the way to an archive it is sealed, and a destroyed one is none. */
export const takesPapers = (state: FileState): boolean => !['offered', 'handed', 'destroyed'].includes(state)

interface Kept {
  state: FileState
  endedOn: PlainDate | null
  held: boolean
  keepThrough: PlainDate | null
}

export function statusOf({ state, endedOn, held, keepThrough }: Kept, today: PlainDate): FileStatus {
  if (state === 'handed' || state === 'destroyed') return state
  if (endedOn === null || endedOn >= today) return 'in_use'
  if (state === 'open' || state === 'proposed') return 'to_close'
  if (held) return 'held'
  return keepThrough !== null && today > keepThrough ? 'term_over' : 'kept'
}

/** archive.classes */
export type Classes = Partial<Record<DocumentClass, { label: string; contents: string[] }>>

/** Where no document says what a file holds: the least that shows who was supported, by which decision, and until when. */
export const ownClasses: Classes = {
  basic: {
    label: '基本信息类',
    contents: ['identity_copy', 'confirmation_decision_copy', 'termination_papers_copy'],
  },
  health: { label: '健康管理类', contents: ['leaving_or_death_certificates'] },
  other: { label: '其他类', contents: [] },
}

export interface Life {
  mode: string | null
  ended: boolean
  /** Left a home or died: there is a certificate of it. */
  leftOrDied: boolean
}

const neededWhen: Partial<Record<DocumentItem, (life: Life) => boolean>> = {
  admission_papers: ({ mode }) => mode === 'centralised',
  termination_papers_copy: ({ ended }) => ended,
  leaving_or_death_certificates: ({ leftOrDied }) => leftOrDied,
}

export interface Material {
  class: DocumentClass
  item: string
  title: string
}

/** What the file of this person must hold by now. */
export function materialsFor(classes: Classes, life: Life): Material[] {
  return DocumentClass.options.flatMap((each) =>
    (classes[each]?.contents ?? [])
      .filter((item) => conditionOf(item)?.(life) ?? true)
      .map((item) => ({ class: each, item, title: itemTitle(item) })),
  )
}

const conditionOf = (item: string): ((life: Life) => boolean) | undefined =>
  Object.entries(neededWhen).find(([code]) => code === item)?.[1]

/** A paper that a class names counts there; filed elsewhere it would fill a gap that is still open. */
export function objectionsToClass(classes: Classes, paper: { class: DocumentClass; item: string }): Reason[] {
  const home = DocumentClass.options.find((each) => classes[each]?.contents.includes(paper.item))
  if (!home || home === paper.class) return []
  const label = classes[home]?.label ?? home
  return [{ code: 'class', message: `“${itemTitle(paper.item)}”属于${label}。请改选类别，或选择“其他材料”` }]
}

interface Paper {
  class: DocumentClass
  item: string
  title: string
  box: string
  same: boolean | null
}

export const missingOf = (needed: readonly Material[], papers: readonly Paper[]): Material[] =>
  needed.filter(({ item }) => !papers.some((paper) => paper.item === item))

/** One thing that is still open when a file is to be closed. */
export interface Check {
  code: string
  text: string
  count: number
  /** Where it is done. */
  to: string
  /** False: a reason is enough. */
  blocks: boolean
  citations: Citation[]
}

/** Whether scans alone do: where paper is the base, each scan has its paper (吉民办字〔2017〕33号 六). */
export function paperChecks(
  papers: readonly Paper[],
  basis: PolicyValue<ArchiveBasis> | undefined,
  to: string,
): Check[] {
  const citations = basis?.citations ?? []
  const found: Check[] = []
  const without = papers.filter(({ box }) => box === '')
  if (basis?.value.prevails === 'paper' && without.length > 0) {
    const text = `${without.length}份材料只有电子件，没有纸质位置，不能结卷：${namesOf(without)}。请补登盒号`
    found.push({ code: 'no_paper', text, count: without.length, to, blocks: true, citations })
  }
  const different = papers.filter(({ same }) => same === false).length
  if (different > 0) {
    const text = `${different}份材料与纸质不一致，还没有处理。请更换扫描件，或写明怎样处理`
    found.push({ code: 'different', text, count: different, to, blocks: true, citations })
  }
  return found
}

const mostNamed = 8
const namesOf = (papers: readonly { title: string }[]): string =>
  `${papers
    .slice(0, mostNamed)
    .map(({ title }) => title)
    .join('、')}${papers.length > mostNamed ? '等' : ''}`

/** Where paper is the base, the signed paper of each letter printed here has its place in the file too (screens 4.31). */
export function unfiledCheck(
  letters: readonly { title: string }[],
  basis: PolicyValue<ArchiveBasis> | undefined,
  to: string,
): Check[] {
  if (basis?.value.prevails !== 'paper' || letters.length === 0) return []
  const text = `印发的${letters.length}份文书没有归入档案、没有纸质位置：${namesOf(letters)}。请归入并写明盒、夹、页；没有发出的，写明原因`
  return [{ code: 'unfiled', text, count: letters.length, to, blocks: false, citations: basis.citations }]
}

/** Where paper is the base the scan or the entry follows it, not the other way round (A-34, 吉民办字〔2017〕33号 六). */
export function objectionsToSettling(kind: Settlement, basis: PolicyValue<ArchiveBasis> | undefined): Reason[] {
  if (kind === 'scanned_again') return [{ code: 'kind', message: '重新扫描的，请用“更换”上传新的扫描件，差异随之处理' }]
  if (kind !== 'paper_corrected' || basis?.value.prevails !== 'paper') return []
  const message =
    '以纸质档案为准，不能按电子件改纸质。请以纸质为准更正电子件；纸质确有错误的，由原制作单位出具更正材料后登记新材料'
  return [reasonBy(basis, 'paper_prevails', message)]
}

export function missingCheck(missing: readonly Material[], to: string, citations: Citation[]): Check[] {
  if (missing.length === 0) return []
  const text = `缺${missing.length}项：${missing.map(({ title }) => title).join('、')}。请补齐；确实没有的，写明原因`
  return [{ code: 'lacks', text, count: missing.length, to, blocks: false, citations }]
}

export interface Closing {
  endedOn: PlainDate | null
  today: PlainDate
  checks: readonly Check[]
  reason: string
}

/** Why a file cannot be closed yet: all at once, each with where it is done. */
export function objectionsToClosing({ endedOn, today, checks, reason }: Closing): Reason[] {
  if (endedOn === null) return [{ code: 'in_use', message: '此人还在供养，档案在用，不能归档。终止供养后再办理' }]
  if (endedOn >= today) {
    const message = `供养到${dateText(endedOn)}为止，服务还没有终止，不能归档。请在次日以后办理`
    return [{ code: 'in_use', message }]
  }
  return checks
    .filter(({ blocks }) => blocks || reason === '')
    .map(({ code, text, count, to, citations, blocks }) => ({
      code,
      message: text,
      count,
      citations,
      next: { title: '去办理', to },
      ...(blocks ? {} : { warning: true }),
    }))
}

/** C-24: a term told at closing is never shortened by a later rule. */
export const laterOf = (told: PlainDate | null, byRule: PlainDate): PlainDate =>
  told !== null && told > byRule ? told : byRule
