/** A YAML file whose every value knows its line and column, and the faults found in it. */
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import type * as z from 'zod'
import { expectations } from './expectations.ts'

export interface Fault {
  file: string
  line: number
  column: number
  key: string
  expected: string
  found: string
}

export const faultText = (fault: Fault): string =>
  `${fault.file}:${fault.line}:${fault.column} ${fault.key}: 应为${fault.expected}，现为${fault.found}`

/** Thrown when any file of a pack is bad; nothing is loaded then. */
export class PackFault extends Error {
  readonly faults: readonly Fault[]
  constructor(faults: readonly Fault[]) {
    super(faults.map(faultText).join('\n'))
    this.name = 'PackFault'
    this.faults = faults
  }
}

export type Path = readonly PropertyKey[]

export interface YamlFile {
  file: string
  data: unknown
  faults: Fault[]
  placeOf: (path: Path) => { line: number; column: number }
}

export const pathText = (path: Path): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part + 1}]` : String(part)))
    .join('.')
    .replaceAll('.[', '[')

export function yamlFile(file: string, source: string): YamlFile {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const faults: Fault[] = [...document.errors, ...document.warnings].map((error) => ({
    file,
    ...at(error.pos[0]),
    key: '(文件)',
    expected: error.code === 'DUPLICATE_KEY' ? '每个字段只写一次' : '写法正确的YAML',
    found: error.code === 'DUPLICATE_KEY' ? '重复的字段' : error.message,
  }))

  const offsetOf = (path: Path): number => {
    for (let length = path.length; length > 0; length--) {
      const offset = startOf(document, path.slice(0, length))
      if (offset !== undefined) return offset
    }
    return 0
  }
  let data: unknown
  if (faults.length === 0) {
    try {
      // No alias at all: a pack has no use for them, and nested ones can blow up the memory.
      data = document.toJS({ maxAliasCount: 0 })
    } catch {
      faults.push({ file, line: 1, column: 1, key: '(文件)', expected: '不用别名（*）', found: '用了别名' })
    }
  }
  return { file, data, faults, placeOf: (path) => at(offsetOf(path)) }
}

/** Where a value begins, or, for a field, where its name stands. */
function startOf(document: ReturnType<typeof parseDocument>, path: Path): number | undefined {
  const last = path.at(-1)
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(last))
    return isScalar(pair?.key) ? pair.key.range?.[0] : undefined
  }
  const node = document.getIn(path, true)
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
    ? Number(node.range[0])
    : undefined
}

export function addFault(yaml: YamlFile, path: Path, expected: string, found: string): void {
  yaml.faults.push({ file: yaml.file, ...yaml.placeOf(path), key: pathText(path) || '(文件)', expected, found })
}

/** The data at a path read by a schema, or undefined after every disagreement was noted. */
export function readAs<Schema extends z.ZodType>(
  yaml: YamlFile,
  path: Path,
  schema: Schema,
  data: unknown,
): z.output<Schema> | undefined {
  const parsed = schema.safeParse(data, { reportInput: true })
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    for (const { at, expected, found } of expectations(issue)) addFault(yaml, [...path, ...at], expected, found)
  }
  return undefined
}
