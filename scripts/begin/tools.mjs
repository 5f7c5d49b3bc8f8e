import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { say } from './say.mjs'

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const NOTO = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'

function inPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

export function browser() {
  return process.env.CHROMIUM ?? BROWSERS.map(inPath).find((path) => path !== undefined)
}

function chineseFont() {
  if (existsSync(NOTO)) return true
  return spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' }).stdout?.trim() ? true : false
}

/** The Debian packages that the journeys and the tests of printed sheets still lack here. */
function missing() {
  const wanted = [
    ['chromium', () => browser() !== undefined],
    ['fonts-noto-cjk', chineseFont],
    ['poppler-utils', () => inPath('pdftoppm') !== undefined],
  ]
  return wanted.filter(([, there]) => !there()).map(([name]) => name)
}

function aptGet(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env }).status === 0
}

function install(packages) {
  const args = ['install', '-y', '--no-install-recommends', ...packages]
  return aptGet(args) || (aptGet(['update']) && aptGet(args))
}

/** True when all is there; otherwise has said what to type. */
export function makeTools() {
  const packages = missing()
  if (packages.length === 0) return true
  const may = process.getuid?.() === 0 && inPath('apt-get') !== undefined
  if (may) say(`正在安装 ${packages.join('、')}……`)
  if (may && install(packages)) return true
  say(
    `浏览器测试还缺 ${packages.join('、')}。请执行：sudo apt-get install --no-install-recommends ${packages.join(' ')}`,
  )
  return false
}
