/** 履约验收: one row for each provider of the month; the form opens beside the table (screens 4.13). */
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Acceptance } from '../acceptance-contract.ts'
import { evaluations } from '../contract.ts'
import { AcceptanceBody } from './acceptance.tsx'
import { type Act, actOf, stateText } from './words.ts'

interface Props {
  month: PlainMonth
  /** One provider only, as the address says. */
  only: string | undefined
  closed: boolean
}

export function Acceptances({ month, only, closed }: Props) {
  const overview = useAnswer(evaluations, 'overview', { month })
  const providers = new Set((overview.data?.rows ?? []).map(({ organisation }) => organisation.id))
  const ids = [...providers].filter((id) => !only || id === only)
  const found = useQuery({
    queryKey: ['evaluations', 'acceptance', month, ids],
    queryFn: () => Promise.all(ids.map((organisationId) => ask(evaluations, 'acceptance', { month, organisationId }))),
    enabled: overview.data !== undefined,
  })
  return (
    <Panel
      title="履约验收"
      {...(found.data ? { count: found.data.length } : {})}
      extra={found.data?.[0] && <Basis citations={found.data[0].citations} />}
    >
      <Answer answer={overview.data ? found : overview} lines={4}>
        {() => <Rows rows={found.data ?? []} month={month} closed={closed} />}
      </Answer>
    </Panel>
  )
}

interface Row {
  acceptance: Acceptance
  act: Act
}

const words: Record<Act, string> = { propose: '提出验收意见', decide: '决定验收', look: '查看' }

function Rows({ rows, month, closed }: { rows: readonly Acceptance[]; month: PlainMonth; closed: boolean }) {
  const may = useMay()
  const [opened, setOpened] = useState<string>()
  if (rows.length === 0)
    return <Empty>{`${monthText(month)}还没有要验收的机构。名册发送、乡镇开始考评后在这里验收。`}</Empty>
  const rights = { propose: may('evaluations.proposeAcceptance'), decide: may('evaluations.decideAcceptance'), closed }
  const listed = rows.map((acceptance): Row => ({ acceptance, act: actOf(acceptance.proposals.at(-1), rights) }))
  const chosen = listed.find(({ acceptance }) => acceptance.organisation.id === opened)
  return (
    <>
      <Table<Row>
        aria-label="履约验收"
        size="middle"
        rowKey={({ acceptance }) => acceptance.organisation.id}
        dataSource={listed}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={columnsOf(setOpened)}
      />
      <Drawer
        open={chosen !== undefined}
        size="large"
        destroyOnHidden
        title={chosen && `履约验收 ${chosen.acceptance.organisation.name} ${monthText(month)}`}
        onClose={() => setOpened(undefined)}
      >
        {chosen && <AcceptanceBody {...chosen} onDone={() => setOpened(undefined)} />}
      </Drawer>
    </>
  )
}

const columnsOf = (open: (organisationId: string) => void): TableColumnsType<Row> => [
  { title: '服务机构', fixed: 'left', render: (_, { acceptance }) => acceptance.organisation.name },
  { title: '乡镇考评', align: 'right', render: (_, { acceptance }) => sentText(acceptance.townships) },
  { title: '抽查', align: 'right', render: (_, { acceptance }) => `${acceptance.personsSampled}人` },
  { title: '满意度', align: 'right', render: (_, { acceptance }) => acceptance.satisfied.percentText },
  { title: '未决定的问题', align: 'right', render: (_, { acceptance }) => `${acceptance.openFindings}项` },
  { title: '验收期限', render: (_, { acceptance }) => <Day day={acceptance.acceptanceDueOn} /> },
  { title: '验收', render: (_, { acceptance }) => <State acceptance={acceptance} /> },
  { title: '验收单', render: (_, { acceptance }) => <Report acceptance={acceptance} /> },
  {
    title: '操作',
    fixed: 'right',
    render: (_, { acceptance, act }) => (
      <span className="gy-row-actions">
        <Button type="link" size="small" onClick={() => open(acceptance.organisation.id)}>
          {words[act]}
        </Button>
        <Print acceptance={acceptance} />
      </span>
    ),
  },
]

const sentText = (townships: Acceptance['townships']): string =>
  `${townships.filter(({ sentAt }) => sentAt !== null).length}／${townships.length}已送`

function State({ acceptance }: { acceptance: Acceptance }) {
  const last = acceptance.proposals.at(-1)
  const family = last?.decision === 'accepted' ? 'green' : last ? 'orange' : 'neutral'
  return <FamilyTag family={family} text={stateText(last)} />
}

function Report({ acceptance }: { acceptance: Acceptance }) {
  const last = acceptance.proposals.at(-1)
  if (!last?.reportNo) return '—'
  return (
    <div className="gy-cell">
      {last.reportNo}
      <div className="gy-help">
        {last.decidedBy} {last.decidedAt && <Moment at={last.decidedAt} />}
      </div>
    </div>
  )
}

function Print({ acceptance }: { acceptance: Acceptance }) {
  const may = useMay()
  const print = useCommand(evaluations, 'printAcceptance')
  if (!acceptance.proposals.at(-1)?.reportNo || !may('evaluations.printAcceptance')) return null
  const target = { month: acceptance.month, organisationId: acceptance.organisation.id }
  const run = () =>
    void print.mutateAsync(target).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      <Button type="link" size="small" loading={print.isPending} onClick={run}>
        打印履约验收单
      </Button>
      <ReasonsOf error={print.error} action="打印履约验收单" />
    </>
  )
}
