/** Whose words count before something is taken from somebody: his own, those of a guardian on file, or of whoever he entrusted on paper. */
import { sql } from 'kysely'
import { sameName } from '#kernel/names.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'

export interface Heard {
  who: 'person' | 'guardian' | 'entrusted'
  name: string
  /** Of whoever was entrusted: the paper of it, by number or place. */
  mandate: string
}

interface OnFile {
  person: string
  guardians: readonly string[]
}

/** Pure. */
export function objectionsToHeard({ who, name, mandate }: Heard, { person, guardians }: OnFile): Reason[] {
  if (who === 'person')
    return sameName(name, person)
      ? []
      : [{ code: 'name', message: `听取的是本人，姓名应为${person}。听取监护人或受委托人的，请改选对象` }]
  if (sameName(name, person))
    return [{ code: 'name', message: `${name}是本人的姓名。听取本人意见的，请改选对象；否则请填写对方的姓名` }]
  if (who === 'guardian') return ofGuardian(name, guardians)
  if (Array.from(mandate.trim()).length >= 4) return []
  return [
    {
      code: 'mandate',
      message: '听取受委托人的意见，应有本人的书面委托。请填写委托书的日期或编号和存放位置；没有委托书的，听取本人意见',
      citations: [{ document: '民法典', clause: '第一百六十五条' }],
    },
  ]
}

function ofGuardian(name: string, guardians: readonly string[]): Reason[] {
  if (guardians.some((guardian) => sameName(guardian, name))) return []
  const known = guardians.length > 0 ? `登记的监护人是${guardians.join('、')}` : '档案中没有登记监护人'
  return [{ code: 'name', message: `${name}不是登记的监护人，${known}。请核对姓名，或先在一人一档登记监护人` }]
}

export interface Refused {
  why: string
  witness: string
}

/** Whoever does not sign leaves why, and somebody else who saw it. Pure. */
export function objectionsToRefused({ why, witness }: Refused, heard: string): Reason[] {
  const reasons: Reason[] = []
  if (Array.from(why).length < 2)
    reasons.push({ code: 'refusedWhy', message: '拒绝签名的，应写明原因。请填写拒绝签名的原因' })
  if (Array.from(witness).length < 2)
    reasons.push({ code: 'witness', message: '拒绝签名的，应有见证人在场。请填写见证人姓名' })
  else if (sameName(witness, heard))
    reasons.push({ code: 'witness', message: '见证人就是被听取意见的人。请填写另一人' })
  return reasons
}

/** Guardians are looked up on the day on which he was heard. */
export async function requireHeard(context: Context, personId: string, heard: Heard & { on: string }): Promise<void> {
  const { rows } = await sql<{ name: string; guardians: string[] }>`
    select p.name, array(select g.name from persons.guardian_view g where g.county_code = p.county_code and g.person_id = p.id
      and g.from_on <= ${heard.on}::date and (g.to_on is null or g.to_on >= ${heard.on}::date) order by g.from_on) as guardians
    from persons.person_view p where p.county_code = ${context.county} and p.id = ${personId}`.execute(
    context.transaction,
  )
  const [found] = rows
  if (!found) return refuse('not_found', 'person', '没有找到此人。可能不在您的辖区内，请核对后再试。')
  requireNone(objectionsToHeard(heard, { person: found.name, guardians: found.guardians }))
}
