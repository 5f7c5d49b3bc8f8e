import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { say } from './say.mjs'
import { commandOf, goOn } from './run.mjs'

const stamp = join('dist', '.screens')
const whole = ['src/ui', 'src/kernel', 'src/apps/console', 'src/apps/field']
const single = ['vite.config.ts', 'package-lock.json']

function filesBelow(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

/** Of a module the screens take its pages, its contract and its rules. */
function filesOfModules() {
  const shared =
    /-operations\.ts$|[\\/](contract|rules|words|shapes|fields|import-faults)[^\\/]*\.tsx?$|[\\/](console|field)[\\/]/
  return filesBelow(join('src', 'modules')).filter((path) => shared.test(path))
}

function sources() {
  const files = [...whole.flatMap(filesBelow), ...filesOfModules(), ...single.filter((path) => existsSync(path))]
  return files.filter((path) => !/\.(test|journey)\.tsx?$/.test(path)).sort((a, b) => (a < b ? -1 : 1))
}

function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

const current = (hash) => existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === hash

/** Builds them with Vite when a source changed since the last time; answers the exit code. */
export async function makeScreens(node, { always }) {
  if (!existsSync('vite.config.ts')) return 0
  const hash = hashOf(sources())
  if (!always && current(hash)) return 0
  if (!existsSync(join('node_modules', 'vite'))) return withoutVite()
  say('正在生成页面……')
  const code = await goOn(node, [commandOf('vite'), 'build', '--logLevel', 'warn'], { NODE_ENV: 'production' })
  if (code !== 0) {
    say('页面没有生成，原因见上。改好后执行：npm run build')
    return code
  }
  mkdirSync('dist', { recursive: true })
  writeFileSync(stamp, hash)
  return 0
}

function withoutVite() {
  if (existsSync('dist')) return 0
  say('没有生成好的页面，也没有生成工具。请执行：npm ci --ignore-scripts && npm run build')
  return 1
}
