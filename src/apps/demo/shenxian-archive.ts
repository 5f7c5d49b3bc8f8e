/** Two files of 莘县's demonstration: one closed and kept, one of a person who died and whose file still waits. Invented. */
import { addDays, type PlainDate } from '#kernel/calendar.ts'
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

interface Filing {
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

async function fileScan(
  acting: Acting,
  { person, at, item, page, datedOn }: Filing & { person: InventedEntry; at: ReturnType<DemoDays['at']> },
): Promise<void> {
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
  await acting.do({ by: clerk, at, contract: archives, name: 'addDocument', key: `${person.id}-${item}`, input })
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
