import { expect, test } from 'vitest'
import { duties } from '#modules/duties/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { givenPayee } from '#modules/payments/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { heard as heardOf, openEnding, refusal, verified } from '../../../test/ending.ts'
import { endings } from './contract.ts'
import { givenPaid } from './given.ts'

const { app, clerk, leader, township, place, who } = await openEnding('2026-09-01T10:00+08:00', {
  leaves: '张示例',
  disputed: '李样本',
  before: '王假设',
  twice: '赵测试',
  dies: '陈虚构',
})
const facts = '本人书面申请退出，已到户核实'
const heard = { ...heardOf, name: '张示例' }
const { secrets } = app.installation
await givenPayee(app.superuser, { personId: who.leaves, holder: '张示例', account: '6217000000000001', secrets })

let changeId = ''
test('an end goes its lawful way: nothing is decided before hearing and publicity, nor by whoever had a hand in it', async () => {
  const one = township('clerk-one')
  const asked = await one(endings, 'preview', { personId: who.leaves, kind: 'end', reason: 'voluntary' })
  expect(asked.steps.map(({ step }) => step)).toEqual(['verify', 'hear', 'publish', 'publicity', 'decide', 'deliver'])
  expect(asked.from).toBe('2026-10-01')
  expect(asked.reasons.map(({ code }) => code)).not.toContain('death')
  changeId = (await one(endings, 'open', { personId: who.leaves, kind: 'end', reason: 'voluntary', facts })).changeId
  expect(
    await refusal(leader(endings, 'decide', { changeId, number: '示民终〔2026〕1号', words: '同意终止' })),
  ).toContain('还没有听取本人意见')
  await one(endings, 'verify', { changeId, on: '2026-09-01', ...verified })
  expect(await refusal(one(endings, 'publish', { changeId, on: '2026-09-01', place: '村公示栏' }))).toContain('听取')
  const invite = (hearing?: object) =>
    one(endings, 'print', { changeId, paper: 'invitation', ...(hearing ? { hearing } : {}) } as never)
  const meeting = { on: '2026-09-02', time: '9:30', place: '子村村委会' }
  expect(await refusal(invite({ ...meeting, on: '2026-08-31' }))).toContain('通知应在听取以前送达')
  expect((await invite(meeting)).name).toContain('听取意见通知书BG-2026-')
  expect((await one(endings, 'print', { changeId, paper: 'invitation', format: 'docx' })).name).toContain('.docx')
  const { rows: issued } = await app.superuser.query<{ words: string }>(
    `select words::text as words from documents.issued where letter = 'endings.invitation' and issue like '%子村村委会'`,
  )
  expect(issued[0]?.words).toContain('请于2026年9月2日9时30分到子村村委会说明您的意见')
  expect(issued[0]?.words).toContain('社会救助法')
  await one(endings, 'hear', { changeId, on: '2026-09-01', ...heard })
  expect(await refusal(one(endings, 'publish', { changeId, on: '2026-08-31', place: '村公示栏' }))).toContain(
    '先后颠倒',
  )
  expect(await one(endings, 'publish', { changeId, on: '2026-09-01', place: '村公示栏' })).toMatchObject({
    until: '2026-09-08',
  })
  expect(await refusal(one(endings, 'publicityOver', { changeId, on: '2026-09-01' }))).toContain('公示期未满')
  app.setNow('2026-09-09T09:00+08:00')
  await one(endings, 'publicityOver', { changeId, on: '2026-09-09' })
})

test('the county decides: support stops with the next month, roster and money with it', async () => {
  const decision = { changeId, number: '示民终〔2026〕1号', words: '情况属实，本人自愿' }
  const opener = app.as(app.actor('county-clerk', { accountId: 'clerk-one' }))
  expect(await refusal(opener(endings, 'decide', decision))).toContain('须由另一人')
  const work = await leader(duties, 'mine', {})
  expect(JSON.stringify(work)).toContain('终止：决定')
  expect(await leader(endings, 'decide', decision)).toMatchObject({ from: '2026-10-01', lastPaidMonth: '2026-09' })
  const file = await clerk(persons, 'person', { personId: who.leaves })
  expect(file).toMatchObject({ endedOn: '2026-09-30', endReason: 'voluntary' })
  await clerk(endings, 'print', { changeId, paper: 'notice' })
  const { rows: told } = await app.superuser.query<{ words: string }>(
    `select words::text as words from documents.issued where letter = 'endings.end'`,
  )
  expect(told[0]?.words).toContain('示例县人民政府')
  expect(told[0]?.words).toContain('听取了您的意见')
  const details = await clerk(endings, 'change', { changeId })
  expect(details.row).toMatchObject({ step: 'deliver', from: '2026-10-01' })
  expect(details.acts.map(({ kind }) => kind)).toEqual([
    'opened',
    'verified',
    'heard',
    'published',
    'publicity_over',
    'decided',
  ])
  const stranger = { changeId, on: '2026-09-09', how: 'left', receiver: '路人甲' } as const
  expect(await refusal(township('clerk-one')(endings, 'deliver', stranger))).toMatch(/与本人的关系.*应写明见证人/)
  await township('clerk-one')(endings, 'deliver', { changeId, on: '2026-09-09', how: 'direct', receiver: '张示例' })
  expect((await clerk(endings, 'change', { changeId })).row.step).toBe('done')
  expect(await refusal(leader(endings, 'decide', decision))).toContain('已经办完')
})

test('an end cannot be entered past the hearing', async () => {
  const decision = { number: '示民〔2026〕9号', decidedOn: '2026-09-09' }
  expect(await refusal(clerk(persons, 'end', { personId: who.disputed, reason: 'voluntary', decision }))).toContain(
    '没有“persons.end”这项操作',
  )
})

test('an objection is looked into by another within its working days, and then published anew', async () => {
  app.setNow('2026-09-14T09:00+08:00')
  const one = township('clerk-one')
  const open = { personId: who.disputed, kind: 'end' as const, reason: 'obligor_able', facts: '弟弟已有固定收入' }
  const { changeId: id } = await one(endings, 'open', open)
  await one(endings, 'verify', { changeId: id, on: '2026-09-14', ...verified })
  await one(endings, 'hear', { changeId: id, on: '2026-09-14', ...heard, name: '李样本' })
  await one(endings, 'publish', { changeId: id, on: '2026-09-14', place: '村公示栏' })
  app.setNow('2026-09-16T09:00+08:00')
  const objection = { changeId: id, on: '2026-09-16', words: '弟弟上月已经失业' }
  const { due } = await one(endings, 'object', objection)
  // 15 working days, 1–7 October off, 20 September and 10 October worked, as the calendar on file says.
  expect(due > '2026-10-07').toBe(true)
  expect(await refusal(one(endings, 'publicityOver', { changeId: id, on: '2026-09-16' }))).toContain('异议')
  const answer = { changeId: id, on: '2026-09-16', upheld: false, words: '经查仍在岗' }
  // The county looks into it, not the township that proposed (民发〔2021〕43号 第二十六条).
  expect(await refusal(one(endings, 'answer', answer))).toContain('没有“核查公示异议”的权限')
  await clerk(endings, 'answer', answer)
  const again = await one(endings, 'change', { changeId: id })
  expect(again).toMatchObject({ row: { step: 'publish' }, round: 1, publicUntil: null })
  expect((await one(endings, 'publish', { changeId: id, on: '2026-09-16', place: '村公示栏' })).until).toBe(
    '2026-09-23',
  )
  await one(endings, 'object', objection)
  await clerk(endings, 'answer', { ...answer, upheld: true })
  expect((await one(endings, 'change', { changeId: id })).row.step).toBe('kept')
  expect((await clerk(persons, 'person', { personId: who.disputed })).status).toBe('active')
})

test('two who open or decide the same at once: one goes through, the other is told', async () => {
  const open = { personId: who.twice, kind: 'suspend' as const, facts: '外出打工，联系不上', proof: '' }
  const wanted = { from: '2026-09-16', until: '2026-12-31' }
  const both = await Promise.allSettled([
    township('clerk-one')(endings, 'open', { ...open, wanted }),
    township('clerk-two')(endings, 'open', { ...open, wanted }),
  ])
  const ok = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const [failed] = both.flatMap((each) => (each.status === 'rejected' ? [String(each.reason.message)] : []))
  expect(ok).toHaveLength(1)
  expect(failed).toContain('已有一件正在办理的变更')
  const id = ok[0]?.changeId ?? ''
  await township('clerk-one')(endings, 'verify', { changeId: id, on: '2026-09-16', ...verified })
  const decide = { changeId: id, number: '示民停〔2026〕1号', words: '暂停至年底' }
  const decided = await Promise.allSettled([leader(endings, 'decide', decide), clerk(endings, 'decide', decide)])
  expect(decided.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await clerk(persons, 'person', { personId: who.twice })).status).toBe('suspended')
})

test('money that went out for months after a late end is claimed by name', async () => {
  app.setNow('2026-09-17T09:00+08:00')
  const months = ['2026-07', '2026-08', '2026-09', '2026-10']
  await givenPaid(app.superuser, { personId: who.before, townshipId: place.town, months, fen: 65_000 })
  const one = township('clerk-one')
  const open = { personId: who.before, kind: 'end' as const, reason: 'imprisoned', facts: '已被判处刑罚并收监' }
  const { changeId: id } = await one(endings, 'open', open)
  await one(endings, 'verify', { changeId: id, on: '2026-09-17', ...verified })
  await one(endings, 'hear', {
    changeId: id,
    on: '2026-09-17',
    ...heard,
    who: 'entrusted',
    name: '王某某',
    proof: '委托书1盒8页',
  })
  await one(endings, 'publish', { changeId: id, on: '2026-09-17', place: '村公示栏' })
  app.setNow('2026-09-27T09:00+08:00')
  await one(endings, 'publicityOver', { changeId: id, on: '2026-09-27' })
  const decision = { changeId: id, number: '示民停〔2026〕1号', words: '在监狱服刑' }
  expect(await refusal(leader(endings, 'decide', { ...decision, overpaidSince: '2020-01' }))).toContain('不能早于此')
  expect(await refusal(leader(endings, 'decide', { ...decision, overpaidSince: '2026-10' }))).toContain('还没有到')
  // In prison since July: what was paid for the months before the end is proposed, not claimed at once.
  // The number of a pause that was decided before: another paper, or one that decides on both.
  const once = leader(endings, 'decide', { ...decision, overpaidSince: '2026-08' })
  await expect(once).rejects.toMatchObject({
    reasons: [{ code: 'number', next: { to: expect.stringContaining('/changes/') } }],
  })
  const made = await leader(endings, 'decide', { ...decision, overpaidSince: '2026-08', shared: true })
  expect(made.proposedMonths).toBe(2)
  const { acts } = await clerk(endings, 'change', { changeId: id })
  expect(acts.some(({ details }) => JSON.stringify(details).includes('同一文件决定多人'))).toBe(true)
  const { rows } = await clerk(payments, 'claims', { status: 'open' })
  expect(rows).toMatchObject([{ personId: who.before, month: '2026-10', ground: 'ended', amountFen: 65_000n }])
  expect((await clerk(endings, 'change', { changeId: id })).claims).toEqual({ count: 1, openFen: 65_000n })
})

test('months before a late end are heard and decided by another, then claimed month by month', async () => {
  const [proposed] = (await clerk(payments, 'claimProposals', { open: true })).rows
  expect(proposed).toMatchObject({
    source: 'ending',
    scheme: 'support',
    months: ['2026-08', '2026-09'],
    amountFen: 130_000n,
  })
  expect(proposed?.citations.length).toBeGreaterThan(0)
  const at = { proposalId: proposed?.id ?? '', version: 1 }
  const hear = {
    ...at,
    on: '2026-09-27',
    who: 'entrusted' as const,
    name: '王某某',
    words: '愿意退',
    paper: '笔录1盒9页',
  }
  await clerk(payments, 'hearClaim', hear)
  const decide = { ...at, version: 2, establish: true, reason: '服刑期间不应享受' }
  expect(await refusal(leader(payments, 'decideProposal', decide))).toContain('以外的人决定')
  const other = app.as(app.actor('county-leader', { accountId: 'leader-two' }))
  expect((await other(payments, 'decideProposal', decide)).claims).toBe(2)
  const { rows, sumFen } = await clerk(payments, 'claims', { status: 'open' })
  expect(rows.map(({ month }) => month).toSorted()).toEqual(['2026-08', '2026-09', '2026-10'])
  expect(sumFen).toBe(195_000n)
})

test('the roster of the next month leaves out who was ended', async () => {
  const served = await clerk(rosters, 'unplaced', { month: '2026-10' })
  const names = served.map(({ name }) => name)
  expect(names).toContain('李样本')
  expect(names).not.toContain('张示例')
  expect(names).not.toContain('赵测试')
})

test('another township sees nothing of it', async () => {
  const far = app.as(app.actor('township-clerk', { kind: 'townships', ids: [place.other], accountId: 'far' }))
  expect((await far(endings, 'changes', {})).total).toBe(0)
  expect(await refusal(far(endings, 'change', { changeId }))).toContain('没有找到')
  expect(
    await refusal(far(endings, 'open', { personId: who.dies, kind: 'end', reason: 'voluntary', facts })),
  ).toContain('没有找到此人')
})
