/** ② 检查: rows by group, the words under the row, repair in place, ↓ to the next fault. */
import { Button, Input, Pagination, Segmented, Select } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { PersonLink } from '#ui/person-link.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { type Import, persons } from '../contract.ts'
import { useAreas } from './areas.ts'
import { outcomeText } from './import-words.ts'

type Rows = OutputOf<(typeof persons)['operations']['importRows']>
type Row = Rows['rows'][number]
type Fault = Row['faults'][number]
type Group = 'open' | 'ready' | 'unchanged'
const pageSize = 50

export function ImportRows({ found }: { found: Import }) {
  const done = found.status === 'published'
  const [group, setGroup] = useState<Group>(found.open > 0 && !done ? 'open' : 'ready')
  const [page, setPage] = useState(1)
  const { importId } = found
  const rows = useAnswer(persons, 'importRows', { importId, group, page, pageSize }, { keepLast: true })
  return (
    <section aria-label={done ? '名单中的人' : '检查结果'} className="gy-stack" style={done ? { marginTop: 12 } : {}}>
      <Segmented<Group>
        aria-label="哪些行"
        value={group}
        options={[
          { value: 'ready', label: `${done ? '已导入' : '可导入'} ${found.ready}` },
          { value: 'open', label: `${done ? '没有导入' : '需处理'} ${found.open}` },
          { value: 'unchanged', label: `与现有相同 ${found.unchanged}` },
        ]}
        onChange={(next) => {
          setGroup(next)
          setPage(1)
        }}
      />
      <Answer answer={rows}>{(data) => <RowTable importId={importId} rows={data.rows} done={done} />}</Answer>
      <Pagination
        size="small"
        current={page}
        pageSize={pageSize}
        showSizeChanger={false}
        hideOnSinglePage
        total={rows.data?.total ?? 0}
        onChange={setPage}
      />
    </section>
  )
}

/** ↑ and ↓ walk over what has to be put right. */
function walkFaults(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  if (event.target instanceof HTMLInputElement) return
  const all = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('.gy-fault button')]
  const here = all.findIndex((button) => button === document.activeElement)
  const next = all[here + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}

interface TableProps {
  importId: string
  rows: readonly Row[]
  /** The list was published: what was wrong can only be read. */
  done: boolean
}

function RowTable({ importId, rows, done }: TableProps) {
  if (rows.length === 0) return <Empty>这一组没有行。</Empty>
  return (
    <table className="gy-plain-table gy-wide" onKeyDown={walkFaults}>
      <thead>
        <tr>
          {['行', '姓名', '身份证号', '处理', '说明'].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.row}>
            <td className="gy-right">{row.row}</td>
            <td>{row.personId ? <PersonLink personId={row.personId} name={row.name} /> : row.name || '—'}</td>
            <td className="gy-digits">{row.idMasked || '—'}</td>
            <td>{outcomeText[row.outcome]}</td>
            <td>
              {row.changes.map((change) => (
                <p key={change.title}>{`${change.title}：${change.from || '无'} → ${change.to}`}</p>
              ))}
              {row.faults.map((fault) => (
                <FaultLine
                  key={`${fault.field} ${fault.code}`}
                  importId={importId}
                  row={row.row}
                  fault={fault}
                  done={done}
                />
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface FaultProps {
  importId: string
  row: number
  fault: Fault
}

function FaultLine({ importId, row, fault, done }: FaultProps & { done: boolean }) {
  const [mode, setMode] = useState<'repair' | 'keep'>()
  const repair = useCommand(persons, 'importRepair')
  const { field, proposal, severity } = fault
  const write = (value: string, allLike: boolean) => repair.mutate({ importId, row, field, value, allLike })
  const open = !done && severity === 'error' && fault.kept === null
  return (
    <div className={open ? 'gy-fault gy-fault-line' : 'gy-help gy-fault-line'}>
      {open ? '└ ' : severity === 'warning' ? '! ' : ''}
      {fault.message}
      {fault.kept !== null && `（按原样保留：${fault.kept}）`}{' '}
      {open && proposal && (
        <>
          <Button size="small" loading={repair.isPending} onClick={() => write(proposal.value, false)}>
            {proposal.title}
          </Button>
          {fault.alike > 1 && (
            <Button size="small" loading={repair.isPending} onClick={() => write(proposal.value, true)}>
              {`全部照此改（${fault.alike}行）`}
            </Button>
          )}
        </>
      )}
      {open && (
        <Button size="small" onClick={() => setMode('repair')}>
          改正
        </Button>
      )}
      {open && fault.canBeKept && (
        <Button size="small" onClick={() => setMode('keep')}>
          按原样保留，写明理由
        </Button>
      )}
      {mode === 'repair' && <RepairLine fault={fault} onWrite={write} />}
      {mode === 'keep' && <KeepLine importId={importId} row={row} fault={fault} />}
      <ReasonsOf error={repair.error} action="改正" />
    </div>
  )
}

function RepairLine({ fault, onWrite }: { fault: Fault; onWrite: (value: string, allLike: boolean) => void }) {
  const [value, setValue] = useState(fault.proposal?.value ?? fault.written)
  const { townships } = useAreas()
  const label = `${fault.title}改为`
  return (
    <p className="gy-actions">
      {fault.field === 'township' ? (
        <Select
          size="small"
          className="gy-short"
          aria-label={label}
          autoFocus
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="从名录中选择"
          value={townships.some((each) => each.label === value) ? value : null}
          options={townships.map((each) => ({ value: each.label, label: each.label }))}
          onChange={setValue}
        />
      ) : (
        <Input
          size="small"
          className="gy-short"
          aria-label={label}
          value={value}
          autoFocus
          onChange={(event) => setValue(event.target.value)}
          onPressEnter={() => onWrite(value, false)}
        />
      )}
      <Button size="small" type="primary" onClick={() => onWrite(value, false)}>
        改为此值
      </Button>
      {fault.alike > 1 && (
        <Button size="small" onClick={() => onWrite(value, true)}>{`本文件全部照此改（${fault.alike}行）`}</Button>
      )}
    </p>
  )
}

function KeepLine({ importId, row, fault }: FaultProps) {
  const [reason, setReason] = useState('')
  const keep = useCommand(persons, 'importAcceptWithReason')
  const { field, code } = fault
  return (
    <div className="gy-actions">
      <Input
        size="small"
        className="gy-reason"
        maxLength={200}
        aria-label="按原样保留的理由"
        placeholder="理由，至少10个字"
        value={reason}
        autoFocus
        onChange={(event) => setReason(event.target.value)}
      />
      <Button
        size="small"
        type="primary"
        loading={keep.isPending}
        onClick={() => keep.mutate({ importId, row, field, code, reason })}
      >
        保留
      </Button>
      <ReasonsOf error={keep.error} action="按原样保留" />
    </div>
  )
}
