/**
 * What a browser fetches before the sign-in page stands, compressed: index.html, its script, what it preloads, its styles.
 * Fonts are none: the console uses those of the machine. And which of the heavy parts come later, when used.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Bench, Figure, Ground } from './harness.ts'

const root = path.resolve(import.meta.dirname, '..')
const folder = path.join(root, 'dist/console')

const compressed = (file: string) => gzipSync(readFileSync(path.join(folder, file))).byteLength

/** Files that the page names, and those that they import by a statement, which the browser must have before it runs anything. */
function firstFiles(): Set<string> {
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8')
  const found = new Set(['index.html'])
  const add = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    if (!file.endsWith('.js')) return
    for (const [, other] of readFileSync(path.join(folder, file), 'utf8').matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g))
      if (other) add(`assets/${other}`)
  }
  for (const [, file] of page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)) if (file) add(file)
  return found
}

/** By words that only the library itself has in it. */
const heavy = [
  { name: 'charts', mark: /ecModel/ },
  { name: 'Excel', mark: /xl\/worksheets|sheetjs|exceljs/i },
  { name: 'maps', mark: /maplibre|leaflet|openlayers/i },
]

async function firstLoad({ say }: Ground): Promise<Figure[]> {
  spawnSync('npm', ['run', '-s', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  const first = firstFiles()
  for (const file of first) say(`  first ${kb(compressed(file))} kB  ${file}`)
  const later = readdirSync(path.join(folder, 'assets'))
    .map((name) => `assets/${name}`)
    .filter((file) => !first.has(file))
  for (const { name, mark } of heavy) {
    const has = (file: string) => file.endsWith('.js') && mark.test(readFileSync(path.join(folder, file), 'utf8'))
    const early = [...first].filter(has)
    if (early.length > 0) throw new Error(`${name} in the first load: ${early.join(', ')}`)
    const files = later.filter(has)
    for (const file of files) say(`  later ${kb(compressed(file))} kB  ${file} (${name})`)
    if (files.length === 0) say(`  later      0 kB  ${name}: the browser never gets any`)
  }
  const total = [...first].reduce((sum, file) => sum + compressed(file), 0)
  const fonts = later.filter((file) => /\.(woff2?|ttf|otf)$/.test(file))
  say(`  fonts: ${fonts.length === 0 ? 'none fetched' : fonts.join(', ')}`)
  const most = Math.max(...later.filter((file) => file.endsWith('.js')).map(compressed))
  return [
    { name: 'console.first-load', value: total / 1000, unit: 'kB', ratio: null, ratioTo: '' },
    { name: 'console.largest-later', value: most / 1000, unit: 'kB', ratio: null, ratioTo: '' },
  ]
}

const kb = (bytes: number) => (bytes / 1000).toFixed(1).padStart(6)

export const benches: Bench[] = [{ name: 'console', run: firstLoad }]
