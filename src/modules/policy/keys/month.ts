/** Keys of the topic month (月度工作): no document sets them, a county does; until then this system's defaults hold. */
import { count, flag, key, oneOf, record, texts } from './types.ts'
import * as z from 'zod'

const month = oneOf('previous', 'same', 'next')
/** A day of the month before, the month itself or the month after; never beyond the 28th, which every month has. */
const monthDay = z.union(
  [record({ month, day: z.int().min(1).max(28) }), record({ month, working_day: z.int().min(1).max(15) })],
  '某月的第几日或第几个工作日，如{ month: next, day: 5 }',
)

const county = { combine: 'replace', setBy: '县', downTo: 'county' } as const

export const monthly = {
  'access.second_factor': key(record({ roles: texts }), { title: '须用动态码的角色', ...county }),
  'entry.limits': key(
    record({
      consent_days: count,
      request_days: count,
      months_back: count.max(12, '不超过12个月'),
      years_back: count.max(10, '不超过10年'),
      years_ahead: count.min(1, '至少1年').max(10, '不超过10年'),
      round_years: count.min(1, '至少1年').max(10, '不超过10年'),
      leave_days_back: count,
      leave_days: count.min(1, '至少1天'),
      minor_days_ahead: count,
    }),
    { title: '登记日期的界限', ...county },
  ),
  'import.review': key(record({ second_person: flag }), { title: '导入须经第二人复核', ...county }),
  'month.calendar': key(
    record({
      cut_off: monthDay,
      lock: monthDay,
      send: monthDay,
      scores_due: monthDay,
      acceptance_due: monthDay,
      meeting: monthDay,
      pay: monthDay,
    }),
    { title: '每月工作日程', unit: '日', ...county },
  ),
  'month.reports_due': key(monthDay, { title: '每月报表报送期限', unit: '日', ...county }),
}
