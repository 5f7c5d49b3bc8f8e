/** 我的待办: the day in legal order; one click lands where the work is done (screens 4.2). */
import { Button, Input, Segmented, Select, Table } from 'antd'
import { useState } from 'react'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { clearable } from '#ui/clearable.ts'
import { Link, useGo } from '#ui/link.tsx'
import { PageBody } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { useMay, useMe } from '#ui/me.tsx'
import { print } from '#ui/print.ts'
import { Answer, Empty } from '#ui/states.tsx'
import { duties, type Task } from '../contract.ts'
import { Watched } from './watched.tsx'
import { Due } from './due.tsx'
import { OwnFunctions } from './named.tsx'
import { LeaveButton } from './leave-form.tsx'
import { type Line, linesOf } from './lines.ts'
import { NothingToDo } from './nothing-to-do.tsx'

const spans = ['全部', '逾期', '今天', '3个工作日内', '本月'] as const
type Span = (typeof spans)[number]

const within: Record<Span, (task: Task) => boolean> = {
  全部: () => true,
  逾期: (task) => task.dueOn !== null && task.dueOn < today(),
  今天: (task) => task.dueOn === today(),
  '3个工作日内': (task) => task.left !== null && task.left >= 0 && task.left <= 3,
  本月: (task) => task.dueOn?.slice(0, 7) === today().slice(0, 7),
}

interface Chosen {
  span: Span
  township: string | undefined
  words: string
}

export function MyWork() {
  const mine = useAnswer(duties, 'mine', {}, { everySeconds: 60 })
  const me = useMe()
  const may = useMay()
  const [chosen, setChosen] = useState<Chosen>({ span: '全部', township: undefined, words: '' })
  const sums = mine.data
  return (
    <PageBody
      title="我的待办"
      beside={
        sums &&
        `${sums.tasks.length}项 · 逾期${sums.overdue} · 今天到期${sums.today} · 3个工作日内${sums.soon} · 本月${sums.thisMonth}`
      }
      others={
        <>
          {may('duties.takeLeave') && <LeaveButton />}
          <Button onClick={() => print({ by: me.name, demo: me.demo })}>打印今日清单</Button>
        </>
      }
    >
      <OwnFunctions />
      {sums?.tasks.length !== 0 && <Choices tasks={sums?.tasks ?? []} chosen={chosen} onChoose={setChosen} />}
      <Answer answer={mine}>{({ tasks }) => <Tasks tasks={tasks.filter(fitting(chosen))} all={tasks} />}</Answer>
      <Watched />
    </PageBody>
  )
}

const fitting =
  ({ span, township, words }: Chosen) =>
  (task: Task): boolean =>
    within[span](task) &&
    (township === undefined || task.township === township) &&
    `${task.title}${task.object}`.includes(words.trim())

interface ChoicesProps {
  tasks: readonly Task[]
  chosen: Chosen
  onChoose: (chosen: Chosen) => void
}

function Choices({ tasks, chosen, onChoose }: ChoicesProps) {
  const townships = [...new Set(tasks.flatMap(({ township }) => (township ? [township] : [])))]
  return (
    <div className="gy-filters" role="search" aria-label="筛选">
      <Segmented
        options={[...spans]}
        value={chosen.span}
        onChange={(span) => onChoose({ ...chosen, span })}
        aria-label="期限"
      />
      <Input
        aria-label="事项或对象"
        placeholder="事项或对象"
        className="gy-filter"
        allowClear
        value={chosen.words}
        onChange={(event) => onChoose({ ...chosen, words: event.target.value })}
      />
      {townships.length > 1 && (
        <Select
          aria-label="乡镇（街道）"
          placeholder="乡镇（街道）"
          className="gy-filter"
          allowClear={clearable}
          value={chosen.township ?? null}
          options={townships.map((township) => ({ value: township, label: township }))}
          onChange={(township: string | undefined) => onChoose({ ...chosen, township })}
        />
      )}
    </div>
  )
}

function Tasks({ tasks, all }: { tasks: Task[]; all: Task[] }) {
  const go = useGo()
  const [open, setOpen] = useState<readonly string[]>([])
  if (all.length === 0) return <NothingToDo />
  if (tasks.length === 0) return <Empty>{nothingText(all)}</Empty>
  const turn = (key: string) => setOpen(open.includes(key) ? open.filter((each) => each !== key) : [...open, key])
  const group = (task: Line) => ({ open: open.includes(task.key), turn: () => turn(task.key) })
  return (
    <Table<Line>
      size="middle"
      className="gy-tasks"
      rowKey="key"
      pagination={tasks.length > 50 ? { pageSize: 50 } : false}
      dataSource={linesOf(tasks)}
      expandable={{ expandedRowKeys: [...open], onExpand: (_, task) => turn(task.key) }}
      onRow={(task) => ({ onDoubleClick: () => task.to && go(task.to) })}
      columns={[
        { title: '期限', width: 180, render: (_, task) => <Due task={task} /> },
        { title: '事项', width: 250, render: (_, task) => <Title task={task} group={group(task)} /> },
        { title: '对象', render: (_, task) => task.object || '—' },
        { title: '乡镇（街道）', width: 110, render: (_, task) => task.township ?? '—' },
        { title: '卡在', width: 90, render: (_, task) => task.waitsFor ?? '本人' },
        { title: '依据', width: 60, render: (_, task) => <Basis citations={task.citations} /> },
        { title: '办理', width: 104, render: (_, task) => <Deal task={task} group={group(task)} /> },
      ]}
    />
  )
}

const nothingText = (all: readonly Task[]): string => {
  const next = all.find(({ dueOn }) => dueOn !== null && dueOn >= today())
  return `这个条件下没有要办的事。${next ? `最近一项：${next.dueOn ?? ''} ${next.title} ${next.object}。` : ''}`
}

interface OfLine {
  task: Line
  group: { open: boolean; turn: () => void }
}

function Title({ task, group }: OfLine) {
  const text =
    task.count > 1 && !task.children && !/\d[条人份项]$/.test(task.title)
      ? `${task.title}（${task.count}）`
      : task.title
  if (task.to) return <Link to={task.to}>{text}</Link>
  return (
    <button type="button" className="gy-text-button" aria-expanded={group.open} onClick={group.turn}>
      {text}
    </button>
  )
}

function Deal({ task, group }: OfLine) {
  const go = useGo()
  if (!task.to && task.children) {
    const verb = group.open ? '收起' : `展开${task.children.length}项`
    return (
      <Button size="small" onClick={group.turn} aria-expanded={group.open} aria-label={`${verb}：${task.title}`}>
        {verb}
      </Button>
    )
  }
  return (
    <Button size="small" onClick={() => go(task.to)} aria-label={`去办理：${task.title} ${task.object}`}>
      去办理
    </Button>
  )
}
