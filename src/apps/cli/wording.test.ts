/** A command typed wrongly is answered in Chinese, with what to type. */
import { Command } from 'commander'
import { Refusal } from '#kernel/refusal.ts'
import { expect, test } from 'vitest'
import { backupCommands } from './backup.ts'
import { databaseCommands } from './database.ts'
import { packCommands } from './packs.ts'
import { recordCommands } from './record.ts'
import { inChinese, refusalText } from './wording.ts'

/** What stands on the terminal after a line was typed; nothing is run, because each is refused or only explained. */
async function typed(line: string): Promise<string> {
  let said = ''
  const keep = (text: string) => void (said += text)
  const program = inChinese(new Command('gongyang'))
  program.configureOutput({ ...program.configureOutput(), writeOut: keep, writeErr: keep }).exitOverride()
  for (const add of [databaseCommands, packCommands, recordCommands, backupCommands]) add(program)
  await program.parseAsync(line.split(' '), { from: 'user' }).catch(() => undefined)
  return said
}

test.each([
  ['verfy', '没有 verfy 这个命令。是不是 verify？'],
  ['packs chek', '没有 chek 这个命令。是不是 check？'],
  ['backup', '缺少参数 <target>'],
  ['packs check packs --cas 1', '没有 --cas 这个选项'],
  ['packs adopt x.yaml --as a', '缺少必写的选项 --second <account>'],
  ['packs try packs --case', '选项 --case <words> 后面没有写内容'],
  ['backup a b', 'backup 最多写1个参数，现在有2个。内容中有空格的，请用引号括起来'],
])('“%s” is answered by “%s”', async (line, answer) => {
  expect(await typed(line)).toBe(`${answer}\n用 gongyang --help 查看用法\n`)
})

test('the usage itself holds no English sentence', async () => {
  for (const line of ['--help', 'packs --help', 'packs adopt --help', 'help verify'])
    expect(await typed(line)).not.toMatch(/Usage|Options|Commands|Arguments|display|\[options\]|\[command\]\s/)
  expect(await typed('--help')).toContain('用法： gongyang [选项] [命令]')
})

test('a refusal is a sentence for people and JSON for the scripts that call operations', () => {
  const refusal = new Refusal('refused', [{ code: 'same_person', message: '须是另一个人的账号' }])
  expect(refusalText(refusal, 'packs')).toBe('须是另一个人的账号')
  expect(JSON.parse(refusalText(refusal, 'call'))).toEqual({ kind: 'refused', reasons: refusal.reasons })
})
