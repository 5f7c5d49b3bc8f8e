/** The table of holidays as packs and console keep it, read into what terms are counted by. */
import * as z from 'zod'
import { PlainDate } from './calendar.ts'
import type { WorkingCalendar } from './working-days.ts'

const Days = z.array(PlainDate)

/** A day belongs to its own year's notice, so that a year can be replaced whole. */
const Notice = z.strictObject({ off: Days, worked: Days })

export const Holidays = z
  .strictObject({ years: z.array(z.int()), notices: z.record(z.string().regex(/^\d{4}$/), Notice) })
  .superRefine(({ years, notices }, context) => {
    for (const [year, { off, worked }] of Object.entries(notices)) {
      const fault = faultOfNotice(year, years, off, worked)
      if (fault) context.addIssue({ code: 'custom', path: ['notices', year], message: fault })
    }
    const absent = years.filter((year) => !(String(year) in notices))
    if (absent.length > 0)
      context.addIssue({ code: 'custom', path: ['years'], message: `没有${absent.join('、')}年的安排` })
  })
export type Holidays = z.infer<typeof Holidays>

function faultOfNotice(
  year: string,
  years: readonly number[],
  off: readonly PlainDate[],
  worked: readonly PlainDate[],
): string | undefined {
  if (!years.includes(Number(year))) return `${year}年不在年份表内`
  const elsewhere = [...off, ...worked].find((day) => !day.startsWith(year))
  if (elsewhere) return `${elsewhere}不属于${year}年`
  const both = off.find((day) => worked.includes(day))
  return both ? `${both}既放假又上班` : undefined
}

export function workingCalendarOf(holidays: Holidays): WorkingCalendar {
  const notices = Object.values(holidays.notices)
  return {
    years: new Set(holidays.years),
    off: new Set(notices.flatMap((notice) => notice.off)),
    worked: new Set(notices.flatMap((notice) => notice.worked)),
  }
}
