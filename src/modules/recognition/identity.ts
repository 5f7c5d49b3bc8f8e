/** Who applies: a number that can be one, and what stands against him being taken in: already supported, dead, elsewhere, open. */
import { sql } from 'kysely'
import { ageOn, dateText, monthOf, monthText, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { birthDateOf, faultOfIdentityNumber, lengthened, sexOf, tidyIdentityNumber } from '#kernel/identity-number.ts'
import { sameName } from '#kernel/names.ts'
import type { Reason } from '#kernel/refusal.ts'
import { identityStanding } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { recognition } from './contract.ts'
import { listsNaming } from './listed.ts'
import { db } from './stored.ts'
import { overSteps } from './words.ts'

export interface Identified {
  number: string
  bornOn: PlainDate
  sex: 'male' | 'female'
  /** Somebody who was supported before and whose support has ended. */
  formerPersonId: string | null
  /** As his file has it. */
  formerName: string
  /** The last month in which another county supported him; nothing more is told of it. */
  elsewhereUntil: PlainMonth | null
}

export const checking = part(recognition, {
  async checkIdentity(context, { idNumber, receivedOn }) {
    const { identified, reasons } = await identify(context, idNumber, receivedOn ?? context.today)
    const former = identified?.formerPersonId
      ? [
          {
            code: 'former',
            message: `${identified.formerName}曾是特困人员，已终止供养；确认后沿用原档案。姓名不同的，不能受理。`,
            stops: false,
          },
        ]
      : []
    const elsewhere = identified?.elsewhereUntil
      ? [{ code: 'ended_elsewhere', message: endedElsewhere(identified.elsewhereUntil), stops: false }]
      : []
    const doubtful = identified
      ? [
          ...(await openElsewhere(context, identified.number)),
          ...(await diedApplying(context, identified.number)),
          ...doubtsAbout(identified.number),
          ...(await listedHits(context, identified.number)),
        ]
      : []
    return {
      bornOn: identified?.bornOn ?? null,
      sex: identified?.sex ?? null,
      age: identified ? ageOn(identified.bornOn, context.today) : null,
      hits: [
        ...reasons.map(({ code, message }) => ({ code, message, stops: true })),
        ...former,
        ...elsewhere,
        ...doubtful,
      ],
    }
  },
})

export async function identify(
  context: Context,
  typed: string,
  receivedOn: PlainDate,
): Promise<{ identified?: Identified; reasons: Reason[] }> {
  const number = tidyIdentityNumber(typed)
  const fault = faultIn(number)
  const bornOn = birthDateOf(number)
  if (fault || !bornOn) return { reasons: [{ code: 'idNumber', message: `${fault ?? '身份证号有误'}。` }] }
  if (bornOn > receivedOn) return { reasons: [{ code: 'idNumber', message: '出生日期晚于申请日期。请核对身份证号。' }] }
  const index = context.secrets.blindIndex('identity', number)
  const { formerPersonId, formerName = '', elsewhereUntil = null, reasons } = await known(context, index)
  const open = await openCaseReason(context, index)
  return {
    identified: { number, bornOn, sex: sexOf(number), formerPersonId, formerName, elsewhereUntil },
    reasons: [...reasons, ...open],
  }
}

/** A number of before 1999 is told with the one that took its place, so that the clerk can compare it with the card. */
function faultIn(number: string): string | undefined {
  const fault = faultOfIdentityNumber(number)
  if (!/^\d{15}$/.test(number)) return fault
  const long = lengthened(number)
  return faultOfIdentityNumber(long) ? fault : `${fault ?? ''}：应为${long}，请与证件核对后填写`
}

/** Two digits of the province (GB/T 2260); a number of another one was never given out. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
)

function doubtsAbout(number: string) {
  const province = number.slice(0, 2)
  if (provinces.has(province)) return []
  const message = `身份证号开头“${province}”不是省级行政区划代码。请与证件核对；确认无误的可以继续。`
  return [{ code: 'area', message, stops: false }]
}

/** What other departments pay him: shown to the township, which weighs it; not to a village's aide. */
async function listedHits(context: Context, number: string) {
  if (context.actor.scope.kind === 'villages') return []
  const listed = await listsNaming(context, number)
  return listed.map(({ kind, title, source, month }) => ({
    code: `listed_${kind}`,
    message:
      kind === 'death'
        ? `${source}${monthText(month)}的${title}名单中有此身份证号。请核实本人是否健在。`
        : `${source}${monthText(month)}的“${title}”名单中有此身份证号。请在第3步登记，或核实后说明。`,
    stops: false,
  }))
}

/** The whole county is asked: a person may have moved between its townships. Of another county only that he is there. */
interface Known {
  formerPersonId: string | null
  formerName?: string
  elsewhereUntil?: PlainMonth
  reasons: Reason[]
}

const endedElsewhere = (until: PlainMonth): string =>
  `曾由其他县供养，供养至${monthText(until)}，已终止。认定后自次月或以后供养，不与其他县重复。`

async function known(context: Context, index: Buffer): Promise<Known> {
  const standing = await identityStanding(context, index)
  if (standing.kind === 'free') return { formerPersonId: null, reasons: [] }
  if (standing.kind === 'ended_elsewhere')
    return { formerPersonId: null, elsewhereUntil: standing.lastMonth, reasons: [] }
  if (standing.kind === 'elsewhere')
    return {
      formerPersonId: null,
      reasons: [
        {
          code: 'elsewhere',
          message:
            '目前由其他县供养，或在其他县的档案不能转出（如登记为死亡）。请先与对方核对、办理终止，再在本县申请。',
        },
      ],
    }
  const { personId } = standing
  const person = await inCounty(context, () =>
    db(context)
      .selectFrom('persons.personView')
      .select(['name', 'status', 'supportedFrom', 'endedOn', 'diedOn', 'villageId'])
      .where('countyCode', '=', context.county)
      .where('id', '=', personId)
      .executeTakeFirst(),
  )
  if (!person) return { formerPersonId: null, reasons: [] }
  const { kind, ids } = context.actor.scope
  // A village's aide learns of persons of other villages no more than that the township knows them.
  if (kind === 'villages' && !ids.includes(person.villageId ?? ''))
    return {
      formerPersonId: null,
      reasons: [{ code: 'supported', message: '此人已在本县建档。请由户籍所在地乡镇（街道）核对后办理。' }],
    }
  context.concerns(personId)
  if (person.diedOn) {
    const message = `登记为死亡（${monthText(monthOf(person.diedOn))}）。如有误，请先更正死亡记录。`
    return { formerPersonId: null, reasons: [{ code: 'dead', message }] }
  }
  if (person.endedOn) return { formerPersonId: personId, formerName: person.name, reasons: [] }
  const since = person.supportedFrom ? `${monthText(monthOf(person.supportedFrom))}起` : ''
  const message = `${person.name}${since}已是特困人员。等级、方式有变化的，请办理变更。`
  return {
    formerPersonId: null,
    reasons: [{ code: 'supported', message, next: { title: '打开原档案', to: `/persons/${personId}` } }],
  }
}

/** One number, two names: somebody typed the wrong number, or the file has to be put right first. */
export function otherName({ formerPersonId, formerName }: Identified, name: string): Reason[] {
  if (formerPersonId === null || sameName(formerName, name)) return []
  return [
    {
      code: 'other_name',
      message: `这个身份证号在原档案中的姓名是${formerName}，与所填的${name}不同。请与证件核对；确已改名或者原档案有误的，先在原档案更正姓名。`,
      next: { title: '打开原档案', to: `/persons/${formerPersonId}` },
    },
  ]
}

/** Also asked before a file is opened by hand under this number. */
export async function openCaseReason(context: Context, index: Buffer): Promise<Reason[]> {
  const open = await inCounty(context, () =>
    db(context)
      .selectFrom('recognition.application')
      .select(['id', 'number', 'receivedOn'])
      .where('countyCode', '=', context.county)
      .where('idIndex', '=', index)
      .where('step', 'not in', [...overSteps])
      .executeTakeFirst(),
  )
  if (!open) return []
  const message = `${dateText(open.receivedOn)}提出的申请（${open.number}）正在办理，不能重复申请。请在原案件中办理。`
  return [{ code: 'open_application', message, next: { title: '打开案件', to: `/cases/${open.id}` } }]
}

/** An earlier application was ended because he had died: either that was wrong, or this number is another's. */
async function diedApplying(context: Context, number: string) {
  const found = await inCounty(context, () =>
    db(context)
      .selectFrom('recognition.application')
      .select(['number', 'diedOn'])
      .where('countyCode', '=', context.county)
      .where('idIndex', '=', context.secrets.blindIndex('identity', number))
      .where('step', '=', 'died')
      .orderBy('changedAt', 'desc')
      .executeTakeFirst(),
  )
  if (!found) return []
  const day = found.diedOn ? `于${dateText(found.diedOn)}` : ''
  const message = `以前的申请${found.number}登记为申请人${day}死亡、已办结。请核实本人健在，并核对身份证件。`
  return [{ code: 'died_applicant', message, stops: false }]
}

/** Another county has an application of his open: only that, so that two counties do not survey and publish one person. */
async function openElsewhere(context: Context, number: string) {
  const index = context.secrets.blindIndex('identity', number)
  const { rows } = await sql<{ open: boolean }>`
    select recognition.open_elsewhere(${index}, ${context.county}) as open`.execute(context.transaction)
  if (!rows[0]?.open) return []
  const message = '另有县正在办理此人的认定申请。请先向申请人问清，只能在一个县认定；另一县先确认的，本县不能确认。'
  return [{ code: 'open_elsewhere', message, stops: false }]
}

const inCounty = <T>(context: Context, run: () => Promise<T>): Promise<T> =>
  context.within({ kind: 'county', counties: [context.county], ids: [] }, run)
