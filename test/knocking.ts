/** Knocks at every operation as somebody and hands back all that was said: answer, refusal, and the text of a file given out. */
import { createHash } from 'node:crypto'
import { modules } from '#apps/modules.ts'
import type { Operation } from '#kernel/contract.ts'
import type { Actor } from '#kernel/permission.ts'
import { Refusal } from '#kernel/refusal.ts'
import { openZip } from '#platform/documents/zip.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import { perform, type Installation } from '#platform/perform.ts'

export interface Door {
  name: string
  module: string
  operation: Operation
}

export const doors: readonly Door[] = modules.flatMap(({ service: { contract } }) =>
  Object.entries(contract.operations).map(([name, operation]) => ({
    name: `${contract.module}.${name}`,
    module: contract.module,
    operation: operation as Operation,
  })),
)

export interface Said {
  done: boolean
  /** Neither done nor refused: the invented rows are not what a module would have written, so an answer may break on them; it may not tell. */
  broke: boolean
  text: string
}

export async function knock(installation: Installation, actor: Actor, name: string, input: unknown): Promise<Said> {
  try {
    const answer = await perform(installation, { operation: name, input, actor, requestId: crypto.randomUUID() })
    return { done: true, broke: false, text: `${textOf(answer)}${await fileOf(installation, actor, answer)}` }
  } catch (error) {
    if (error instanceof Refusal) return { done: false, broke: false, text: textOf(error.reasons) }
    return { done: false, broke: true, text: String(error) }
  }
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each)) ?? ''

async function fileOf(installation: Installation, actor: Actor, answer: unknown): Promise<string> {
  if (typeof answer !== 'object' || answer === null || !('ticket' in answer)) return ''
  const hash = createHash('sha256').update(String(answer.ticket)).digest()
  const file = await redeemTicket(installation, actor, hash)
  return file === undefined ? '' : fileText(file.bytes)
}

const largest = 8 * 1024 * 1024

export function fileText(bytes: Uint8Array): string {
  const plain = Buffer.from(bytes).toString()
  if (!plain.startsWith('PK')) return plain
  const archive = openZip(bytes)
  return [...archive.entries.values()].map((entry) => Buffer.from(archive.read(entry, largest)).toString()).join('\n')
}

/** Some at a time, in any order. */
export async function atOnce<T>(count: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: count }, worker))
}
