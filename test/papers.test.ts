/** The papers name only what is there: links, paths, scripts, variables, commands; and the two READMEs keep in step. */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'

const readmes = ['README.md', 'README.zh-CN.md']
const decisions = (await readdir('docs/decisions')).map((name) => `docs/decisions/${name}`)
const papers = [...readmes, 'docs/architecture.md', 'docs/style.md', ...decisions]
const textOf = (file: string) => readFile(file, 'utf8')

test('every link and every path in a paper leads somewhere', async () => {
  const lost: string[] = []
  let seen = 0
  for (const paper of papers) {
    const text = await textOf(paper)
    const links = [...text.matchAll(/\]\(([^):#]+)\)/g)].map(([, to = '']) => path.join(path.dirname(paper), to))
    const paths = [...text.matchAll(/`((?:src|docs|scripts|packs|test|bench)\/[\w./-]*)`/g)].map(([, to = '']) => to)
    seen += links.length + paths.length
    lost.push(...[...links, ...paths].filter((to) => !existsSync(to)).map((to) => `${paper}: ${to}`))
  }
  expect(lost).toEqual([])
  expect(seen).toBeGreaterThan(40)
})

test.each(readmes)('%s names every variable, script and command there is', async (readme) => {
  const text = await textOf(readme)
  const variables = [...(await textOf('src/platform/config.ts')).matchAll(/^ {2}([A-Z_]+): z\./gm)].map(
    ([, name]) => name,
  )
  expect(variables.length).toBeGreaterThanOrEqual(9)
  for (const name of variables) expect(text).toContain(`\`${name}\``)
  const scripts = [...(await textOf('package.json')).matchAll(/"([\w:]+)": "node scripts\/begin\.mjs/g)].map(
    ([, name = '']) => name,
  )
  expect(scripts.length).toBeGreaterThanOrEqual(8)
  for (const name of scripts) expect(text).toMatch(new RegExp(`\`(run )?${name}[ \`]`))
  const files = (await readdir('src/apps/cli')).filter((name) => !name.endsWith('.test.ts'))
  const sources = await Promise.all(files.map((name) => textOf(`src/apps/cli/${name}`)))
  const commands = [...sources.join('\n').matchAll(/\.command\('([\w-]+)/g)].map(([, name = '']) => name)
  expect(commands.length).toBeGreaterThanOrEqual(12)
  for (const name of commands) expect(text).toMatch(new RegExp(`\\b${name}\\b`))
})

test('the two READMEs have the same parts, tables and blocks', async () => {
  const shape = async (file: string) =>
    [...(await textOf(file)).matchAll(/^(#+ |\||```|\d+\. )/gm)].map(([, sign = '']) => sign)
  expect(await shape('README.zh-CN.md')).toEqual(await shape('README.md'))
})

test('each decision has its number once, its day and its state, and fits a page', async () => {
  const numbers = decisions.map((file) => path.basename(file).slice(0, 4))
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(numbers.length).toBeGreaterThanOrEqual(12)
  for (const file of decisions) {
    const text = await textOf(file)
    expect(text, file).toMatch(/^# \d{4} .+\n\n\d{4}-\d{2}-\d{2} · (accepted|reversed by \d{4})\n/)
    expect(text.split(/\s+/).length, file).toBeLessThan(500)
  }
})
