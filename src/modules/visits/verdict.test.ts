import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Instant, instant, plainDate } from '#kernel/calendar.ts'
import { inForce } from '#kernel/given.ts'
import { distanceText, metresBetween, type Position } from './distance.ts'
import { type Facts, type JudgedVisit, type Limits, type OtherVisit, verdictOf } from './verdict.ts'

const at = (clock: string, day = '2023-08-20'): Instant => instant(`${day}T${clock.padStart(5, '0')}:00+08:00`)
const day = plainDate

const limits: Limits = {
  visit: inForce({ minutes_at_least: 20, fence_metres: 300, speed_kmh: 60, record_within_days: 3 }),
  agreementFirst: inForce(true),
  evidence: inForce({
    points: {
      care_card: 3,
      position: 2,
      signature: 3,
      spoken_code: 3,
      voice: 2,
      other_confirms: 1,
      photo: 1,
      in_time: 1,
    },
    valid_at: 4,
    not_counted_below: 1,
  }),
}

const home: Position = { longitude: 115.67, latitude: 36.23, datum: 'WGS-84' }
/** So many metres north of home. */
const north = (metres: number): Position => ({ ...home, latitude: home.latitude + metres / 111_195.08 })

const visit: JudgedVisit = {
  id: 'b',
  organisationId: 'provider',
  personId: 'person',
  carerId: 'carer',
  startedAt: at('9:02'),
  endedAt: at('9:44'),
  recordedAt: at('9:45'),
  position: home,
  accuracy: 12,
  services: ['daily_care'],
  contents: [],
  confirmation: 'signature',
  confirmedBy: '',
  cardScanned: true,
  photos: ['p'],
}
const facts: Facts = {
  onRoster: true,
  level: 'partly_able',
  agreements: [{ from: day('2023-01-01'), to: null, signedOn: day('2023-01-01') }],
  diedOn: null,
  endedOn: null,
  withoutCapacity: false,
  absences: [],
  stays: [],
  dwelling: home,
  carer: { name: '赵测试', organisationId: 'provider', from: day('2022-01-01'), to: null },
  ofCarer: [],
  before: [],
  photoUsedOn: undefined,
  correctedOn: undefined,
  undone: undefined,
  asked: undefined,
}
const other = (from: string, to: string, more: Partial<OtherVisit> = {}): OtherVisit => ({
  id: 'a',
  personId: 'other',
  personName: '李样本',
  startedAt: at(from),
  endedAt: at(to),
  position: north(18_000),
  ...more,
})

const judge = (
  someVisit: Partial<JudgedVisit> = {},
  someFacts: Partial<Facts> = {},
  someLimits: Partial<Limits> = {},
) => {
  const { verdict, reasons } = verdictOf(
    { ...visit, ...someVisit },
    { ...facts, ...someFacts },
    { ...limits, ...someLimits },
  )
  return [verdict, ...reasons.map(({ message }) => message)]
}

test('a visit with everything in order is valid with all points', () => {
  expect(verdictOf(visit, facts, limits)).toMatchObject({ verdict: 'valid', reasons: [], score: 10 })
})

describe('about the person', () => {
  test('off the roster nothing else about him is said', () => {
    const hidden = {
      onRoster: false,
      diedOn: day('2023-07-29'),
      agreements: [],
      stays: [{ from: day('2023-08-01'), to: null, home: '敬老院' }],
    }
    expect(judge({}, hidden)).toEqual(['not_counted', '不在8月名册'])
  })
  test('dead the day before, but not on the day itself', () => {
    expect(judge({}, { diedOn: day('2023-07-29'), endedOn: day('2023-07-31') })).toEqual([
      'not_counted',
      '已于7月29日死亡',
    ])
    expect(judge({}, { diedOn: day('2023-08-20') })).toEqual(['valid'])
    expect(judge({}, { endedOn: day('2023-08-19') })).toEqual(['not_counted', '已于8月19日终止供养'])
  })
  test('in hospital on both its end days, unless the carer kept him company there', () => {
    const stay = { kind: 'hospital' as const, from: day('2023-08-12'), to: day('2023-08-20') }
    expect(judge({}, { absences: [stay] })).toEqual(['doubtful', '当天住院（8月12日至8月20日）'])
    expect(judge({}, { absences: [{ ...stay, to: day('2023-08-19') }] })).toEqual(['valid'])
    expect(judge({ services: ['hospital_company'] }, { absences: [stay] })).toEqual(['valid'])
  })
  test('in a home: not counted, and on the day of moving doubtful', () => {
    const inHome = (from: string) => ({ stays: [{ from: day(from), to: null, home: '甲敬老院' }] })
    expect(judge({}, inHome('2023-08-19'))).toEqual(['not_counted', '当天在甲敬老院集中供养（8月19日起）'])
    expect(judge({}, inHome('2023-08-20'))).toEqual(['doubtful', '当天在甲敬老院集中供养（8月20日起）'])
    expect(judge({}, inHome('2023-08-21'))).toEqual(['valid'])
  })
  test('the agreement holds from its first day, and where the pack only advises it the visit is doubtful', () => {
    const agreed = (from: string) => ({ agreements: [{ from: day(from), to: null, signedOn: day(from) }] })
    expect(judge({}, agreed('2023-08-21'))).toEqual(['not_counted', '当天没有生效协议（8月21日签订）'])
    expect(judge({}, agreed('2023-08-20'))).toEqual(['valid'])
    expect(judge({}, { agreements: [] })).toEqual(['not_counted', '当天没有生效协议（尚未签订）'])
    expect(judge({}, { agreements: [] }, { agreementFirst: inForce(true, 'in_principle') })[0]).toBe('doubtful')
    expect(judge({}, { agreements: [] }, { agreementFirst: undefined })).toEqual(['valid'])
  })
})

describe('about the carer', () => {
  test('at two places at once, but neighbours under one roof are one place', () => {
    expect(judge({}, { ofCarer: [other('9:43', '10:20')] })).toEqual([
      'doubtful',
      '服务人员同时在另一处（李样本家，9:43至10:20）',
    ])
    expect(judge({}, { ofCarer: [other('9:44', '10:20')] })).toEqual(['valid'])
    expect(judge({}, { ofCarer: [other('9:43', '10:20', { position: north(299) })] })).toEqual(['valid'])
    expect(judge({}, { ofCarer: [other('9:43', '10:20', { personName: undefined })] })[1]).toBe(
      '服务人员同时在另一处（其他服务对象家，9:43至10:20）',
    )
    expect(judge({}, { ofCarer: [other('9:43', '10:20', { personId: 'person' })] })[1]).toBe(
      '与同一服务人员的另一条记录重叠（9:43至10:20）',
    )
  })
  test('18 kilometres take 18 minutes at 60 km/h', () => {
    expect(judge({}, { ofCarer: [other('8:10', '8:56')] })).toEqual(['doubtful', '与上一处相距18公里，间隔6分钟'])
    expect(judge({}, { ofCarer: [other('8:10', '8:45')] })[0]).toBe('doubtful')
    expect(judge({}, { ofCarer: [other('8:10', '8:44', { position: north(17_999) })] })).toEqual(['valid'])
  })
  test('one who is not, not yet or no longer of this provider', () => {
    const words = ['doubtful', '服务人员当天不是本机构登记的人员']
    const carer = { name: '赵测试', organisationId: 'provider', from: day('2022-01-01'), to: null }
    expect(judge({}, { carer: undefined })).toEqual(words)
    expect(judge({}, { carer: { ...carer, organisationId: 'elsewhere' } })).toEqual(words)
    expect(judge({}, { carer: { ...carer, to: day('2023-08-19') } })).toEqual(words)
    expect(judge({}, { carer: { ...carer, to: day('2023-08-20') } })).toEqual(['valid'])
  })
})

describe('about place, time and proof', () => {
  test('outside the fence by how much; its edge is inside', () => {
    expect(judge({ position: north(412) })).toEqual(['doubtful', '距居所412米，超出允许的300米'])
    expect(judge({ position: north(300) })).toEqual(['valid'])
    expect(judge({ position: north(301) })[0]).toBe('doubtful')
  })
  test('the same place in two datums is one place; taking one for the other would be 500 metres off', () => {
    const amap: Position = { longitude: 115.67568, latitude: 36.22995, datum: 'GCJ-02' }
    const gps: Position = { longitude: 115.67, latitude: 36.23, datum: 'WGS-84' }
    expect(metresBetween(amap, gps)).toBeLessThan(6)
    expect(metresBetween({ ...amap, datum: 'WGS-84' }, gps)).toBeGreaterThan(500)
  })
  test('too short by a minute', () => {
    expect(judge({ endedAt: at('9:06') })).toEqual(['doubtful', '时长4分钟，少于规定的20分钟'])
    expect(judge({ endedAt: at('9:22') })).toEqual(['valid'])
    expect(judge({ endedAt: at('9:21') })[0]).toBe('doubtful')
  })
  test('recorded late by so many days; the last day of the term is in time', () => {
    expect(
      judge({
        startedAt: at('9:02', '2023-08-03'),
        endedAt: at('9:44', '2023-08-03'),
        recordedAt: at('9:00', '2023-08-30'),
      }),
    ).toEqual(['doubtful', '8月30日补录8月3日的服务，晚27天'])
    expect(judge({ recordedAt: at('23:59', '2023-08-23') })).toEqual(['valid'])
    expect(judge({ recordedAt: at('0:00', '2023-08-24') })[0]).toBe('doubtful')
  })
  test('a clock in the future', () => {
    expect(judge({ recordedAt: at('9:43') })).toEqual([
      'not_counted',
      '结束时间2023-08-20 09:44晚于收到的时间2023-08-20 09:43，请核对手机时间',
    ])
    expect(judge({ recordedAt: at('9:44') })).toEqual(['valid'])
  })
  test('a photo used before', () => {
    expect(judge({}, { photoUsedOn: day('2023-07-12') })).toEqual(['doubtful', '照片与7月12日的照片相同'])
  })
  test('three times the same length to the minute', () => {
    const before = [
      other('9:00', '9:42', { startedAt: at('9:00', '2023-08-16'), endedAt: at('9:42', '2023-08-16') }),
      other('9:00', '9:42', { startedAt: at('9:00', '2023-08-13'), endedAt: at('9:42', '2023-08-13') }),
    ]
    expect(judge({}, { before })).toEqual(['doubtful', '时长42分钟，与8月13日、8月16日的服务一分不差'])
    expect(judge({}, { before: before.slice(0, 1) })).toEqual(['valid'])
    expect(judge({ endedAt: at('9:43') }, { before })).toEqual(['valid'])
  })
  test('the carer does not confirm for the person, nor a person without capacity for himself (F-12)', () => {
    expect(judge({ confirmedBy: '赵测试' })).toEqual(['doubtful', '由服务人员自己确认，应由本人、监护人或邻里确认'])
    expect(judge({}, { withoutCapacity: true })).toEqual(['doubtful', '本人无民事行为能力，应由监护人确认'])
    expect(judge({ confirmedBy: '张监护' }, { withoutCapacity: true })).toEqual(['valid'])
  })
  test('too little proof is looked at, none is not counted', () => {
    const bare = { position: undefined, cardScanned: false, photos: [] }
    expect(judge(bare)).toEqual(['valid'])
    expect(judge({ ...bare, confirmation: 'voice' })).toEqual(['doubtful', '佐证得分3分，满4分才直接有效'])
    expect(judge({ ...bare, confirmation: 'none', recordedAt: at('9:45', '2023-08-30') })[0]).toBe('not_counted')
  })
  test('a corrected visit and an undone file say only that', () => {
    expect(judge({ endedAt: at('9:03') }, { correctedOn: day('2023-08-21') })).toEqual([
      'not_counted',
      '已于8月21日更正，以更正后的记录为准',
    ])
    expect(judge({ endedAt: at('9:03') }, { undone: '选错了文件' })).toEqual([
      'not_counted',
      '所在的导入已撤销：选错了文件',
    ])
  })
  test('without limits in force nothing is measured against any', () => {
    expect(judge({ endedAt: at('9:03'), position: north(5000) }, {}, { visit: undefined })).toEqual(['valid'])
  })
})

test('the list of points adds up to the score, and what was asked for is shown against what was done', () => {
  const { points, score } = verdictOf(
    { ...visit, position: north(412), photos: [], contents: ['eating', 'medicine'] },
    { ...facts, asked: ['eating', 'medicine', 'toilet'] },
    limits,
  )
  expect(points.map(({ sign, text }) => `${sign} ${text}`)).toEqual([
    'good 按时记录',
    'good 照料卡已扫',
    'warn 距居所412米，超出允许的300米',
    'good 本人签名',
    'bad 没有照片',
    'warn 应做3项做了2项',
  ])
  expect(score).toBe(points.reduce((sum, each) => sum + each.points, 0))
  expect(score).toBe(7)
})

test('distance is the same both ways, nothing to itself, and 1,068 km from Beijing to Shanghai', () => {
  const place = fc.record({
    longitude: fc.double({ min: 75, max: 135, noNaN: true }),
    latitude: fc.double({ min: 18, max: 53, noNaN: true }),
    datum: fc.constantFrom('WGS-84' as const, 'GCJ-02' as const),
  })
  fc.assert(fc.property(place, place, (one, two) => Math.abs(metresBetween(one, two) - metresBetween(two, one)) <= 1))
  fc.assert(fc.property(place, (one) => metresBetween(one, one) === 0))
  const beijing: Position = { longitude: 116.4074, latitude: 39.9042, datum: 'WGS-84' }
  const shanghai: Position = { longitude: 121.4737, latitude: 31.2304, datum: 'WGS-84' }
  expect(distanceText(metresBetween(beijing, shanghai))).toMatch(/^106[78]公里$/)
  expect([412, 999, 1000, 2540, 18_020].map(distanceText)).toEqual(['412米', '999米', '1公里', '2.5公里', '18公里'])
})
