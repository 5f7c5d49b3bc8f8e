/** Whether a county has its local policy: every topic covered by an issued document, each filed, by the day due. Pure. */
import { dateText, daysBetween, type PlainDate } from '#kernel/calendar.ts'
import type { Citation } from '#kernel/policy.ts'
import type { PolicyState } from './policy-operations.ts'

export const topicText: Readonly<Record<string, string>> = {
  recognition: '对象认定',
  approval_procedure: '审批流程',
  contents: '供养内容',
  standards: '供养标准',
  home_management: '供养服务机构建设管理',
}
export const topicTitle = (code: string): string => topicText[code] ?? code

interface Document {
  number: string
  topics: readonly string[]
  issuedOn: PlainDate
  filedOn: PlainDate | null
}

interface Asked {
  /** Topics asked for; none where no document in force asks. */
  topics: readonly string[]
  dueOn: PlainDate | null
  documents: readonly Document[]
  today: PlainDate
  citations: Citation[]
}

export function stateOf({ topics, dueOn, documents, today, citations }: Asked): PolicyState {
  const covered = topics.map((code) => ({
    code,
    title: topicTitle(code),
    documents: documents.filter((document) => document.topics.includes(code)).map(({ number }) => number),
  }))
  const missing = covered.filter((topic) => topic.documents.length === 0).map(({ title }) => title)
  const unfiled = documents.filter(({ filedOn }) => filedOn === null).length
  const done = topics.length > 0 && missing.length === 0 && unfiled === 0
  const doneOn = done ? latest(documents) : null
  const lateDays = dueOn === null ? 0 : Math.max(0, daysBetween(dueOn, doneOn ?? today))
  const state = { topics: covered, dueOn, lateDays, missing, unfiled, doneOn, citations }
  return { ...state, text: textOf(state) }
}

const latest = (documents: readonly Document[]): PlainDate | null =>
  documents
    .flatMap(({ issuedOn, filedOn }) => [issuedOn, filedOn ?? issuedOn])
    .toSorted()
    .at(-1) ?? null

function textOf({ topics, dueOn, lateDays, missing, unfiled, doneOn }: Omit<PolicyState, 'text'>): string {
  if (topics.length === 0) return '在用文件没有要求本级另行出台配套政策。'
  const late = lateDays > 0 ? `，逾期${lateDays}天` : ''
  const due = dueOn ? `应于${dateText(dueOn)}前出台并备案` : '应出台并备案'
  if (doneOn) return `${due}，已于${dateText(doneOn)}全部办完${late}。`
  const left = [
    ...(missing.length > 0 ? [`还没有规定${missing.join('、')}`] : []),
    ...(unfiled > 0 ? [`${unfiled}份没有备案`] : []),
  ]
  return `${due}；${left.join('，')}${late}。`
}
