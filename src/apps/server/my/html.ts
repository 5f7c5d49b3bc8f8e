/** Plain HTML out of plain values: whatever is filled in is text, never markup. */

export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Fill = string | number | Html | false | undefined | readonly Fill[]

const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => names[sign] ?? sign)

function filled(value: Fill): string {
  if (value === false || value === undefined) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value))
  return value.map(filled).join('')
}

export const html = (parts: TemplateStringsArray, ...values: Fill[]): Html =>
  new Html(parts.map((part, index) => part + (index < values.length ? filled(values[index]) : '')).join(''))
