/** The database as it is migrated: every table keyed by county, behind its wall; whatever is not stands here with its reason. */
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from './database.ts'

/** Tables outside the county key. */
const outside: Readonly<Record<string, string>> = {
  'access.area': '行政区划对所有县相同；本县的乡镇、村以 county_code 列注明',
  'access.account': '登录先于任何县；只由 access 按登录名或本县读取',
  'access.account_change': '账号变更随账号，待另一位管理员复核',
  'access.unit_change': '区划和单位的变更先于该县存在，待另一位管理员复核',
  'access.session': '登录会话随账号，先于任何县',
  'access.used_code': '一次性口令随账号，先于任何县',
  'persons.person_identity': '同一证件号在全部县只能有一条；只存盲索引',
  'platform.evidence_table': '证据表名单，由数据库升级写入',
  'platform.holiday': '全国放假安排',
  'platform.holiday_year': '全国放假安排',
  'platform.setting': '整个安装的事实：需要哪些密钥、演示是否完成',
}

/** Functions that act as their owner: what they may see over counties is in each of them. */
const definers: Readonly<Record<string, string>> = {
  'archives.destroy_papers': '保管期满、两人批准、没有暂缓，才删除一份档案的材料；应用自己不能删证据',
  'agreements.forget': '档案已销毁的人，删除其协议的各方和签署记录',
  'archives.forget': '档案已销毁的人，删除其供养证登记和向其印发的文书',
  'portal.forget': '档案已销毁的人，删除其查询凭条、协助查询和反映的经过',
  'reports.forget': '档案已销毁的人，删除其附件3评估表',
  'verifications.forget': '档案已销毁的人，删除其核查结果和在读证明',
  'persons.claim_identities': '同一证件号不在两县建档：只答是否已占用',
  'assessments.forget': '档案已销毁的人，删除其评估表和听取意见记录',
  'endings.forget': '档案已销毁的人，删除其变更和死亡处理中的核实、听取意见记录',
  'recognition.forget': '档案已销毁的人，删除其认定的申请、调查、异议和核查记录',
  'recognition.open_elsewhere': '同一证件号另有县正在办理认定：只答有无',
  'persons.forget_corrections': '档案已销毁的人，删除其更正前后的内容',
  'persons.identity_standing': '同上，查一个',
  'persons.identity_standings': '同上，查一批',
  'persons.keep_identity': '已终止的档案重新启用时，身份证号须仍在本县或收回，不与他县重复供养',
  'persons.refresh_statistics': '只让数据库重新统计，不读出任何行',
  'persons.release_identity': '迁出或更正时放开证件号',
  'platform.keep_statistics': '只让数据库重新统计本系统的表，不读出任何行',
  'platform.put_off': '把任务交给队列；队列的表本身不开放',
  'record.waiting_counties': '编号者问哪些县有待编号的条目：只答县代码',
  'settlement.refresh_statistics': '只让数据库重新统计，不读出任何行',
}

/** Policies that let in more than the county's own rows. */
const wider: Readonly<Record<string, string>> = {
  'policy.pack_document everyone_reads': '政策文件是公开文件，全部县共用一份',
  'policy.pack_text everyone_reads': '政策文件全文，全部县共用一份',
}

const ours = `n.nspowner = 'gongyang_owner'::regrole and n.nspname <> 'public'`
const inSchemas = `from pg_class c join pg_namespace n on n.oid = c.relnamespace`

let database: FreshDatabase
let client: pg.Client
beforeAll(async () => {
  database = await freshDatabase()
  client = new pg.Client(database)
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const lines = async (sql: string, values: unknown[] = []): Promise<string[]> => {
  const found = await client.query<{ line: string }>(sql, values)
  return found.rows.map(({ line }) => line)
}
const keyed = `${ours} and format('%s.%s', n.nspname, c.relname) <> all ($1)`
const outsiders = Object.keys(outside)

test('the exceptions are tables that exist, and every schema of ours was looked at', async () => {
  const tables = await lines(
    `select format('%s.%s', n.nspname, c.relname) as line ${inSchemas} where ${ours} and c.relkind in ('r', 'p')`,
  )
  expect(outsiders.filter((name) => !tables.includes(name))).toEqual([])
  expect(tables.length).toBeGreaterThan(100)
})

test('every table has county_code text not null as its first key column', async () => {
  const wrong = await lines(
    `select format('%s.%s', n.nspname, c.relname) as line ${inSchemas}
     left join pg_attribute a on a.attrelid = c.oid and a.attname = 'county_code'
     left join pg_index i on i.indrelid = c.oid and i.indisprimary
     where ${keyed} and c.relkind in ('r', 'p')
       and (a.atttypid is distinct from 'text'::regtype or not a.attnotnull or i.indkey[0] is distinct from a.attnum)`,
    [outsiders],
  )
  expect(wrong).toEqual([])
})

test('every unique or exclusion constraint and unique index begins with county_code', async () => {
  const wrong = await lines(
    `select i.indexrelid::regclass::text as line ${inSchemas} join pg_index i on i.indrelid = c.oid
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'county_code'
     where ${keyed} and (i.indisunique or i.indisexclusion) and i.indkey[0] <> a.attnum`,
    [outsiders],
  )
  expect(wrong).toEqual([])
  const exclusions = await lines(
    `select k.conname as line from pg_constraint k where k.contype = 'x' and pg_get_constraintdef(k.oid) not like '%(county_code WITH =%'`,
  )
  expect(exclusions).toEqual([])
})

test('every foreign key pairs county_code with county_code, but for those to an area', async () => {
  const wrong = await lines(
    `select format('%s %s', k.conrelid::regclass, k.conname) as line ${inSchemas} join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
     left join pg_attribute a on a.attrelid = c.oid and a.attname = 'county_code'
     left join pg_attribute b on b.attrelid = k.confrelid and b.attname = 'county_code'
     where ${keyed} and k.confrelid::regclass::text <> 'access.area'
       and (k.conkey[1] is distinct from a.attnum or k.confkey[1] is distinct from b.attnum)`,
    [outsiders],
  )
  expect(wrong).toEqual([])
})

test('every table is behind a forced wall that asks for the county; what opens it wider is listed', async () => {
  const wrong = await lines(
    `select format('%s.%s', n.nspname, c.relname) as line ${inSchemas}
     where ${keyed} and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity
       and exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd = '*' and p.polroles = '{gongyang_app}'::regrole[]::oid[]))`,
    [outsiders],
  )
  expect(wrong).toEqual([])
  const county = '(county_code = ANY (( SELECT platform.scope_counties() AS scope_counties)::text[])) AND '
  // The form of migration 44, which the planner takes for neither an index nor an estimate.
  const hashed = 'COALESCE((county_code IN ( SELECT unnest(platform.scope_counties()) AS unnest)), false) AND '
  const open = await lines(
    `select format('%s %s', p.polrelid::regclass, p.polname) as line from pg_policy p
     where p.polpermissive and p.polroles && '{0,gongyang_app}'::regrole[]::oid[] and (2 not in (strpos(pg_get_expr(p.polqual, p.polrelid), $1), strpos(pg_get_expr(p.polqual, p.polrelid), $2))
       or p.polwithcheck is not null or p.polcmd <> '*') order by 1`,
    [county, hashed],
  )
  expect(open).toEqual(Object.keys(wider).toSorted())
})

test('who else a wall lets in is the same at each: a backup, and the functions of oversight', async () => {
  const others = await lines(
    `select distinct format('%s: %s %s', p.polname, (select string_agg(role::regrole::text, ',') from unnest(p.polroles) role),
       pg_get_expr(p.polqual, p.polrelid)) as line from pg_policy p where p.polpermissive and not p.polroles && '{0,gongyang_app}'::regrole[]::oid[] order by 1`,
  )
  expect(others).toEqual([
    'backup: gongyang_backup true',
    `oversight: gongyang_oversight (CURRENT_USER = 'gongyang_oversight'::name)`,
  ])
  const without = await lines(
    `select format('%s.%s', n.nspname, c.relname) as line ${inSchemas}
     where ${ours} and c.relrowsecurity and 2 <> (select count(*) from pg_policy p where p.polrelid = c.oid and p.polname in ('backup', 'oversight'))`,
  )
  expect(without).toEqual([])
})

test('the owner of the tables stands behind their walls himself', async () => {
  await client.query('begin')
  await client.query(
    `insert into access.organisation (county_code, id, kind, name, from_on) values ('371522', gen_random_uuid(), 'provider', '甲', '2020-01-01')`,
  )
  const counted = async (role: string) => {
    await client.query(`set local role ${role}`)
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from access.organisation')
    return rows[0]?.count
  }
  expect([await counted('gongyang_owner'), await counted('gongyang_backup')]).toEqual([0, 1])
  await client.query('rollback')
})

test('no role that people work under may pass the walls, own a table or take another role', async () => {
  const roles = await lines(
    `select rolname as line from pg_roles where rolname like 'gongyang%' and (rolsuper or rolcreaterole or rolbypassrls) order by 1`,
  )
  expect(roles).toEqual([])
  const members = await lines(
    `select format('%s in %s', m.member::regrole, m.roleid::regrole) as line from pg_auth_members m
     where m.member::regrole::text in ('gongyang_login', 'gongyang_app', 'gongyang_worker', 'gongyang_backup')`,
  )
  expect(members).toEqual(['gongyang_login in gongyang_app'])
  const written = await lines(
    `select distinct format('%s %s', grantee, privilege_type) as line from information_schema.role_table_grants
     where table_schema not in ('graphile_worker', 'pg_catalog', 'information_schema')
       and grantee in ('PUBLIC', 'gongyang_login', 'gongyang_worker', 'gongyang_backup') order by 1`,
  )
  expect(written).toEqual(['gongyang_backup SELECT'])
})

test('every view reads as whoever asks', async () => {
  const wrong = await lines(
    `select format('%s.%s', n.nspname, c.relname) as line ${inSchemas}
     where ${ours} and (c.relkind = 'm' or c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions), false))`,
  )
  expect(wrong).toEqual([])
})

test('a function acts as its owner only when it is listed, has its path set, and is not open to everyone', async () => {
  const found = await lines(
    `select format('%s.%s', n.nspname, p.proname) as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where ${ours} and p.prosecdef order by 1`,
  )
  expect(found).toEqual(Object.keys(definers).toSorted())
  const loose = await lines(
    `select p.oid::regprocedure::text as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where ${ours} and p.prosecdef and (not exists (select from unnest(p.proconfig) c where c like 'search_path=%')
       or has_function_privilege('gongyang_login', p.oid, 'execute'))`,
  )
  expect(loose).toEqual([])
})

test('evidence is insert-only for the application, names its entry and is found by it', async () => {
  const wrong = await lines(
    `select e.name as line from platform.evidence_table e join pg_class c on c.oid = e.name::regclass
     left join pg_attribute a on a.attrelid = c.oid and a.attname = 'entry_id'
     left join pg_attribute k on k.attrelid = c.oid and k.attname = 'county_code'
     where has_table_privilege('gongyang_app', c.oid, 'update') or has_table_privilege('gongyang_app', c.oid, 'delete')
       or has_table_privilege('gongyang_app', c.oid, 'truncate') or has_any_column_privilege('gongyang_app', c.oid, 'update')
       or not has_table_privilege('gongyang_app', c.oid, 'insert') or not coalesce(a.attnotnull, false) or a.atttypid <> 'uuid'::regtype
       or not exists (select from pg_index i where i.indrelid = c.oid and i.indkey[0] = k.attnum and i.indkey[1] = a.attnum)`,
  )
  expect(wrong).toEqual([])
  expect((await lines('select name as line from platform.evidence_table')).length).toBeGreaterThan(30)
})

test('every table that names its entry is evidence, a table of the record, or listed', async () => {
  const others = await lines(
    `select format('%s.%s', n.nspname, c.relname) as line ${inSchemas} join pg_attribute a on a.attrelid = c.oid and a.attname = 'entry_id'
     where ${ours} and c.relkind in ('r', 'p') and n.nspname <> 'record'
       and not exists (select from platform.evidence_table e where e.name::regclass = c.oid) order by 1`,
  )
  expect(others).toEqual(['platform.ticket'])
})
