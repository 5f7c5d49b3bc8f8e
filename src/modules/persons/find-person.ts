/** Finds the person a request is about, within what its actor sees. */
import { dateText } from '#kernel/calendar.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'

const db = tablesOf<'persons', 'access'>()

/** Says "not found" both when there is none and when he lies outside the actor's areas, so nothing leaks. */
export async function requirePerson(context: Context, personId: string) {
  const person = await db(context)
    .selectFrom('persons.person')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person) return refuse('not_found', 'person', '没有找到此人。可能不在您的辖区内，请核对后再试。')
  context.concerns(personId)
  return person
}
export type Person = Awaited<ReturnType<typeof requirePerson>>

/** Locks the row, so that two changes of one person come one after the other. */
export async function lockPerson(context: Context, personId: string, version?: number): Promise<Person> {
  const person = await db(context)
    .selectFrom('persons.person')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  if (!person) return refuse('not_found', 'person', '没有找到此人。可能不在您的辖区内，请核对后再试。')
  if (version !== undefined && version !== person.version)
    return refuse('conflict', 'changed_meanwhile', `${person.name}的档案刚被他人更新。请刷新后核对再提交。`)
  context.concerns(personId)
  return person
}

/** Nothing more is arranged for somebody who died; what is left to do has its own steps. */
export function requireAlive(
  { name, diedOn }: Pick<Person, 'name' | 'diedOn'>,
  then = '身后事务请在“死亡处理”中办理',
): void {
  if (diedOn)
    throw new Refusal('refused', [
      {
        code: 'dead',
        message: `${name}已于${dateText(diedOn)}死亡，不能登记。${then}；死亡登记有误的，请先更正。`,
        next: { title: '打开死亡处理', to: '/deaths' },
      },
    ])
}
