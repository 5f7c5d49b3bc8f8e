/** 职责分工, one hand-over and one document of 莘县's demonstration. Everybody and everything in it is invented. */
import { addDays } from '#kernel/calendar.ts'
import { duties } from '#modules/duties/contract.ts'
import { endings } from '#modules/endings/contract.ts'
import { areaIdOf, shenxianPlaces } from '#platform/demo/places.ts'
import type { Acting } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import { shenxian, townshipAccount } from './shenxian-places.ts'

const accountOf = (key: string): string => areaIdOf(`account/${shenxian}-${key}`)

const ofCounty = [
  { function: 'civil_affairs', who: 'county-leader', deputy: 'county-clerk', department: '县民政局' },
  { function: 'finance', who: 'finance', deputy: undefined, department: '县财政局' },
  { function: 'buys', who: 'county-clerk', deputy: 'county-leader', department: '县民政局社会救助科' },
  { function: 'pays', who: 'county-leader', deputy: 'county-clerk', department: '县民政局社会救助科' },
]
/** These townships have named nobody yet. */
const without = 2

export async function makeDuties(acting: Acting, days: DemoDays): Promise<void> {
  const from = addDays(days.today, -60)
  const at = days.at(from, '09:00')
  for (const { function: name, who, deputy, department } of ofCounty)
    await acting.do({
      by: 'county-leader',
      at,
      contract: duties,
      name: 'name',
      key: name,
      input: {
        function: name,
        accountId: accountOf(who),
        ...(deputy ? { deputyId: accountOf(deputy) } : {}),
        department,
        from,
      },
    })
  const named = shenxianPlaces.townships.slice(0, -without)
  for (const { id, name: department } of named)
    for (const each of ['uses', 'evaluates']) {
      const by = townshipAccount(id, 'leader')
      const [who, deputyId] = [accountOf(townshipAccount(id, 'clerk')), accountOf(by)]
      const input = {
        function: each,
        townshipId: id,
        accountId: who,
        deputyId,
        department: `${department}民政办`,
        from,
      }
      await acting.do({ by, at, contract: duties, name: 'name', key: `${each}.${id}`, input })
    }
  await handOver(acting, days)
  await registerPolicy(acting, days)
}

/** A death at home: the section for homes is asked to fetch what one of them had lent. */
async function handOver(acting: Acting, days: DemoDays): Promise<void> {
  const by = 'county-clerk'
  const at = days.at(days.today, '09:30')
  const { rows } = await acting.ask({ by, at, contract: endings, name: 'deaths', input: { status: 'open' } })
  const [death] = rows
  if (!death) return
  const note = '死者生前借用敬老院的护理床和轮椅，请核对后收回。借条在1盒2页。'
  const matter = { subjectKind: 'death', subjectId: death.id, section: 'institution_management' as const, note }
  await acting.do({ by, at, contract: duties, name: 'handOver', key: 'death', input: matter })
}

async function registerPolicy(acting: Acting, days: DemoDays): Promise<void> {
  const at = days.at(addDays(days.today, -30), '10:00')
  const input = {
    number: '莘民发（演示）1号',
    title: '特困人员认定和审批办法（演示，虚构，不是真实文件）',
    issuedOn: addDays(days.today, -40),
    topics: ['recognition', 'approval_procedure'],
  }
  await acting.do({ by: 'county-clerk', at, contract: duties, name: 'registerLocalPolicy', key: 'first', input })
}
