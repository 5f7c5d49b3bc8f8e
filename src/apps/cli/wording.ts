/** Commander speaks English; whoever types a command wrongly here is told in Chinese what is so and what to type. */
import type { Command } from 'commander'
import type { Refusal } from '#kernel/refusal.ts'

export function inChinese(program: Command): Command {
  return program
    .helpOption('-h, --help', '显示用法')
    .helpCommand('help [command]', '显示一个命令的用法')
    .showHelpAfterError('用 gongyang --help 查看用法')
    .configureOutput({ outputError: (text, write) => write(`${typedWrong(text)}\n`) })
    .configureHelp({
      styleTitle: (title) => headings[title] ?? title,
      styleUsage: placeholders,
      styleSubcommandTerm: placeholders,
    })
}

const headings: Record<string, string> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
}

const placeholders = (term: string): string => term.replace('[options]', '[选项]').replace('[command]', '[命令]')

type Sentence = (first: string, second: string, third: string) => string

const sentences: ReadonlyArray<readonly [RegExp, Sentence]> = [
  [/^unknown command '(.*)'/, (name) => `没有 ${name} 这个命令`],
  [/^unknown option '(.*)'/, (flag) => `没有 ${flag} 这个选项`],
  [/^missing required argument '(.*)'/, (name) => `缺少参数 <${name}>`],
  [/^required option '(.*)' not specified/, (flags) => `缺少必写的选项 ${flags}`],
  [/^option '(.*)' argument missing/, (flags) => `选项 ${flags} 后面没有写内容`],
  [
    /^too many arguments(?: for '(.*)')?\. Expected (\d+) arguments? but got (\d+)/,
    (name, most, given) =>
      `${name || 'gongyang'} 最多写${most}个参数，现在有${given}个。内容中有空格的，请用引号括起来`,
  ],
]

/** Scripts read what `call` answers; the other commands are typed by people. */
export const refusalText = ({ kind, reasons }: Refusal, command: string | undefined): string =>
  command === 'call' ? JSON.stringify({ kind, reasons }) : reasons.map(({ message }) => message).join('\n')

/** '没有 verfy 这个命令。是不是 verify？' */
export function typedWrong(said: string): string {
  const text = said.replace(/^error: /, '').trim()
  const near = /\(Did you mean (?:one of )?(.*)\?\)/.exec(text)?.[1]?.replaceAll(', ', '、')
  for (const [form, sentence] of sentences) {
    const [whole, first = '', second = '', third = ''] = form.exec(text) ?? []
    if (whole !== undefined) return `${sentence(first, second, third)}${near ? `。是不是 ${near}？` : ''}`
  }
  return text
}
