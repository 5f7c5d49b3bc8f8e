/** One list: how far it is, which columns were taken, what came of it, and how to take it back. */
import { Button, Select } from 'antd'
import { useId, useState } from 'react'
import { monthText } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { Moment } from '#ui/dates.tsx'
import { countText } from '#ui/formats.ts'
import { useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { Progress } from '#ui/progress.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Empty } from '#ui/states.tsx'
import { type List, overlaps } from '../contract.ts'
import { Choice, Field, fieldTitle } from '../fields.ts'
import { kindText } from '../words.ts'

export function OneList({ list, onClose }: { list: List; onClose: () => void }) {
  const go = useGo()
  const title = `${monthText(list.month)}${kindText(list.kind)}名单`
  return (
    <Panel title={title} extra={<Button onClick={onClose}>关闭</Button>}>
      <p>
        {list.fileName}，{list.source}，<Moment at={list.startedAt} /> {list.startedBy}导入
      </p>
      {list.status === 'reading' && <Reading list={list} />}
      {list.status === 'unrecognised' && <Columns list={list} />}
      {list.status === 'failed' && <Empty>{list.fault}</Empty>}
      {list.status === 'discarded' && <Empty>这份名单已放弃，没有留下任何内容。</Empty>}
      {(list.status === 'matched' || list.status === 'undone') && <Result list={list} />}
      <div className="gy-form-foot">
        {list.open > 0 && list.status === 'matched' && (
          <Button type="primary" onClick={() => go(`/overlaps?tab=hits&list=${list.id}`)}>
            判定这份名单的命中
          </Button>
        )}
        <Deeds list={list} />
      </div>
    </Panel>
  )
}

function Reading({ list }: { list: List }) {
  const rows = `已比对${countText(list.readTo)}${list.lines === null ? '' : ` / ${countText(list.lines)}`}行`
  return (
    <>
      <p aria-live="polite">{rows}，可以离开此页。</p>
      {list.lines !== null && (
        <Progress
          title="正在比对名单"
          done={list.readTo}
          all={list.lines}
          unit="行"
          startedAt={Date.parse(list.startedAt)}
        />
      )}
    </>
  )
}

const choices = [
  { value: 'skip', label: '不用这一列' },
  ...Field.options.map((value) => ({ value, label: fieldTitle[value] })),
]

function Columns({ list }: { list: List }) {
  const [chosen, setChosen] = useState<Readonly<Record<number, Choice>>>({})
  const map = useCommand(overlaps, 'map')
  const id = useId()
  const picked = Object.entries(chosen).map(([index, choice]) => ({ index: Number(index), choice }))
  const put = (index: number, value: string) => {
    const choice = Choice.safeParse(value)
    if (choice.success) setChosen({ ...chosen, [index]: choice.data })
  }
  return (
    <>
      <p>{list.fault}</p>
      <div className="gy-mapping">
        {list.columns.map(({ index, heading, field }) => (
          <div key={index} className="gy-field">
            <label htmlFor={`${id}-${index}`}>“{heading}”是</label>
            <Select
              id={`${id}-${index}`}
              className="gy-short"
              placeholder={field ? fieldTitle[field] : '选择含义'}
              options={choices}
              value={chosen[index] ?? null}
              onChange={(value: string) => put(index, value)}
            />
          </div>
        ))}
      </div>
      <ReasonsOf error={map.error} action="指定列的含义" />
      <Button
        type="primary"
        disabled={picked.length === 0}
        loading={map.isPending}
        onClick={() => map.mutate({ listId: list.id, columns: picked })}
      >
        按此比对
      </Button>
    </>
  )
}

function Result({ list }: { list: List }) {
  return (
    <>
      <p>
        共{countText(list.rows)}行，命中{countText(list.hits)}条，待定{countText(list.open)}条
        {list.known > 0 && `；${countText(list.known)}条以前的名单已命中，不重复登记`}
        {list.apart > 0 && `；${countText(list.apart)}行是我方的人，但与供养月份无关`}。其余的行不是我方的人，没有保存。
      </p>
      {list.hits === 0 && <Empty>这份名单没有命中。</Empty>}
      <p className="gy-help">
        文件校验码 {list.sha256.toUpperCase()}
        {list.droppedAt && (
          <>
            ，原件已于
            <Moment at={list.droppedAt} />
            删除
          </>
        )}
      </p>
      {list.status === 'undone' && (
        <p>
          <Moment at={list.undoneAt} />
          撤销：{list.undoReason}
        </p>
      )}
    </>
  )
}

function Deeds({ list }: { list: List }) {
  const may = useMay()
  const say = useSay()
  const [asked, setAsked] = useState(false)
  const discard = useCommand(overlaps, 'discard', { answers: ['duties'] })
  const undo = useCommand(overlaps, 'undo', { answers: ['duties'] })
  const listId = list.id
  if (list.status === 'matched' && may('overlaps.undo'))
    return (
      <ConfirmReason
        verb="撤销这份名单"
        title={`撤销${list.fileName}？`}
        onConfirm={async (reason) => say(`已撤销，去掉${(await undo.mutateAsync({ listId, reason })).removed}条命中`)}
      >
        <p>命中全部去掉。已经有人判定过的名单不能撤销。</p>
      </ConfirmReason>
    )
  if (!['reading', 'unrecognised', 'failed'].includes(list.status) || !may('overlaps.discard')) return null
  return (
    <>
      <Button onClick={() => setAsked(true)}>放弃这份名单</Button>
      <Confirm
        open={asked}
        title="放弃这份名单？"
        verb="放弃名单"
        onConfirm={() => discard.mutateAsync({ listId })}
        onClose={() => setAsked(false)}
      >
        <p>原件和已比对的命中都会删除。</p>
      </Confirm>
    </>
  )
}
