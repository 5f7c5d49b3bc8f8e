import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { givenIdNumber, givenPerson } from '#modules/persons/given.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { testApp } from '../../../test/app.ts'
import { overlaps } from './contract.ts'
import { givenList } from './given.ts'

const county = '150430'
const app = await testApp({ now: '2026-09-01T10:00+08:00' })
const clerkActor = app.actor('county-clerk', { county })
const clerk = app.as(clerkActor)
const system = app.as(app.system(county))
const root = await givenArea(app.superuser, { county, level: 'county', name: '示例旗' })
const town = await givenArea(app.superuser, { county, level: 'township', name: '示例镇', parentId: root })
const township = app.as(app.actor('township-clerk', { county, kind: 'townships', ids: [town] }))
const bornOn = '2014-03-12'
let made = 0

/** One person on one list: where 低保 stands against support, support stays; against 孤儿保障 it gives way. */
async function givenHit(kind: Kind) {
  made += 1
  const who = { name: '张示例', bornOn, idNumber: givenIdNumber(made, bornOn) }
  const known = { supportedFrom: '2024-01-01', knownAt: '2024-01-01T00:00:00Z', secrets: app.installation.secrets }
  const personId = await givenPerson(app.superuser, { county, townshipId: town, ...who, ...known })
  const line = { 姓名: who.name, 身份证号: who.idNumber, 享受起始月: '2026-08', 月金额: '500' }
  const bytes = givenList([line])
  const file = { name: '名单.csv', mediaType: 'text/csv', bytes, sha256: sha256(bytes) }
  const { fileId } = await receiveFile(app.installation, clerkActor, county, file)
  const { listId } = await clerk(overlaps, 'start', { fileId, kind, source: '示例经办', month: '2026-08' })
  await system(overlaps, 'read', { listId, edition: 1, from: 0 })
  const [hit] = (await clerk(overlaps, 'hits', { listId })).rows
  return { hitId: hit?.id ?? '', personId }
}

const Kinds = ['dibao', 'orphan_allowance'] as const
type Kind = (typeof Kinds)[number]
const verdicts = ['same', 'different', 'verify'] as const

const acts = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('decide' as const), verdict: fc.constantFrom(...verdicts) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('stale' as const), verdict: fc.constantFrom(...verdicts) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('answer' as const) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('carry' as const) }) },
)
type Act = typeof acts extends fc.Arbitrary<infer One> ? One : never

interface State {
  verdict: 'open' | (typeof verdicts)[number]
  decisions: number
  carried: boolean
}

/** What an act makes of a hit by the words of the law and the screen; null: refused. */
function after(state: State, act: Act, kind: Kind): State | null {
  const decisions = state.decisions + 1
  switch (act.act) {
    case 'decide':
      return { verdict: act.verdict, decisions, carried: false }
    case 'stale':
      return null
    case 'answer':
      return state.verdict === 'verify' ? { ...state, decisions } : null
    case 'carry': {
      const waits = state.verdict === 'same' && kind === 'dibao' && !state.carried
      return waits ? { ...state, carried: true } : null
    }
  }
}

function take(act: Act, hitId: string, { decisions }: State): Promise<unknown> {
  const judge = (seen: number, verdict: (typeof verdicts)[number]) =>
    clerk(overlaps, 'decide', { hits: [{ hitId, decisions: seen }], verdict, reason: '逐项核对过' })
  switch (act.act) {
    case 'decide':
      return judge(decisions, act.verdict)
    case 'stale':
      return judge(decisions + 1, act.verdict)
    case 'answer':
      return township(overlaps, 'answer', { hitId, words: '入户核实过' })
    case 'carry':
      return clerk(overlaps, 'carry', { hitId, words: '已通知经办停发', paper: '示民函9号' })
  }
}

/** What lies in the tables, past every wall. */
async function found(hitId: string, personId: string) {
  const { rows } = await app.superuser.query<Record<string, number | string | boolean>>(
    `select h.verdict, h.decisions,
      (select count(*)::int from overlap.decision d where d.hit_id = h.id) as kept,
      exists (select from overlap.carried c where c.hit_id = h.id and c.decision_no = h.decisions) as carried,
      (select count(*)::int from payments.claim_proposal c where c.source_id = h.id and c.status not in ('dropped', 'dismissed')) as claims,
      (select count(*)::int from endings.change e where e.person_id = $2 and e.step not in ('done', 'kept', 'withdrawn')) as cases,
      (select status from persons.person p where p.id = $2) as status
     from overlap.hit h where h.id = $1`,
    [hitId, personId],
  )
  return rows[0]
}

test('in no order of acts is a hit decided past its guard, claimed twice, carried twice, or a person stopped by it (AH-4.3, A-38)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Kinds), fc.array(acts, { minLength: 4, maxLength: 9 }), async (kind, tries) => {
      const { hitId, personId } = await givenHit(kind)
      let state: State = { verdict: 'open', decisions: 0, carried: false }
      for (const act of tries) {
        const next = after(state, act, kind)
        const went = await take(act, hitId, state).then(
          () => true,
          () => false,
        )
        expect({ act, went }).toEqual({ act, went: next !== null })
        state = next ?? state
        const same = state.verdict === 'same'
        expect(await found(hitId, personId)).toEqual({
          ...state,
          kept: state.decisions,
          // Of support nothing was paid out yet that could come back.
          claims: same && kind === 'dibao' ? 1 : 0,
          cases: same && kind === 'orphan_allowance' ? 1 : 0,
          status: 'active',
        })
      }
    }),
    { numRuns: 16 },
  )
}, 60_000)

test('two who judge the same hit at once: one goes through, and one claim is proposed', async () => {
  const { hitId, personId } = await givenHit('dibao')
  const judge = () => take({ act: 'decide', verdict: 'same' }, hitId, { verdict: 'open', decisions: 0, carried: false })
  const both = await Promise.allSettled([judge(), judge()])
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await found(hitId, personId)).toMatchObject({ decisions: 1, kept: 1, claims: 1 })
})
