/** docs/architecture.md shows the graph of architecture.ts as it is now. */
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { mayUse } from '../architecture.ts'
import { drawn, page, pageWith } from '../scripts/draw-architecture.ts'

test('the drawing is current; otherwise run: node scripts/draw-architecture.ts', async () => {
  const text = await readFile(page, 'utf8')
  expect(pageWith(text)).toBe(text)
})

test('every module but the ground is drawn, and the lines tell all that may be used', () => {
  const lines = drawn().split('\n')
  const edges = lines.flatMap((line) => {
    const found = /^ {2}(\w+) --> (\w+)$/.exec(line)
    return found?.[1] && found[2] ? [{ used: found[1], by: found[2] }] : []
  })
  expect(edges.length).toBeGreaterThan(20)
  const below = (module: string): Set<string> =>
    new Set(edges.filter(({ by }) => by === module).flatMap(({ used }) => [used, ...below(used)]))
  for (const [module, uses] of Object.entries(mayUse).filter(([each]) => !['access', 'policy'].includes(each))) {
    expect(
      lines.some((line) => line.startsWith(`  ${module}[`) || line.startsWith(`  ${module}(`)),
      module,
    ).toBe(true)
    const wanted = uses.filter((each) => !['access', 'policy'].includes(each))
    expect([...below(module)], module).toEqual(expect.arrayContaining(wanted))
  }
})
