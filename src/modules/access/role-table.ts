/** docs/roles.csv: the reviewed table of who may do what, in words an official can read. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { roleTitles, type Role } from './roles.ts'

export type RoleTable = ReadonlyMap<Role, ReadonlySet<string>>

const file = path.resolve(import.meta.dirname, '../../../docs/roles.csv')

/** Rows `operation,操作名称,角色、角色`; an unknown role is an error, for a misspelt one would silently lose its right. */
export async function readRoleTable(text?: string): Promise<RoleTable> {
  const source = text ?? (await readFile(file, 'utf8'))
  const roleOf = new Map(Object.entries(roleTitles).map(([role, title]) => [title as string, role as Role]))
  const table = new Map<Role, Set<string>>([...roleOf.values()].map((role) => [role, new Set<string>()]))
  for (const [index, line] of source
    .replace(/^\ufeff/, '')
    .trim()
    .split(/\r?\n/)
    .entries()) {
    if (index === 0) continue
    const [operation = '', , roles = ''] = line.split(',')
    for (const title of roles.split('、').filter(Boolean)) {
      const role = roleOf.get(title)
      if (!role) throw new Error(`docs/roles.csv 第${index + 1}行：没有“${title}”这个角色`)
      table.get(role)?.add(operation)
    }
  }
  return table
}
