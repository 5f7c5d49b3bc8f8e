/**
 * After a destruction no table holds personal content of whose file it was (BJ-12.5, 个人信息保护法 第四十七条): every table with a
 * person_id is filled with words nobody may read again; what is left stands below, with its reason.
 */
import type pg from 'pg'
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { archives } from '#modules/archives/contract.ts'
import { keptModules } from '#modules/archives/letting-go.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { schemaOf } from '../architecture.ts'
import { testApp } from './app.ts'
import { type Column, columnsWith, insertRow, plainValue, withoutChecks, withoutKeys } from './given-rows.ts'

/** Whole tables that stay. 社会救助法 第七十条: what was received, paid and served is neither hidden nor destroyed. */
const keptSchemas = new Set(keptModules.map(schemaOf))
const kept: Readonly<Record<string, string>> = {
  'agreements.agreement': '编号、期限、价格和等级是付款的依据（社会救助法第七十条）；经办人是工作人员',
  'agreements.roster_day': '名册确定的日期，没有文字',
  'archives.destroyed_paper': '材料曾经存在的证明：名目、日期和校验码',
  'archives.destruction_item': '销毁清单本身',
  'archives.file': '档案去向：状态和经手人',
  'archives.hold': '为什么暂缓过销毁',
  'archives.release': '为什么解除暂缓',
  'archives.shredding': '电子件删除的进度',
  'archives.step': '归档、移交、销毁的经过',
  'archives.transfer_file': '机构档案移交清单',
  'assessments.assessment': '编号、日期和审定等级是照料标准的依据；申请人和说明已清空',
  'assessments.assessor': '谁评估的：工作人员和受聘人员',
  'assessments.decision': '审定等级的决定是照料标准的依据',
  'assessments.step': '审定、告知等办理经过；申请、听取意见和异议的内容已删除',
  'duties.handover': '由哪个科室移交给谁、何时接收：按期接收要靠它；标题和说明已清空',
  'endings.act': '决定、送达等办理经过；核实、听取意见和异议的内容已删除',
  'endings.change': '编号、日期和决定；事实已清空',
  'endings.death': '编号、日期和办结状态；地点和报告人已清空',
  'endings.death_act': '丧葬费用和款物结算（社会救助法第七十条）；家属和遗物的记录已删除',
  'endings.linkage': '与其他救助衔接的月份和凭据是款物接收的依据（社会救助法第七十条）',
  'notices.notice': '哪个月告知过；内容已清空',
  'overlap.carried': '重复享受的处理是款物接收的依据（社会救助法第七十条）',
  'overlap.decision': '重复享受的决定是款物接收的依据（社会救助法第七十条）',
  'overlap.ending': '由重复享受引起的变更的编号',
  'overlap.hit': '已有决定的比对：只留种类、月份和结论',
  'persons.correction_proposal': '更正了哪一项、由什么改为什么、由谁提出和确认：款物要靠它才看得懂；理由和凭据已清空',
  'persons.fact': '某日起的状态、方式、等级和责任乡镇：款物和服务记录要靠它才看得懂',
  'persons.filing_proposal': '谁提出、谁确认了补录；提出的内容在确认时已清空',
  'persons.guardian': '监护起止和范围代码；监护人姓名、关系、电话和依据已清空',
  'persons.payee_account': '由谁登记、谁复核；开户行、户名和账号已清空（付款凭据在发放记录中）',
  'persons.photo': '哪天由谁登记过照片；照片已销毁',
  'persons.person_identity': '放开证件号按盲索引办理，另有测试；这里的索引是随意填的',
  'persons.search_token': '按姓名查到留下的款物和服务记录',
  'portal.request': '编号、种类、日期和承办人：按期答复率要靠它；反映和答复的内容已清空',
  'recognition.application': '编号、日期和结论；证件号、电话、住址和家庭情况已清空',
  'recognition.linkage': '与其他救助衔接的月份和凭据是款物接收的依据（社会救助法第七十条）',
  'stays.movement': '入住和离院是服务记录（社会救助法第七十条）',
  'stays.stay': '入住和离院是服务记录（社会救助法第七十条）',
  'verifications.entry': '列入名单、已核查：核查覆盖率要靠它；查到了什么已删除',
}
/** Of tables that stay, columns whose words have to be gone. */
const emptied: Readonly<Record<string, readonly string[]>> = {
  'agreements.agreement': ['clauses', 'returned_reason', 'end_reason', 'takes_over'],
  'assessments.assessment': ['asker', 'words'],
  'duties.handover': ['title', 'note', 'answer_note'],
  'endings.change': ['facts', 'hearing_note'],
  'endings.death': ['place', 'reporter', 'paper_reference'],
  'notices.notice': ['addressee', 'title', 'text', 'remark'],
  'overlap.hit': ['their_name', 'their_id_masked', 'sealed', 'row_key'],
  'persons.guardian': ['name', 'relation', 'phone', 'phone_masked', 'basis', 'conflict'],
  'persons.payee_account': ['bank', 'holder', 'account', 'account_index', 'account_masked', 'refused_reason'],
  'portal.request': [
    'raiser_name',
    'confirmed_words',
    'topic',
    'entry_words',
    'wrong',
    'wanted',
    'words',
    'accused',
    'answer',
  ],
  'recognition.application': [
    'id_number',
    'id_index',
    'id_masked',
    'phone',
    'residence',
    'helper',
    'near_relative',
    'facts',
  ],
  'verifications.entry': ['left_reason'],
}
/** Not filled beforehand: they would themselves hold the destruction off, or are written by it. */
const written = new Set(
  [
    'document',
    'comparison',
    'resolution',
    'file',
    'hold',
    'release',
    'transfer_file',
    'destruction_item',
    'shredding',
    'destroyed_paper',
    'step',
  ].map((table) => `archives.${table}`),
)

const mark = '私密内容'
const app = await testApp({ now: '2024-03-04T10:00+08:00' })
await learnPolicy(app.installation)
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const [clerk, leader] = [app.as(app.actor('county-clerk')), app.as(app.actor('county-leader'))]

async function fillAll(client: pg.PoolClient, tables: ReadonlyMap<string, Column[]>, personId: string): Promise<void> {
  await withoutChecks(client, [...tables.keys()])
  const whose: Record<string, unknown> = { county_code: '371522', person_id: personId, township_id: township }
  for (const [table, columns] of tables)
    if (!written.has(table))
      await insertRow(
        client,
        table,
        Object.fromEntries(columns.map((column) => [column.name, whose[column.name] ?? plainValue(column, mark)])),
      )
}

test('of every table with a person_id, no words about him are left after a destruction but those named here with a reason', async () => {
  const personId = await givenPerson(app.superuser, {
    townshipId: township,
    endedOn: '2024-02-29',
    endReason: 'voluntary',
  })
  await clerk(archives, 'addDocument', { personId, class: 'basic', item: 'identity_copy', box: '3', title: mark })
  await clerk(archives, 'propose', { personId, reason: '旧档案在水灾中毁损' })
  await leader(archives, 'confirm', { personId })
  const tables = await columnsWith(app.superuser, 'person_id')
  expect(tables.size).toBeGreaterThan(70)
  await withoutKeys(app.superuser, (client) => fillAll(client, tables, personId))
  app.setNow('2029-03-05T10:00+08:00')
  const ground = '保管期满五年，经鉴定无继续保存价值'
  const { listId } = await clerk(archives, 'proposeDestruction', { personIds: [personId], ground })
  await leader(archives, 'approveDestruction', { listId, destroyOn: '2029-03-05' })
  const watched = { way: 'shredding' as const, place: '档案室', firstWitness: '赵测试', secondWitness: '钱示例' }
  await clerk(archives, 'carryOutDestruction', { listId, ...watched })
  const left: string[] = []
  for (const table of tables.keys()) {
    const { rows } = await app.superuser.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${table} t where person_id = $1`,
      [personId],
    )
    const said = rows.flatMap(({ row }) => Object.entries(row).filter(([, value]) => says(value)))
    left.push(...said.map(([column]) => `${table} ${column}`))
  }
  const mayStay = (each: string) => {
    const [table = '', column = ''] = each.split(' ')
    return keptSchemas.has(table.split('.')[0] ?? '') || (table in kept && !emptied[table]?.includes(column))
  }
  expect(left.filter((each) => !mayStay(each))).toEqual([])
  expect(Object.keys(kept).filter((table) => !tables.has(table))).toEqual([])
})

const hex = Buffer.from(mark).toString('hex')
const says = (value: unknown): boolean => {
  const text = JSON.stringify(value) ?? ''
  return text.includes(mark) || text.includes(hex)
}
