/** What no database keeps and no reader sees: control characters, half characters, marks that turn text round. */

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/u

export const isWritable = (text: string): boolean => text.isWellFormed() && !hidden.test(text)

const deepest = 40

export interface Unwritable {
  /** 'contents.term': the member, as forms name it. */
  path: string
  why: 'hidden' | 'deep'
}

/** The first few members of an input that cannot be kept; walked without recursion, so that no depth breaks it. */
export function unwritableIn(input: unknown, most = 5): Unwritable[] {
  const found: Unwritable[] = []
  const open: { value: unknown; path: readonly string[] }[] = [{ value: input, path: [] }]
  for (let next = open.pop(); next && found.length < most; next = open.pop()) {
    const { value, path } = next
    if (path.length > deepest) return [...found, { path: path.slice(0, 3).join('.'), why: 'deep' }]
    if (typeof value === 'string' && !isWritable(value)) found.push({ path: path.join('.'), why: 'hidden' })
    if (typeof value !== 'object' || value === null) continue
    for (const [name, member] of Object.entries(value)) {
      if (!isWritable(name)) found.push({ path: path.join('.'), why: 'hidden' })
      open.push({ value: member, path: [...path, name] })
    }
  }
  return found
}

export const unwritableText: Record<Unwritable['why'], string> = {
  hidden:
    '内容里有看不见的控制字符、不成对的字符或改变文字方向的符号，不能保存。请删去后重填，可先粘贴到记事本再复制过来',
  deep: '内容的层次过深，不能保存。请核对所填的内容或程序发来的数据',
}
