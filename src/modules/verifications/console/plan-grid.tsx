/** 按周安排: village × week with the number of persons; the clerk names officers and moves villages to other weeks. */
import { Button, Checkbox, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { PlainDate } from '#kernel/calendar.ts'
import { useAddress } from '#ui/address.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { useMay } from '#ui/me.tsx'
import { today } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Empty } from '#ui/states.tsx'
import { verifications } from '../contract.ts'
import { endOfWeek, mondayOf } from '../rules.ts'
import type { RoundDetails, VillageLine } from '../shapes.ts'

export function PlanGrid({ found }: { found: RoundDetails }) {
  const may = useMay()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { township = '', pick } = useTownship(found)
  const lines = found.villages.filter(({ townshipId }) => townshipId === township)
  const mine = may('verifications.assign') && found.row.status === 'running'
  if (lines.length === 0) return <Empty>本辖区没有列入这次核查的人员。</Empty>
  const none = () => setChosen(new Set())
  const picked = lines.filter(({ sheetId }) => chosen.has(sheetId))
  return (
    <>
      <div className="gy-actions">
        {found.townships.length > 1 && (
          <Select
            aria-label="乡镇（街道）"
            className="gy-filter-wide"
            value={township}
            options={found.townships.map(({ townshipId, township: name }) => ({ value: townshipId, label: name }))}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(id) => {
              none()
              pick(id)
            }}
          />
        )}
        {mine && <AssignButton found={found} lines={picked} onDone={none} />}
      </div>
      <Grid
        lines={lines}
        weeks={found.weeks}
        mine={mine}
        chosen={chosen}
        onChoose={(id) => setChosen((before) => toggled(before, id))}
      />
    </>
  )
}

interface GridProps {
  lines: readonly VillageLine[]
  weeks: readonly PlainDate[]
  mine: boolean
  chosen: ReadonlySet<string>
  onChoose: (id: string) => void
}

function Grid({ lines, weeks, mine, chosen, onChoose }: GridProps) {
  return (
    <div className="gy-scroll">
      <table className="gy-plain-table gy-weeks">
        <caption className="gy-unseen">各村（居）的核查周</caption>
        <Weeks weeks={weeks} mine={mine} />
        <tbody>
          {lines.map((line) => (
            <Row
              key={line.sheetId}
              line={line}
              weeks={weeks}
              mine={mine}
              chosen={chosen.has(line.sheetId)}
              onChoose={onChoose}
            />
          ))}
          <Sum lines={lines} weeks={weeks} mine={mine} />
        </tbody>
      </table>
    </div>
  )
}

const toggled = (before: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  new Set(before.has(id) ? [...before].filter((each) => each !== id) : [...before, id])

function useTownship(found: RoundDetails) {
  const { state, change } = useAddress()
  const township =
    found.townships.find(({ townshipId }) => townshipId === state['township'])?.townshipId ??
    found.townships[0]?.townshipId
  return { township, pick: (id: string) => change({ township: id }) }
}

const shortWeek = (monday: PlainDate): string => `${monday.slice(5)}至${endOfWeek(monday).slice(8)}`

function Weeks({ weeks, mine }: { weeks: readonly PlainDate[]; mine: boolean }) {
  const now = mondayOf(today())
  return (
    <thead>
      <tr>
        {mine && <th aria-label="选择" />}
        <th scope="col">村（居）</th>
        <th scope="col">责任人</th>
        <th scope="col" className="gy-right">
          计划
        </th>
        {weeks.map((week) => (
          <th scope="col" key={week} className={week === now ? 'gy-right gy-now' : 'gy-right'}>
            {shortWeek(week)}
            {week === now && '（本周）'}
          </th>
        ))}
      </tr>
    </thead>
  )
}

interface RowProps {
  line: VillageLine
  weeks: readonly PlainDate[]
  mine: boolean
  chosen: boolean
  onChoose: (id: string) => void
}

function Row({ line, weeks, mine, chosen, onChoose }: RowProps) {
  return (
    <tr>
      {mine && (
        <td>
          <Checkbox aria-label={`选择${line.village}`} checked={chosen} onChange={() => onChoose(line.sheetId)} />
        </td>
      )}
      <th scope="row">{line.village}</th>
      <td>{line.officer || <span className="gy-help">未定</span>}</td>
      <td className="gy-right">{line.planned}</td>
      {weeks.map((week) => (
        <td key={week} className="gy-right">
          {week === line.weekOn && <Cell line={line} />}
        </td>
      ))}
    </tr>
  )
}

/** What is done of what is planned in the week. */
function Cell({ line: { planned, open, left } }: { line: VillageLine }) {
  const all = planned - left
  return (
    <span className={open === 0 ? 'gy-week gy-week-done' : 'gy-week'}>
      {open === 0 ? `✓ ${all}` : `${all - open} / ${all}`}
    </span>
  )
}

function Sum({ lines, weeks, mine }: { lines: readonly VillageLine[]; weeks: readonly PlainDate[]; mine: boolean }) {
  const sum = (of: readonly VillageLine[]) => of.reduce((total, { planned, left }) => total + planned - left, 0)
  return (
    <tr className="gy-sum">
      {mine && <td />}
      <th scope="row">合计（不含已终止）</th>
      <td />
      <td className="gy-right">{sum(lines)}</td>
      {weeks.map((week) => (
        <td key={week} className="gy-right">
          {sum(lines.filter(({ weekOn }) => weekOn === week)) || ''}
        </td>
      ))}
    </tr>
  )
}

interface AssignProps {
  found: RoundDetails
  lines: readonly VillageLine[]
  onDone: () => void
}

function AssignButton({ found, lines, onDone }: AssignProps) {
  const [open, setOpen] = useState(false)
  const done = () => {
    setOpen(false)
    onDone()
  }
  return (
    <>
      <Button type="primary" disabled={lines.length === 0} onClick={() => setOpen(true)}>
        安排责任人和周次
      </Button>
      {lines.length === 0 && <span className="gy-help">先勾选村（居）</span>}
      <Modal
        open={open}
        title={`安排${lines
          .map(({ village }) => village)
          .join('、')
          .slice(0, 40)}`}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <AssignForm found={found} lines={lines} onDone={done} />
      </Modal>
    </>
  )
}

function AssignForm({ found, lines, onDone }: AssignProps) {
  const say = useSay()
  const assign = useCommand(verifications, 'assign', { answers: ['duties'] })
  const [officer, setOfficer] = useState(lines[0]?.officer ?? '')
  const [week, setWeek] = useState<PlainDate | undefined>(lines.length === 1 ? lines[0]?.weekOn : undefined)
  const [reason, setReason] = useState('')
  const send = async () => {
    const wanted = lines.map(({ sheetId }) => ({
      sheetId,
      ...(officer.trim() ? { officer: officer.trim() } : {}),
      ...(week ? { weekOn: week } : {}),
    }))
    await assign.mutateAsync({ roundId: found.row.id, lines: wanted, reason: reason.trim() })
    say(`已安排${lines.length}个村（居）`)
    onDone()
  }
  return (
    <div className="gy-list">
      <label htmlFor="assign-officer">责任人</label>
      <Input id="assign-officer" maxLength={60} value={officer} onChange={(event) => setOfficer(event.target.value)} />
      <label htmlFor="assign-week">核查周</label>
      <Select
        id="assign-week"
        value={week ?? null}
        placeholder="不改"
        options={found.weeks.map((each) => ({ value: each, label: `${each}至${endOfWeek(each)}` }))}
        onChange={setWeek}
      />
      <label htmlFor="assign-reason">变更原因（改周次或换人时必填）</label>
      <Input id="assign-reason" maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
      <ReasonsOf error={assign.error} action="安排" />
      <Button type="primary" loading={assign.isPending} onClick={() => void send().catch(() => {})}>
        保存安排
      </Button>
    </div>
  )
}
