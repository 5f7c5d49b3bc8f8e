/** Demonstration data on an empty database: made once, in one piece, said so on every screen. */
import pg from 'pg'
import { demoCounties } from '#platform/demo/places.ts'
import { numberAll } from '#platform/record/sequencing.ts'
import type { Application } from '../assemble.ts'
import { makeAccounts, makeBase, platformAccounts, type BaseNames } from './base.ts'
import { aohanHomes } from './homes.ts'
import { demoStands } from './made.ts'
import { demoSteps } from './steps.ts'

export type Say = (line: string) => void

const demoLock = 7_203_116

const namesOf: Record<string, BaseNames> = {
  '371522': {
    bureau: '莘县民政局',
    finance: '莘县财政局',
    medicalInsurance: '莘县医疗保障局',
    hotline: '0000-0000001',
    providers: ['甲照料服务中心（演示）', '乙居家养老服务公司（演示）', '丙社会工作服务站（演示）'],
    homes: [],
  },
  '150430': {
    bureau: '敖汉旗民政局',
    finance: '敖汉旗财政局',
    medicalInsurance: '敖汉旗医疗保障局',
    hotline: '0000-0000002',
    providers: [],
    homes: aohanHomes,
  },
  '990101': {
    bureau: '示例区社会事业局',
    finance: '示例区财政审计局',
    medicalInsurance: '示例区医疗保障局',
    hotline: '0000-0000003',
    providers: ['丁照料服务站（演示）'],
    homes: [
      { name: '示例区中心敬老院（演示）', township: '示例街道' },
      { name: '样本镇敬老院（演示）', township: '样本镇' },
      { name: '示例区旧敬老院（演示，已停办）', township: '示例街道', closed: true },
    ],
  },
  '990201': {
    bureau: '示例县甲民政局（吉林，虚构）',
    finance: '示例县甲财政局',
    medicalInsurance: '示例县甲医疗保障局',
    hotline: '0000-0000004',
    providers: [],
    homes: [],
  },
}

/**
 * Does nothing in a county's own installation. Two processes make it once; one that dies half-way is taken up again, since
 * each step goes through the door under a request id of its own.
 */
export async function ensureDemo(application: Application, say: Say, steps = demoSteps): Promise<void> {
  const client = new pg.Client(application.superuser)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [demoLock])
    if (await demoStands(client)) return
    const found = await client.query('select from access.account limit 1')
    if (!found.rowCount) await makeAllBases(client, say)
    for (const { title, make } of steps) {
      say(title)
      await make(application, client)
    }
    await numberAll(application.pool)
    await client.query(`insert into platform.setting (name, value) values ('demo', 'made') on conflict do nothing`)
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}

async function makeAllBases(client: pg.Client, say: Say): Promise<void> {
  say('正在建立演示数据：区划、单位、账号')
  await client.query('begin')
  for (const county of demoCounties) await makeBase(client, county, namesOf[county.code] ?? nothing)
  await makeAccounts(client, platformAccounts(demoCounties))
  await client.query('commit')
}

const nothing: BaseNames = {
  bureau: '民政局',
  finance: '财政局',
  medicalInsurance: '医疗保障局',
  hotline: '',
  providers: [],
  homes: [],
}
