/** 导入名单: what kind, from whom, of which month; then watched while it is matched. */
import { Button } from 'antd'
import { useState } from 'react'
import { monthText } from '#kernel/calendar.ts'
import { largestList } from '#kernel/file-limit.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Moment } from '#ui/dates.tsx'
import { PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { countText } from '#ui/formats.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { MonthField } from '#ui/number-fields.tsx'
import { Panel } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { type List, overlaps } from '../contract.ts'
import { kindText, listStatusText } from '../words.ts'
import { OneList } from './one-list.tsx'
import { relationText } from './shown.tsx'

const families = {
  reading: 'blue',
  unrecognised: 'orange',
  matched: 'green',
  failed: 'red',
  discarded: 'neutral',
  undone: 'neutral',
} as const

export function Lists() {
  const may = useMay()
  const { state, change } = useAddress()
  const [watching, setWatching] = useState(false)
  const lists = useAnswer(
    overlaps,
    'lists',
    { pageSize: 100 },
    { everySeconds: watching ? 1 : undefined, keepLast: true },
  )
  const busy = lists.data?.rows.some(({ status }) => status === 'reading') ?? false
  if (lists.data && busy !== watching) setWatching(busy)
  const chosen = lists.data?.rows.find(({ id }) => id === state['list'])
  return (
    <>
      {chosen && <OneList list={chosen} onClose={() => change({ list: undefined })} />}
      <Panel title="已导入的名单">
        <Answer answer={lists}>{(data) => <Records rows={data.rows} onOpen={(list) => change({ list })} />}</Answer>
      </Panel>
      {!chosen && may('overlaps.start') && <Start onStarted={(list) => change({ list })} />}
    </>
  )
}

const labels = { kind: '名单种类', source: '来自哪个部门', month: '名单月份', fileId: '名单（XLSX、CSV，最多100万行）' }

function Start({ onStarted }: { onStarted: (listId: string) => void }) {
  const form = useForm({ schema: overlaps.operations.start.input, draft: 'overlaps.start' })
  const kinds = useAnswer(overlaps, 'kinds', {})
  const start = useCommand(overlaps, 'start')
  const choices = (kinds.data ?? []).map(({ kind, title, relation }) => ({
    value: kind,
    label: `${title}（${relationText[relation]}）`,
  }))
  return (
    <Panel title="导入一份名单">
      <Form
        form={form}
        action="导入并比对"
        labels={labels}
        onSend={async (input) => onStarted((await start.mutateAsync(input)).listId)}
      >
        <PickField form={form} name="kind" label={labels.kind} choices={choices} />
        <TextField form={form} name="source" label={labels.source} maxLength={100} placeholder="如：县人社局居保中心" />
        <MonthField form={form} name="month" label={labels.month} help="名单说的是哪个月的情况，如2023-08" />
        <UploadField
          form={form}
          name="fileId"
          label={labels.fileId}
          accept={['xlsx', 'csv']}
          most={1}
          largest={largestList}
          write={(files) => files[0]?.fileId}
          help="至少有姓名和身份证号；没有身份证号的，要有出生日期或村。没有命中的行不保存，比对完就删除原件。"
        />
      </Form>
    </Panel>
  )
}

function Records({ rows, onOpen }: { rows: readonly List[]; onOpen: (listId: string) => void }) {
  if (rows.length === 0)
    return <Empty>还没有导入过别的部门的名单。请向低保、人社、残联、公安、殡葬等部门取得名单后导入。</Empty>
  return (
    <div className="gy-scroll">
      <table className="gy-plain-table gy-wide">
        <thead>
          <tr>
            {['名单', '月份', '来自', '文件', '状态', '行数', '命中', '待定', '导入'].map((title) => (
              <th key={title} scope="col" className={['行数', '命中', '待定'].includes(title) ? 'gy-right' : ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Record key={row.id} row={row} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Record({ row, onOpen }: { row: List; onOpen: (listId: string) => void }) {
  return (
    <tr>
      <td>{kindText(row.kind)}</td>
      <td>{monthText(row.month)}</td>
      <td>{row.source}</td>
      <td>
        <Button type="link" size="small" onClick={() => onOpen(row.id)}>
          {row.fileName}
        </Button>
      </td>
      <td>
        <FamilyTag family={families[row.status]} text={listStatusText[row.status]} />
      </td>
      <td className="gy-right">{countText(row.rows)}</td>
      <td className="gy-right">{countText(row.hits)}</td>
      <td className="gy-right">
        {row.open > 0 ? <Link to={`/overlaps?tab=hits&list=${row.id}`}>{countText(row.open)}</Link> : 0}
      </td>
      <td>
        <Moment at={row.startedAt} /> {row.startedBy}
      </td>
    </tr>
  )
}
