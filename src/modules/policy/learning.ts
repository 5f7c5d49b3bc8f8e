/** At the start of a new release: its texts with the moment they became known, and the nation's days off. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'yaml'
import { Holidays } from '#kernel/holidays.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { holidaysOf, learnHolidays } from '#platform/holidays.ts'
import { part } from '#platform/module.ts'
import { policy } from './contract.ts'
import { documentsOf } from './pack-set.ts'
import { packFiles, packFolder, releasePacks } from './release.ts'

const db = tablesOf<'policy'>()
const source = '国务院办公厅关于节假日安排的通知'

export async function readHolidays(folder: string = packFolder): Promise<Holidays> {
  return Holidays.parse(parse(await readFile(path.join(folder, 'holidays.yaml'), 'utf8')))
}

export const learning = part(policy, {
  async learn(context) {
    const set = await releasePacks()
    const entry = { countyCode: '000000', knownAt: context.now, entryId: context.entryId }
    const texts = packFiles(set).map((file) => ({ ...file, ...entry }))
    const documents = [...documentsOf(set.packs).keys()].map((document) => ({ document, ...entry }))
    const [newTexts, newDocuments] = [
      await db(context)
        .insertInto('policy.packText')
        .values(texts)
        .onConflict((on) => on.doNothing())
        .returning('sm3')
        .execute(),
      await db(context)
        .insertInto('policy.packDocument')
        .values(documents)
        .onConflict((on) => on.doNothing())
        .returning('document')
        .execute(),
    ]
    return {
      texts: newTexts.length,
      documents: newDocuments.length,
      holidays: await learnHolidays(context, await readHolidays(), source),
    }
  },

  holidays: (context, { year }) => holidaysOf(context, year),
})
