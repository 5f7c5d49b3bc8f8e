/** Money, counts and shares as one sees them everywhere (screens 1.11). */
import { yuanText } from '#kernel/money.ts'
import { moneyText, wanText } from './formats.ts'
import { Link } from './link.tsx'

interface Props {
  fen: bigint | null | undefined
  /** The rows behind it: every number opens (screens 1.2). */
  to?: string | undefined
  /** 'column' stands under a heading with （元); 'wan' is for charts and headings, exact in the hint. */
  as?: 'sentence' | 'column' | 'wan'
}

export function Amount({ fen, to, as = 'sentence' }: Props) {
  if (fen === null || fen === undefined) return <span className="gy-number">—</span>
  const text = { sentence: moneyText, column: yuanText, wan: wanText }[as](fen)
  const title = as === 'wan' ? moneyText(fen) : undefined
  if (to)
    return (
      <Link to={to} className="gy-number" title={title}>
        {text}
      </Link>
    )
  return (
    <span className="gy-number" title={title}>
      {text}
    </span>
  )
}
