/** Draws the module graph of architecture.ts into docs/architecture.md. Run by hand after a change: node scripts/draw-architecture.ts */
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { mayUse } from '../architecture.ts'

export const page = 'docs/architecture.md'
const [begin, end] = ['<!-- module graph: begin -->', '<!-- module graph: end -->']

/** Nearly every module stands on these, so their lines would only hide the others. */
const ground = ['access', 'policy']

const usesOf = (module: string): readonly string[] => (mayUse[module] ?? []).filter((each) => !ground.includes(each))

function reaches(from: string, to: string): boolean {
  return usesOf(from).some((each) => each === to || reaches(each, to))
}

/** Only the lines that no longer way already tells. */
const direct = (module: string): string[] =>
  usesOf(module).filter((each) => !usesOf(module).some((other) => other !== each && reaches(other, each)))

const has = (module: string, file: string) => existsSync(path.join('src/modules', module, file))

function shapeOf(module: string): string {
  if (has(module, 'contract.ts')) return `${module}[${module}]`
  return has(module, 'rules.ts') ? `${module}(${module}):::rules` : `${module}(${module}):::planned`
}

export function drawn(): string {
  const modules = Object.keys(mayUse).filter((module) => !ground.includes(module))
  return [
    '```mermaid',
    'graph TD',
    ...modules.map((module) => `  ${shapeOf(module)}`),
    ...modules.flatMap((module) => direct(module).map((used) => `  ${used} --> ${module}`)),
    '  classDef rules stroke-dasharray: 4 3',
    '  classDef planned stroke-dasharray: 1 4',
    '```',
  ].join('\n')
}

/** The page with the drawing put between its two marks. */
export function pageWith(text: string): string {
  const [before = '', rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (after === undefined) throw new Error(`${page} has lost its marks ${begin} and ${end}`)
  return `${before}${begin}\n${drawn()}\n${end}${after}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(page, pageWith(await readFile(page, 'utf8')))
