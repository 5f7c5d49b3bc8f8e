/** A link inside the console. It takes county, area and month along and loads no new document. */
import { useRouter, useRouterState } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'
import { travellingHref } from './address-text.ts'

interface Props {
  to: string
  children: ReactNode
  className?: string | undefined
  title?: string | undefined
  current?: boolean
}

/** Goes to a page of the console from a handler. */
export function useGo(): (to: string) => void {
  const router = useRouter()
  return (to) => router.history.push(travellingHref(to, router.latestLocation.searchStr))
}

export function Link({ to, children, className, title, current = false }: Props) {
  const router = useRouter()
  const search = useRouterState({ select: (state) => state.location.searchStr })
  const href = travellingHref(to, search)
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    router.history.push(href)
  }
  return (
    <a href={href} onClick={follow} className={className} title={title} aria-current={current ? 'page' : undefined}>
      {children}
    </a>
  )
}

/** A number that opens the rows behind it (screens 1.2). */
export function NumberLink({ count, to, unit = '' }: { count: number; to: string; unit?: string }) {
  return (
    <Link to={to} className="gy-number">
      {String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}
      {unit}
    </Link>
  )
}
