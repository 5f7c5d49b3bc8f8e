/** [打印记录单]: empty service sheets for the persons of a roster, to be filled at the door and keyed in later. */
import { Button, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { rosters, type Roster } from '#modules/rosters/contract.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { useArea } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { visits } from '../contract.ts'

export function RecordSheets({ month }: { month: PlainMonth }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('visits.recordSheet') || !may('rosters.lines')) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>打印记录单</Button>
      <Modal
        open={open}
        title={`打印${monthText(month)}上门服务记录单`}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <Choose month={month} />
      </Modal>
    </>
  )
}

const mostPersons = 500
const perPage = 200

function Choose({ month }: { month: PlainMonth }) {
  const { area } = useArea()
  const list = useAnswer(rosters, 'list', { month })
  const give = useCommand(visits, 'recordSheet')
  const [rosterId, setRosterId] = useState<string>()
  const [copies, setCopies] = useState(2)
  const rows = list.data ?? []
  const chosen = rows.find(({ id }) => id === rosterId) ?? rows[0]
  if (list.data && !chosen) return <p className="gy-empty">{`${monthText(month)}还没有名册，不知道为谁打印。`}</p>
  const run = async () => {
    if (!chosen) return
    const personIds = await personsOf(chosen, area)
    download((await give.mutateAsync({ month, personIds, copies })).ticket)
  }
  return (
    <div className="gy-stack">
      <Select
        aria-label="服务机构"
        className="gy-wide"
        value={chosen?.id ?? null}
        options={rows.map(({ id, organisation, personCount }) => ({
          value: id,
          label: `${organisation} ${personCount}人`,
        }))}
        onChange={(id: string) => setRosterId(id)}
      />
      <label>
        每人份数{' '}
        <InputNumber
          controls={false}
          aria-label="每人份数"
          min={1}
          max={31}
          value={copies}
          onChange={(value) => setCopies(value ?? 1)}
        />
      </label>
      <p className="gy-help">
        {area ? '只打印页面上方所选乡镇的人。' : '可以先在页面上方选定乡镇。'}一次最多{mostPersons}人。
      </p>
      <ReasonsOf error={give.error} action="打印记录单" />
      <Button type="primary" loading={give.isPending} onClick={() => void run().catch(() => {})}>
        打印记录单
      </Button>
    </div>
  )
}

async function personsOf(roster: Roster, area: string | undefined): Promise<string[]> {
  const ids: string[] = []
  for (let page = 1; ids.length < mostPersons; page += 1) {
    const asked = { rosterId: roster.id, page, pageSize: perPage, ...(area ? { townshipId: area } : {}) }
    const { rows } = await ask(rosters, 'lines', asked)
    ids.push(...rows.filter(({ included }) => included).map(({ personId }) => personId))
    if (rows.length < perPage) break
  }
  return ids.slice(0, mostPersons)
}
