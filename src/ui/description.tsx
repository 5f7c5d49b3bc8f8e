/** Labels with their values, in columns. */
import type { ReactNode } from 'react'

export interface DescriptionItem {
  label: string
  value: ReactNode
  /** Takes the whole line. */
  wide?: boolean
}

/** An unknown value is '—', never empty (screens 1.11). */
export function Description({ items, columns = 3 }: { items: readonly DescriptionItem[]; columns?: 1 | 2 | 3 | 4 }) {
  return (
    <dl className="gy-description" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
      {items.map((item) => (
        <div key={item.label} className={item.wide ? 'gy-description-wide' : ''}>
          <dt>{item.label}</dt>
          <dd>{item.value === null || item.value === undefined || item.value === '' ? '—' : item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
