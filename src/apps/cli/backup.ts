import type { Command } from 'commander'
import path from 'node:path'
import type { Instant } from '#kernel/calendar.ts'
import { type Config, readConfig } from '#platform/config.ts'
import { takeBackup } from '#platform/backup/take.ts'
import { openBackup, restoreBackup, type Restored } from '#platform/backup/restore.ts'
import { keptSecrets } from '#platform/keys-setting.ts'
import { keepRegisterOf, readRegister, registerIn, registerName } from '#platform/record/destruction-register.ts'
import { openLog } from '#platform/log.ts'
import { databasePasswords } from '#platform/passwords.ts'
import { openSecrets } from '#platform/secrets.ts'
import { assemble } from '../assemble.ts'
import { reachDatabase, type ReachedDatabase } from '../reach-database.ts'

export function backupCommands(program: Command): void {
  program
    .command('backup <target>')
    .description('备份数据库和附件：名字以 .tar 结尾是一个文件，否则是一个文件夹。密钥不在备份里')
    .action(backupCommand)
  program
    .command('restore <source>')
    .description('把备份恢复到空的数据文件夹或空数据库；密钥文件夹里应先放好原来的密钥和销毁清单')
    .option('--destroyed <file...>', '另存的销毁清单：其中依法销毁的内容恢复后再次销毁')
    .action(restoreCommand)
}

const say = (line: string) => void process.stdout.write(`${line}\n`)
const filesDirOf = (config: Config) => path.join(config.dataDir, 'files')

/** Beside a running server, too; nothing is migrated, so that a backup before an upgrade is one. */
async function backupCommand(target: string): Promise<void> {
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env })
  const manifest = await withDatabase(config, async ({ superuser }) => {
    await keepRegisterOf(superuser, config.keysDir)
    return takeBackup(
      {
        superuser,
        filesDir: filesDirOf(config),
        secrets: await keptSecrets(superuser, config.keysDir),
        now: () => new Date().toISOString(),
      },
      path.resolve(target),
    )
  })
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  say(`已备份：${manifest.tables.length}张表${rows}行，附件${manifest.files.count}个，待办任务${manifest.jobs.count}项`)
  say(`恢复时需要密钥 ${manifest.keys.replaceAll('+', '、')}；密钥和其旁的“${registerName}”不在备份里，请另行保管`)
  for (const { county, size, root } of manifest.heads) say(`留痕根值 ${county}:${size}:${root}`)
}

async function restoreCommand(source: string, options: { destroyed?: string[] }): Promise<void> {
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env })
  const backup = await openBackup(path.resolve(source))
  try {
    const secrets = await openSecrets(config.keysDir, { needs: backup.manifest.keys })
    const passwords = await databasePasswords(config.keysDir)
    const registers = [registerIn(config.keysDir), ...(options.destroyed ?? []).map((file) => path.resolve(file))]
    const destroyed = (await Promise.all(registers.map(readRegister))).flat()
    const now = () => new Date().toISOString() as Instant
    const restored = await withDatabase(config, ({ superuser }) =>
      restoreBackup(backup, { superuser, passwords, filesDir: filesDirOf(config), secrets, destroyed, now }),
    )
    report(restored)
    await reportForgotten(config)
  } finally {
    await backup.close()
  }
}

function report({ manifest, destroyedAgain, missingFiles, verdicts }: Restored): void {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  say(`已恢复 ${manifest.madeAt} 的备份：${manifest.tables.length}张表${rows}行，附件${manifest.files.count}个`)
  if (destroyedAgain > 0) say(`已依法销毁而仍在备份里的内容${destroyedAgain}项，已重新销毁`)
  if (missingFiles.length > 0) say(`有${missingFiles.length}个附件在备份里没有：${missingFiles.slice(0, 5).join('、')}`)
  for (const { message, findings } of verdicts)
    for (const line of [message, ...findings.map((each) => `  ${each.message}`)]) say(line)
  if (missingFiles.length > 0 || verdicts.some(({ ok }) => !ok)) process.exitCode = 1
}

/** Whom the backup brought back although his file was destroyed: the restore is not done before he is let go of again. */
async function reportForgotten(config: Config): Promise<void> {
  const application = await assemble(config, { background: false })
  const { persons, failed } = application.restored
  await application.close()
  if (persons > 0) say(`档案已依法销毁而在备份里又出现的${persons}人，个人信息已重新删除`)
  if (failed.length === 0) return
  say(`${failed.join('、')}：有人的档案已依法销毁，备份里的个人信息没有删成。请查看日志，启动前先处理`)
  process.exitCode = 1
}

async function withDatabase<T>(config: Config, run: (database: ReachedDatabase) => Promise<T>): Promise<T> {
  const database = await reachDatabase(config, openLog(config.logLevel), {})
  try {
    return await run(database)
  } finally {
    await database.stop()
  }
}
