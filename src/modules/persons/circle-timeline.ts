/** Guardians, contacts, consents and accounts as a person's life on file tells them. */
import type { PlainDate } from '#kernel/calendar.ts'
import type { TimelineItem } from '#platform/module.ts'
import type { readTold } from './person-parts.ts'
import { consentText, guardianScopeText } from './words.ts'

type Around = Awaited<ReturnType<typeof readTold>>

export function circleTimeline({ guardians, consents, accounts, photos }: Around): TimelineItem[] {
  return [
    ...guardians.flatMap(({ name, relation, scope, fromOn, toOn }) => {
      const words = scope.map((each) => guardianScopeText[each]).join('、')
      return spanned({ fromOn, toOn }, `监护人${name}（${relation}，${words}）`, '监护终止')
    }),
    ...consents.flatMap(({ kind, givenBy, guardian, receiver, fromOn, toOn, withdrawnOn }) => {
      const who = givenBy === 'person' ? '本人' : `监护人${guardian ?? ''}`
      const text = `${who}同意${consentText[kind]}${receiver ? `（${receiver}）` : ''}`
      return spanned({ fromOn, toOn: withdrawnOn ?? toOn }, text, withdrawnOn ? '撤回同意' : '同意期满')
    }),
    ...photos.map(({ takenOn, at, byName }): TimelineItem => {
      return { at: takenOn, enteredAt: at, kind: 'other', text: `登记照片（${byName}）`, source: 'system' }
    }),
    ...accounts
      .filter(({ state }) => state === 'confirmed')
      .map(({ fromOn, bank, holder, accountMasked }) =>
        paper(fromOn, 'money', `收款账户：${bank} ${holder} ${accountMasked}`),
      ),
  ]
}

const paper = (at: PlainDate, kind: TimelineItem['kind'], text: string): TimelineItem => ({
  at,
  kind,
  text,
  source: 'paper',
})

function spanned({ fromOn, toOn }: { fromOn: PlainDate; toOn: PlainDate | null }, text: string, end: string) {
  const begun = paper(fromOn, 'other', text)
  return toOn ? [begun, paper(toOn, 'other', `${end}：${text}`)] : [begun]
}
