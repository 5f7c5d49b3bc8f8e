/** 一人一档: levels over the years, assessments, and when the next is due. */
import { Table } from 'antd'
import { useAnswer } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag, LevelTag } from '#ui/status-tag.tsx'
import { assessments } from '../contract.ts'
import type { AssessmentRow } from '../shapes.ts'
import { statusText, whyText } from '../words.ts'
import { RequestButton } from './request-form.tsx'
import { familyOf } from './showing.ts'

export function AssessmentsPanel({ personId }: { personId: string }) {
  const answer = useAnswer(assessments, 'ofPerson', { personId })
  return (
    <Answer answer={answer} lines={3}>
      {({ rows, levels, nextDueOn }) => (
        <>
          <header className="gy-actions">
            <p>
              {nextDueOn ? (
                <>
                  下一次评估应于
                  <Day day={nextDueOn} />前
                </>
              ) : (
                '今年的评估已完成或正在办理'
              )}
            </p>
            <RequestButton personId={personId} name={rows[0]?.person ?? ''} />
          </header>
          <h3>等级沿革</h3>
          <ul className="gy-lines">
            {levels.map((each) => (
              <li key={`${each.fromOn} ${each.level} ${each.basis}`}>
                自<Day day={each.fromOn} /> <LevelTag level={each.level} /> {each.basis}
              </li>
            ))}
          </ul>
          <h3>评估</h3>
          {rows.length === 0 ? <Empty>本系统中还没有评估。</Empty> : <Rows rows={rows} />}
        </>
      )}
    </Answer>
  )
}

function Rows({ rows }: { rows: readonly AssessmentRow[] }) {
  const may = useMay()
  return (
    <Table<AssessmentRow>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={[...rows]}
      columns={[
        {
          title: '编号',
          render: (_, row) =>
            may('assessments.get') ? <Link to={`/assessments/${row.id}`}>{row.number}</Link> : row.number,
        },
        { title: '原因', render: (_, row) => whyText[row.why] },
        { title: '评估日', render: (_, row) => <Day day={row.assessedOn} /> },
        { title: '审定', render: (_, row) => (row.level ? <LevelTag level={row.level} /> : '—') },
        { title: '自', render: (_, row) => row.effectiveMonth ?? '—' },
        {
          title: '状态',
          render: (_, row) => <FamilyTag family={familyOf[row.status]} text={statusText[row.status]} />,
        },
      ]}
    />
  )
}
