import type { Command } from 'commander'

/** Filled below by what the record offers: verify, and later backup and restore. */
export function recordCommands(program: Command): void {
  program.command('verify').description('验证操作留痕是否完整')
}
