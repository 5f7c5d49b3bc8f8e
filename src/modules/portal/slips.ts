/** 查询凭条 at the counter of a township: given out with a code shown once, ended, given anew. */
import { randomInt } from 'node:crypto'
import type { PlainDate } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { endOfTerm } from '#kernel/working-days.ts'
import { hashPassword } from '#modules/access/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { portal } from './contract.ts'
import { ageLimit, guardianOf, guardiansOf, requireOwn, slipTerm } from './known.ts'
import { slipPaperOf } from './paper.ts'
import { objectionsToEntry, objectionsToSlip } from './rules.ts'
import { codeLength, codeLetters, type Holder, spacedCode, tidyNumber } from './words.ts'

const db = tablesOf<'portal'>()

const newCode = (): string =>
  Array.from({ length: codeLength }, () => codeLetters[randomInt(codeLetters.length)]).join('')

async function longestTerm(context: Context): Promise<PlainDate> {
  return endOfTerm(await context.workingCalendar(), context.today, await slipTerm(context)).due
}

export const slips = part(portal, {
  async slips(context, { personId }) {
    const own = await requireOwn(context, personId)
    const guardians = await guardiansOf(context, personId)
    const limit = await ageLimit(context)
    const rows = await db(context)
      .selectFrom('portal.slip')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('personId', '=', personId)
      .orderBy('issuedAt', 'desc')
      .limit(50)
      .execute()
    const known = { today: context.today, limit }
    const why = (holder: Holder, guardian?: (typeof guardians)[number]) =>
      objectionsToSlip(own, { holder, guardian }, known)
        .map(({ message }) => message)
        .join('；')
    return {
      rows: rows.map((row) => {
        const guardian = guardians.find(({ id }) => id === row.guardianId)
        const stopped = objectionsToEntry(row, { person: own, guardian, today: context.today })
        return {
          ...row,
          stopped: row.endedAt ? '' : stopped.map(({ message }) => message).join('；'),
        }
      }),
      holders: [
        { guardianId: null, name: own.name, relation: '本人', why: why('person') },
        ...guardians.map((each) => ({
          guardianId: each.id,
          name: each.name,
          relation: each.relation,
          why: why('guardian', each),
        })),
      ],
      validUntil: await longestTerm(context),
    }
  },

  async issueSlip(context, { personId, guardianId, identifiedHow, identifiedWords, askedBy, validUntil, address }) {
    const own = await requireOwn(context, personId)
    const holder: Holder = guardianId ? 'guardian' : 'person'
    const guardian = await guardianOf(context, personId, guardianId)
    requireNone(objectionsToSlip(own, { holder, guardian }, { today: context.today, limit: await ageLimit(context) }))
    if (identifiedHow === 'aide_vouches' && askedBy === '')
      refuse('invalid', 'askedBy', '由村协理员作证的，请填写村协理员姓名')
    const longest = await longestTerm(context)
    const until = validUntil ?? longest
    if (until < context.today || until > longest)
      refuse('invalid', 'validUntil', `有效期应从今天起，不晚于${longest}。请重新选择`)
    const same = { personId, guardianId }
    await endSlips(context, same, '重新发给')
    const code = newCode()
    const slip = {
      countyCode: context.county,
      id: context.newId(),
      ...same,
      holder,
      holderName: guardian?.name ?? own.name,
      number: tidyNumber(own.fileNo),
      codeHash: await hashPassword(code),
      validUntil: until,
      identifiedHow,
      identifiedWords,
      askedBy,
      issuedBy: context.actor.accountId,
      issuedName: context.actor.name,
      issuedAt: context.now,
    }
    await db(context).insertInto('portal.slip').values(slip).execute()
    const paper = await slipPaperOf(context, own, { ...slip, code: spacedCode(code), address })
    return { slipId: slip.id, number: own.fileNo, code: spacedCode(code), validUntil: until, ...paper }
  },

  async revokeSlip(context, { slipId, reason }) {
    const slip = await db(context)
      .selectFrom('portal.slip')
      .select(['personId', 'guardianId'])
      .where('countyCode', '=', context.county)
      .where('id', '=', slipId)
      .where('endedAt', 'is', null)
      .executeTakeFirst()
    if (!slip) return refuse('not_found', 'slip', '没有找到在用的查询凭条，可能已停用。请刷新页面')
    context.concerns(slip.personId)
    context.because(reason)
    await endSlips(context, slip, reason)
    return {}
  },
})

/** Of one holder: what was opened with it closes in the same moment. */
async function endSlips(
  context: Context,
  { personId, guardianId }: { personId: string; guardianId: string | null },
  reason: string,
): Promise<void> {
  const ended = await db(context)
    .updateTable('portal.slip')
    .set({ endedAt: context.now, endedBy: context.actor.name, endReason: reason })
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('guardianId', guardianId ? '=' : 'is', guardianId)
    .where('endedAt', 'is', null)
    .returning('id')
    .execute()
  await closeSessions(
    context,
    ended.map(({ id }) => id),
  )
}

export async function closeSessions(context: Context, slipIds: readonly string[]): Promise<void> {
  if (slipIds.length === 0) return
  await context.within({ kind: 'county', counties: [context.county], ids: [] }, () =>
    db(context)
      .updateTable('portal.session')
      .set({ endedAt: context.now })
      .where('countyCode', '=', context.county)
      .where('slipId', 'in', [...slipIds])
      .where('endedAt', 'is', null)
      .execute(),
  )
}

/** A death ends what was given to the person and to his guardians (个人信息保护法 第四十九条 leaves next of kin the counter). */
export async function endAllSlips(context: Context, personId: string): Promise<void> {
  const ended = await db(context)
    .updateTable('portal.slip')
    .set({ endedAt: context.now, endedBy: '系统', endReason: '档案对象去世' })
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('endedAt', 'is', null)
    .returning('id')
    .execute()
  await closeSessions(
    context,
    ended.map(({ id }) => id),
  )
}
