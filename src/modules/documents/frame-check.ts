/** A county's Word file for a poster or form: every column of its frame and what the law wants said must be seen in the filled sample. Pure. */
import type { FrameData, LetterKind } from '#kernel/letter.ts'
import type { Citation } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { FrameWords } from '#platform/documents/frame-word.ts'
import type { WordTag } from '#platform/documents/word.ts'

interface Name {
  name: string
  /** The list whose entries have it; '' of the frame itself. */
  within: string
  list: boolean
  example: readonly string[]
}

/** Every name of a frame with what it holds, list by list. */
export function namesIn(frame: FrameData, within = ''): Name[] {
  return Object.entries(frame).flatMap(([name, value]): Name[] => {
    if (typeof value === 'string') return [{ name, within, list: false, example: [value] }]
    const inner = value.flatMap((entry) => namesIn(entry, name))
    const merged = [...Map.groupBy(inner, (each) => `${each.within} ${each.name}`).values()].flatMap((same) => {
      const [first] = same
      return first ? [{ ...first, example: same.flatMap(({ example }) => example) }] : []
    })
    return [{ name, within, list: true, example: [] }, ...merged]
  })
}

const loopOf = (name: string): string => `{{#${name}}}…{{/${name}}}`
const fault = (message: string): Reason => ({ code: 'fileId', message })

/** Before it is filled: lists as lists, each within the one it belongs to, and none missing. */
export function objectionsToFrameTags(kind: LetterKind, tags: readonly WordTag[]): Reason[] {
  const names = namesIn(kind.frame?.example ?? {})
  const lists = names.filter(({ list }) => list)
  const words = ['上文', '下文', ...kind.fields.filter((field) => field.kind === 'lines').map(({ name }) => name)]
  const faults = tags.flatMap(({ name, opens, within }) => {
    const list = lists.find((each) => each.name === name)
    if (words.includes(name) && !opens)
      return [fault(`“{{${name}}}”会印成几段，在Word里应写成“{{#${name}}}{{文字}}{{/${name}}}”。请改正后重新上传`)]
    if (list && !opens)
      return [
        fault(`“{{${name}}}”有若干行，在Word里应写成“${loopOf(name)}”，开头和结尾放在表格同一行的第一格和最后一格`),
      ]
    if (list && list.within !== within)
      return [
        fault(
          list.within
            ? `“${loopOf(name)}”应写在“${loopOf(list.within)}”的里面。请照下载的Word模板改正`
            : `“${loopOf(name)}”不能写在“${loopOf(within)}”的里面。请照下载的Word模板改正`,
        ),
      ]
    return []
  })
  const optional = new Set(kind.frame?.optional)
  const used = new Set(tags.map(({ name }) => name))
  const absent = names.filter(
    ({ name, within, list, example }) =>
      !used.has(name) &&
      !optional.has(name) &&
      // Where a whole list is missing, that is said, and not each of its columns.
      (within === '' || used.has(within)) &&
      (list || example.some((text) => text !== '')),
  )
  return [...new Map([...faults, ...absent.map(absentName)].map((each) => [each.message, each])).values()]
}

const absentName = ({ name, within, list }: Name): Reason =>
  fault(
    list
      ? `Word文件里缺少“${loopOf(name)}”，表格的内容就没有地方印。请照下载的Word模板加上`
      : `Word文件里缺少“{{${name}}}”${within ? `（写在“${loopOf(within)}”里面）` : ''}，表格就少了这一项。请加上后重新上传`,
  )

interface Asked {
  words: FrameWords
  tags: readonly WordTag[]
  clauses: (key: string) => Citation[]
}

/** After it is filled: what is hidden, white or tiny is not there for whoever reads the paper. */
export function objectionsToFrame(kind: LetterKind, shown: string, { words, tags, clauses }: Asked): Reason[] {
  const isShown = (text: string) => shown.includes(text.replaceAll(/\s/g, ''))
  const uses = (name: string) => tags.some((tag) => tag.name === name)
  const lost = [...(uses('上文') ? words.above : []), ...(uses('下文') ? words.below : [])].find(
    (text) => !isShown(text),
  )
  const optional = new Set(kind.frame?.optional)
  const hidden = namesIn(kind.frame?.example ?? {}).filter(
    ({ name, example }) => !optional.has(name) && !example.every(isShown),
  )
  const missing = kind.fields.filter(
    ({ kind: shape, required, example }) => shape !== 'table' && required && ![example].flat().every(isShown),
  )
  return [
    ...(lost ? [fault(`用样例试填后，“${short(lost)}”没有印出来。${unseen}`)] : []),
    ...hidden.map(({ name }) => fault(`用样例试填后，“${name}”没有全部印出来。${unseen}`)),
    ...missing.map(({ name, required }) => {
      const citations = clauses(required?.key ?? '')
      return {
        ...fault(
          `用样例试填后，“${name}”没有印出来：${required?.why ?? ''}。请在Word里加上“{{${name}}}”，或用“{{#上文}}{{文字}}{{/上文}}”“{{#下文}}{{文字}}{{/下文}}”印出文字`,
        ),
        ...(citations.length > 0 ? { citations } : {}),
      }
    }),
  ]
}

const unseen = '请不要用隐藏、白色或极小的字，循环的开头和结尾不要放错格，改正后重新上传'
const short = (text: string): string => (text.length > 24 ? `${text.slice(0, 24)}…` : text)
