import type { Command } from 'commander'
import pg from 'pg'
import { readConfig } from '#platform/config.ts'
import { rolesSql } from '#platform/database/roles.ts'
import { addressOf } from '#platform/database/server.ts'
import { databasePasswords } from '#platform/passwords.ts'
import { ensureDemo } from '../demo/ensure.ts'
import { assemble } from '../assemble.ts'

export function databaseCommands(program: Command): void {
  program
    .command('migrate')
    .description('升级数据库后退出')
    .action(async () => {
      const application = await assemble(readConfig(process.env), { background: false })
      await application.close()
      process.stdout.write('数据库已是最新\n')
    })
  program
    .command('roles')
    .description('打印建立数据库角色的SQL，供不允许程序自建角色的单位由管理员执行')
    .action(async () => {
      const { keysDir, databaseUrl } = readConfig(process.env)
      // The DBA runs it as himself; the members are to be whoever the program signs in as.
      const { user } = databaseUrl ? addressOf(databaseUrl) : {}
      const administrator = user ? pg.escapeIdentifier(user) : 'current_user'
      process.stdout.write(`${rolesSql(await databasePasswords(keysDir), administrator).join(';\n')};\n`)
    })
  program
    .command('demo')
    .description('在空数据库中建立演示数据')
    .action(async () => {
      const application = await assemble(readConfig({ ...process.env, DEMO: '1' }), { background: false })
      try {
        await ensureDemo(application, (line) => void process.stdout.write(`${line}\n`))
      } finally {
        await application.close()
      }
    })
}
