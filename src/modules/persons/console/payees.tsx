/** 收款账户确认: what one entered, another confirms (F-07, F-08). */
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { Day } from '#ui/dates.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { persons } from '../contract.ts'

type Row = OutputOf<(typeof persons)['operations']['payeesToConfirm']>[number]

export function Payees() {
  const rows = useAnswer(persons, 'payeesToConfirm', {})
  return (
    <PageBody title="收款账户确认" beside={rows.data ? `${rows.data.length}个待确认` : undefined}>
      <p className="gy-help">登记和确认须由两个人办理。账户名不是本人的，须有本人或监护人的同意。</p>
      <Answer answer={rows}>
        {(data) => (data.length === 0 ? <Empty>没有待确认的收款账户。</Empty> : <Rows rows={data} />)}
      </Answer>
    </PageBody>
  )
}

function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <table className="gy-plain-table">
      <thead>
        <tr>
          {['姓名', '乡镇', '开户银行', '账户名', '账号', '起用日', '提示', ''].map((title) => (
            <th key={title} scope="col">
              {title || <span className="gy-unseen">办理</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <PersonLink personId={row.personId} name={row.person} />
            </td>
            <td>{row.township}</td>
            <td>{row.bank || '—'}</td>
            <td>{row.holder}</td>
            <td className="gy-digits">{row.accountMasked}</td>
            <td>
              <Day day={row.fromOn} />
            </td>
            <td>{hintsOf(row).join('；') || '—'}</td>
            <td>
              <Decide row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function hintsOf(row: Row): string[] {
  const hints: string[] = []
  if (!row.holderIsPerson) hints.push('不是本人账户，已登记同意')
  if (row.alsoFor > 0) hints.push(`该账户还用于另外${row.alsoFor}人，请核实`)
  if (row.mine) hints.push('由您登记，须另一人确认')
  return hints
}

function Decide({ row }: { row: Row }) {
  const may = useMay()
  const [open, setOpen] = useState<'confirm' | 'refuse'>()
  const [reason, setReason] = useState('')
  const confirm = useCommand(persons, 'confirmPayee', { answers: ['duties'] })
  const say = useSay()
  if (row.mine || !may('persons.confirmPayee')) return null
  const agree = open === 'confirm'
  const run = async () => {
    const { warnings } = await confirm.mutateAsync({ id: row.id, agree, reason })
    say(agree ? ['已确认', ...warnings].join('；') : '已退回')
  }
  return (
    <>
      <Button size="small" type="primary" onClick={() => setOpen('confirm')}>
        确认
      </Button>{' '}
      <Button size="small" onClick={() => setOpen('refuse')}>
        退回
      </Button>
      <Confirm
        open={open !== undefined}
        title={`${agree ? '确认' : '退回'}${row.person}的收款账户？`}
        verb={agree ? '确认' : '退回'}
        onConfirm={run}
        onClose={() => setOpen(undefined)}
      >
        <p>{`${row.bank}　${row.holder}　${row.accountMasked}`}</p>
        {!agree && (
          <label>
            理由 *
            <Input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
          </label>
        )}
      </Confirm>
    </>
  )
}
