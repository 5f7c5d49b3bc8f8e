/** The head of every page: where one is, what it shows, and the one primary action (screens 3.1, 3.5). */
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { Link } from './link.tsx'

export interface Crumb {
  title: string
  to?: string | undefined
}

interface PageProps {
  title: string
  /** Beside the title: tags, counts, a deadline. */
  beside?: ReactNode
  /** Parts between the page's place in the menu and this object: [{ title: '结算', to: '/settlements' }]. */
  way?: readonly Crumb[]
  /** The one primary button. */
  action?: ReactNode
  /** Other buttons, left of it. */
  others?: ReactNode
  /** A strip of its own: locked, trial. */
  strip?: ReactNode
  children: ReactNode
}

const Place = createContext<readonly Crumb[]>([])
/** The frame says in which section and page one is. */
export const PlaceProvider = Place.Provider

export function PageBody({ title, beside, way = [], action, others, strip, children }: PageProps) {
  const place = useContext(Place)
  useEffect(() => {
    document.title = `${title} · 供养`
  }, [title])
  return (
    <article className="gy-page">
      <header className="gy-page-head">
        <Breadcrumb crumbs={onceEach([...place, ...way]).filter((crumb) => crumb.title !== title)} />
        <h1>{title}</h1>
        <div className="gy-beside">{beside}</div>
        <div className="gy-page-actions">
          {others}
          {action}
        </div>
      </header>
      {strip}
      {children}
    </article>
  )
}

/** A page may name the list above it, where the frame has said it already. */
const onceEach = (crumbs: readonly Crumb[]): Crumb[] => [
  ...new Map(crumbs.map((crumb) => [crumb.title, crumb] as const)).values(),
]

/** Section › page ›, and then the heading itself. */
function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  if (crumbs.length === 0) return null
  return (
    <nav aria-label="当前位置" className="gy-crumbs">
      <ol>
        {crumbs.map((crumb) => (
          <li key={crumb.title}>{crumb.to ? <Link to={crumb.to}>{crumb.title}</Link> : crumb.title}</li>
        ))}
      </ol>
    </nav>
  )
}

interface PanelProps {
  title: string
  count?: number
  /** Opens the full list. */
  to?: string
  extra?: ReactNode
  children: ReactNode
}

/** A block of a first page or of a person's file: thin line, heading, at most eight rows. */
export function Panel({ title, count, to, extra, children }: PanelProps) {
  const heading = `${title}${count === undefined ? '' : ` ${count}`}`
  return (
    <section className="gy-panel" aria-label={title}>
      <header>
        <h2>{to ? <Link to={to}>{heading} ▸</Link> : heading}</h2>
        {extra}
      </header>
      {children}
    </section>
  )
}
