/** 照片: filed, looked at and printed only while the consent to his portrait holds; what was replaced stays (民法典 第一千零一十九条). */
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile, storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { isWholePicture } from '#platform/picture.ts'
import { persons } from './contract.ts'
import { lockPerson, requirePerson } from './find-person.ts'
import { mayShowPhoto, objectionsToPhoto, objectionsToPicture, objectionsToPortrait } from './photo-rules.ts'

const db = tablesOf<'persons'>()

export const photos = part(persons, {
  async addPhoto(context, { personId, fileId, takenOn }) {
    const person = await lockPerson(context, personId)
    requireNone(objectionsToPhoto({ ...person, takenOn, today: context.today }))
    requireNone(objectionsToPortrait(await portraitConsents(context, personId), context.today))
    const filed = await filedPhotos(context, personId)
    if (filed.some((each) => each.fileId === fileId))
      refuse('conflict', 'fileId', '这个文件已经登记为照片，不必再登记。换照片请另选一张')
    const file = await claimFile(context, fileId, 'persons.addPhoto')
    requireNone(objectionsToPicture(file))
    requireNone(objectionsToBroken(file, await file.bytes()))
    const id = context.newId()
    const by = { byAccount: context.actor.accountId, byName: context.actor.name, at: context.now }
    await db(context)
      .insertInto('persons.photo')
      .values({ countyCode: context.county, id, personId, fileId, takenOn, ...by })
      .execute()
    return { id, personId, warnings: [] }
  },

  async openPhoto(context, { personId, id }) {
    await requirePerson(context, personId)
    requireNone(objectionsToPortrait(await portraitConsents(context, personId), context.today))
    const filed = await filedPhotos(context, personId)
    const { fileId } = (id ? filed.find((each) => each.id === id) : filed[0]) ?? noPhoto()
    if (fileId === null) return noPhoto()
    const { mediaType, name } = await storedFile(context, fileId)
    context.because('查看照片')
    return { ticket: await ticketFor(context, fileId), mediaType, name }
  },
})

/** A header alone shows nobody: it would be missing on every paper that bears it. */
const objectionsToBroken = (file: { name: string; mediaType: string }, bytes: Uint8Array): Reason[] =>
  isWholePicture(file.mediaType, bytes)
    ? []
    : [{ code: 'fileId', message: `“${file.name}”不完整，打不开，不能作照片。请重新拍照或导出后再传` }]

const noPhoto = () => refuse('not_found', 'photo', '没有登记照片，或已随档案销毁。')

/** The latest first. */
const filedPhotos = (context: Context, personId: string) =>
  db(context)
    .selectFrom('persons.photo')
    .select(['id', 'fileId', 'takenOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()

const portraitConsents = (context: Context, personId: string) =>
  db(context)
    .selectFrom('persons.consent')
    .select(['kind', 'receiver', 'fromOn', 'toOn', 'withdrawnOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('kind', '=', 'portrait')
    .execute()

/** For a paper that bears it, such as the certificate; undefined where there is none or nobody may use it today. */
export async function photoFor(context: Context, personId: string) {
  const [last] = await filedPhotos(context, personId)
  if (!last?.fileId || !mayShowPhoto(await portraitConsents(context, personId), context.today)) return undefined
  const { mediaType, bytes } = await storedFile(context, last.fileId)
  return { kind: mediaType === 'image/png' ? ('png' as const) : ('jpg' as const), bytes: await bytes() }
}
