/** Who entrusts a person's money and things to the home, and who takes them back: himself, or whom law and register name. Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { type Capacity } from '#kernel/capacity.ts'
import { mentionsUnit, sameName } from '#kernel/names.ts'
import type { Citation, PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'
import { type ManagerRule, propertyManager } from './rules.ts'
import { type Taker, takersOfDead, takersOfLiving } from './words.ts'

export interface Whose {
  person: string
  capacity: Capacity
  /** Registered on the day, for his property. */
  guardians: readonly string[]
}

const namedIn = (names: readonly string[], name: string): boolean => names.some((each) => sameName(each, name))

export interface Entrusting extends Whose {
  givenBy: 'person' | 'guardian'
  giver: string
  /** Who would hold the money, and who enters it. */
  home: string
  actor: string
}

export interface Signing extends Pick<Whose, 'capacity' | 'guardians'> {
  kind: 'pocket_money' | 'entrusted_money'
  /** '自2026年11月1日起不具有完全民事行为能力'; empty while he is able. */
  unable: string
}

/**
 * Whether his own signature is enough. With limited capacity he signs for his pocket money himself, out of what his guardian
 * entrusted (A-16, 民法典 第二十二条); more than that, and with none anything (第二十一条), goes through the guardian.
 */
export function objectionsToSigning(signing: Signing, rule: PolicyValue<ManagerRule>): Reason[] {
  const { capacity, guardians, kind, unable } = signing
  if (propertyManager(capacity, rule.value) === 'person') return []
  if (capacity === 'limited' && kind === 'pocket_money') return []
  const next =
    guardians.length > 0
      ? `请由监护人${guardians.join('、')}书面同意由谁领取，在人员档案登记同意后选“代领”`
      : '请先在人员档案登记监护人和依据，再由监护人书面同意由谁领取'
  return [reasonBy(rule, 'signed_by_unable', `本人${unable}，财产由监护人管理，本人签收无效。${next}`)]
}

/** BJ-3.1: whoever lacks full capacity does not entrust his money himself; and nobody does for him but his guardian. */
export function objectionsToEntrusting(given: Entrusting, rule: PolicyValue<ManagerRule>): Reason[] {
  const { givenBy, giver, person, guardians, home, actor } = given
  const must = propertyManager(given.capacity, rule.value)
  if (must === 'guardian' && givenBy === 'person')
    return [
      reasonBy(rule, 'givenBy', '本人不具有完全民事行为能力，财产由监护人管理；委托应由监护人作出。请改由监护人委托'),
    ]
  if (givenBy === 'person' && !sameName(giver, person))
    return [
      reasonBy(
        rule,
        'giver',
        `委托人“${giver}”不是本人；本人委托的，委托人应为${person}。由监护人委托的，请改选“监护人”`,
      ),
    ]
  if (givenBy === 'guardian' && (sameName(giver, actor) || mentionsUnit(giver, home)))
    return [
      {
        code: 'giver',
        message: `委托人“${giver}”是代管的机构或经办人自己，不能一边委托、一边受托。请改由另一位监护人委托；只是与您同名的，由同事或乡镇经办登记`,
        citations: [{ document: '民法典', clause: '第一百六十八条' }],
      },
    ]
  if (givenBy === 'guardian' && !namedIn(guardians, giver))
    return [
      reasonBy(
        rule,
        'guardian',
        '没有登记当日有效、范围包括财产的监护人，不能由监护人委托。请先在人员档案登记监护人和依据',
      ),
    ]
  return []
}

export interface Settling extends Whose {
  died: boolean
  on: PlainDate
  diedOn: PlainDate | null
  taker: Taker
  takerName: string
  proof: string
  /** A photo of the proof lies with it. */
  scanned: boolean
  /** Who may never take: the home, and whoever settles. */
  home: string
  actor: string
}

/** BJ-3.4: an estate goes to whom the law names, against proof and receipt; never to the home (F-28). */
export function objectionsToSettling(
  settling: Settling,
  { manager, estate }: { manager: PolicyValue<ManagerRule>; estate: Citation[] },
): Reason[] {
  const { died, taker, takerName, home, actor } = settling
  const reasons: Reason[] = []
  const takers = died ? takersOfDead : takersOfLiving
  if (!takers.includes(taker))
    reasons.push({
      code: 'taker',
      message: died ? '本人已经去世，遗产应交继承人或遗产管理人。请改选' : '本人健在，余额应交还本人或其监护人。请改选',
      citations: died ? estate : [],
    })
  if (mentionsUnit(takerName, home) || sameName(takerName, actor))
    reasons.push({
      code: 'takerName',
      message: `“${takerName}”是代管的机构或经办人，不能接收本人的财产。请填写继承人、遗产管理人或本人`,
      citations: estate,
    })
  else if (died) reasons.push(...ofEstate(settling, estate))
  else reasons.push(...ofLiving(settling, manager))
  return reasons
}

function ofEstate({ person, takerName, proof, scanned, on, diedOn }: Settling, citations: Citation[]): Reason[] {
  const reasons: Reason[] = []
  if (diedOn !== null && on < diedOn)
    reasons.push({
      code: 'on',
      message: `交接日期${dateText(on)}早于死亡日期${dateText(diedOn)}；身后结清应在去世以后办理。请核对日期`,
      citations,
    })
  if (sameName(takerName, person))
    reasons.push({
      code: 'takerName',
      message: `“${takerName}”是去世的本人，不能接收。请填写继承人或遗产管理人；同名的，请在姓名后注明与本人的关系`,
      citations,
    })
  if (Array.from(proof.trim()).length < 4 && !scanned)
    reasons.push({
      code: 'proof',
      message: '没有写明继承人或遗产管理人的证明。请填写证明的名称和编号，或上传照片',
      citations,
    })
  return reasons
}

/** Back to himself; where a guardian manages his property, to nobody but him. */
function ofLiving(settling: Settling, rule: PolicyValue<ManagerRule>): Reason[] {
  const { taker, takerName, person, guardians } = settling
  const must = propertyManager(settling.capacity, rule.value)
  const say = (code: string, message: string): Reason[] => [reasonBy(rule, code, message)]
  if (taker === 'self' && must === 'guardian')
    return say('taker', '本人不具有完全民事行为能力，财产由监护人管理；余额应交监护人。请改选“监护人”')
  if (taker === 'self' && !sameName(takerName, person))
    return say('takerName', `“${takerName}”不是本人；交还本人的，应由${person}签收。请核对姓名`)
  if (taker === 'guardian' && !namedIn(guardians, takerName))
    return say(
      'takerName',
      `“${takerName}”不是登记的财产监护人${guardians.length > 0 ? `，登记的是${guardians.join('、')}` : ''}。请核对姓名，或先在人员档案登记监护人和依据`,
    )
  return []
}
