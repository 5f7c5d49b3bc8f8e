/** 影响预览: what stops, with its day, each with the page on which it can be seen. */
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import type { Stop } from '../contract.ts'

/** Who may not open a page is not led to it. */
const needs: Readonly<Record<string, string>> = {
  '/rosters': 'rosters.list',
  '/agreements': 'agreements.list',
  '/stays': 'stays.homes',
  '/payments': 'payments.list',
  '/payments/claims': 'payments.claims',
  '/custody': 'custody.accounts',
}

export function Stops({ stops }: { stops: readonly Stop[] }) {
  const may = useMay()
  return (
    <dl className="gy-stops">
      {stops.map(({ what, title, text, to }) => (
        <div key={what}>
          <dt>{title}</dt>
          <dd>{to && may(needs[to] ?? '') ? <Link to={to}>{text}</Link> : text}</dd>
        </div>
      ))}
    </dl>
  )
}
