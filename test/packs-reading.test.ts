/** Reading policy packs: everything comes in, and a bad file is refused with its place. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { citationFaults, clauseText } from '#modules/policy/clauses.ts'
import { combineText } from '#modules/policy/keys/types.ts'
import { keys } from '#modules/policy/keys.ts'
import type { PackSet } from '#modules/policy/pack-set.ts'
import { type Fault, faultText, PackFault, packSetOf, readPacks } from '#modules/policy/packs.ts'

const set = await readPacks('packs')
const sources = [
  ...set.packs.flatMap((pack) => pack.sources),
  ...Object.entries(set.texts).map(([name, text]) => ({ path: `packs/texts/${name}.txt`, text })),
  { path: 'packs/areas.yaml', text: readFileSync('packs/areas.yaml', 'utf8') },
]

function faultsIn(changed: typeof sources): readonly Fault[] {
  try {
    packSetOf(changed)
  } catch (error) {
    if (error instanceof PackFault) return error.faults
    throw error
  }
  return []
}

/** The faults found after some words of one file were replaced. */
function faultsAfter(path: string, from: string, to: string): readonly Fault[] {
  const changed = sources.map((source) =>
    source.path === path ? { path, text: source.text.replace(from, to) } : source,
  )
  expect(changed, `${path} has no ${from}`).not.toEqual(sources)
  return faultsIn(changed)
}

const lineOf = (path: string, words: string): number => {
  const text = sources.find((source) => source.path === path)?.text ?? ''
  return text.slice(0, text.indexOf(words)).split('\n').length
}

describe('everything of the drafted packs came in', () => {
  test('at least 281 values and 251 cases, and none was lost on the way', () => {
    expect(set.packs.flatMap(({ values }) => values).length).toBeGreaterThanOrEqual(281)
    expect(set.packs.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(251)
    expect(set.packs.flatMap(({ duties }) => duties).length).toBeGreaterThanOrEqual(37)
    expect(set.packs.map(({ area }) => area)).toEqual(['000000', '110000', '150430', '220000', '330100', '371522'])
  })

  test('all five documents have their registered text, and one of them is a draft without a day', () => {
    const documents = set.packs.flatMap((pack) => pack.documents).filter(({ text }) => text !== undefined)
    expect(documents.map(({ status }) => status).toSorted()).toEqual([
      'draft',
      'in_force',
      'in_force',
      'in_force',
      'unknown',
    ])
    expect(documents.filter(({ status }) => status === 'draft').map(({ effective }) => effective.from)).toEqual([null])
  })

  test('a day of effect that the text does not state is marked as ours', () => {
    const jilin = set.packs.find(({ area }) => area === '220000')?.documents[0]
    expect(jilin?.effective).toEqual({ from: '2017-12-01', stated: false, origin: 'ours' })
  })

  test('the registered texts hold no personal name or mobile number of annex 2', () => {
    for (const text of Object.values(set.texts)) expect(text).not.toMatch(/1[3-9]\d{9}/)
    expect(set.texts['aohan-2023-59']).toContain('（姓名略）')
  })
})

describe('every quotation stands in the registered text under the clause cited', () => {
  test('clause paths exist and the words are there', () => {
    expect(citationFaults(set).map(faultText)).toEqual([])
  })

  const withValue = (change: (value: PackSet['packs'][number]['values'][number]) => typeof value): PackSet => ({
    ...set,
    packs: set.packs.map((pack) =>
      pack.area === '371522' ? { ...pack, values: pack.values.map((value) => change(value)) } : pack,
    ),
  })

  test('a word that was changed is found', () => {
    const wrong = withValue((value) => ({
      ...value,
      citations: value.citations.map((citation) => ({ ...citation, quote: '每人每月190元' })),
    }))
    expect(citationFaults(wrong).length).toBeGreaterThan(30)
  })

  test('a clause that the text does not have is found', () => {
    const wrong = withValue((value) => ({
      ...value,
      citations: value.citations.map((citation) => ({ ...citation, clause: '九、附则（一）' })),
    }))
    expect(citationFaults(wrong).length).toBeGreaterThan(30)
  })

  test('the two sections 三 of Hangzhou are told apart by their heading (A-13)', () => {
    const text = set.texts['hangzhou-2024-39'] ?? ''
    expect(clauseText(text, '三、改革措施（二）')).toContain('区域集中导向')
    expect(clauseText(text, '三、实施步骤（二）')).toContain('全面启动阶段')
    expect(clauseText(text, '三、改革措施（九）')).toBeUndefined()
  })
})

describe('declared keys', () => {
  const table = new Map(
    readFileSync('docs/pack-keys.md', 'utf8')
      .split('\n')
      .flatMap((line) => {
        const cells = /^\| `([a-z_.]+)` \| \w+ \| [^|]+ \| ([^|]+) \| ([^|]+) \| ([^|]+) \|/.exec(line)
        return cells ? [[cells[1], { title: cells[2], combine: cells[3], setBy: cells[4] }] as const] : []
      }),
  )

  test('docs/pack-keys.md and the code declare the same keys with the same title, combination and authority', () => {
    const declared = Object.entries(keys).map(([key, { title, combine, setBy }]) => [
      key,
      { title, combine: combineText[combine], setBy },
    ])
    expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(table))
    expect(declared.length).toBeGreaterThanOrEqual(228)
  })

  test('a rule of ours names its position, is no must and borrows no clause', () => {
    const ours = set.packs.flatMap(({ values }) => values).filter(({ origin }) => origin === 'ours')
    expect(ours.map(({ key }) => key).toSorted()).toEqual([
      'access.second_factor',
      'agreement.effect',
      'agreement.reminders',
      'archive.filing_days',
      'archive.handover_every',
      'assessment.assessor_independent_of',
      'assessment.clue_limits',
      'assessment.level_effective',
      'assessment.yearly_review',
      'complaint.terms',
      'correction.terms',
      'entry.limits',
      'evaluation.default_when_missing',
      'evaluation.sample',
      'exit.hearing_exempt',
      'exit.reason_of_overlap',
      'finding.hearing_term',
      'import.review',
      'incident.terms',
      'month.calendar',
      'month.reports_due',
      'org.handover_term',
      'payment.approvals',
      'payment.bank_file',
      'payment.late_death',
      'payment.living.start_rule',
      'personal_funds.entrusted_booking',
      'personal_funds.manager',
      'personal_funds.pocket_money',
      'portal.slip_term',
      'recognition.near_relatives',
      'recognition.notice_exempt',
      'recognition.pause_reasons',
      'settlement.contract_end_in_month',
      'settlement.partial_month',
      'settlement.rounding',
      'verification.follow_term',
      'visit.evidence_points',
      'visit.limits',
      'work.escalation',
    ])
    for (const { force, citations } of ours) {
      expect(force).toBe('in_principle')
      expect(citations).toEqual([{ document: '', clause: '', position: expect.stringMatching(/^A-\d{2}$/) }])
    }
  })
})

describe('a bad pack is refused with file, line, key and what was expected', () => {
  const settlement = 'packs/371522-shenxian/settlement.yaml'

  test('money written as a binary fraction', () => {
    const [fault] = faultsAfter(settlement, "able: '189.00'", 'able: 189.5')
    expect(fault).toMatchObject({ file: settlement, line: 5, key: 'standard.care.rates[1].value.able', found: '189.5' })
    expect(fault && faultText(fault)).toBe(
      `${settlement}:5:14 standard.care.rates[1].value.able: 应为加引号的金额，如'189.00'，现为189.5`,
    )
  })

  test('an undeclared key', () => {
    const [fault] = faultsAfter(settlement, 'settlement.rounding:', 'settlement.roundin:')
    expect(fault).toMatchObject({ key: 'settlement.roundin', column: 1, found: '未声明的参数settlement.roundin' })
    expect(fault?.line).toBe(lineOf(settlement, 'settlement.rounding:'))
  })

  test('a missing clause', () => {
    const [fault] = faultsAfter(settlement, '    cite: 莘政办发〔2023〕6号 四、工作内容（三）\n', '')
    expect(fault).toMatchObject({ file: settlement, line: 2, expected: '所依据的文件和条款', found: '没有填写' })
  })

  test('a document that is not registered', () => {
    const [fault] = faultsAfter(settlement, 'cite: 莘政办发〔2023〕6号', 'cite: 莘政办发〔2023〕7号')
    expect(fault).toMatchObject({ line: 6, found: '莘政办发〔2023〕7号 四、工作内容（三）' })
  })

  test('a field twice', () => {
    const [fault] = faultsAfter(settlement, '    force: must\n', '    force: must\n    force: aim\n')
    expect(fault).toMatchObject({ line: 5, found: '重复的字段' })
  })

  test('an alias, by which a small file can fill the memory', () => {
    const [fault] = faultsAfter(
      settlement,
      "able: '189.00', partly_able: '313.00'",
      "able: &a '189.00', partly_able: *a",
    )
    expect(fault).toMatchObject({ file: settlement, found: '用了别名' })
  })

  test('a value that stands otherwise than its key allows', () => {
    const [fault] = faultsAfter(settlement, 'stands: sets', 'stands: floor')
    expect(fault).toMatchObject({ line: 3, found: 'floor', expected: 'sets（照料护理标准）' })
  })

  test('a rule of ours that borrows a clause', () => {
    const [fault] = faultsAfter(
      settlement,
      'position: A-48',
      'position: A-48\n    cite: 莘政办发〔2023〕6号 四、工作内容（三）',
    )
    expect(fault).toMatchObject({ expected: '不写条款（origin: ours）' })
  })

  test('a pack whose parent is not the one of areas.yaml', () => {
    const path = 'packs/371522-shenxian/pack.yaml'
    expect(faultsAfter(path, "parent: '371500'", "parent: '370000'")[0]).toMatchObject({ key: 'parent', line: 4 })
  })

  test('a file that belongs to no pack and would silently never be read', () => {
    const stray = [...sources, { path: 'packs/371522-shenxain/settlement.yaml', text: '{}' }]
    expect(faultsIn(stray)).toMatchObject([{ file: 'packs/371522-shenxain/settlement.yaml', line: 1 }])
    expect(faultsIn([...sources, { path: 'packs/holidays.yaml', text: 'years: []' }])).toEqual([])
  })

  test('all faults of all files are told at once, and nothing is loaded', () => {
    const both = sources.map((source) => ({ ...source, text: source.text.replace('force: must', 'force: perhaps') }))
    expect(new Set(faultsIn(both).map(({ file }) => file)).size).toBeGreaterThan(50)
  })
})
