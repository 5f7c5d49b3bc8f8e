/** When a person's photograph may be filed, shown and printed. Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { limitText } from '#kernel/file-limit.ts'
import type { Reason } from '#kernel/refusal.ts'
import { type ConsentGiven, consentHolds } from './rules.ts'

/** A portrait for a certificate; a scan of papers may be larger. */
export const largestPhoto = 5 * 1024 * 1024
export const photoEndings = ['jpg', 'jpeg', 'png'] as const

const citations = [{ document: '民法典', clause: '第一千零一十九条' }]

export const mayShowPhoto = (consents: readonly ConsentGiven[], day: PlainDate): boolean =>
  consents.some((consent) => consent.kind === 'portrait' && consentHolds(consent, day))

/** Nobody's portrait is made or used without his consent. */
export function objectionsToPortrait(consents: readonly ConsentGiven[], day: PlainDate): Reason[] {
  if (mayShowPhoto(consents, day)) return []
  const withdrawn = consents.filter(({ kind, withdrawnOn }) => kind === 'portrait' && withdrawnOn !== null)
  const last = withdrawn
    .flatMap(({ withdrawnOn }) => withdrawnOn ?? [])
    .toSorted()
    .at(-1)
  const what = last ? `“照片使用”的同意已于${dateText(last)}撤回` : `没有在${dateText(day)}有效的“照片使用”同意`
  return [
    {
      code: 'portrait_consent',
      message: `${what}，不能登记、查看或打印照片。请先登记本人（或监护人）的同意`,
      citations,
    },
  ]
}

interface PhotoAsked {
  name: string
  bornOn: PlainDate
  endedOn: PlainDate | null
  diedOn: PlainDate | null
  takenOn: PlainDate
  today: PlainDate
}

export function objectionsToPhoto({ name, bornOn, endedOn, diedOn, takenOn, today }: PhotoAsked): Reason[] {
  if (diedOn) return [{ code: 'died', message: `${name}已于${dateText(diedOn)}死亡，不再登记照片` }]
  if (endedOn)
    return [{ code: 'ended', message: `${name}已于${dateText(endedOn)}终止供养，不再登记照片。重新认定后再登记` }]
  if (takenOn > today) return [{ code: 'takenOn', message: `拍摄日期${dateText(takenOn)}晚于今天。请核对是否录错` }]
  if (takenOn < bornOn)
    return [{ code: 'takenOn', message: `拍摄日期${dateText(takenOn)}早于出生日期${dateText(bornOn)}。请核对是否录错` }]
  return []
}

export function objectionsToPicture(file: { name: string; mediaType: string; size: number }): Reason[] {
  if (file.mediaType !== 'image/jpeg' && file.mediaType !== 'image/png')
    return [{ code: 'fileId', message: `“${file.name}”不是JPG或PNG图片，不能作照片。请另选一张` }]
  if (file.size > largestPhoto)
    return [{ code: 'fileId', message: `“${file.name}”太大，照片应${limitText(largestPhoto)}。请缩小后再传` }]
  return []
}
