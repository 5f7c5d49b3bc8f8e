/** Two more files of 莘县's demonstration: one proposed to be closed with its letter in it, one on its way to the archive. Invented. */
import { addDays, addMonths, firstDay, monthOf, type PlainDate } from '#kernel/calendar.ts'
import { archives } from '#modules/archives/contract.ts'
import { endings } from '#modules/endings/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import type { Acting } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import type { InventedEntry } from './register.ts'
import { fileScan } from './shenxian-archive.ts'
import { townshipAccount } from './shenxian-places.ts'

const clerk = 'county-clerk'
const leader = 'county-leader'

/** Heard, published, decided and told in the month before the purchase: no roster and no payment knows him. */
export async function letGo(acting: Acting, days: DemoDays, { id: personId, townshipId, name }: InventedEntry) {
  const by = townshipAccount(townshipId, 'clerk')
  const on = (after: number): PlainDate => addDays(days.from, after)
  const own = { contract: endings, key: personId, by } as const
  const { changeId } = await acting.do({
    ...own,
    at: days.at(on(3), '09:00'),
    name: 'open',
    input: {
      personId,
      kind: 'end',
      reason: 'voluntary',
      facts: '本人书面申请退出：随外甥到外县居住。',
      wanted: {},
      proof: '演示：3盒1页',
    },
  })
  const seen = {
    changeId,
    on: on(3),
    by: '王演示、陈假设',
    so: true,
    words: '入户核实，本人和外甥当面确认。',
    proof: '核实表3盒2页',
  }
  await acting.do({ ...own, at: days.at(on(3), '10:00'), name: 'verify', input: seen })
  const said = {
    place: '村委会',
    who: 'person' as const,
    name,
    words: '我跟外甥过，不用再供养了。',
    signedAs: 'thumb' as const,
  }
  await acting.do({ ...own, at: days.at(on(4), '09:00'), name: 'hear', input: { changeId, on: on(4), ...said } })
  const notice = { changeId, on: on(4), place: '村务公开栏' }
  await acting.do({ ...own, at: days.at(on(4), '15:00'), name: 'publish', input: notice })
  await acting.do({ ...own, at: days.at(on(13), '09:00'), name: 'publicityOver', input: { changeId, on: on(13) } })
  const decision = { changeId, number: `演示终止〔${days.from.slice(0, 4)}〕2号`, words: '本人自愿退出，事实清楚。' }
  await acting.do({ ...own, by: leader, at: days.at(on(14), '09:00'), name: 'decide', input: decision })
  await acting.do({ ...own, at: days.at(on(14), '15:00'), name: 'print', input: { changeId, paper: 'notice' } })
  const told = { changeId, on: on(15), how: 'direct' as const, receiver: name }
  await acting.do({ ...own, at: days.at(on(15), '10:00'), name: 'deliver', input: told })
  const linked = {
    changeId,
    result: 'declined' as const,
    on: on(15),
    words: '随外甥到外县居住，本人不申请转入其他救助。',
    proof: '演示：3盒5页',
  }
  await acting.do({ ...own, at: days.at(on(15), '11:00'), name: 'link', input: linked })
}

/** The letter goes into the file as it was printed; the decision is lacking on paper, and whoever proposes says why. */
export async function proposeLeaving(acting: Acting, days: DemoDays, person: InventedEntry): Promise<void> {
  const { id: personId } = person
  const at = days.at(days.on(days.closed[0], 8), '09:00')
  await fileScan(acting, { person, at, item: 'identity_copy', page: '1', datedOn: days.from })
  const own = { contract: archives, at, by: clerk } as const
  const { issued } = await acting.ask({ ...own, name: 'documents', input: { personId } })
  for (const { id: issuedId } of issued)
    await acting.do({ ...own, name: 'fileIssued', key: issuedId, input: { personId, issuedId, box: '1', folder: '3' } })
  const reason = '演示：认定确认书原件在审计处，已登记借出，归还后补入'
  await acting.do({ ...own, name: 'propose', key: personId, input: { personId, reason } })
}

export async function endHanded(acting: Acting, days: DemoDays, { id: personId }: InventedEntry): Promise<void> {
  const decidedOn = addDays(firstDay(addMonths(monthOf(days.from), -12)), 9)
  const decision = { number: `演示终止〔${decidedOn.slice(0, 4)}〕3号`, decidedOn, basis: '本人书面申请' }
  const at = days.at(addDays(days.from, 2), '10:30')
  await acting.do({
    by: 'system',
    at,
    contract: persons,
    name: 'end',
    key: personId,
    input: { personId, reason: 'voluntary', decision },
  })
}

/** Closed by two, and its package made; whoever receives it has still to sign. */
export async function handOver(acting: Acting, days: DemoDays, person: InventedEntry): Promise<void> {
  const { id: personId } = person
  const on = addDays(days.from, 5)
  for (const item of ['identity_copy', 'confirmation_decision_copy', 'termination_papers_copy'] as const)
    await fileScan(acting, { person, at: days.at(on, '09:30'), item, page: '1', datedOn: on })
  const own = { contract: archives, key: personId } as const
  await acting.do({ ...own, by: clerk, at: days.at(on, '10:00'), name: 'propose', input: { personId } })
  await acting.do({ ...own, by: leader, at: days.at(on, '15:00'), name: 'confirm', input: { personId } })
  const at = days.at(addDays(days.today, -2), '10:00')
  await acting.do({ ...own, by: clerk, at, name: 'offer', input: { personId, receiver: '莘县档案馆（演示）' } })
}
