/** Accounts from the machine itself: the way to an installation's first one. */
import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import * as z from 'zod'
import { readConfig } from '#platform/config.ts'
import { perform, type Installation } from '#platform/perform.ts'
import { systemActor } from '#platform/worker.ts'
import { assemble } from '../assemble.ts'

interface Wanted {
  role: string
  name: string
  county?: string[]
  unit?: string
}

const Opened = z.object({ password: z.string() })

export function accountCommands(program: Command): void {
  const account = program.command('account').description('账号')
  account
    .command('create <login>')
    .description('开立账号并打印一次性密码，首次登录须改密码：gongyang account create admin --role admin --name 张三')
    .requiredOption('--role <role>', '角色，如 admin、county-clerk')
    .requiredOption('--name <name>', '使用人姓名')
    .option('--county <code...>', '县代码；系统管理员、安全管理员不写')
    .option('--unit <name>', '所属乡镇、村、敬老院或服务机构的名称')
    .action(async (login: string, wanted: Wanted) => {
      const { installation, close } = await withoutDemonstration()
      try {
        const password = await openAccount(installation, login, wanted)
        process.stdout.write(`账号：${login}\n一次性密码：${password}\n首次登录须改密码；本密码不再显示\n`)
      } finally {
        await close()
      }
    })
}

/** The first account of a county's own installation must not bring the demonstration along, whatever DEMO says. */
const withoutDemonstration = () =>
  assemble(readConfig({ LOG_LEVEL: 'warn', ...process.env, DEMO: '0' }), { background: false })

export async function openAccount(installation: Installation, login: string, wanted: Wanted): Promise<string> {
  const { role, name, county: counties = [], unit } = wanted
  const [only] = counties
  const answer = await perform(installation, {
    operation: 'access.openAccount',
    input: { login, name, role, counties, ...(unit ? { unit } : {}) },
    actor: systemActor(installation, counties.length === 1 && only ? only : '000000'),
    requestId: randomUUID(),
    client: 'program',
  })
  return Opened.parse(answer).password
}
