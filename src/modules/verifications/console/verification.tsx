/** 年度核查: the rounds, what they led to, minors who grow up (screens 4.32). */
import { Button, Segmented, Table } from 'antd'
import { useAddress } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Span } from '#ui/dates.tsx'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { verifications } from '../contract.ts'
import { coverageText } from '../rules.ts'
import type { RoundRow } from '../shapes.ts'
import { roundText } from '../words.ts'
import { CodeField } from './code-field.tsx'
import { FollowUps } from './follow-ups.tsx'
import { Minors } from './minors.tsx'

const tabs = [
  { value: 'rounds', label: '核查', needs: 'verifications.rounds' },
  { value: 'follow', label: '后续办理', needs: 'verifications.followUps' },
  { value: 'minors', label: '未成年人和在读', needs: 'verifications.minors' },
] as const
type Tab = (typeof tabs)[number]['value']

export function Verification() {
  const may = useMay()
  const go = useGo()
  const { state, change } = useAddress()
  const open = tabs.filter(({ needs }) => may(needs))
  const chosen = open.find(({ value }) => value === state['tab'])?.value ?? 'rounds'
  return (
    <PageBody
      title="年度核查"
      action={
        may('verifications.makeRound') && (
          <Button type="primary" data-new="" onClick={() => go('/verification/new')}>
            制定核查方案
          </Button>
        )
      }
    >
      {open.length > 1 && (
        <div className="gy-tabs">
          <Segmented<Tab>
            aria-label="看什么"
            options={open.map(({ value, label }) => ({ value, label }))}
            value={chosen}
            onChange={(tab) => change({ tab, page: undefined })}
          />
        </div>
      )}
      {chosen === 'rounds' && <Rounds />}
      {chosen === 'follow' && <FollowUps />}
      {chosen === 'minors' && <Minors />}
    </PageBody>
  )
}

function Rounds() {
  const may = useMay()
  const answer = useAnswer(verifications, 'rounds', {})
  return (
    <Answer answer={answer}>
      {({ rows, year, inSupport }) => (
        <>
          {!year.planned && (
            <p className="gy-note">
              {year.year}年度的核查方案还没有制定，在册{inSupport}人{year.dueOn && `，应于${year.dueOn}前核查完`}。{' '}
              <Basis citations={year.citations} />{' '}
              {may('verifications.makeRound') && <Link to="/verification/new">制定核查方案</Link>}
            </p>
          )}
          {may('verifications.record') && rows.some(({ status }) => status === 'running') && <CodeField />}
          {rows.length === 0 ? <Empty>本年度计划还没有制定。</Empty> : <RoundTable rows={rows} />}
        </>
      )}
    </Answer>
  )
}

/** What an aide needs on the phone comes first. */
const wide: Array<'md'> = ['md']

function RoundTable({ rows }: { rows: readonly RoundRow[] }) {
  return (
    <Table<RoundRow>
      size="middle"
      aria-label="核查"
      rowKey="id"
      pagination={false}
      dataSource={[...rows]}
      columns={[
        {
          title: '编号',
          responsive: wide,
          render: (_, row) => <Link to={`/verification/${row.id}`}>{row.number}</Link>,
        },
        { title: '名称', render: (_, row) => <Link to={`/verification/${row.id}`}>{row.title}</Link> },
        { title: '类别', responsive: wide, render: (_, row) => roundText[row.kind] },
        { title: '范围', responsive: wide, dataIndex: 'scope' },
        { title: '起止', responsive: wide, render: (_, row) => <Span from={row.fromOn} to={row.toOn} /> },
        { title: '进度', render: (_, row) => <Link to={`/verification/${row.id}`}>{coverageText(row)}</Link> },
        { title: '状态', render: (_, row) => <RoundTag row={row} /> },
      ]}
    />
  )
}

export function RoundTag({ row }: { row: Pick<RoundRow, 'status'> }) {
  return row.status === 'running' ? (
    <FamilyTag family="blue" text="进行中" />
  ) : (
    <FamilyTag family="green" text="已结束" />
  )
}
