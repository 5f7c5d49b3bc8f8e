/** 入住与目标 (screens 6.2): outline = beds, bar = residents, tick = target. The list above holds the same numbers. */
import type { HomeRow } from '../contract.ts'

const height = 26
const nameWidth = 190
const plotWidth = 520

export function Bullets({ sentence, rows }: { sentence: string; rows: readonly HomeRow[] }) {
  const most = Math.max(1, ...rows.map(({ beds, residents }) => Math.max(beds, residents)))
  const x = (count: number) => (count * plotWidth) / most
  return (
    <figure className="gy-chart">
      <figcaption>
        <strong>入住与目标</strong> {sentence}
      </figcaption>
      <svg
        role="img"
        aria-label={`入住与目标：${sentence}`}
        viewBox={`0 0 ${nameWidth + plotWidth + 60} ${rows.length * height + 8}`}
        style={{ width: '100%', maxWidth: 860 }}
      >
        {rows.map((row, index) => (
          <g key={row.id} transform={`translate(0 ${index * height + 4})`}>
            <text x={nameWidth - 8} y={16} textAnchor="end" fontSize={12} fill="#262626">
              {row.name}
            </text>
            <rect x={nameWidth} y={3} width={x(row.beds)} height={18} fill="none" stroke="#6b6b6b" />
            <rect x={nameWidth} y={7} width={x(row.residents)} height={10} fill={row.reached ? '#0b7a75' : '#2f6bd8'} />
            {row.target !== null && (
              <line
                x1={nameWidth + x(row.target)}
                x2={nameWidth + x(row.target)}
                y1={1}
                y2={23}
                stroke="#8c1d40"
                strokeWidth={2.5}
              />
            )}
            <text x={nameWidth + x(Math.max(row.beds, row.residents)) + 6} y={16} fontSize={12} fill="#434343">
              {row.target === null ? row.residents : `${row.residents}／${row.target}`}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  )
}
