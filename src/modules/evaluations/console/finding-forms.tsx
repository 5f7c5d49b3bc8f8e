/** The four steps of a finding as forms: verify, tell the provider, its statement, the decision. */
import { Button } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { yuanText } from '#kernel/money.ts'
import { type Finding, findings, type Proposal, severityText } from '#modules/findings/contract.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, PickField, RadioField, TickField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { type FormState, useForm } from '#ui/form-state.ts'
import { dayText } from './words.ts'
import { MoneyField, NumberField } from '#ui/number-fields.tsx'
import { Panel } from '#ui/page.tsx'
import { Upload, type Uploaded } from '#ui/upload.tsx'

interface Props {
  finding: Finding
}

const { verify, notify, state, decide } = findings.operations
const VerifyFields = verify.input.omit({ findingId: true, fileId: true })
const NotifyFields = notify.input
  .pick({ proposedFen: true, basis: true })
  .extend({ clause: z.string().optional(), visits: z.int().min(0).max(200).optional() })
const StateFields = state.input.pick({ words: true })
const DecideFields = decide.input.pick({ result: true, amountFen: true, reason: true })

const refreshed = { answers: ['duties'] }
const severities = Object.entries(severityText).map(([value, label]) => ({ value, label }))
const verdicts = [
  { value: 'upheld', label: '成立' },
  { value: 'partly', label: '部分成立' },
  { value: 'dismissed', label: '不成立' },
]

export function VerifyForm({ finding }: Props) {
  const say = useSay()
  const command = useCommand(findings, 'verify', refreshed)
  const form = useForm({
    schema: VerifyFields,
    draft: `findings.verify.${finding.id}`,
    initial: { severity: finding.severity, ...(finding.selfReported ? { honest: finding.honest } : {}) },
  })
  return (
    <Panel title="核实">
      <Form
        form={form}
        action="核实属实"
        labels={{ words: '核实情况', severity: '严重程度' }}
        onSend={(input) => command.mutateAsync({ ...input, findingId: finding.id })}
        onDone={() => say('已核实')}
      >
        <RadioField form={form} name="severity" label="严重程度" choices={severities} />
        {finding.selfReported && (
          <TickField form={form} name="honest" label="自报差错" statement="属主动自报的差错，不作弄虚作假处理" />
        )}
        <LongTextField form={form} name="words" label="核实情况" maxLength={1000} />
      </Form>
    </Panel>
  )
}

export function NotifyForm({ finding }: Props) {
  const say = useSay()
  const command = useCommand(findings, 'notify', refreshed)
  const initial = { proposedFen: 0, basis: '' }
  const form = useForm({ schema: NotifyFields, draft: `findings.notify.${finding.id}`, initial })
  const { choices, clauseOf, propose, proposal } = useProposal(finding, form)
  const send = ({ clause, proposedFen, basis }: z.input<typeof NotifyFields>) => {
    const chosen = clauseOf(clause)
    const place = chosen ? { contractId: chosen.contractId, clauseNo: chosen.no } : {}
    return command.mutateAsync({ proposedFen, basis, ...place, findingId: finding.id })
  }
  const perVisit = clauseOf(form.values['clause'])?.rule?.kind === 'per_visit'
  return (
    <Panel title="通知机构申辩">
      <Form
        form={form}
        action="通知机构申辩"
        labels={{ clause: '依据条款', proposedFen: '拟扣', basis: '计算说明', visits: '少服务次数' }}
        onSend={send}
        onDone={() => say('已通知机构申辩')}
      >
        <PickField form={form} name="clause" label="依据条款" choices={choices} />
        {perVisit && <NumberField form={form} name="visits" label="少服务次数" unit="次" />}
        <Button onClick={() => void propose().catch(() => {})}>按条款试算</Button>
        {proposal && (
          <p>
            建议{yuanText(proposal.fen)}元：{proposal.basis} <Basis citations={proposal.citations} />
          </p>
        )}
        <MoneyField form={form} name="proposedFen" label="拟扣" />
        <LongTextField form={form} name="basis" label="计算说明" rows={2} />
      </Form>
    </Panel>
  )
}

/** The clauses of the contract, and what the chosen one makes of this finding. */
function useProposal(finding: Finding, form: Pick<FormState, 'values' | 'set'>) {
  const clauses = useAnswer(findings, 'clauses', { findingId: finding.id })
  const [proposal, setProposal] = useState<Proposal>()
  const keyOf = (each: { contractId: string; no: string }) => `${each.contractId} ${each.no}`
  const clauseOf = (value: unknown) => clauses.data?.find((each) => keyOf(each) === value)
  const propose = async () => {
    const clause = clauseOf(form.values['clause'])
    if (!clause) return
    const { visits } = form.values
    const times = typeof visits === 'number' ? { visits } : {}
    const about = { findingId: finding.id, contractId: clause.contractId, clauseNo: clause.no, ...times }
    const found = await ask(findings, 'propose', about)
    setProposal(found)
    form.set('proposedFen', Number(found.fen))
    form.set('basis', found.basis)
  }
  const choices = (clauses.data ?? []).map((each) => ({ value: keyOf(each), label: `${each.no} ${each.text}` }))
  return { choices, clauseOf, propose, proposal }
}

export function StateForm({ finding }: Props) {
  const say = useSay()
  const [files, setFiles] = useState<readonly Uploaded[]>([])
  const command = useCommand(findings, 'state', refreshed)
  const form = useForm({ schema: StateFields, draft: `findings.state.${finding.id}` })
  return (
    <Panel title="陈述申辩">
      {finding.hearingDueOn && (
        <p className="gy-note">
          请在{dayText(finding.hearingDueOn)}前陈述。到期未陈述的，视为放弃，次日起县里可以依现有材料决定。
        </p>
      )}
      <Form
        form={form}
        action="提交陈述申辩"
        labels={{ words: '申辩内容' }}
        onSend={(input) => command.mutateAsync({ ...input, findingId: finding.id, fileId: files[0]?.fileId ?? null })}
        onDone={() => say('已提交陈述申辩')}
      >
        <LongTextField form={form} name="words" label="申辩内容" rows={5} maxLength={2000} />
        <Upload label="证明材料" most={1} value={files} onChange={setFiles} />
      </Form>
    </Panel>
  )
}

export function DecideForm({ finding }: Props) {
  const say = useSay()
  const clauses = useAnswer(findings, 'clauses', { findingId: finding.id })
  const command = useCommand(findings, 'decide', refreshed)
  const initial = { amountFen: Number(finding.proposedFen ?? 0n) }
  const form = useForm({ schema: DecideFields, draft: `findings.decide.${finding.id}`, initial })
  const clause = clauses.data?.find(({ no }) => no === finding.clauseNo)
  const place = clause ? { contractId: clause.contractId, clauseNo: clause.no } : {}
  const heard = finding.heardAt ? '机构已申辩' : '机构没有陈述'
  return (
    <Panel title="决定">
      <Form
        form={form}
        action="决定"
        labels={{ result: '决定', amountFen: '扣减', reason: '理由' }}
        onSend={(input) => command.mutateAsync({ ...input, ...place, findingId: finding.id })}
        onDone={() => say('已决定')}
      >
        <p className="gy-note">{heard}。决定后不能更改；扣减进入当月结算，当月已审批的进入下一个未审批的月份。</p>
        <RadioField form={form} name="result" label="决定" choices={verdicts} />
        <MoneyField form={form} name="amountFen" label="扣减" />
        <LongTextField form={form} name="reason" label="理由" maxLength={1000} />
      </Form>
    </Panel>
  )
}
