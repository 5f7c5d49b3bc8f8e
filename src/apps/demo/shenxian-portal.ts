/** One person of 莘县's demonstration holds a slip, was helped to look, and said something. Invented; the code is in README. */
import type pg from 'pg'
import { addDays } from '#kernel/calendar.ts'
import { hashPassword } from '#modules/access/index.ts'
import { portal } from '#modules/portal/contract.ts'
import { givenSlipCode } from '#modules/portal/given.ts'
import { tidyCode } from '#modules/portal/words.ts'
import type { Acting } from './acting.ts'
import type { DemoDays } from './demo-days.ts'
import { townshipAccount } from './shenxian-places.ts'
import type { Find } from './shenxian-stories.ts'

/** Number 5 of the register: file 371522-000005. */
const holder = { township: 0, place: 4 }

export async function makeOwnView(
  acting: Acting,
  client: Pick<pg.ClientBase, 'query'>,
  { days, find }: { days: DemoDays; find: Find },
): Promise<void> {
  const { id: personId, townshipId, organisationId } = find(holder)
  const by = townshipAccount(townshipId, 'clerk')
  const own = { by, contract: portal, key: personId } as const
  const issuedAt = days.at(addDays(days.today, -3), '09:30')
  const identified = { identifiedHow: 'id_card' as const }
  const { slipId } = await acting.do({ ...own, at: issuedAt, name: 'issueSlip', input: { personId, ...identified } })
  // As the accounts of the demonstration have one password, this slip has the code that README names.
  await client.query('update portal.slip set code_hash = $2 where id = $1', [
    slipId,
    await hashPassword(tidyCode(givenSlipCode)),
  ])
  const at = days.at(addDays(days.today, -2), '10:10')
  const opening = { personId, present: 'person' as const, ...identified, place: '便民服务大厅' }
  const { helpId } = await acting.do({ ...own, at, name: 'openHelp', input: opening })
  for (const deed of ['shown', 'read_aloud'] as const)
    await acting.do({ ...own, at, name: 'noteDeed', key: deed, input: { helpId, part: 'care', deed } })
  const confirmed = { helpId, confirmedHow: 'thumb' as const, confirmedWords: '念过一遍，本人说对' }
  const correction = {
    ...confirmed,
    topic: 'address' as const,
    entry: '住址',
    wrong: '写的是老院子，去年已经搬了',
    wanted: '应写村东头新院子，门口有两棵枣树',
  }
  await acting.do({ ...own, at, name: 'enterCorrection', input: correction })
  const words = '照料员上个星期只来了一次，坐了一会儿就走了，没有打扫。'
  await acting.do({ ...own, at, name: 'enterComplaint', input: { ...confirmed, words, accusedUnitId: organisationId } })
}
