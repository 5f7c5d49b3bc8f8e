/** The month that is walked through, and who walks. */
import { addMonths, dayOf, instant, monthOf } from '#kernel/calendar.ts'

export const today = dayOf(instant(new Date().toISOString()))
export const present = monthOf(today)
export const month = addMonths(present, -1)
export const clerk = '371522-county-clerk'
export const leader = '371522-county-leader'
export const finance = '371522-finance'

/** What a scanner gives. */
export const paper = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
