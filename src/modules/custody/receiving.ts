/** Who receives the money: he himself, or another under a consent that names him and holds on the day (BJ-3.3). */
import type { PlainDate } from '#kernel/calendar.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { objectionsToCollecting } from './rules.ts'
import { actingOn, givenByWhoMay, unableText } from './standing.ts'
import { type Account, askedOn, consentsOf, holdsOn, inCounty, type StoredConsent } from './stored.ts'
import { objectionsToSigning } from './who.ts'

interface Receiving {
  account: Pick<Account, 'personId'>
  kind: 'pocket_money' | 'entrusted_money'
  receiver: 'person' | 'other'
  consentId: string | null
  on: PlainDate
}

interface Received {
  reasons: Reason[]
  receiverName: string
}

export async function receiverUnder(context: Context, asked: Receiving): Promise<Received> {
  const { receiver, account, kind, consentId, on } = asked
  const acting = await actingOn(context, account.personId, on)
  const next = { title: '打开人员档案', to: `/persons/${account.personId}` }
  if (receiver === 'person') {
    const { manager } = await askedOn(context, on)
    const own = objectionsToSigning({ ...acting, kind, unable: unableText(acting) }, manager)
    return { reasons: own.map((reason) => ({ ...reason, next })), receiverName: '' }
  }
  const consents = await inCounty(context, () => consentsOf(context, [account.personId]))
  const consent = consents.find((each) => each.id === consentId && each.kind === kind)
  const { pocketMoney } = await askedOn(context, on)
  const given = consent ? { by: consent.givenBy, validOnDay: holdsOn(consent, on) } : null
  const reasons = objectionsToCollecting('other', given, pocketMoney).map((reason) => ({
    ...reason,
    next: { title: '在人员档案登记同意', to: `/persons/${account.personId}` },
  }))
  if (consent && reasons.length === 0) reasons.push(...unnamed(consent, pocketMoney))
  if (consent && !givenByWhoMay(consent, acting))
    reasons.push({
      ...reasonBy(
        pocketMoney,
        'consent_by_unable',
        `本人${unableText(acting)}，此前由本人作出的同意不再有效。请由登记的监护人重新作出同意`,
      ),
      next,
    })
  return { reasons, receiverName: consent?.receiver ?? '' }
}

function unnamed(consent: StoredConsent, rule: Parameters<typeof reasonBy>[0]) {
  const next = { title: '在人员档案登记同意', to: `/persons/${consent.personId}` }
  if (consent.receiver === '')
    return [{ ...reasonBy(rule, 'consent_unnamed', '同意没有写明由谁代领，应写明姓名。请撤回后重新登记'), next }]
  if (consent.informed === false)
    return [
      {
        ...reasonBy(rule, 'consent_unproven', '同意没有纸质位置、照片或告知的原话，不能作为凭据。请补齐后重新登记'),
        next,
      },
    ]
  return []
}
