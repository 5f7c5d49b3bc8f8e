/** 我的待遇: what somebody is entitled to, in words, each amount with its clause. Read under the person's own scope. */
import * as z from 'zod'
import { dateText } from '#kernel/calendar.ts'
import { fenOfYuan, yuanText } from '#kernel/money.ts'
import { type Citation, citationText, type PolicyInForce } from '#kernel/policy.ts'
import type { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { endReasonText } from '#modules/persons/words.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Item, Line, Section } from './contract.ts'

const db = tablesOf<never, 'persons' | 'access'>()

const statusWords: Readonly<Record<string, string>> = {
  applying: '正在申请，还没有决定',
  awaiting: '已经批准，还没有开始发放',
  active: '正在享受特困人员救助供养',
  suspended: '暂停供养',
  ended: '已经终止供养',
  archived: '已经终止供养，档案已归档',
}
const modeWords: Record<SupportMode, string> = {
  dispersed: '在家供养（分散供养）',
  centralised: '住在供养服务机构（集中供养）',
}
const levelWords: Record<SelfCareLevel, string> = {
  able: '生活能够自理',
  partly_able: '部分事情不能自己做',
  unable: '生活不能自理',
}

const found = (context: Context, personId: string) =>
  db(context)
    .selectFrom('persons.personView as person')
    .leftJoin('access.areaView as township', 'township.id', 'person.townshipId')
    .select([
      'person.status',
      'person.mode',
      'person.level',
      'person.householdClass',
      'person.supportedFrom',
      'person.endedOn',
      'person.endReason',
      'person.decisionNo',
      'person.decidedOn',
      'person.certificateNo',
      'township.name as township',
    ])
    .where('person.countyCode', '=', context.county)
    .where('person.id', '=', personId)
    .executeTakeFirstOrThrow()
type Found = Awaited<ReturnType<typeof found>>

export async function entitlement(context: Context, personId: string): Promise<Section[]> {
  const person = await found(context, personId)
  const policy = await context.policyOn(context.today)
  const labels = policy.find<Record<string, string>>('codes.self_care_level.labels')?.value ?? {}
  const standing = standingOf(person)
  return [
    { title: '我的情况', note: '', items: [item('', linesOf(person, labels))], empty: '' },
    {
      title: '每个月有多少钱',
      note: standing ? `按今天（${dateText(context.today)}）的标准。` : '',
      items: standing ? amounts(policy, standing) : [],
      empty: standing ? '本县的标准还没有录入系统，请问乡镇（街道）。' : '现在没有按月发放的钱。',
    },
  ]
}

/** Undefined while nothing is paid by the month. */
function standingOf({ status, mode, level, householdClass }: Found): Standing | undefined {
  if (status !== 'active' || !mode || !level) return undefined
  return { class: householdClass, mode, level }
}

function linesOf(person: Found, labels: Readonly<Record<string, string>>): Line[] {
  const { status, mode, level, endedOn, endReason, decisionNo, decidedOn } = person
  const rows: (Line | false)[] = [
    { label: '现在的情况', value: statusWords[status] ?? status },
    endedOn !== null && {
      label: '终止日期和原因',
      value: `${dateText(endedOn)}，${endReasonText[endReason ?? ''] ?? endReason ?? ''}`,
    },
    mode !== null && { label: '供养方式', value: modeWords[mode] },
    level !== null && {
      label: '能力等级',
      value: `${levelWords[level]}${labels[level] ? `（${labels[level]}）` : ''}`,
    },
    { label: '户籍类型', value: person.householdClass === 'urban' ? '城市' : '农村' },
    person.supportedFrom !== null && { label: '从哪天开始', value: dateText(person.supportedFrom) },
    decisionNo !== '' && {
      label: '批准文书',
      value: `${decisionNo}${decidedOn ? `，${dateText(decidedOn)}` : ''}`,
    },
    person.certificateNo !== '' && { label: '救助供养证号', value: person.certificateNo },
    { label: '负责的乡镇（街道）', value: person.township ?? '' },
  ]
  return rows.filter((row) => row !== false)
}

const item = (title: string, lines: Line[], citations: readonly Citation[] = []): Item => ({
  id: null,
  title,
  lines,
  basis: citations.map(citationText).join('；'),
  deed: null,
})

const Living = z.object({
  urban: z.object({ centralised: z.string(), dispersed: z.string() }),
  rural: z.object({ centralised: z.string(), dispersed: z.string() }),
})
const Care = z.object({ able: z.string(), partly_able: z.string(), unable: z.string() })

interface Standing {
  class: 'urban' | 'rural'
  mode: SupportMode
  level: SelfCareLevel
}

const monthly = (yuan: string): string => `每月${yuanText(fenOfYuan(yuan))}元`

function amounts(policy: PolicyInForce, standing: Standing): Item[] {
  const living = policy.find('standard.living.rates')
  const care = policy.find('standard.care.rates')
  const found: Item[] = []
  const rates = Living.safeParse(living?.value)
  if (living && rates.success)
    found.push(
      item(
        '基本生活的钱',
        [
          { label: '多少', value: monthly(rates.data[standing.class][standing.mode]) },
          {
            label: '用来做什么',
            value:
              standing.mode === 'dispersed'
                ? '吃饭、穿衣、日常开支，发到您登记的账户'
                : '吃住和日常开支，由机构统一用在您身上',
          },
        ],
        living.citations,
      ),
    )
  const byLevel = Care.safeParse(care?.value)
  if (care && byLevel.success && fenOfYuan(byLevel.data[standing.level]) > 0n)
    found.push(
      item(
        '照料护理的钱',
        [
          { label: '多少', value: monthly(byLevel.data[standing.level]) },
          { label: '用来做什么', value: '请人照料您；多数情况下付给照料您的机构，不发到您手里' },
        ],
        care.citations,
      ),
    )
  return found
}
