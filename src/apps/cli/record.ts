import type { Command } from 'commander'
import pg from 'pg'
import { refuse } from '#kernel/refusal.ts'
import { checkProof } from '#platform/record/check-proof.ts'
import { verifyRecord, type OutsideHead } from '#platform/record/verify.ts'
import { readFile } from 'node:fs/promises'
import { types } from '#platform/database/connect.ts'
import type { Application } from '../assemble.ts'
import { withApplication } from './call.ts'

interface VerifyOptions {
  county?: string[]
  head?: string[]
}

export function recordCommands(program: Command): void {
  program
    .command('verify')
    .description('验证操作留痕：重新计算全部记录和证据行；--head 371522:1024:9c41… 核对打印件页脚的根值')
    .option('--county <code...>', '只验证这些县')
    .option('--head <county:size:root...>', '留在外面的根值')
    .action(verifyCommand)
  program
    .command('check-proof <file>')
    .description('离线核对一条记录的证明，不需要数据库')
    .action(async (file: string) => {
      const verdict = checkProof(await readFile(file, 'utf8'))
      process.stdout.write(`${JSON.stringify(verdict)}\n`)
      if (!verdict.ok) process.exitCode = 1
    })
}

async function verifyCommand(options: VerifyOptions): Promise<void> {
  const verdicts = await withApplication((application) => verifyAll(application, options))
  for (const verdict of verdicts) {
    process.stdout.write(`${verdict.county} ${verdict.message}\n`)
    for (const finding of verdict.findings) process.stdout.write(`  ${finding.message}\n`)
  }
  if (verdicts.some(({ ok }) => !ok)) process.exitCode = 1
}

/** As whoever sees every row, in one snapshot. */
async function verifyAll({ superuser, secrets }: Application, options: VerifyOptions) {
  const client = new pg.Client({ ...superuser, types: types as pg.CustomTypesConfig })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const known = await client.query<{ county: string }>(
      'select distinct county_code as county from record.entry order by 1',
    )
    const tables = await client.query<{ name: string }>('select name from platform.evidence_table order by name')
    const verdicts = []
    for (const { county } of known.rows.filter((row) => !options.county || options.county.includes(row.county))) {
      const heads = (options.head ?? []).map(outsideHead).filter((head) => head.county === county)
      verdicts.push(
        await verifyRecord(client, county, { heads, evidenceTables: tables.rows.map(({ name }) => name), secrets }),
      )
    }
    return verdicts
  } finally {
    await client.end()
  }
}

function outsideHead(text: string): OutsideHead & { county: string } {
  const match = /^(\d{6}):(\d+):([0-9a-f]{64})$/.exec(text)
  if (!match) return refuse('invalid', 'head', `“${text}”不是根值，应写成 县代码:条数:64位十六进制`)
  return { county: match[1] ?? '', size: Number(match[2]), root: match[3] ?? '' }
}
