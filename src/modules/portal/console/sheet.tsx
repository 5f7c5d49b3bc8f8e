/** The person's own page, as large as he needs to read along. */
import { Panel } from '#ui/page.tsx'
import type { Item, Section, Sheet } from '../contract.ts'

export function SheetView({ sheet }: { sheet: Sheet }) {
  return (
    <div className="gy-own-sheet">
      {sheet.sections.map((section) => (
        <SectionView key={section.title} section={section} />
      ))}
    </div>
  )
}

function SectionView({ section: { title, note, items, empty } }: { section: Section }) {
  return (
    <Panel title={title}>
      {note && <p>{note}</p>}
      {items.length === 0 && empty && <p>{empty}</p>}
      {items.map((item, index) => (
        <ItemView key={item.id ?? `${item.title}${index}`} item={item} />
      ))}
    </Panel>
  )
}

function ItemView({ item: { title, lines, basis } }: { item: Item }) {
  return (
    <article>
      {title && <h3>{title}</h3>}
      <dl>
        {lines.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {basis && <p className="gy-help">依据：{basis}</p>}
    </article>
  )
}
