/** A county with a few people on file to whom lists of other departments are read: begun, read through and matched as the tests of overlaps need it. */
import { givenArea } from '#modules/access/given.ts'
import { overlaps } from '#modules/overlaps/contract.ts'
import { type GivenLine, givenList } from '#modules/overlaps/given.ts'
import { givenIdNumber, givenPerson } from '#modules/persons/given.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { testApp } from './app.ts'

export const bornOn = '1956-03-12'

/** On no file of the county. */
export const stranger: GivenLine = {
  姓名: '何无关',
  身份证号: givenIdNumber(900, '1960-01-01'),
  乡镇: '示例镇',
  村: '河东村',
}

/** The last ones live in the other township, the rest in 河东村 of the first. */
export async function openLists(names: readonly string[], { elsewhere = 0 } = {}) {
  const county = '150430'
  const app = await testApp({ now: '2023-11-06T10:00+08:00' })
  const { superuser } = app
  const { secrets } = app.installation
  const clerkActor = app.actor('county-clerk', { county })
  const clerk = app.as(clerkActor)
  const system = app.as(app.system(county))
  const root = await givenArea(superuser, { county, level: 'county', name: '示例旗' })
  const town = await givenArea(superuser, { county, level: 'township', name: '示例镇', parentId: root })
  const other = await givenArea(superuser, { county, level: 'township', name: '样本乡', parentId: root })
  const village = await givenArea(superuser, { county, level: 'village', name: '河东村', parentId: town })
  const numbers = names.map((_, order) => givenIdNumber(order + 1, bornOn))
  const ids: string[] = []
  for (const [at, name] of names.entries()) {
    const here = at < names.length - elsewhere
    const place = { townshipId: here ? town : other, villageId: here ? village : null }
    const own = { county, name, bornOn, idNumber: numbers[at] ?? '', secrets, ...place }
    ids.push(await givenPerson(superuser, { ...own, supportedFrom: '2023-08-01', knownAt: '2023-08-01T00:00:00Z' }))
  }

  async function started(
    kind: string,
    lines: readonly GivenLine[],
    { bytes = givenList(lines), month = '2023-10' } = {},
  ) {
    const file = { name: '名单.csv', mediaType: 'text/csv', bytes, sha256: sha256(bytes) }
    const { fileId } = await receiveFile(app.installation, clerkActor, county, file)
    return clerk(overlaps, 'start', { fileId, kind, source: '示例经办', month })
  }

  async function readThrough(listId: string, edition = 1) {
    for (let from = 0; ; ) {
      const found = await clerk(overlaps, 'list', { listId })
      if (found.status !== 'reading') break
      from = found.readTo
      await system(overlaps, 'read', { listId, edition, from })
    }
    await system(overlaps, 'drop', { listId })
    return clerk(overlaps, 'list', { listId })
  }

  return { app, county, clerkActor, clerk, system, town, other, village, numbers, ids, started, readThrough }
}
