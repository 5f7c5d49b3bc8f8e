/** Who may look at a person's own page, till when, and what of it. Pure. */
import { addMilliseconds, ageOn, dateText, type Instant, momentText, type PlainDate } from '#kernel/calendar.ts'
import type { Citation } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import { type Holder, type Part, Part as PartCode, portalSettings, type Present } from './words.ts'

export interface KnownPerson {
  name: string
  bornOn: PlainDate
  diedOn: PlainDate | null
  /** Grown up and of full capacity by what is on file: nobody looks for him (民法典 第三十三条, 意定监护 works only after it is lost). */
  ownMaster?: boolean
}

export interface KnownGuardian {
  name: string
  scope: readonly string[]
  fromOn: PlainDate
  toOn: PlainDate | null
  conflict: string
}

/** The age below which everything on a person goes through the guardian, with the clause that says so. */
export interface AgeLimit {
  age: number
  citations: readonly Citation[]
}

/** Why a guardian's access does not stand on a day: it ends with the guardianship. */
export function objectionsToGuardian(guardian: KnownGuardian | undefined, today: PlainDate): Reason[] {
  if (!guardian) return [{ code: 'no_guardian', message: '档案里没有这位监护人的登记。请先登记监护人' }]
  if (guardian.fromOn > today)
    return [{ code: 'not_yet', message: `监护从${dateText(guardian.fromOn)}开始，还没有到。请到那一天再发给凭条` }]
  if (guardian.toOn && guardian.toOn < today)
    return [
      {
        code: 'guardianship_ended',
        message: `监护登记已于${dateText(guardian.toOn)}终止，监护人不能再查看。有新的监护人的，请先登记`,
      },
    ]
  return []
}

const masterOfHimself = (name: string): Reason => ({
  code: 'full_capacity',
  message: `${name}已成年，登记为完全民事行为能力，监护人现在不能替他查看。能力有变化的，请先登记民事行为能力和依据；本人要看的，凭条发给本人`,
})

/** A guardian for somebody: his guardianship stands, and there is somebody to be looked after. */
const objectionsFor = (person: KnownPerson, guardian: KnownGuardian | undefined, today: PlainDate): Reason[] => [
  ...objectionsToGuardian(guardian, today),
  ...(person.ownMaster ? [masterOfHimself(person.name)] : []),
]

const dead = (diedOn: PlainDate): Reason => ({
  code: 'dead',
  message: `档案对象已于${dateText(diedOn)}去世，查询凭条同时停用。近亲属需要查阅的，请带身份证和关系证明到乡镇（街道）办理`,
})

/** Why no slip may be given to this holder. */
export function objectionsToSlip(
  person: KnownPerson,
  given: { holder: Holder; guardian?: KnownGuardian | undefined },
  { today, limit }: { today: PlainDate; limit: AgeLimit | undefined },
): Reason[] {
  if (person.diedOn) return [dead(person.diedOn)]
  if (given.holder === 'guardian') return objectionsFor(person, given.guardian, today)
  if (limit && ageOn(person.bornOn, today) < limit.age)
    return [
      {
        code: 'under_age',
        message: `${person.name}未满${limit.age}周岁，凭条应发给监护人。请选择监护人`,
        citations: [...limit.citations],
      },
    ]
  return []
}

export interface KnownSlip {
  holder: Holder
  validUntil: PlainDate
  endedAt: Instant | null
}

/** Why a slip opens nothing now; looked at on every request, so access ends with what it rests on. */
export function objectionsToEntry(
  slip: KnownSlip,
  { person, guardian, today }: { person: KnownPerson; guardian: KnownGuardian | undefined; today: PlainDate },
): Reason[] {
  if (slip.endedAt) return [{ code: 'ended', message: '这张查询凭条已停用。请到乡镇（街道）重新领取' }]
  if (person.diedOn) return [dead(person.diedOn)]
  if (slip.validUntil < today)
    return [
      {
        code: 'expired',
        message: `这张查询凭条的有效期到${dateText(slip.validUntil)}为止。请到乡镇（街道）重新领取`,
      },
    ]
  return slip.holder === 'guardian' ? objectionsFor(person, guardian, today) : []
}

/** Next of kin only of somebody who died, person and guardian only of somebody alive. */
export function objectionsToPresent(
  person: KnownPerson,
  present: Present,
  { guardian, today }: { guardian: KnownGuardian | undefined; today: PlainDate },
): Reason[] {
  if (present === 'relative' && !person.diedOn)
    return [
      {
        code: 'alive',
        message: '近亲属查阅只限档案对象已去世的。现在请由本人或登记的监护人到场',
      },
    ]
  if (present !== 'relative' && person.diedOn)
    return [{ code: 'dead', message: `档案对象已于${dateText(person.diedOn)}去世。近亲属到场的，请选“近亲属”` }]
  return present === 'guardian' ? objectionsFor(person, guardian, today) : []
}

const every: readonly Part[] = PartCode.options

/** A guardian sees money only where property is in his charge; of the dead nobody raises anything but a correction. */
export function partsFor(present: Present, scope: readonly string[] = []): Part[] {
  if (present === 'relative') return every.filter((part) => part !== 'consents')
  if (present === 'guardian' && !scope.includes('property'))
    return every.filter((part) => part !== 'payments' && part !== 'custody')
  return [...every]
}

/** A guardian looks while interests conflict, but does not act; and acts only within what is in his charge. */
export function objectionsToWithdrawing(guardian: KnownGuardian | undefined): Reason[] {
  if (!guardian) return []
  if (guardian.conflict)
    return [
      { code: 'conflict', message: `监护人登记有利益冲突（${guardian.conflict}），不能代为撤回。请到乡镇（街道）办理` },
    ]
  if (guardian.scope.includes('signing')) return []
  return [{ code: 'not_in_scope', message: '登记的监护范围里没有“签署”，不能代为撤回。请到乡镇（街道）办理' }]
}

/** Who reads his consents himself: the person, or this one of the guardians. */
export interface Giver {
  holder: Holder
  guardianId: string | null
}

/** One takes back what one gave oneself: not the person's own, and not another guardian's (个人信息保护法 第十五条). */
export function objectionsToGiver(
  consent: { givenBy: Holder; guardianId: string | null },
  { holder, guardianId }: Giver,
): Reason[] {
  const toDesk = '请到乡镇（街道）由工作人员办理'
  if (consent.givenBy !== holder)
    return [{ code: 'given_by_other', message: `这项同意不是您给的，您不能撤回。${toDesk}` }]
  if (holder === 'person' || consent.guardianId === guardianId) return []
  const message = consent.guardianId
    ? `这项同意是另一位监护人给的，应由那一位撤回。${toDesk}`
    : `这项同意登记时没有写明是哪一位监护人给的，应先核对。${toDesk}`
  return [{ code: 'given_by_other_guardian', message }]
}

export interface Tries {
  failedCount: number
  lockedUntil: Instant | null
}

export const noTries: Tries = { failedCount: 0, lockedUntil: null }

export function afterWrongTry(tries: Tries, now: Instant): Tries {
  const failedCount = tries.failedCount + 1
  if (failedCount < portalSettings.failuresBeforeLock) return { failedCount, lockedUntil: null }
  return { failedCount: 0, lockedUntil: addMilliseconds(now, portalSettings.lockMinutes * 60_000) }
}

export function objectionsToTry(tries: Tries, now: Instant): Reason[] {
  if (!tries.lockedUntil || tries.lockedUntil <= now) return []
  const until = momentText(tries.lockedUntil).slice(11)
  return [{ code: 'locked', message: `试错的次数太多，${until}以后可以再试，或请乡镇（街道）帮您查询` }]
}

export function wrongTryText(failedCount: number): string {
  const left = portalSettings.failuresBeforeLock - failedCount
  const rest = left > 0 ? `还可以试${left}次` : `请${portalSettings.lockMinutes}分钟后再试`
  return `档案号或查询码不对。请对照凭条再输一遍，${rest}`
}

/** “已更正” is said of what was corrected. */
export function objectionsToDone(corrected: boolean): Reason[] {
  if (corrected) return []
  return [
    {
      code: 'not_corrected',
      message:
        '提出申请以后，档案里没有更正过，不能答复“属实，已更正”。请先更正，自己不能更正的在“交接”移交县里；不用更正的，请选“不予办理”并写明理由',
    },
  ]
}

/** The accused unit does not handle what is said of it (AH-4.4b). */
export function objectionsToHandler(accusedUnitId: string | null, handlerUnitId: string | null): Reason[] {
  if (!accusedUnitId || accusedUnitId !== handlerUnitId) return []
  return [{ code: 'accused_unit', message: '被反映单位及其下属不能承办。请改由别的单位的人承办' }]
}
