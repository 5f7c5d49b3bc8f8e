/**
 * npm run bench -- --json FILE --only NAME --scale N
 * Runs every bench of this folder (files that export `benches: Bench[]`), each on a database of its own, and writes rows
 * {name, value, unit, ratio, ratioTo}. Figures depend on the machine; ratios are taken within one run.
 */
import { glob, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Bench, type Figure, openGround } from './harness.ts'

const { values } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' }, scale: { type: 'string', default: '1' } },
})
const scale = Number(values.scale)
if (!(scale > 0)) throw new RangeError(`--scale 应为大于零的数，现为${values.scale}`)

const figures: Figure[] = []
for (const bench of await benchesHere()) {
  if (values.only && bench.name !== values.only) continue
  process.stderr.write(`${bench.name} …\n`)
  const { ground, close } = await openGround(scale)
  try {
    for (const figure of await bench.run(ground)) {
      figures.push(figure)
      const beside = figure.ratio === null ? '' : `  ${figure.ratio.toFixed(3)} × ${figure.ratioTo}`
      process.stdout.write(`${figure.name}  ${figure.value.toPrecision(4)} ${figure.unit}${beside}\n`)
    }
  } finally {
    await close()
  }
}
if (figures.length === 0) throw new RangeError(`没有名为${values.only}的基准`)
if (values.json) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`)

async function benchesHere(): Promise<Bench[]> {
  const found: Bench[] = []
  const names: string[] = []
  for await (const name of glob('*.ts', { cwd: import.meta.dirname })) names.push(name)
  for (const name of names.toSorted()) {
    if (name === 'main.ts' || name === 'harness.ts') continue
    const module = (await import(path.join(import.meta.dirname, name))) as { benches?: Bench[] }
    found.push(...(module.benches ?? []))
  }
  return found
}
