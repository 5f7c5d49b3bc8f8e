/** 影响预览: what stops, with its day, each with the page on which it can be seen. */
import { Basis } from '#ui/citation.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import type { Stop } from '../contract.ts'

/** Who may not open a page is not led to it. */
const needs: Readonly<Record<string, string>> = {
  '/rosters': 'rosters.list',
  '/agreements': 'agreements.list',
  '/homes': 'stays.homes',
  '/payments': 'payments.list',
  '/payments/claims': 'payments.claims',
  '/custody': 'custody.accounts',
}

/** As they were kept with a death before the page had its present address, or where there is nothing to be seen. */
const pageOf = ({ to, text }: Pick<Stop, 'to' | 'text'>): string | null =>
  to === '/stays' ? '/homes' : text === '没有生效的协议' ? null : to

function Led(stop: Pick<Stop, 'to' | 'text'>) {
  const may = useMay()
  const to = pageOf(stop)
  return to && may(needs[to] ?? '') ? <Link to={to}>{stop.text}</Link> : stop.text
}

export function Stops({ stops }: { stops: readonly Stop[] }) {
  return (
    <dl className="gy-stops">
      {stops.map(({ what, title, text, to, citations }) => (
        <div key={what}>
          <dt>{title}</dt>
          <dd>
            <Led to={to} text={text} /> {citations && <Basis citations={citations} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}
