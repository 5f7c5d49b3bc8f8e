/** Puts lines added anywhere in docs/glossary.md into its one table, sorted by code. Run by hand: node scripts/sort-glossary.ts */
import { readFile, writeFile } from 'node:fs/promises'

const file = 'docs/glossary.md'
const text = await readFile(file, 'utf8')
const head = text.slice(0, text.indexOf('\n|---'))
const cells = text
  .slice(head.length)
  .split('\n')
  .map((line) => line.replace(/^\||\|$/g, '').split('|'))
  .filter((each) => each.length === 3 && !each.some((cell) => /^\s*-{3,}\s*$|^\s*(code|clause.*)\s*$/.test(cell)))
const rows = cells.map(([chinese = '', code = '', source = '']) => ({
  chinese: chinese.trim(),
  code: code.trim().replaceAll('`', ''),
  source: source.trim(),
}))
const once = new Map(rows.toReversed().map((row) => [row.code, row]))
const key = ({ code }: { code: string }) => code.toLowerCase()
const sorted = [...once.values()].sort((one, other) => (key(one) < key(other) ? -1 : 1))
const lines = sorted.map(({ chinese, code, source }) => `| ${chinese} | \`${code}\` | ${source} |`)
await writeFile(file, `${[head, '|---|---|---|', ...lines].join('\n')}\n`)
