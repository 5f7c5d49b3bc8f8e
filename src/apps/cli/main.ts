/** The command line: whatever screens can do, a script can. */
import { Command } from 'commander'
import { Refusal } from '#kernel/refusal.ts'
import { accountCommands } from './accounts.ts'
import { backupCommands } from './backup.ts'
import { callCommand } from './call.ts'
import { databaseCommands } from './database.ts'
import { packCommands } from './packs.ts'
import { recordCommands } from './record.ts'
import { inChinese, refusalText } from './wording.ts'

const program = inChinese(new Command('gongyang')).description('供养平台的命令行')

program
  .command('serve')
  .description('启动服务（同 npm start）')
  .action(async () => {
    await import('../server/main.ts')
  })
program
  .command('call <operation> [input]')
  .description('办理一项操作，输出JSON：gongyang call persons.list \'{"page":1}\' --as 371522-county-clerk')
  .requiredOption('--as <account>', '以哪个账号办理')
  .option('--request-id <id>', '同一编号再次办理只得到第一次的结果')
  .action(callCommand)
accountCommands(program)
databaseCommands(program)
packCommands(program)
recordCommands(program)
backupCommands(program)

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof Refusal) process.stderr.write(`${refusalText(error, process.argv[2])}\n`)
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
}
