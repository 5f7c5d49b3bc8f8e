/** Two files of 莘县's demonstration: one closed and kept, one of a person who died and whose file still waits. Invented. */
import { addDays, type PlainDate, plainDate } from '#kernel/calendar.ts'
import { archives } from '#modules/archives/contract.ts'
import { type DocumentItem, itemText } from '#modules/archives/words.ts'
import { persons } from '#modules/persons/contract.ts'
import { statutoryPaper } from '#platform/documents/paper.ts'
import type { Acting } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import type { InventedEntry } from './register.ts'
import { townshipAccount } from './shenxian-places.ts'

const clerk = 'county-clerk'
const leader = 'county-leader'

/** Left of his own wish before the purchase began, so no month of the demonstration knows him. */
export async function endFormer(acting: Acting, days: DemoDays, { id: personId }: InventedEntry): Promise<void> {
  const decidedOn = addDays(days.from, -10)
  const decision = { number: `演示终止〔${decidedOn.slice(0, 4)}〕1号`, decidedOn, basis: '本人书面申请' }
  const input = { personId, reason: 'voluntary', decision }
  // Entered when the day has come, so that nobody has to wait for the night to see him ended.
  const at = days.at(addDays(days.from, 2), '10:00')
  await acting.do({ by: 'system', at, contract: persons, name: 'end', key: personId, input })
}

const longAgoOn = plainDate('2021-07-10')

/** Ended so long ago that the term of their files is over. */
export async function endLongAgo(acting: Acting, days: DemoDays, people: readonly InventedEntry[]): Promise<void> {
  const at = days.at(addDays(days.from, 2), '11:00')
  for (const [index, { id: personId }] of people.entries()) {
    const decision = { number: `演示终止〔2021〕${index + 1}号`, decidedOn: longAgoOn, basis: '本人书面申请' }
    const input = { personId, reason: 'voluntary', decision }
    await acting.do({ by: 'system', at, contract: persons, name: 'end', key: personId, input })
  }
}

/** All closed by two; the second stands on a list that waits for its approval, the last is held. */
export async function closeLongAgo(acting: Acting, days: DemoDays, people: readonly InventedEntry[]): Promise<void> {
  const on = addDays(days.from, 6)
  const own = { contract: archives, at: days.at(on, '10:00') } as const
  for (const { id: personId } of people) {
    for (const item of ['identity_copy', 'confirmation_decision_copy', 'termination_papers_copy'] as const) {
      const input = { personId, class: 'basic' as const, item, datedOn: longAgoOn, box: '1', folder: '1' }
      await acting.do({ ...own, by: clerk, name: 'addDocument', key: `${personId}-${item}`, input })
    }
    await acting.do({ ...own, by: clerk, name: 'propose', key: personId, input: { personId } })
    await acting.do({ ...own, by: leader, name: 'confirm', key: personId, input: { personId } })
  }
  const held = people.at(-1)?.id ?? ''
  const hold = { personId: held, kind: 'audit' as const, reason: '演示：审计正在调阅' }
  await acting.do({ ...own, by: leader, name: 'hold', key: held, input: hold })
  const [, listed] = people
  if (!listed) return
  const at = days.at(addDays(days.today, -1), '15:00')
  const list = { personIds: [listed.id], ground: '演示：保管期满，经鉴定没有继续保管的需要' }
  await acting.do({ ...own, at, by: clerk, name: 'proposeDestruction', key: listed.id, input: list })
}

/** One in support: a certificate, and a scan that differs from its paper and waits to be settled. */
export async function fileOfPresent(acting: Acting, days: DemoDays, people: readonly InventedEntry[]): Promise<void> {
  const person = people.find(({ level, capacity = 'full' }) => level === 'able' && capacity === 'full')
  if (!person) return
  const personId = person.id
  const on = addDays(days.from, 7)
  const at = days.at(on, '09:00')
  const documentId = await fileScan(acting, { person, at, item: 'identity_copy', page: '1', datedOn: on })
  const found = { documentId, same: false, note: '演示：扫描件缺身份证背面' }
  await acting.do({ by: clerk, at, contract: archives, key: documentId, name: 'compare', input: found })
  const paper = { personId, class: 'basic' as const, item: 'application' as const, box: '2', folder: '1', page: '2-4' }
  const filed = { by: clerk, at, contract: archives, key: `${personId}-present` } as const
  await acting.do({ ...filed, name: 'addDocument', input: { ...paper, datedOn: on } })
  const issue = { personId, ground: 'first' as const, issuedOn: on }
  await acting.do({ ...filed, name: 'issueCertificate', input: issue })
}

export interface Filing {
  item: DocumentItem
  page: string
  datedOn: PlainDate
}

export async function closeFormer(acting: Acting, days: DemoDays, person: InventedEntry): Promise<void> {
  const { id: personId } = person
  const ended = addDays(days.from, -10)
  const filed: Filing[] = [
    { item: 'identity_copy', page: '1', datedOn: ended },
    { item: 'confirmation_decision_copy', page: '2-3', datedOn: ended },
    { item: 'termination_papers_copy', page: '4-6', datedOn: ended },
  ]
  const on = addDays(days.from, 5)
  for (const each of filed) await fileScan(acting, { person, at: days.at(on, '09:00'), ...each })
  const own = { contract: archives, key: personId } as const
  await acting.do({ ...own, by: clerk, at: days.at(on, '10:00'), name: 'propose', input: { personId } })
  await acting.do({ ...own, by: leader, at: days.at(on, '15:00'), name: 'confirm', input: { personId } })
}

export async function fileScan(
  acting: Acting,
  { person, at, item, page, datedOn }: Filing & { person: InventedEntry; at: ReturnType<DemoDays['at']> },
): Promise<string> {
  const title = itemText[item]
  const layout = {
    title: `${title}（演示）`,
    paper: 'portrait' as const,
    columns: [{ width: 30 }, { width: 70 }],
    head: [[{ text: '项目' }, { text: '内容' }]],
    rows: [
      ['姓名', person.name],
      ['日期', datedOn],
      ['说明', '虚构的扫描件，用来试用材料登记、查看和移交'],
    ],
  }
  const bytes = await statutoryPaper({ layout, printedAt: at, printedBy: '演示', demonstration: true })
  const fileId = await acting.upload(clerk, at, { name: `${title}.pdf`, mediaType: 'application/pdf', bytes })
  const input = { personId: person.id, class: 'basic' as const, item, datedOn, box: '1', folder: '3', page, fileId }
  const key = `${person.id}-${item}`
  const { documentId } = await acting.do({ by: clerk, at, contract: archives, name: 'addDocument', key, input })
  return documentId
}

/** The certificate lies in the township's box; everything else is still to be gathered. */
export async function beginFileOfDead(acting: Acting, days: DemoDays, person: InventedEntry): Promise<void> {
  const { id: personId, townshipId } = person
  const by = townshipAccount(townshipId, 'clerk')
  const input = {
    personId,
    class: 'health' as const,
    item: 'leaving_or_death_certificates' as const,
    title: '死亡医学证明',
    datedOn: days.on(days.open, 15),
    box: '7',
    folder: '2',
    page: '1',
  }
  const at = days.at(days.on(days.open, 20), '10:00')
  await acting.do({ by, at, contract: archives, name: 'addDocument', key: personId, input })
}
