/** Whether a change of this kind may be proposed for this person now. */
import { type EntryLimits, entryLimitsOn } from '#kernel/entry-limits.ts'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { sql } from 'kysely'
import type { InputOf } from '#kernel/contract.ts'
import { type Reason, Refusal, refuse, requireNone } from '#kernel/refusal.ts'
import { type SelfCareLevel, type SupportMode } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { type AskedOfChange, askedOn } from './asked.ts'
import { objectionsToMinor } from './minors.ts'
import type { endings, Wanted } from './contract.ts'
import { objectionsToDays } from './opening-days.ts'
import { db } from './stored.ts'
import type { ChangeKind } from './words.ts'

export async function findPerson(context: Context, personId: string) {
  const person = await db(context)
    .selectFrom('persons.personView')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person) return refuse('not_found', 'person', '没有找到此人。可能不在您的辖区内，请核对后再试。')
  context.concerns(personId)
  return person
}
export type Person = Awaited<ReturnType<typeof findPerson>>

type Opening = Pick<InputOf<(typeof endings)['operations']['open']>, 'personId' | 'kind' | 'reason' | 'wanted'>

export async function requireOpenable(context: Context, opening: Opening): Promise<Person> {
  const person = await findPerson(context, opening.personId)
  const asked = await askedOn(context, context.today)
  requireNone(
    objectionsToOpening(person, opening, { asked, today: context.today, limits: await entryLimitsOn(context) }),
  )
  await requireNoneAhead(context, person, opening.kind)
  if (opening.kind === 'transfer') await requirePlace(context, opening.wanted)
  if (opening.kind === 'minor') requireNone(await objectionsToMinor(context, person, opening.reason))
  return person
}

/** One that is decided and has not begun yet comes first: two would leave two units responsible, or two pauses of one time. */
async function requireNoneAhead(context: Context, { id, name }: Person, kind: ChangeKind): Promise<void> {
  if (kind !== 'transfer' && kind !== 'suspend') return
  const ahead = await db(context)
    .selectFrom('endings.change')
    .select(['id', 'number', 'fromOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', id)
    .where('kind', '=', kind)
    .where('step', 'in', ['deliver', 'done', 'correcting'])
    .where('fromOn', '>', context.today)
    .executeTakeFirst()
  if (!ahead?.fromOn) return
  const day = dateText(ahead.fromOn)
  const message =
    kind === 'transfer'
      ? `${name}自${day}起的迁移已由迁入方接收，还没有开始，不能再移交给另一家。请在${day}以后由新的乡镇（街道）提出`
      : `${name}自${day}起的暂停已经决定，还没有开始，不能再提出一次。要取消或改期的，请县里在这件变更上办理“纠正决定”后重新提出`
  throw new Refusal('refused', [{ code: 'ahead', message, next: { title: ahead.number, to: `/changes/${ahead.id}` } }])
}

/** Whoever is to receive must be there: a case sent to nobody lies for ever. */
async function requirePlace(context: Context, { townshipId, villageId }: Wanted): Promise<void> {
  const { rows } = await sql<{ id: string; level: string; parentId: string | null }>`
    select id, level, parent_id from access.area_view where county_code = ${context.county}
      and id = any (${[townshipId, villageId].flatMap((id) => id ?? [])}::uuid[]) and (to_on is null or to_on >= ${context.today})`.execute(
    context.transaction,
  )
  if (!rows.some(({ id, level }) => id === townshipId && level === 'township'))
    refuse(
      'refused',
      'wanted',
      '迁入的乡镇（街道）不在本县名录内，没有单位可以接收。请重新选择；迁出本县的，请办理“迁往外县”',
    )
  if (villageId && !rows.some(({ id, parentId }) => id === villageId && parentId === townshipId))
    refuse('refused', 'wanted', '迁入的村（居）不属于所选的乡镇（街道）。请重新选择')
}

interface Standing {
  name: string
  status: string
  mode: SupportMode | null
  level: SelfCareLevel | null
  townshipId: string
  endedOn: PlainDate | null
  supportedFrom: PlainDate | null
}

interface Day {
  asked: Pick<AskedOfChange, 'reasons'>
  today: PlainDate
  limits: EntryLimits
}

export function objectionsToOpening(person: Standing, { personId, kind, reason, wanted }: Opening, day: Day): Reason[] {
  if (person.endedOn && person.endedOn < day.today)
    return [
      {
        code: 'ended',
        message: `${person.name}已于${dateText(person.endedOn)}终止供养，没有可以变更的供养。请先重新认定。`,
      },
    ]
  const status = ofStatus(kind, person)
  return [...status, ...(kind === 'end' ? ofReason(personId, reason, day) : []), ...ofWanted(kind, person, wanted, day)]
}

function ofStatus(kind: ChangeKind, { status, mode }: Standing): Reason[] {
  const say = (code: string, message: string): Reason[] => [{ code, message }]
  if (kind === 'resume')
    return status === 'suspended'
      ? []
      : say('status', '现在没有暂停供养，不用恢复。已决定、还没有开始的暂停，请县里在那件变更上办理“纠正决定”')
  if (kind === 'suspend' && status !== 'active') return say('status', '现在不是在册状态，不能暂停。请核对人员')
  if (kind === 'to_home' && mode === 'centralised') return say('mode', '现在已是集中供养。请核对办理的事项')
  if (kind === 'to_dispersed' && mode === 'dispersed') return say('mode', '现在已是分散供养。请核对办理的事项')
  return []
}

function ofReason(personId: string, reason: string, { asked }: Day): Reason[] {
  if (reason === 'death')
    return [
      {
        code: 'reason',
        message: '死亡请在“死亡处理”报告，其他业务同时停止，不走终止的步骤。',
        next: { title: '死亡处理', to: `/deaths/new?person=${personId}` },
      },
    ]
  if (asked.reasons?.value.includes(reason)) return []
  return [
    {
      code: 'reason',
      message: '终止原因不在规定的情形之内。请按规定的情形选择。',
      ...(asked.reasons ? { citations: asked.reasons.citations } : {}),
    },
  ]
}

const order: readonly SelfCareLevel[] = ['able', 'partly_able', 'unable']

function ofWanted(kind: ChangeKind, person: Standing, wanted: Wanted, { today, limits }: Day): Reason[] {
  const say = (message: string): Reason[] => [{ code: 'wanted', message }]
  const { level, townshipId } = wanted
  if (kind === 'reduce') {
    if (!level) return say('没有选择调减到的等级。请选择')
    return person.level && order.indexOf(level) < order.indexOf(person.level)
      ? []
      : say('调减后的等级应低于现在的等级；提高等级请办理能力评估。请重新选择')
  }
  if (kind === 'transfer') {
    if (!townshipId) return say('没有选择迁入的乡镇（街道）。请选择')
    if (townshipId === person.townshipId) return say('迁入的乡镇（街道）就是现在的乡镇（街道）。请重新选择')
  }
  return objectionsToDays(kind, wanted, { supportedFrom: person.supportedFrom, today, limits })
}
