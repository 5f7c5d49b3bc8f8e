/** Whoever holds a slip sees one person: in every table, through every operation, whatever he sends. */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { readRoleTable } from '#modules/access/index.ts'
import { personRoles } from '#modules/access/roles.ts'
import type { Actor, Scope } from '#kernel/permission.ts'
import { enter } from '#platform/perform.ts'
import { testApp } from './app.ts'
import { atOnce, doors, knock } from './knocking.ts'
import { idFields, sampleInput } from './sample-input.ts'
import { mine, theirWord } from './two-counties.ts'
import { neighbourWord, publicNames, twoTownships, type TwoTownships } from './two-townships.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00', pool: 6 })
const roles = await readRoleTable()
let given: TwoTownships
const guardianId = crypto.randomUUID()

beforeAll(async () => {
  given = await twoTownships(app)
  await app.superuser.query(
    `insert into persons.guardian (county_code, id, person_id, name, relation, scope, from_on) values ($1, $2, $3, '本镇监护', '侄子', '{property,signing}', '2022-01-01')`,
    [mine, guardianId, given.own.person],
  )
})

const holders: Readonly<Record<string, () => Actor>> = {
  本人: () => actor('supported-person', [given.own.person]),
  监护人: () => actor('guardian', [given.own.person, guardianId]),
}
const actor = (role: 'supported-person' | 'guardian', ids: string[]) =>
  app.actor(role, { kind: 'persons', ids, accountId: crypto.randomUUID() })

/** Of the county or the country, and of no person: which law holds, which offices there are, whose numbers run. */
const ofEverybody: Readonly<Record<string, string>> = {
  'access.organisation': '单位名称和电话是公开的',
  'agreements.series': '协议编号的流水',
  'agreements.template': '协议范本的文字',
  'documents.decision': '文书模板由谁采用，不涉及个人',
  'documents.edition': '文书模板的文字，不涉及个人',
  'platform.county_holiday': '本县的放假安排',
  'platform.file': '文件的登记；内容只凭本人账号的下载链接取得',
  'platform.request': '已答复的请求；只按本人账号和编号取回',
  'platform.ticket': '下载链接的登记；只有取得链接的账号能用',
  'policy.adoption': '本县采用的政策',
  'policy.county_value': '本县采用的政策',
  'policy.decision': '本县采用的政策',
  'policy.document': '政策文件',
  'policy.holiday_change': '放假安排的变更',
  'policy.proposal': '本县采用的政策',
  'policy.withdrawal': '本县撤回的政策',
  'policy.version': '本县采用的政策',
  'providers.provider': '服务机构名称、地址、电话是公开的',
  'rosters.month_plan': '每月的工作日程',
  'visits.batch': '服务记录文件的登记；没有一项本人的操作读它',
}

async function visible(scope: Scope, name: string): Promise<string[]> {
  return app.installation.kysely.transaction().execute(async (transaction) => {
    await enter(transaction, scope)
    const { rows } = await sql
      .raw<{ text: string }>(`select to_jsonb(t)::text as text from ${name} t`)
      .execute(transaction)
    return rows.map(({ text }) => text)
  })
}

test.each(Object.keys(holders))('%s sees in no table a row of anybody else', async (who) => {
  const { scope } = holders[who]?.() ?? actor('guardian', [])
  const open: string[] = []
  const leaks: string[] = []
  let own = 0
  for (const { name, columns } of given.tables) {
    const rows = await visible(scope, name)
    if (rows.length === 0) continue
    const of = columns.some((column) => column.name === 'person_id') || name === 'persons.person'
    const others = rows.filter((row) => !row.includes(given.own.person))
    if (of) own += rows.length - others.length
    if (others.length === 0) continue
    if (/^(?:record\.(?:head|unnumbered)|policy\.pack_)/.test(name)) continue
    open.push(name)
    if (of) leaks.push(`${name} ${others[0]?.slice(0, 300)}`)
    if (!(name in ofEverybody)) leaks.push(`${name} is not known to be of everybody: ${others[0]?.slice(0, 300)}`)
  }
  expect(leaks).toEqual([])
  expect(own).toBeGreaterThan(5)
  expect(Object.keys(ofEverybody).filter((name) => !open.includes(name))).toEqual([])
})

test.each(Object.keys(holders))('%s reads nothing of the record', async (who) => {
  const { scope } = holders[who]?.() ?? actor('guardian', [])
  const seen = []
  for (const name of ['record.entry', 'record.entry_person', 'record.payload', 'record.evidence'])
    seen.push(...(await visible(scope, name)).map((row) => `${name} ${row}`))
  expect(seen).toEqual([])
})

const words = [neighbourWord, theirWord]

test.each(Object.keys(holders))(
  '%s is told nothing of a neighbour by any operation, whatever is asked',
  async (who) => {
    const holder = holders[who]?.() ?? actor('guardian', [])
    const told: string[] = []
    const broke: string[] = []
    const done: string[] = []
    let knocked = 0
    await atOnce(4, doors, async ({ name, operation }) => {
      if (operation.open || operation.internal) return
      if (!holder.operations.has(name)) {
        const said = await knock(app.installation, holder, name, {})
        if (said.done || said.broke) told.push(`${name} let in`)
        return
      }
      const ids = [
        given.neighbour.person,
        given.neighbour.township,
        given.neighbour.provider,
        ...given.ids.values(),
      ].filter(Boolean)
      const fields = idFields(operation)
      const inputs = (fields.length === 0 ? [crypto.randomUUID()] : ids).map((id) =>
        sampleInput(operation, { id, text: '查一下' }, fields),
      )
      for (const input of inputs) {
        if (input === undefined) continue
        knocked += 1
        const said = await knock(app.installation, holder, name, input)
        const rest = publicNames.reduce((text, known) => text.replaceAll(known, ''), said.text)
        if (words.some((word) => rest.includes(word))) told.push(`${name} ${rest.slice(0, 300)}`)
        if (said.broke) broke.push(`${name} ${said.text.slice(0, 200)}`)
        if (said.done) done.push(name)
      }
    })
    expect(told).toEqual([])
    expect(broke).toEqual([])
    expect(done).toContain('portal.mine')
    expect(knocked).toBeGreaterThan(20)
  },
)

test('each part of the own view is of the own person', async () => {
  for (const who of Object.keys(holders)) {
    const holder = holders[who]?.() ?? actor('guardian', [])
    for (const part of ['home', 'entitlement', 'payments', 'care', 'consents', 'file', 'requests']) {
      const said = await knock(app.installation, holder, 'portal.mine', { part })
      expect(said, `${who} ${part}`).toMatchObject({ done: true })
      expect(said.text).not.toContain(theirWord)
      expect(said.text.replaceAll(/邻镇独有(?:机构|镇|村|敬老院)/g, '')).not.toContain(neighbourWord)
    }
  }
})

test('the roles of the own view have the own view and nothing else, and a slip that names nobody opens nothing', async () => {
  for (const role of personRoles)
    expect([...(roles.get(role) ?? [])].filter((name) => !name.startsWith('portal.'))).toEqual([])
  for (const scope of [
    { kind: 'persons' as const, ids: [] },
    { kind: 'county' as const, ids: [given.own.person] },
  ]) {
    const said = await knock(app.installation, app.actor('supported-person', scope), 'portal.mine', { part: 'file' })
    expect(said).toMatchObject({ done: false, text: expect.stringContaining('请凭查询凭条进入') })
  }
})
