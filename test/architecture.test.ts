import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { browser, face, mayUse, pure, schemaOf } from '../architecture.ts'
import { glob } from '#platform/database/glob.ts'

interface Import {
  from: string
  to: string
}

const isTest = /\.(test|journey)\.tsx?$/
const files = (await glob('src', /\.tsx?$/)).filter((file) => !isTest.test(file) && !file.endsWith('.generated.ts'))

/** Every import between our files and to packages, read by esbuild file by file (type imports included by the text reader below). */
async function importsOf(file: string): Promise<Import[]> {
  const text = await readFile(file, 'utf8')
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) => target)
  return found.map((target) => ({ from: file, to: resolved(file, target) }))
}

function resolved(file: string, target: string): string {
  if (target.startsWith('#')) return target.replace(/^#/, 'src/')
  if (target.startsWith('.')) return path.join(path.dirname(file), target)
  return target
}

const imports = (await Promise.all(files.map(importsOf))).flat()
const moduleOf = (file: string) => /^src\/modules\/([^/]+)\//.exec(file)?.[1]
const breaking = (rule: (each: Import) => boolean) => imports.filter(rule).map(({ from, to }) => `${from} → ${to}`)

test('the reader of imports sees our files', async () => {
  expect(files.length).toBeGreaterThan(60)
  expect(imports.length).toBeGreaterThan(files.length)
  const bundled = await build({
    entryPoints: ['src/apps/server/main.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  })
  const unseen = Object.keys(bundled.metafile.inputs).filter(
    (input) => input.startsWith('src/') && !files.includes(input) && !input.includes('generated'),
  )
  expect(unseen).toEqual([])
})

test('modules are listed so that each uses only those above it', () => {
  const above: string[] = []
  for (const [module, uses] of Object.entries(mayUse)) {
    expect(above, `${module} uses a module below it`).toEqual(expect.arrayContaining([...uses]))
    above.push(module)
  }
})

describe('imports keep to architecture.ts:', () => {
  test('a module uses only the modules it may use, and of them only their face', () => {
    const wrong = ({ from, to }: Import) => {
      const [here, there] = [moduleOf(from), moduleOf(to)]
      if (!here || !there || here === there) return false
      return !mayUse[here]?.includes(there) || !face.test(to)
    }
    expect(breaking(wrong)).toEqual([])
  })
  test('contracts and rules run anywhere', () => {
    const isPure = (file: string) => file.startsWith('src/kernel/') || (moduleOf(file) !== undefined && pure.test(file))
    const wrong = ({ from, to }: Import) =>
      isPure(from) &&
      to !== 'zod' &&
      !to.startsWith('src/kernel/') &&
      !to.startsWith(path.dirname(from)) &&
      !pure.test(to)
    expect(breaking(wrong)).toEqual([])
  })
  test('the browser asks the server by contract', () => {
    const serverSide = (file: string) =>
      file.startsWith('src/platform/') ||
      file.startsWith('node:') ||
      (/^src\/modules\/[^/]+\/[^/]+\.ts$/.test(file) && /\/(service|index|given)\.ts$/.test(file))
    expect(breaking(({ from, to }) => browser.test(from) && serverSide(to))).toEqual([])
  })
  test('the ground does not know the house, nor modules the programs', () => {
    expect(
      breaking(({ from, to }) => /^src\/(kernel|platform|ui)\//.test(from) && /^src\/(modules|apps)\//.test(to)),
    ).toEqual([])
    expect(breaking(({ from, to }) => from.startsWith('src/modules/') && to.startsWith('src/apps/'))).toEqual([])
    expect(
      breaking(
        ({ from, to }) => from.startsWith('src/kernel/') && to.startsWith('src/') && !to.startsWith('src/kernel/'),
      ),
    ).toEqual([])
  })
})

test('a module writes only its own tables and reads only the views of modules it may use', async () => {
  let seen = 0
  for (const file of files.filter((each) => moduleOf(each))) {
    const module = moduleOf(file) ?? ''
    const text = await readFile(file, 'utf8')
    for (const [, own, reads = ''] of text.matchAll(/tablesOf<'(\w+)'(?:,\s*([^>]+))?>/g)) {
      seen += 1
      expect(own, file).toBe(schemaOf(module))
      const mayRead = (mayUse[module] ?? []).map(schemaOf)
      expect(mayRead, file).toEqual(expect.arrayContaining([...reads.matchAll(/\w+/g)].map(([name]) => name)))
    }
    // PostgreSQL lets one write through a simple view, so the verbs are checked as well, in raw SQL too.
    for (const [, , schema] of text.matchAll(/(insertInto|updateTable|deleteFrom|mergeInto)\('(\w+)\./g)) {
      expect(schema, file).toBe(schemaOf(module))
    }
    for (const [, schema] of text.matchAll(/\b(?:insert into|update|delete from)\s+(\w+)\.\w+/g)) {
      // Test data of a module may lay out what lies below it.
      const allowed = /\/given[-\w]*\.ts$/.test(file) ? [schema] : [schemaOf(module), 'platform']
      expect(allowed, file).toContain(schema)
    }
  }
  expect(seen).toBeGreaterThan(2)
})

test('files stay under 300 lines of code', async () => {
  const long: string[] = []
  for (const file of files) {
    const lines = (await readFile(file, 'utf8'))
      .split('\n')
      .filter((line) => line.trim() && !/^\s*(\/\/|\*|\/\*)/.test(line))
    if (lines.length > 300) long.push(`${file}: ${lines.length}`)
  }
  expect(long).toEqual([])
})
