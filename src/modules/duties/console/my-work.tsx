/** 我的待办: the day in legal order; one click lands where the work is done (screens 4.2). */
import { Button, Segmented, Table } from 'antd'
import { useState } from 'react'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { DeadlineChip } from '#ui/deadline-chip.tsx'
import { Link, useGo } from '#ui/link.tsx'
import { PageBody } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { useMe } from '#ui/me.tsx'
import { print } from '#ui/print.ts'
import { Answer, Empty } from '#ui/states.tsx'
import { duties, type Task } from '../contract.ts'

const spans = ['全部', '逾期', '今天', '3个工作日内', '本月'] as const
type Span = (typeof spans)[number]

const within: Record<Span, (task: Task) => boolean> = {
  全部: () => true,
  逾期: (task) => task.dueOn !== null && task.dueOn < today(),
  今天: (task) => task.dueOn === today(),
  '3个工作日内': (task) => task.left !== null && task.left >= 0 && task.left <= 3,
  本月: (task) => task.dueOn?.slice(0, 7) === today().slice(0, 7),
}

export function MyWork() {
  const mine = useAnswer(duties, 'mine', {}, { everySeconds: 60 })
  const me = useMe()
  const [span, setSpan] = useState<Span>('全部')
  const sums = mine.data
  return (
    <PageBody
      title="我的待办"
      beside={
        sums &&
        `${sums.tasks.length}项 · 逾期${sums.overdue} · 今天到期${sums.today} · 3个工作日内${sums.soon} · 本月${sums.thisMonth}`
      }
      others={<Button onClick={() => print({ by: me.name, demo: me.demo })}>打印今日清单</Button>}
    >
      <Segmented options={[...spans]} value={span} onChange={setSpan} aria-label="期限" />
      <Answer answer={mine}>{(data) => <Tasks tasks={data.tasks.filter(within[span])} />}</Answer>
    </PageBody>
  )
}

function Tasks({ tasks }: { tasks: Task[] }) {
  const go = useGo()
  if (tasks.length === 0) return <Empty>这个期限内没有要办的事。</Empty>
  return (
    <Table
      size="middle"
      rowKey={(task) => `${task.kind} ${task.object} ${task.title}`}
      pagination={tasks.length > 50 ? { pageSize: 50 } : false}
      dataSource={tasks}
      onRow={(task) => ({ onDoubleClick: () => go(task.to) })}
      columns={[
        { title: '期限', width: 170, render: (_, task) => <Due task={task} /> },
        { title: '事项', render: (_, task) => <Link to={task.to}>{task.title}</Link> },
        { title: '数量', align: 'right', width: 80, render: (_, task) => task.count },
        { title: '乡镇（街道）', width: 160, render: (_, task) => task.township ?? '—' },
        { title: '等谁', width: 140, render: (_, task) => task.waitsFor ?? '本人' },
        { title: '依据', width: 80, render: (_, task) => <Basis citations={task.citations} /> },
        {
          title: '办理',
          width: 110,
          render: (_, task) => (
            <Button size="small" onClick={() => go(task.to)} aria-label={`去办理：${task.title}`}>
              去办理
            </Button>
          ),
        },
      ]}
    />
  )
}

function Due({ task }: { task: Task }) {
  if (task.dueOn === null || task.left === null) return <span className="gy-help">没有期限</span>
  return (
    <>
      <DeadlineChip deadline={{ due: task.dueOn, left: task.left, unit: 'working', citations: task.citations }} />
      {task.estimated && <span className="gy-help">（假期安排未公布，估算）</span>}
    </>
  )
}
