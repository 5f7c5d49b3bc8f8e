/** 政策备案: which counties have issued and filed their local policy, and which are late (screens 2, R13). */
import { Checkbox, Table } from 'antd'
import type { OutputOf } from '#kernel/contract.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { PageBody } from '#ui/page.tsx'
import { Answer } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { duties } from '../contract.ts'

type County = OutputOf<(typeof duties)['operations']['policyFiling']>[number]

function State({ state: { topics, doneOn, lateDays } }: Pick<County, 'state'>) {
  if (topics.length === 0) return <FamilyTag family="neutral" text="没有要求" />
  if (doneOn) return <FamilyTag family="green" text={lateDays > 0 ? `已办完，迟${lateDays}天` : '已办完'} />
  return lateDays > 0 ? (
    <FamilyTag family="red" text={`逾期${lateDays}天`} />
  ) : (
    <FamilyTag family="blue" text="办理中" />
  )
}

export function PolicyFiling() {
  const { state, change } = useAddress()
  const late = state['late'] === 'yes'
  const answer = useAnswer(duties, 'policyFiling', { late }, { keepLast: true })
  return (
    <PageBody title="政策备案">
      <div className="gy-filters">
        <Checkbox checked={late} onChange={(event) => change({ late: event.target.checked ? 'yes' : undefined })}>
          只看逾期的县
        </Checkbox>
      </div>
      <Answer answer={answer}>
        {(rows) => (
          <Table<County>
            aria-label="各县配套政策备案"
            size="middle"
            rowKey="county"
            pagination={rows.length > 50 ? { pageSize: 50 } : false}
            dataSource={rows}
            locale={{ emptyText: late ? '没有逾期的县。' : '您的辖区里没有县。' }}
            columns={[
              { title: '县（市、区）', width: 180, render: (_, row) => row.name },
              { title: '状态', width: 140, render: (_, row) => <State state={row.state} /> },
              { title: '已登记文件', width: 110, align: 'right', render: (_, row) => row.documents },
              { title: '情况', render: (_, row) => row.state.text },
              { title: '依据', width: 70, render: (_, row) => <Basis citations={row.state.citations} /> },
            ]}
          />
        )}
      </Answer>
    </PageBody>
  )
}
