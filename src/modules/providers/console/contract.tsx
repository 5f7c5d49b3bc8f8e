/** One purchase contract: its eight contents, its clauses with what they take off, and its steps (screens 4.7, SX-5.4). */
import { Button, Table } from 'antd'
import { type ReactNode, useState } from 'react'
import { addDays, addYears } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { Day, Span } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { download } from '#ui/files.ts'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { Reasons } from '#ui/reasons.tsx'
import { Locked } from '#ui/states.tsx'
import { type Clause, type ContractPage, providers } from '../contract.ts'
import { clauseKindText, contentText, endGroundText } from '../words.ts'
import { ContractDialog } from './contract-form.tsx'
import { type Behind, EndContract } from './end-contract.tsx'
import { ContractTag, useAreaNames } from './providers.tsx'

interface Props {
  contract: ContractPage
  /** What was drawn on the sum; comes from where statements are known. */
  use: ReactNode
  /** Whom its end leaves without care; undefined while not known. */
  behind: Behind | undefined
}

export function ContractView({ contract, use, behind }: Props) {
  return (
    <PageBody
      title={`合同 ${contract.number}`}
      way={[
        { title: '服务机构', to: '/providers' },
        { title: contract.organisation, to: `/providers/${contract.organisationId}?tab=contracts` },
      ]}
      beside={<ContractTag status={contract.status} />}
      others={<Others contract={contract} behind={behind} />}
      action={<Activate contract={contract} />}
      strip={contract.status === 'ended' && <Locked>合同已终止，只读。</Locked>}
    >
      <Facts contract={contract} />
      {use}
      <Contents contract={contract} />
      <Clauses clauses={contract.clauses} />
    </PageBody>
  )
}

function Facts({ contract }: { contract: ContractPage }) {
  const nameOf = useAreaNames()
  const { endGround, endedOn, endReason, takeoverPlan } = contract
  const townships = contract.townships.map(({ townshipId }) => nameOf(townshipId)).join('、')
  const items = [
    {
      label: '服务机构',
      value: <Link to={`/providers/${contract.organisationId}`}>{contract.organisation}</Link>,
    },
    { label: '期限', value: <Span from={contract.from} to={contract.to} /> },
    { label: '签订', value: <Day day={contract.signedOn} /> },
    { label: '合同金额', value: contract.sumFen === null ? '—' : `${yuanText(contract.sumFen)} 元` },
    { label: '预算科目', value: contract.budgetLine },
    { label: '合同扫描件', value: <Scan contract={contract} /> },
    { label: '服务乡镇（街道）', value: townships, wide: true },
    ...(endGround
      ? [{ label: '终止', value: `${endedOn ?? ''} ${endGroundText[endGround]}：${endReason ?? ''}`, wide: true }]
      : []),
    ...(takeoverPlan ? [{ label: '接管预案', value: takeoverPlan, wide: true }] : []),
  ]
  return <Description items={items} columns={3} />
}

function Scan({ contract }: { contract: ContractPage }) {
  const may = useMay()
  const open = useCommand(providers, 'openContractFile')
  if (!contract.fileId) return '未上传'
  if (!may('providers.openContractFile')) return '已存'
  const show = async () => download((await open.mutateAsync({ contractId: contract.id })).ticket)
  return (
    <Button type="link" size="small" loading={open.isPending} onClick={() => void show().catch(() => {})}>
      打开
    </Button>
  )
}

/** Every content the list in force asks for, each with its words or 缺. */
function Contents({ contract }: { contract: ContractPage }) {
  const { required, contents, citations } = contract
  const listed = required.map(({ code }) => code)
  const others = Object.keys(contents).filter((code) => !listed.includes(code) && contents[code])
  const rows = [...required, ...others.map((code) => ({ code, title: contentText(code), has: true }))]
  const there = required.filter(({ has }) => has).length
  return (
    <Panel title={`合同内容 ${there}/${required.length}`} extra={<Basis citations={citations} />}>
      <Table
        size="small"
        rowKey="code"
        pagination={false}
        dataSource={rows}
        locale={{ emptyText: '本地没有规定合同必备内容' }}
        columns={[
          { title: '内容', width: 150, dataIndex: 'title' },
          {
            title: '是否写明',
            width: 110,
            render: (_, row) => (row.has ? '✓ 已写明' : <span className="gy-fault">✗ 缺</span>),
          },
          { title: '合同文字', render: (_, row) => contents[row.code] || '—' },
        ]}
      />
    </Panel>
  )
}

export const deductionText = ({ kind, amountFen, percent }: Clause): string => {
  if (amountFen !== null) return `${clauseKindText[kind]} ${yuanText(amountFen)} 元`
  return percent === null ? clauseKindText[kind] : `人月的${percent}%`
}

function Clauses({ clauses }: { clauses: readonly Clause[] }) {
  return (
    <Panel title="扣款条款" count={clauses.length}>
      <p className="gy-help">考核扣减只能引用这里的条款；没有条款的不能扣减。</p>
      <Table
        size="small"
        rowKey="no"
        pagination={false}
        dataSource={[...clauses]}
        locale={{ emptyText: '没有扣款条款，发现问题只能记录，不能扣减' }}
        columns={[
          { title: '条款', width: 120, dataIndex: 'no' },
          { title: '内容', dataIndex: 'text' },
          { title: '扣减办法', width: 220, render: (_, clause) => deductionText(clause) },
        ]}
      />
    </Panel>
  )
}

function Others({ contract, behind }: { contract: ContractPage; behind: Behind | undefined }) {
  const may = useMay()
  const go = useGo()
  const [open, setOpen] = useState<'edit' | 'renew'>()
  const close = () => setOpen(undefined)
  return (
    <>
      {contract.status === 'draft' && may('providers.editContract') && (
        <Button onClick={() => setOpen('edit')}>修改</Button>
      )}
      {contract.status !== 'draft' && may('providers.draftContract') && (
        <Button onClick={() => setOpen('renew')}>续签</Button>
      )}
      {contract.status === 'active' && may('providers.endContract') && (
        <EndContract contract={contract} behind={behind} />
      )}
      <ContractDialog
        open={open !== undefined}
        organisationId={contract.organisationId}
        contract={open === 'renew' ? renewed(contract) : contract}
        renews={open === 'renew'}
        onClose={close}
        onDone={(contractId) => go(`/contracts/${contractId}`)}
      />
    </>
  )
}

/** The next term follows the old one day by day; number, signing and file are new. */
function renewed(contract: ContractPage): ContractPage {
  const from = addDays(contract.endedOn ?? contract.to, 1)
  const to = addDays(addYears(from, 1), -1)
  const townships = contract.townships.map(({ townshipId }) => ({ townshipId, from, to }))
  return { ...contract, number: '', from, to, signedOn: null, fileId: null, townships }
}

function Activate({ contract }: { contract: ContractPage }) {
  const may = useMay()
  const say = useSay()
  const [open, setOpen] = useState(false)
  const check = useAnswer(
    providers,
    'checkContract',
    { contractId: contract.id },
    { enabled: contract.status === 'draft' && may('providers.checkContract') },
  )
  const activate = useCommand(providers, 'activateContract', { answers: ['duties', 'rosters', 'agreements', 'board'] })
  if (contract.status !== 'draft' || !may('providers.activateContract')) return null
  const run = async () => {
    await activate.mutateAsync({ contractId: contract.id, version: contract.version })
    say('合同已生效，可以签协议和结算')
  }
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        生效合同
      </Button>
      <Confirm
        open={open}
        title={`生效合同${contract.number}？`}
        verb="生效"
        onClose={() => setOpen(false)}
        onConfirm={run}
      >
        <p>生效后内容不能修改，可以签协议和结算；变更须另签合同。</p>
        {check.data && <Reasons reasons={check.data.reasons} action="生效合同" />}
      </Confirm>
    </>
  )
}
