/** Nobody in support is moved into a home, or out of it, by one hand alone. */
import { expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import { duties } from '#modules/duties/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { stays } from '#modules/stays/contract.ts'
import { givenHome, openEnding, refusal, verified } from '../../../test/ending.ts'
import { endings } from './contract.ts'

const names = { moves: '张示例', recognised: '李样本', other: '王假设' }
const { app, clerk, township, place, who } = await openEnding('2026-09-10T10:00+08:00', names)
const [home, second] = [crypto.randomUUID() as string, crypto.randomUUID() as string]
await givenHome(app, home, place.town)
await givenHome(app, second, place.town)
const director = app.as(
  app.actor('home-director', { kind: 'organisation', ids: [home], organisationId: home, accountId: 'director' }),
)
const on = plainDate('2026-09-10')
const one = township('clerk-one')

const consented = (personId: string) =>
  app.superuser.query(
    `insert into persons.consent (county_code, id, person_id, kind, given_by, from_on, paper_reference)
     values ('371522', gen_random_uuid(), $1, 'placement', 'person', '2026-09-01', '意愿书')`,
    [personId],
  )
const admit = (personId: string, from = on, homeId: string = home) =>
  one(stays, 'admit', {
    homeId,
    personId,
    category: 'supported_centralised',
    from,
    wish: 'yes',
    reason: '家中无人照应',
    override: '测试机构暂无等级',
  })
const leave = (run: typeof one, stayId: string, to = on) =>
  run(stays, 'leave', { stayId, to, destination: 'dispersed', reason: '本人要求回村' })
const opened = (personId: string, kind: 'to_home' | 'to_dispersed' | 'suspend') =>
  one(endings, 'open', {
    personId,
    kind,
    facts: '本人要求，村里同意',
    ...(kind === 'suspend' ? { wanted: { from: on, until: plainDate('2026-12-31') } } : {}),
  })
const modeOf = async (personId: string) => (await clerk(persons, 'person', { personId })).mode

test('into a home only on a change that was verified; the refusal leads there', async () => {
  await consented(who.moves)
  await expect(admit(who.moves)).rejects.toMatchObject({
    reasons: [
      {
        code: 'change',
        message: expect.stringContaining('应先有核实属实的“分散转集中”；现在没有'),
        next: { to: `/changes/new?kind=to_home&person=${who.moves}` },
        citations: [{ document: '社会救助法' }],
      },
    ],
  })
  const { changeId, number } = await opened(who.moves, 'to_home')
  await expect(admit(who.moves)).rejects.toMatchObject({
    reasons: [{ message: expect.stringContaining(`${number}正在“核实”`), next: { to: `/changes/${changeId}` } }],
  })
  await one(endings, 'verify', { changeId, on, ...verified })
  await admit(who.moves)
  expect((await clerk(endings, 'change', { changeId })).row).toMatchObject({ step: 'done', from: on })
  expect(await modeOf(who.moves)).toBe('centralised')
})

test('an entry in error is taken back and made anew on the same change; once he lived there, not again', async () => {
  const { rows } = await clerk(stays, 'residents', { homeId: home })
  await clerk(stays, 'withdraw', { stayId: rows[0]?.stayId ?? '', reason: '入住日登记错了' })
  expect(await modeOf(who.moves)).toBe('dispersed')
  const { stayId } = await admit(who.moves)
  const refused = await refusal(leave(director, stayId))
  expect(refused).toContain('应先有核实属实的“集中转分散”')
  expect(refused).toContain('登记外出，床位保留')
  const { changeId } = await opened(who.moves, 'to_dispersed')
  await one(endings, 'verify', { changeId, on, ...verified })
  expect((await one(endings, 'change', { changeId })).bed).toEqual({ stayId, homeId: home, home: '示例敬老院' })
  // Both are told: the township that verified, and the home on whose page he is let go.
  expect(JSON.stringify(await one(duties, 'mine', {}))).toContain('请办理离院')
  expect(JSON.stringify(await director(duties, 'mine', {}))).toContain(`"to":"/homes/${home}"`)
  expect(await leave(director, stayId)).toEqual({ dispersedFrom: '2026-09-11' })
  expect((await clerk(endings, 'change', { changeId })).row.step).toBe('done')
  app.setNow('2026-09-12T10:00+08:00')
  expect(await refusal(admit(who.moves, plainDate('2026-09-12')))).toContain('应先有核实属实的“分散转集中”')
  app.setNow('2026-09-10T10:00+08:00')
})

test('confirmed for a home by recognition, the first placement is that decision carried out', async () => {
  await consented(who.recognised)
  expect(await refusal(admit(who.recognised))).toContain('认定时已决定集中供养的，首次入住不用另提')
  await givenConfirmed(who.recognised)
  const { stayId } = await admit(who.recognised)
  expect(await modeOf(who.recognised)).toBe('centralised')
  // From one home to another he stays centralised, and nothing has to be proposed for it.
  app.setNow('2026-09-12T10:00+08:00')
  const away = { stayId, to: plainDate('2026-09-11'), destination: 'other_home' as const, reason: '离家近' }
  expect(await one(stays, 'leave', away)).toEqual({ dispersedFrom: null })
  const next = await admit(who.recognised, plainDate('2026-09-12'), second)
  const { changeId } = await opened(who.recognised, 'to_dispersed')
  await one(endings, 'verify', { changeId, on: plainDate('2026-09-12'), ...verified })
  await leave(one, next.stayId, plainDate('2026-09-12'))
  app.setNow('2026-09-13T10:00+08:00')
  expect(await refusal(admit(who.recognised, plainDate('2026-09-13')))).toContain('现在没有')
  app.setNow('2026-09-10T10:00+08:00')
})

test('another change under way comes first', async () => {
  app.setNow('2026-09-10T10:00+08:00')
  await consented(who.other)
  await opened(who.other, 'suspend')
  expect(await refusal(admit(who.other))).toContain('另有“暂停”')
})

/** A case decided 集中供养, as recognition leaves it behind. */
async function givenConfirmed(personId: string): Promise<void> {
  const caseId = crypto.randomUUID()
  await app.superuser.query(
    `insert into recognition.application (county_code, id, number, township_id, person_id, name, sex, born_on, id_number, id_index, id_masked,
       household_class, applied_by, received_on, step, step_from_on, decision, decision_no, decided_on, decided_by, decided_at, support_from,
       handler, handler_name, changed_at)
     values ('371522', $1, 'RD-2026-0001', $2, $3, '李样本', 'male', '1950-01-01', '\\x00', '\\x01', '******', 'rural', 'self', '2026-08-01',
       'decided', '2026-09-01', 'confirmed', '示民认〔2026〕1号', '2026-09-01', 'leader', '2026-09-01T02:00:00Z', '2026-09-01', 'one', '王演示', now())`,
    [caseId, place.town, personId],
  )
  await app.superuser.query(
    `insert into recognition.deed (county_code, id, case_id, township_id, kind, round, on_day, said, account_id, account, at, entry_id)
     values ('371522', gen_random_uuid(), $1, $2, 'decided', 1, '2026-09-01', '{"mode":"centralised"}', 'leader', '陈假设', '2026-09-01T02:00:00Z', gen_random_uuid())`,
    [caseId, place.town],
  )
}
