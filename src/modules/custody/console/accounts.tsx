/** 代管资金: every account under the equation of persons and bank (screens 4.48). */
import { Button } from 'antd'

import { Amount } from '#ui/amount.tsx'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { InWindow } from '#ui/in-window.tsx'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { type Export, SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter, TableQuery } from '#ui/table-parts.ts'
import { type AccountRow, custody } from '../contract.ts'
import { AccountStatus, statusText } from '../words.ts'
import { Equation } from './equation.tsx'
import { OpenForm } from './open-form.tsx'
import { AccountTag } from './tags.tsx'

interface Listed {
  rows: AccountRow[]
  total: number
  sumFen: bigint | null
}

/** What one may not see is shown as hidden, not as nothing. */
function Hidden({ fen }: { fen: bigint | null }) {
  return fen === null ? <span title="只有机构和所在乡镇（街道）看得到">＊＊＊</span> : <Amount fen={fen} as="column" />
}

const columns = (opens: boolean): ReadonlyArray<Column<AccountRow, Listed>> => [
  {
    key: 'number',
    title: '账号',
    fixed: true,
    render: (row) => (opens ? <Link to={`/custody/${row.id}`}>{row.number}</Link> : row.number),
  },
  { key: 'name', title: '姓名', render: (row) => <PersonLink personId={row.personId} name={row.name} /> },
  { key: 'home', title: '机构', render: (row) => row.home },
  { key: 'entrusted', title: '委托', render: (row) => row.entrusted || '没有有效的委托' },
  {
    key: 'balanceFen',
    title: '余额（元）',
    right: true,
    render: (row) => <Hidden fen={row.balanceFen} />,
    sum: ({ sumFen }) => <Amount fen={sumFen} as="column" />,
  },
  { key: 'inFen', title: '本月进（元）', right: true, render: (row) => <Hidden fen={row.inFen} /> },
  { key: 'outFen', title: '本月出（元）', right: true, render: (row) => <Hidden fen={row.outFen} /> },
  { key: 'statementOn', title: '上次对账', render: (row) => <Day day={row.statementOn} /> },
  {
    key: 'status',
    title: '状态',
    render: (row) => (
      <>
        <AccountTag status={row.status} /> {row.remark && <span className="gy-help">{row.remark}</span>}{' '}
        {row.waiting > 0 && <FamilyTag family="orange" text={`待复核${row.waiting}笔`} />}
      </>
    ),
  },
]

const filters: readonly Filter[] = [
  { kind: 'text', name: 'words', label: '姓名或账号' },
  {
    kind: 'pick',
    name: 'status',
    label: '状态',
    choices: AccountStatus.options.map((value) => ({ value, label: statusText[value] })),
  },
  { kind: 'pick', name: 'todo', label: '待办', choices: [{ value: 'yes', label: '只看要办的' }] },
]

function asked({ filters: chosen }: TableQuery) {
  const status = AccountStatus.safeParse(chosen['status'])
  return {
    words: (chosen['words'] ?? '').slice(0, 40),
    ...(chosen['todo'] === 'yes' ? { todo: true } : {}),
    ...(status.success ? { status: status.data } : {}),
  }
}

export function Accounts() {
  const may = useMay()
  const opens = may('custody.account')
  const give = useCommand(custody, 'exportAccounts')
  return (
    <PageBody
      title="代管资金"
      others={<Ways />}
      action={
        may('custody.open') && (
          <InWindow verb="登记委托并开户" title="登记委托并开户" primary>
            {(close) => <OpenForm onDone={close} />}
          </InWindow>
        )
      }
    >
      <Equation />
      <SearchTable<AccountRow, Listed>
        name="custody"
        title="代管资金"
        answer={['custody', 'accounts']}
        load={({ page, pageSize, ...query }) =>
          ask(custody, 'accounts', { ...asked({ page, pageSize, ...query }), page, pageSize })
        }
        columns={columns(opens)}
        filters={filters}
        rowKey={(row) => row.id}
        {...(opens ? { open: (row: AccountRow) => `/custody/${row.id}` } : {})}
        {...(may('custody.exportAccounts')
          ? { onExport: async ({ query }: Export) => download((await give.mutateAsync(asked(query))).ticket) }
          : {})}
        order="冻结的在前，再按账号"
        empty="没有委托代管资金的人。"
      />
    </PageBody>
  )
}

/** Where pocket money is paid and what waits is checked. */
function Ways() {
  const may = useMay()
  const go = useGo()
  const waiting = useAnswer(custody, 'waiting', {}, { enabled: may('custody.waiting') })
  const count = waiting.data?.rows.length ?? 0
  return (
    <>
      {count > 0 && <Button onClick={() => go('/custody/check')}>{`待复核${count}笔`}</Button>}
      {may('custody.rounds') && <Button onClick={() => go('/custody/rounds')}>零用钱发放</Button>}
    </>
  )
}
