/** The year's verification of 莘县: planned, under way, a few villages keyed in by their townships and one by its aide. Invented. */
import type pg from 'pg'
import { addDays, plainDate, type PlainDate } from '#kernel/calendar.ts'
import { verifications } from '#modules/verifications/contract.ts'
import { mondayOf } from '#modules/verifications/rules.ts'
import type { Acting, Standing } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import { openShenxian } from './shenxian.ts'
import { townshipAccount } from './shenxian-places.ts'

type Line = Pick<
  Awaited<ReturnType<typeof linesOf>>[number],
  'sheetId' | 'townshipId' | 'weekOn' | 'planned' | 'village' | 'officer'
>

const earliest = (one: PlainDate, other: PlainDate): PlainDate => (one < other ? one : other)
const latest = (one: PlainDate, other: PlainDate): PlainDate => (one > other ? one : other)

/** Three weeks gone and five to come, within the calendar year. */
function spanOf({ today }: DemoDays): { from: PlainDate; to: PlainDate } {
  const year = today.slice(0, 4)
  const from = latest(plainDate(`${year}-01-01`), addDays(mondayOf(today), -21))
  return { from, to: earliest(plainDate(`${year}-12-31`), addDays(today, 38)) }
}

/** Never before the plan: at the turn of the year it is a day old. */
const within = (days: DemoDays, ago: number): PlainDate => latest(spanOf(days).from, addDays(days.today, -ago))

const words = {
  ability: '今年冬天起行走要人扶，不能自己洗澡',
  income: '土地流转费每年增加，是否超过标准待核对',
  not_seen: '去了两次门锁着，邻居说去镇上看病',
} as const

export async function makeVerifications(standing: Standing, client: pg.Client): Promise<void> {
  const { acting, days } = await openShenxian(standing, client)
  const { from, to } = spanOf(days)
  const year = Number(from.slice(0, 4))
  const { roundId } = await acting.do({
    by: 'county-clerk',
    at: days.at(from, '09:00'),
    contract: verifications,
    name: 'makeRound',
    key: `yearly-${year}`,
    input: {
      kind: 'yearly',
      title: `${year}年度核查`,
      year,
      plan: '县民政局组织，各镇（街道）负责，村（居）协助。逐户上门见到本人，核对收入财产、法定义务人、自理能力和供养情况；结果由本人签名或捺印。',
      proof: '演示：年度核查方案，1盒1页',
      populationOn: from,
      fromOn: from,
      toOn: to,
      milestones: [
        { on: addDays(from, 28), text: '各镇（街道）过半' },
        { on: to, text: '全部核查完，汇总' },
      ],
    },
  })
  const lines = await linesOf(acting, days, roundId)
  const townships = [...new Set(lines.map(({ townshipId }) => townshipId))].slice(0, 6)
  for (const [index, townshipId] of townships.entries())
    await keyIn(acting, days, { roundId, lines: lines.filter((line) => line.townshipId === townshipId), index })
  await proveSchools(acting, days)
}

/** Whoever came of age long ago is a pupil still; two of the youngest are left to be decided. */
async function proveSchools(acting: Acting, days: DemoDays): Promise<void> {
  const at = days.at(within(days, 6), '11:00')
  const own = { by: 'county-clerk', at, contract: verifications } as const
  const { rows, stages } = await acting.ask({ ...own, name: 'minors', input: {} })
  const grown = rows.filter(({ matter, left }) => matter === 'turns_support' && left < 0)
  const [stage] = stages
  if (!stage) return
  for (const { personId } of grown.slice(0, -2)) {
    const proved = { school: '示例职业中等专业学校（虚构）', grade: '三年级', provedOn: within(days, 7) }
    const input = {
      ...proved,
      personId,
      stage: stage.code,
      untilOn: addDays(days.today, 200),
      proof: '在读证明，1盒3页',
    }
    await acting.do({ ...own, name: 'proveSchool', key: personId, input })
  }
}

async function linesOf(acting: Acting, days: DemoDays, roundId: string) {
  const at = days.at(days.today, '08:00')
  return (await acting.ask({ by: 'county-clerk', at, contract: verifications, name: 'round', input: { roundId } }))
    .villages
}

interface Keying {
  roundId: string
  lines: readonly Line[]
  index: number
}

/** Officers are named everywhere; the first village of each township is keyed in, the first of all to the end. */
async function keyIn(acting: Acting, days: DemoDays, { roundId, lines, index }: Keying): Promise<void> {
  const [first] = lines
  if (!first) return
  const by = townshipAccount(first.townshipId, 'clerk')
  const officers = lines.map(({ sheetId }, each) => ({
    sheetId,
    officer: ['刘举例', '陈假设', '杨虚构'][each % 3] ?? '',
  }))
  const begun = days.at(within(days, 14), '10:00')
  const own = { contract: verifications, by } as const
  await acting.do({ ...own, at: begun, name: 'assign', key: first.townshipId, input: { roundId, lines: officers } })
  const at = days.at(within(days, 4), '16:00')
  const { rows } = await acting.ask({ ...own, at, name: 'sheet', input: { sheetId: first.sheetId } })
  const many = index === 0 ? rows.length : 5
  for (const { personId, no } of rows.filter(({ state: each }) => each === 'open').slice(0, many)) {
    const odd = oddOf(index, no)
    const found = {
      answer: odd ?? ('none' as const),
      how: 'home' as const,
      seenSelf: odd !== 'not_seen',
      seenOn: within(days, 5),
      officer: '刘举例',
      words: odd ? words[odd] : '',
    }
    await acting.do({ ...own, at, name: 'record', key: personId, input: { roundId, personId, ...found } })
  }
}

/** One of a few townships found something. */
function oddOf(township: number, no: number): keyof typeof words | undefined {
  if (township === 1 && no === 2) return 'ability'
  if (township === 2 && no === 3) return 'income'
  return township === 3 && no === 1 ? 'not_seen' : undefined
}
