import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { giveUp } from './say.mjs'

const OLDEST = 18
const NEEDED = 24
const windows = process.platform === 'win32'

const majorOf = (version) => Number(/v?(\d+)\./.exec(version)?.[1] ?? 0)

export function oldestNode() {
  if (majorOf(process.version) >= OLDEST) return
  giveUp(
    `需要 Node ${OLDEST} 或更高才能安装，现在是 ${process.version}。请从 https://nodejs.org 安装新版后再执行同一命令`,
  )
}

/** The platform package of design.md §4; locked with its integrity, so it is the same Node everywhere. */
function packaged() {
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`
  return join('node_modules', name, 'bin', windows ? 'node.exe' : 'node')
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return [process.execPath, ...folders.map((folder) => join(folder, windows ? 'node.exe' : 'node'))]
}

/** Asked of the program itself: one for another libc is there and yet does not run. */
function runs(path) {
  if (!existsSync(path)) return false
  if (path === process.execPath) return majorOf(process.version) >= NEEDED
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return status === 0 && majorOf(stdout) >= NEEDED
}

export function pinnedNode() {
  const found = [packaged(), ...installed()].find(runs)
  return (
    found ??
    giveUp(
      `需要 Node ${NEEDED}，本机（${process.platform}-${process.arch}）没有随程序安装的版本。请从 https://nodejs.org 安装 Node ${NEEDED} 后再执行同一命令`,
    )
  )
}
