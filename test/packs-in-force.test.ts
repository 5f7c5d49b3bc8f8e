/** What is in force where and when: how levels combine, what drafts do, what was known. */
import { describe, expect, test } from 'vitest'
import { instant, plainDate } from '#kernel/calendar.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type Ask, policyFrom } from '#modules/policy/in-force.ts'
import type { Pack, PackSet, PackValue } from '#modules/policy/pack-set.ts'
import { readPacks } from '#modules/policy/packs.ts'

const set = await readPacks('packs')
const policy = policyFrom(set)
const draft = '北京市征求意见稿（无文号）'
const on = (area: string, day: string, ask?: Ask) => policy(area, plainDate(day), ask)

/** The packs with one more value in one of them, as if its first document said so. */
function withValue(area: string, value: Partial<PackValue> & Pick<PackValue, 'key' | 'value'>): PackSet {
  const packs = set.packs.map((pack): Pack => {
    if (pack.area !== area) return pack
    const document = pack.documents.find(({ status }) => status === 'in_force' || status === 'unknown')
    const added: PackValue = {
      area,
      level: pack.level,
      place: { file: 'test', line: 1, column: 1 },
      citations: [{ document: document?.key ?? '', clause: '附加' }],
      origin: 'document',
      force: 'must',
      stands: 'sets',
      from: document?.effective.from ?? null,
      ...value,
    }
    return { ...pack, values: [...pack.values, added] }
  })
  return { ...set, packs }
}

describe('levels combine as each key declares', () => {
  test('an area without a pack falls to what stands above it', () => {
    expect(on('330000', '2025-01-01').value('recognition.publicity_term').value).toEqual({ count: 7, unit: 'day' })
    expect(on('371500', '2025-01-01').find('standard.care.rates')).toBeUndefined()
  })

  test('a county replaces what it may set: its own names of the three levels', () => {
    const answer = on('371522', '2023-08-31').explain('codes.self_care_level.labels')
    expect(answer.value).toEqual({ able: '自理', partly_able: '半失能', unable: '失能' })
    expect(answer.passedOver.map(({ why, level }) => [why, level])).toEqual([['replaced_below', 'nation']])
  })

  test('a higher binding value is not displaced by a level that may not set the key', () => {
    const changed = withValue('371522', { key: 'exit.publicity_term', value: { count: 3, unit: 'day' } })
    const answer = policyFrom(changed)('371522', plainDate('2025-01-01')).explain('exit.publicity_term')
    expect(answer.value).toEqual({ count: 7, unit: 'day' })
    expect(answer.conflicts.map(({ decided, other }) => [decided.level, other.level])).toEqual([['nation', 'county']])
    expect(answer.conflicts[0]?.other.citations[0]?.document).toBe('莘政办发〔2023〕6号')
  })

  test('of two ceilings the shorter decides, whichever level says it', () => {
    const shorter = withValue('371522', {
      key: 'recognition.township_review_term',
      value: { count: 10, unit: 'working_day' },
      stands: 'ceiling',
    })
    const longer = withValue('371522', {
      key: 'recognition.township_review_term',
      value: { count: 30, unit: 'working_day' },
      stands: 'ceiling',
    })
    const valueIn = (packs: PackSet) =>
      policyFrom(packs)('371522', plainDate('2025-01-01')).value('recognition.township_review_term').value
    expect(valueIn(shorter)).toEqual({ count: 10, unit: 'working_day' })
    expect(valueIn(longer)).toEqual({ count: 15, unit: 'working_day' })
  })

  test('of two floors the higher decides, compared as whole-number ratios', () => {
    const higher = withValue('220000', {
      key: 'standard.living.min_ratio_to_dibao',
      value: { times: 27, of: 20 },
      stands: 'floor',
      citations: [{ document: '民法典', clause: '附加' }],
    })
    const answer = policyFrom(higher)('220000', plainDate('2025-01-01')).explain('standard.living.min_ratio_to_dibao')
    expect(answer.value).toEqual({ times: 27, of: 20 })
    expect(answer.passedOver.map(({ why }) => why)).toEqual(['less_strict'])
  })

  test('what is forbidden above stays forbidden below, and each level adds to it', () => {
    const changed = withValue('000000', { key: 'expense.support.deny', value: ['gifts'], stands: 'forbids' })
    const answer = policyFrom(changed)('150430', plainDate('2027-01-01')).explain('expense.support.deny')
    expect(answer.value).toEqual(['gifts', 'office_costs', 'running_costs', 'repair_and_building'])
    expect(answer.decided.map(({ level }) => level)).toEqual(['nation', 'county'])
  })

  test('consent to move into a home is a national right that Hangzhou can only add to', () => {
    const answer = on('330100', '2025-01-01').explain('placement.consent')
    expect(answer.value).toMatchObject({ needs: 'person_choice', admit_all_willing: true })
    expect(answer.conflicts.map(({ fields }) => fields)).toEqual([['needs']])
  })

  test('white lists are cut to what every level allows', () => {
    const answer = on('371522', '2025-01-01', { simulate: [draft] }).explain('expense.care_fee.allow')
    expect(answer.value).toEqual([])
    expect(answer.conflicts).toHaveLength(1)
  })

  test('a longer list of parties fulfils the shorter one above; a different one is a conflict', () => {
    const more = withValue('000000', { key: 'agreement.dispersed.parties', value: ['township', 'person'] })
    const other = withValue('000000', { key: 'agreement.dispersed.parties', value: ['county', 'person'] })
    const explained = (packs: PackSet) =>
      policyFrom(packs)('371522', plainDate('2027-01-01')).explain('agreement.dispersed.parties')
    expect(explained(more).value).toEqual(['provider', 'township', 'village', 'person'])
    expect(explained(more).conflicts).toEqual([])
    expect(explained(other).value).toEqual(['county', 'person'])
    expect(explained(other).conflicts).toHaveLength(1)
  })

  test('paper and electronic archives: both clauses are shown, and what the upper one leaves open is kept (A-34)', () => {
    const answer = on('220000', '2022-01-01').explain('archive.basis')
    expect(answer.value).toEqual({ kinds: ['paper', 'electronic'], equal_effect: true, prevails: 'paper' })
    expect(answer.conflicts[0]?.decided.citations[0]?.document).toBe('档案法')
    expect(answer.conflicts[0]?.other.citations[0]?.document).toBe('吉民办字〔2017〕33号')
  })

  test('Jilin: 16 years until the national rule of 18 is in force, never after (A-30)', () => {
    const age = (day: string) =>
      on('220000', day).value<{ age_below: number }>('eligibility.minor.orphan_route').value.age_below
    expect([age('2021-06-30'), age('2021-07-01')]).toEqual([16, 18])
    expect(on('220000', '2017-11-30').find('eligibility.minor.orphan_route')).toBeUndefined()
  })

  test('standards of a county are reported from the day the statute reserves them to higher levels', () => {
    const reported = (day: string) => on('371522', day).explain('standard.care.rates').reported
    expect(reported('2026-06-30')).toEqual([])
    expect(reported('2026-07-01')).toMatchObject([{ code: 'level_may_not_set', maySet: ['province', 'city'] }])
  })

  test('a rule of ours says so: its position, no document, no must', () => {
    const answer = on('371522', '2023-08-31').explain('settlement.rounding')
    expect(answer).toMatchObject({ origin: 'ours', position: 'A-48', force: 'in_principle' })
    expect(answer.citations).toEqual([{ document: '', clause: '', position: 'A-48' }])
  })

  test('duties, forms and tables are found by name', () => {
    const hangzhou = on('330100', '2025-01-01')
    expect(hangzhou.duties().map(({ id }) => id)).toContain('monthly-hazard-patrol')
    expect(hangzhou.duties().map(({ id }) => id)).toContain('yearly-on-site-inspection')
    expect(hangzhou.find('form.annex-3')).toBeUndefined()
    expect(on('150430', '2023-09-20').value<{ form: string }>('form.annex-3').value.form).toBe('annex-3')
    expect(on('150430', '2023-09-20').find('table.annex-1')?.citations[0]?.clause).toBe('附件1')
  })
})

describe('a value that nobody set', () => {
  test('is refused by its title, with who would have to set it', () => {
    const ask = () => on('150430', '2023-10-01').value('standard.care.rates')
    expect(ask).toThrow(Refusal)
    expect(ask).toThrow('敖汉旗2023年10月1日没有“照料护理标准”的规定；应由有权机关规定：省、设区的市（2026-07-01起）')
  })

  test('says when it will take effect, or that only a draft has it', () => {
    expect(() => on('330100', '2024-05-24').value('placement.across_townships')).toThrow('自2024年5月25日起施行')
    expect(() => on('110000', '2025-01-01').value('medical.deductible')).toThrow('草案不作依据')
  })

  test('an unknown area is refused, an undeclared key is a mistake of ours', () => {
    expect(() => on('999999', '2025-01-01')).toThrow(Refusal)
    expect(() => on('371522', '2025-01-01').find('standard.care.rate')).toThrow(RangeError)
  })
})

describe('drafts, adoption and entered values', () => {
  const adoption = {
    area: '990101',
    document: draft,
    number: '示例民发〔2025〕1号（虚构）',
    from: plainDate('2025-01-01'),
    secondPerson: '虚构的第二人',
    knownSince: instant('2025-02-01T00:00:00.000Z'),
  }

  test('an adopted value cites the decision and the words of the draft', () => {
    const answer = on('990101', '2025-06-30', { adopted: [adoption] }).explain('expense.care_fee.allow')
    expect(answer).toMatchObject({ origin: 'adopted', level: 'county', from: '2025-01-01', simulated: false })
    expect(answer.citations[0]).toMatchObject({ document: adoption.number, quote: expect.stringContaining('护理用品') })
  })

  test('only the keys named by the decision are adopted, and only in its own area', () => {
    const named = { ...adoption, keys: ['medical.deductible'] }
    const there = on('990101', '2025-06-30', { adopted: [named] })
    expect(there.find('medical.deductible')?.value).toEqual({ applied: false })
    expect(there.find('medical.annual_cap')).toBeUndefined()
    expect(on('371522', '2025-06-30', { adopted: [named] }).find('medical.deductible')).toBeUndefined()
  })

  test('what was known at a moment: a decision entered later was not known', () => {
    const asked = (knownAt: string) =>
      on('990101', '2025-06-30', { adopted: [adoption], knownAt: instant(knownAt) }).find('medical.deductible')
    expect(asked('2025-01-31T00:00:00.000Z')).toBeUndefined()
    expect(asked('2025-02-01T00:00:00.000Z')).toBeDefined()
  })

  test('a document registered later was not known before', () => {
    const known = policyFrom(set, { knownSince: () => instant('2024-01-01T00:00:00.000Z') })
    const rates = (knownAt: string) =>
      known('371522', plainDate('2023-08-31'), { knownAt: instant(knownAt) }).explain('standard.care.rates')
    expect(rates('2023-12-31T00:00:00.000Z')).toMatchObject({
      waiting: [{ why: 'known_later' }],
      none: { reason: 'not_set' },
    })
    expect(rates('2024-01-01T00:00:00.000Z').value).toBeDefined()
  })

  test("next year's standard takes the place of this year's on its day, and the old one stays to be seen", () => {
    const countyValues = [
      {
        area: '371522',
        key: 'standard.care.rates',
        value: { able: '200.00', partly_able: '330.00', unable: '650.00' },
        from: plainDate('2024-01-01'),
        force: 'must' as const,
        citation: { document: '示例〔2023〕9号（虚构）', clause: '一' },
        secondPerson: '虚构的第二人',
      },
    ]
    const rates = (day: string) => on('371522', day, { countyValues }).explain('standard.care.rates')
    expect(rates('2023-12-31').value).toMatchObject({ able: '189.00' })
    expect(rates('2023-12-31').waiting).toMatchObject([{ why: 'not_yet_in_effect', effective: '2024-01-01' }])
    expect(rates('2024-01-01')).toMatchObject({ value: { able: '200.00' }, origin: 'entered' })
    expect(rates('2024-01-01').waiting).toMatchObject([{ why: 'superseded', origin: 'document' }])
    expect(on('150430', '2024-01-01', { countyValues }).find('standard.care.rates')).toBeUndefined()
  })

  test('a draft of another place can be tried here before it is adopted', () => {
    const answer = on('150430', '2025-01-01', { simulate: [draft] }).explain('medical.deductible')
    expect(answer).toMatchObject({ value: { applied: false }, simulated: true, area: '150430' })
  })
})

describe('delegations', () => {
  test('a delegation by another province does not speak here', () => {
    const jilin = set.packs.find(({ area }) => area === '220000')
    const [national] = set.packs.flatMap(({ delegations }) => delegations)
    if (!jilin || !national) throw new Error('no pack')
    const own = {
      ...national,
      area: '220000',
      key: 'exit.decider',
      maySet: ['province' as const],
      from: plainDate('2018-01-01'),
    }
    const changed = {
      ...set,
      packs: set.packs.map((pack) => (pack === jilin ? { ...pack, delegations: [{ ...own, citations: [] }] } : pack)),
    }
    expect(policyFrom(changed)('371522', plainDate('2025-01-01')).explain('exit.decider').reported).toEqual([])
    expect(policyFrom(changed)('220000', plainDate('2025-01-01')).explain('exit.decider').toSetBy).toEqual(['province'])
  })
})
