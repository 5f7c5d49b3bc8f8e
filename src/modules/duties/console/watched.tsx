/** 超期与临期: work of those one leads, close to its last day or over it (screens 2, R2). */
import { Table } from 'antd'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { duties, type Task } from '../contract.ts'
import { Due } from './due.tsx'
import { type Line, linesOf } from './lines.ts'

export function Watched() {
  const may = useMay()
  const shown = may('duties.watched')
  const answer = useAnswer(duties, 'watched', {}, { enabled: shown, everySeconds: 300 })
  if (!shown) return null
  return (
    <Panel
      title="超期与临期"
      {...(answer.data ? { count: answer.data.tasks.length } : {})}
      extra={may('recognition.figures') && <Link to="/cases">各单位认定时限</Link>}
    >
      <Answer answer={answer} lines={3}>
        {({ tasks, before }) =>
          tasks.length === 0 ? (
            <Empty>{`您负责的单位没有逾期的事，${before}个工作日内也没有到期的。`}</Empty>
          ) : (
            <Rows tasks={tasks} />
          )
        }
      </Answer>
    </Panel>
  )
}

function Rows({ tasks }: { tasks: readonly Task[] }) {
  return (
    <Table<Line>
      aria-label="超期与临期"
      size="middle"
      rowKey="key"
      pagination={tasks.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
      dataSource={linesOf(tasks)}
      columns={[
        { title: '期限', width: 190, render: (_, task) => <Due task={task} told={false} /> },
        {
          title: '事项',
          width: 260,
          render: (_, task) => (task.to ? <Link to={task.to}>{task.title}</Link> : task.title),
        },
        { title: '对象', render: (_, task) => task.object || '—' },
        { title: '乡镇（街道）', width: 130, render: (_, task) => task.township ?? '县级' },
        { title: '卡在', width: 140, render: (_, task) => task.waitsFor ?? '—' },
        { title: '依据', width: 70, render: (_, task) => <Basis citations={task.citations} /> },
      ]}
    />
  )
}
