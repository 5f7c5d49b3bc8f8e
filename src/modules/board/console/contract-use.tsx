/** The sum of a contract and what was drawn on it, month by month. */
import { Progress, Table } from 'antd'
import { monthText } from '#kernel/calendar.ts'
import { Amount } from '#ui/amount.tsx'
import { useAnswer } from '#ui/ask.ts'
import { Description } from '#ui/description.tsx'
import { percentText } from '#ui/formats.ts'
import { Link, NumberLink } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { Answer } from '#ui/states.tsx'
import { board, type ContractUse } from '../contract.ts'

const statementText: Readonly<Record<string, string>> = {
  computed: '已算',
  submitted: '待民政审',
  civil_approved: '待财政审',
  finance_approved: '已通过',
}

export function ContractUsePanel({ contractId }: { contractId: string }) {
  const answer = useAnswer(board, 'contracts', { contractId })
  return (
    <Answer answer={answer} lines={3}>
      {({ rows: [use] }) => (use ? <Use use={use} /> : <p className="gy-help">没有取到合同使用情况。</p>)}
    </Answer>
  )
}

/** What is still free; unknown where the contract names no sum. */
export const leftOf = ({ sumFen, settledFen, underWayFen }: ContractUse): bigint | null =>
  sumFen === null ? null : sumFen - settledFen - underWayFen

function Use({ use }: { use: ContractUse }) {
  const may = useMay()
  const drawn = use.settledFen + use.underWayFen
  const left = leftOf(use)
  const agreements = may('agreements.list') ? (
    <NumberLink count={use.agreements} to={`/agreements?organisation=${use.organisationId}`} unit="份" />
  ) : (
    `${use.agreements}份`
  )
  return (
    <Panel title="金额使用">
      {use.sumFen !== null && use.sumFen > 0n && (
        <Progress
          status="normal"
          percent={Math.min(100, Number((drawn * 100n) / use.sumFen))}
          format={() => percentText(drawn, use.sumFen ?? 0n)}
          aria-label={`已用${percentText(drawn, use.sumFen)}`}
        />
      )}
      <Description
        columns={3}
        items={[
          { label: '合同金额', value: <Amount fen={use.sumFen} /> },
          { label: '已审结算', value: <Amount fen={use.settledFen} /> },
          { label: '在审结算', value: <Amount fen={use.underWayFen} /> },
          { label: '已支付', value: <Amount fen={use.paidFen} /> },
          { label: '剩余', value: left === null ? '合同未写金额' : <Amount fen={left} /> },
          { label: '生效协议', value: agreements },
        ]}
      />
      {left !== null && left < 0n && (
        <p className="gy-fault">结算已超过合同金额，超出部分不能支付。请先签补充合同或核对结算。</p>
      )}
      <Months contractId={use.id} />
    </Panel>
  )
}

function Months({ contractId }: { contractId: string }) {
  const may = useMay()
  const months = useAnswer(board, 'contractMonths', { contractId })
  if (!months.data || months.data.length === 0) return <p className="gy-help">还没有结算过。</p>
  return (
    <Table
      size="small"
      rowKey="statementId"
      pagination={months.data.length > 6 ? { pageSize: 6 } : false}
      dataSource={months.data}
      columns={[
        {
          title: '月份',
          render: (_, row) =>
            may('settlement.statement') ? (
              <Link to={`/settlements/${row.statementId}?month=${row.month}`}>{monthText(row.month)}</Link>
            ) : (
              monthText(row.month)
            ),
        },
        { title: '结算', render: (_, row) => statementText[row.status] ?? row.status },
        { title: '应付（元）', align: 'right', render: (_, row) => <Amount fen={row.payableFen} as="column" /> },
        { title: '已支付（元）', align: 'right', render: (_, row) => <Amount fen={row.paidFen} as="column" /> },
      ]}
    />
  )
}
