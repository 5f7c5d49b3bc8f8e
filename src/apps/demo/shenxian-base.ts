/** What 莘县's demonstration stands on: invented standards, three providers with account, contract and carers. */
import { addDays } from '#kernel/calendar.ts'
import { policy } from '#modules/policy/contract.ts'
import { contractContents } from '#modules/providers/words.ts'
import { providers } from '#modules/providers/contract.ts'
import { inventedPrefixOf, inventPeople } from '#platform/demo/people.ts'
import type { Acting } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import { demo } from './register.ts'
import { monthlyItems } from './shenxian-scores.ts'
import { type DemoProvider, demoProviders, shenxian } from './shenxian-places.ts'

const clerk = 'county-clerk'
const leader = 'county-leader'
const paper = '演示标准（虚构，不是真实标准）'

/** The city's standards and the county's filing are not known to us; these are invented and say so wherever they are cited. */
const inventedValues = [
  {
    key: 'standard.dibao.rates',
    area: '371500',
    value: { urban: '900.00', rural: '720.00' },
    says: '城市900元、农村720元',
  },
  {
    key: 'standard.living.rates',
    area: '371500',
    value: {
      urban: { centralised: '1400.00', dispersed: '1300.00' },
      rural: { centralised: '1100.00', dispersed: '1000.00' },
    },
    says: '城市集中1400元、分散1300元；农村集中1100元、分散1000元',
  },
  {
    key: 'agreement.filing',
    area: shenxian,
    value: { object: 'agreement', by: 'township', to: 'county' },
    says: '照料服务协议签齐后报县民政局备案',
  },
]

const countyPaper = '莘县每月考评办法（演示，虚构，不是真实文件）'

/** The county document prints neither items nor a way from score to money: these two are the county's own, adopted by two persons. */
const countyValues = [
  {
    key: 'evaluation.monthly_items',
    area: shenxian,
    value: monthlyItems,
    says: '服务次数30分，服务内容25分，居室和衣被卫生20分，记录真实15分，本人满意10分',
  },
  {
    key: 'settlement.factor',
    area: shenxian,
    value: {
      table: [
        { score_from: 85, score_to: 100, factor: { times: 1, of: 1 } },
        { score_from: 75, score_to: 85, factor: { times: 95, of: 100 } },
        { score_from: 60, score_to: 75, factor: { times: 90, of: 100 } },
        { score_from: 0, score_to: 60, factor: { times: 80, of: 100 } },
      ],
      when_none: { times: 1, of: 1 },
      to_set_by: 'county',
    },
    says: '考评85分以上全额支付，75至85分支付百分之九十五，60至75分支付百分之九十，60分以下支付百分之八十',
  },
]

export async function makeStandards(acting: Acting, days: DemoDays): Promise<void> {
  const own = { area: '371500', name: paper, title: '莘县演示数据所用的标准和备案办法（虚构）' }
  await enter(acting, days, { ...own, values: inventedValues })
  await enter(acting, days, { area: shenxian, name: countyPaper, title: countyPaper, values: countyValues })
}

export interface Paper {
  area: string
  name: string
  title: string
  values: readonly { key: string; area: string; value: unknown; says: string }[]
}

/** Each value proposed by one person from a registered document and adopted by another. */
export async function enter(acting: Acting, days: DemoDays, { area, name, title, values }: Paper): Promise<void> {
  const drawnUp = addDays(days.from, -40)
  const at = days.at(drawnUp, '09:00')
  const own = { by: clerk, at, contract: policy } as const
  const document = {
    name,
    title,
    issuers: ['演示发文机关（虚构）'],
    status: 'in_force' as const,
    issuedOn: drawnUp,
    effectiveFrom: drawnUp,
    area,
  }
  const registered = name === paper ? 'standards' : name
  await acting.do({ ...own, name: 'registerDocument', key: registered, input: document })
  for (const { says, ...value } of values) {
    const input = { ...value, from: drawnUp, document: name, clause: '第一条', quote: `（演示，虚构）${says}` }
    const { id } = await acting.do({ ...own, name: 'propose', key: value.key, input })
    await acting.do({ ...own, by: leader, name: 'adopt', key: value.key, input: { id } })
  }
}

const clauses = [
  { no: '8.1', text: '当月没有提供服务的，扣减该人当月照料服务费', kind: 'person_month' as const },
  { no: '8.2', text: '少于约定次数的，每少一次扣减20元', kind: 'per_visit' as const, amountFen: 2000 },
  { no: '8.3', text: '服务质量不合格的，扣减该人当月照料服务费的百分之十', kind: 'percent' as const, percent: 10 },
]

const kinds = ['company', 'company', 'social_organisation'] as const
const creditCodes = ['91371522MA0000001C', '91371522MA0000002A', '52371522MJ0000003X']

export async function makeProviders(acting: Acting, days: DemoDays): Promise<Carers> {
  const at = days.at(addDays(days.from, -35), '10:00')
  const register = demoProviders.map(({ organisationId, no }) => ({
    organisationId,
    creditCode: withCheck(creditCodes[no - 1] ?? ''),
    kind: kinds[no - 1] ?? 'company',
    representative: ['钱样本', '孙举例', '李假设'][no - 1] ?? '',
    address: `莘县示例路${no}号（演示）`,
    phone: `0000-000010${no}`,
  }))
  await acting.do({
    by: 'system',
    at,
    contract: demo,
    name: 'adoptProviders',
    key: 'all',
    input: { providers: register },
  })
  const carers: Carers = new Map()
  const inventor = inventPeople('shenxian/carers')
  for (const provider of demoProviders) {
    const { name } = await acting.ask({
      by: clerk,
      at,
      contract: providers,
      name: 'get',
      input: { organisationId: provider.organisationId },
    })
    await makeAccount(acting, days, { provider, holder: name, account: inventor.accountNumber() })
    await makeContract(acting, days, provider)
    carers.set(provider.no, await makeCarers(acting, days, { provider, inventor }))
  }
  return carers
}

/** Ids and names of each provider's carers, two for each township in its order. */
export type Carers = Map<number, { id: string; name: string }[]>

interface Account {
  provider: DemoProvider
  holder: string
  account: string
}

async function makeAccount(acting: Acting, days: DemoDays, { provider, holder, account }: Account): Promise<void> {
  const at = days.at(addDays(days.from, -30), '09:30')
  const { organisationId, account: by } = provider
  const from = addDays(days.from, -30)
  const input = {
    organisationId,
    bank: '示例农村商业银行',
    holder,
    account,
    from,
    reason: '签订购买合同，登记收款账户',
  }
  const { accountId } = await acting.do({ by, at, contract: providers, name: 'proposeAccount', key: by, input })
  await acting.do({
    by: leader,
    at,
    contract: providers,
    name: 'decideAccount',
    key: by,
    input: { accountId, confirm: true },
  })
}

async function makeContract(acting: Acting, days: DemoDays, provider: DemoProvider): Promise<void> {
  const { organisationId, townships, account: key } = provider
  const { from, to } = days
  const signedOn = addDays(from, -20)
  const at = days.at(signedOn, '15:00')
  const contents = Object.fromEntries(contractContents.map((code) => [code, contentOf(code)]))
  const input = {
    organisationId,
    number: `莘民购（演示）〔${from.slice(0, 4)}〕${provider.no}号`,
    from,
    to,
    signedOn,
    sumFen: 60_000_000,
    budgetLine: '特困人员照料护理服务购买（演示）',
    contents,
    townships: townships.map(({ id }) => ({ townshipId: id, from, to })),
    clauses,
  }
  const { contractId } = await acting.do({ by: clerk, at, contract: providers, name: 'draftContract', key, input })
  const activate = { contractId, version: 1 }
  await acting.do({ by: leader, at, contract: providers, name: 'activateContract', key, input: activate })
}

const words: Record<string, string> = {
  content: '为分散供养特困人员提供上门照料护理服务，包括日常清洁、个人助洁、生活照料、助行、就医陪护和紧急救援。',
  term: '自合同起始日起一年。',
  quantity: '以每月锁定并签收的月度名册为准。',
  quality: '按莘县特困人员照料服务标准；每次上门如实记录。',
  price: '按能力等级，每人每月189元、313元、626元。',
  settlement_method: '按月结算：乡镇考评、县级验收后，由县民政局计算并拨付到机构账户。',
  rights_and_obligations: '承接方不得转包；购买方按时结算；双方为服务对象保密。',
  breach_liability: '未提供服务、弄虚作假的，按第八条扣减，情节严重的解除合同。',
}
const contentOf = (code: string): string => words[code] ?? '见合同文本（演示）。'

interface Hiring {
  provider: DemoProvider
  inventor: ReturnType<typeof inventPeople>
}

async function makeCarers(acting: Acting, days: DemoDays, { provider, inventor }: Hiring) {
  const at = days.at(addDays(days.from, -15), '10:00')
  const wish = { areaPrefix: inventedPrefixOf(shenxian), on: days.today, township: '', village: '' }
  const hired: { id: string; name: string }[] = []
  for (const [index, township] of [...provider.townships, ...provider.townships].entries()) {
    const { name, idNumber, phone } = inventor.adult(wish)
    const input = {
      organisationId: provider.organisationId,
      townshipId: township.id,
      name,
      idNumber,
      phone,
      healthUntil: addDays(days.to, 90 - index * 20),
      trainedOn: addDays(days.from, -10),
      from: addDays(days.from, -15),
    }
    const key = `${provider.no}-${index + 1}`
    const { carerId } = await acting.do({ by: clerk, at, contract: providers, name: 'addCarer', key, input })
    hired.push({ id: carerId, name })
  }
  return hired
}

const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** GB 32100: the last of eighteen characters checks the others. */
function withCheck(code: string): string {
  const first = code.slice(0, 17)
  const sum = [...first].reduce(
    (total, character, index) => total + characters.indexOf(character) * (3 ** index % 31),
    0,
  )
  return first + (characters[(31 - (sum % 31)) % 31] ?? '')
}
