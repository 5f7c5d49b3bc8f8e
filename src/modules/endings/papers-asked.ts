/** What may not go on somebody's word alone: each asks for a scan, or for where the paper lies. Pure. */
import { dateText, firstDay, monthOf, type PlainDate } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { ChangeKind } from './words.ts'

interface Paper {
  proof: string
  fileId?: string | null
}

const named = ({ proof, fileId = null }: Paper): boolean => fileId !== null || proof.trim().length >= 4

/** Who speaks for another shows that he may; a signature refused is witnessed. */
export function requireHearingPaper(heard: Paper & { who: string; signedAs: string }): void {
  if (named(heard)) return
  if (heard.who === 'entrusted')
    refuse('invalid', 'proof', '听取受委托人的意见，须有本人的委托书。请上传委托书，或在凭据中写明委托书放在哪里')
  if (heard.signedAs === 'refused')
    refuse('invalid', 'proof', '拒绝签名的，须由两人注明。请上传注明的记录，或在凭据中写明两人的姓名和记录放在哪里')
}

/** A court declares, nobody else; and nobody is heard in its place. */
const declared: readonly string[] = ['declared_dead', 'declared_missing']
export const needsJudgment = (kind: ChangeKind, reason: string): boolean => kind === 'end' && declared.includes(reason)

export function requireJudgment(kind: ChangeKind, reason: string, papers: readonly Paper[]): void {
  if (!needsJudgment(kind, reason) || papers.some(named)) return
  refuse(
    'invalid',
    'proof',
    '宣告死亡、宣告失踪应有人民法院的判决。请上传判决书，或在凭据中写明判决书的案号和原件放在哪里',
  )
}

interface Receipt extends Paper {
  kind: ChangeKind
  from: PlainDate | undefined
  words: string
  today: PlainDate
}

/** Another county takes on in writing; months that have gone by only as its paper says. */
export function requireReceipt({ kind, from, words, today, ...paper }: Receipt): void {
  if (kind !== 'moved_away') return
  if (!named(paper))
    refuse('invalid', 'proof', '迁入地接收须有接收函或回执。请在接收的凭据中写明函件的文号和原件放在哪里')
  if (from && from < firstDay(monthOf(today)) && words.trim().length < 4)
    refuse(
      'invalid',
      'words',
      `接续起始日${dateText(from)}在本月以前，其后各月已经发放。请在说明中写明接收函所载的接续日期；函件没有写明的，请撤回后按本月以后重新提出`,
    )
}

/** What a court or the government above has decided is named by its number, and lies somewhere. */
export function requireCorrectingPaper(paper: Paper & { by: string; paper: string }): void {
  if (paper.by === 'own') return
  const what = paper.by === 'lawsuit' ? '判决书' : '行政复议决定书'
  if (paper.paper.trim().length < 5 || !/\d/.test(paper.paper))
    refuse('invalid', 'paper', `“${paper.paper}”不是文号，应写明${what}的文号，如“（2026）鲁1522行初1号”。请核对原件`)
  if (!named(paper)) refuse('invalid', 'proof', `应有${what}。请上传扫描件，或写明原件放在哪里`)
}
