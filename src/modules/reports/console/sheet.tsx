/** The table on a white A4 sheet, as on paper: nothing is added inside the frame (screens 7.4). */
import type { CSSProperties } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import type { CellValue, reports } from '../contract.ts'

type Table = OutputOf<typeof reports.operations.table>

interface Props {
  table: Pick<Table, 'title' | 'columns' | 'rows' | 'totals'>
  /** 'rowKey.field' of cells that differ. */
  changed?: ReadonlySet<string> | undefined
  onOpen?: ((row: string, column: string) => void) | undefined
}

const paper = (landscape: boolean): CSSProperties => ({
  background: '#fff',
  color: '#000',
  maxWidth: landscape ? 1120 : 794,
  margin: '16px auto',
  padding: '32px 40px',
  boxShadow: '0 1px 6px rgb(0 0 0 / 20%)',
  overflowX: 'auto',
})
const frame: CSSProperties = { borderCollapse: 'collapse', width: '100%', fontFamily: '"SimSun","Noto Serif SC",serif' }
const cell: CSSProperties = {
  border: '1px solid #000',
  padding: '4px 6px',
  textAlign: 'center',
  whiteSpace: 'pre-wrap',
}
const marked: CSSProperties = { ...cell, background: '#fff1b8' }

export function Sheet({ table, changed, onOpen }: Props) {
  const { title, columns, rows, totals } = table
  return (
    <div style={paper(columns.length > 6)} className="gy-paper">
      <table style={frame}>
        <caption style={{ captionSide: 'top', fontSize: 20, fontWeight: 700, color: '#000', paddingBottom: 12 }}>
          {title}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.field} scope="col" style={cell}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {columns.map((column, index) => (
                <td key={column.field} style={changed?.has(`${row.key}.${column.field}`) ? marked : cell}>
                  <Value
                    value={row.cells[index] ?? null}
                    label={`${String(row.cells[1] ?? '')} ${column.title}`}
                    onOpen={openable(column.type) && onOpen ? () => onOpen(row.key, column.field) : undefined}
                  />
                </td>
              ))}
            </tr>
          ))}
          {totals && <Total columns={columns} totals={totals} onOpen={onOpen} />}
        </tbody>
      </table>
    </div>
  )
}

const openable = (type: string): boolean => type === 'count'

function Total({
  columns,
  totals,
  onOpen,
}: Pick<Table, 'columns'> & { totals: NonNullable<Table['totals']>; onOpen: Props['onOpen'] }) {
  const first = totals.cells.findIndex((value, index) => index > 0 && value !== '' && value !== null)
  const span = Math.max(1, first)
  return (
    <tr>
      <th scope="row" colSpan={span} style={cell}>
        {totals.title}
      </th>
      {columns.slice(span).map((column, index) => {
        const value = totals.cells[span + index] ?? null
        const open = openable(column.type) && onOpen ? () => onOpen('total', column.field) : undefined
        return (
          <td key={column.field} style={cell}>
            <Value value={value} label={`${totals.title} ${column.title}`} onOpen={open} />
          </td>
        )
      })}
    </tr>
  )
}

const button: CSSProperties = {
  all: 'unset',
  cursor: 'pointer',
  textDecoration: 'underline dotted',
  textUnderlineOffset: 3,
}

function Value({ value, label, onOpen }: { value: CellValue; label: string; onOpen: (() => void) | undefined }) {
  if (value === null || value === '') return null
  if (!onOpen) return <>{value}</>
  return (
    <button type="button" style={button} title={`打开${value}`} aria-label={`${label} ${value}，打开`} onClick={onOpen}>
      {value}
    </button>
  )
}
