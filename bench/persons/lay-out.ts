/** A million persons, written past the walls: names and keys made by the product's own functions, everything else in sets. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { nameKeys } from '#modules/persons/filing.ts'
import type { Secrets } from '#platform/secrets.ts'

const surnames = Array.from(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢',
)
const characters = Array.from(
  '示例样本演测试假设举虚构模拟伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂兰玉凤珍德福贵荣祥庆喜春夏秋冬梅菊莲山河江海石林田土金银铜铁文武忠孝仁义礼智信和顺安康宁长寿永远志立成建国家民生国胜利学友光华东南西北方正大中小天地日月星云风雨雪',
)

/** Families as Zipf has them: the first has fifty times as many as the fiftieth. */
function surnameOf(order: number): string {
  const place = Math.floor(surnames.length ** (((order * 7919) % 10_007) / 10_007)) - 1
  return surnames[place] ?? '王'
}

function nameOf(order: number): string {
  const first = characters[(order * 31) % characters.length] ?? '示'
  const second = characters[(order * 17 + Math.floor(order / 97)) % characters.length] ?? '例'
  return surnameOf(order) + first + (order % 6 === 0 ? '' : second)
}

async function names(client: pg.ClientBase, count: number): Promise<number> {
  const distinct = [...new Set(Array.from({ length: count }, (_, order) => nameOf(order)))]
  const keys = distinct.map(nameKeys)
  await client.query('create temporary table bench_name (no int primary key, name text, sort text, tokens text)')
  await client.query(
    `insert into bench_name select n - 1, name, sort, tokens
     from unnest($1::text[], $2::text[], $3::text[]) with ordinality t (name, sort, tokens, n)`,
    [distinct, keys.map(({ sort }) => sort), keys.map(({ tokens }) => tokens.join(' '))],
  )
  return distinct.length
}

async function lastFours(client: pg.ClientBase, secrets: Secrets): Promise<void> {
  const all = Array.from({ length: 10_000 }, (_, number) => String(number).padStart(4, '0'))
  await client.query('create temporary table bench_last4 (last4 text primary key, key bytea)')
  await client.query('insert into bench_last4 select * from unnest($1::text[], $2::bytea[])', [
    all,
    all.map((last4) => secrets.blindIndex('last4', last4)),
  ])
}

/** Indexes are taken off and built again afterwards, as whoever takes over a register would do. */
async function withoutIndexes(client: pg.ClientBase, work: () => Promise<void>): Promise<void> {
  const found = await client.query<{ name: string; definition: string }>(
    `select format('%I.%I', schemaname, indexname) as name, indexdef as definition from pg_indexes
     where schemaname = 'persons' and tablename in ('person', 'search_token')
       and not exists (select from pg_constraint c where c.conindid = format('%I.%I', schemaname, indexname)::regclass)`,
  )
  await client.query(`drop index ${found.rows.map(({ name }) => name).join(', ')}`)
  await client.query(
    "set session_replication_role = replica; set maintenance_work_mem = '512MB'; set work_mem = '256MB'",
  )
  await work()
  for (const { definition } of found.rows) await client.query(definition)
  await client.query('reset session_replication_role; reset maintenance_work_mem; reset work_mem')
}

export interface Laid {
  counties: string[]
  persons: number
}

export async function layOutPersons(
  client: pg.ClientBase,
  secrets: Secrets,
  persons: number,
  each = 7000,
): Promise<Laid> {
  const counties = Math.max(1, Math.round(persons / each))
  const known = await names(client, 60_000)
  await lastFours(client, secrets)
  const sql = (await readFile(path.join(import.meta.dirname, 'people.sql'), 'utf8'))
    .replaceAll(':counties', String(counties))
    .replaceAll(':each', String(each))
    .replaceAll(':names', String(known))
  await withoutIndexes(client, async () => {
    for (const statement of sql.split(/(?<=;)\s*\n/)) if (statement.trim()) await client.query(statement)
  })
  await client.query('vacuum analyze persons.person')
  await client.query('vacuum analyze persons.search_token')
  await client.query('analyze')
  return { counties: Array.from({ length: counties }, (_, c) => String(100_001 + c)), persons: counties * each }
}
