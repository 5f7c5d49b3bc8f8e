/** Printing a page on A4: margins, repeated heads and the foot with page, time, name and 校验码 (screens §7). */
import { momentText } from '#kernel/calendar.ts'
import { now } from './place.ts'

export interface Print {
  landscape?: boolean
  /** Who prints. */
  by: string
  /** '7F3A-91C4' */
  code?: string | undefined
  /** Demonstration data carry a grey 演示 across the page. */
  demo?: boolean
}

const quoted = (text: string): string => `"${text.replace(/["\\\n]/g, ' ')}"`

/** The @page rule; the browser counts the pages. */
export function pageRule({ landscape = false, by, code }: Print, at: string): string {
  const foot = `${at} · ${by}${code ? ` · 校验码 ${code}` : ''}`
  return `@page { size: A4 ${landscape ? 'landscape' : 'portrait'}; margin: 20mm;
  @bottom-center { content: "第" counter(page) "页 共" counter(pages) "页 · " ${quoted(foot)}; font-size: 9pt } }`
}

export function print(options: Print): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(pageRule(options, momentText(now())))
  const before = document.adoptedStyleSheets
  document.adoptedStyleSheets = [...before, sheet]
  document.body.classList.toggle('gy-demo-print', options.demo ?? false)
  globalThis.print()
  document.adoptedStyleSheets = before
  document.body.classList.remove('gy-demo-print')
}
