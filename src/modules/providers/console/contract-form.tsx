/** Drafting a purchase contract: term, money, contents one by one, townships, deduction clauses. */
import { Button, Input, InputNumber, Modal, Select } from 'antd'
import { useRef } from 'react'
import * as z from 'zod'
import { access } from '#modules/access/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import type { FieldForm } from '#ui/field.tsx'
import { LongTextField, MultiField, TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { DayField, MoneyField } from '#ui/number-fields.tsx'
import { Clause, type ContractRow, providers } from '../contract.ts'
import { ClauseKind, clauseKindText, contentText, contractContents } from '../words.ts'

const draft = providers.operations.draftContract.input
const contentFields = Object.fromEntries(contractContents.map((code) => [code, z.string().max(2000).default('')]))
const Contents = z.object(contentFields)
const schema = draft
  .pick({
    number: true,
    from: true,
    to: true,
    signedOn: true,
    sumFen: true,
    budgetLine: true,
    clauses: true,
    fileId: true,
  })
  .extend({
    ...contentFields,
    townshipIds: z.array(z.uuid()).default([]),
  })

const labels = {
  number: '合同编号',
  from: '合同起期',
  to: '合同止期',
  signedOn: '签订日期',
  sumFen: '合同金额',
  budgetLine: '预算科目',
  townshipIds: '服务乡镇（街道）',
  clauses: '扣款条款',
  fileId: '合同扫描件',
  ...Object.fromEntries(contractContents.map((code) => [code, contentText(code)])),
}

interface DialogProps {
  open: boolean
  organisationId: string
  /** The draft to change, or the contract that the new one renews. */
  contract?: ContractRow
  renews?: boolean
  onClose: () => void
  onDone: (contractId: string) => void
}

export function ContractDialog({ open, organisationId, contract, renews = false, onClose, onDone }: DialogProps) {
  const title = renews ? '续签购买合同' : contract ? '修改购买合同草稿' : '起草购买合同'
  return (
    <Modal open={open} title={title} width={800} footer={null} onCancel={onClose} destroyOnHidden>
      <ContractForm
        organisationId={organisationId}
        contract={contract}
        renews={renews}
        onDone={(contractId) => {
          onClose()
          onDone(contractId)
        }}
      />
    </Modal>
  )
}

interface Props {
  organisationId: string
  contract: ContractRow | undefined
  renews: boolean
  onDone: (contractId: string) => void
}

function ContractForm({ organisationId, contract, renews, onDone }: Props) {
  const make = useCommand(providers, 'draftContract', { answers: ['duties', 'board'] })
  const edit = useCommand(providers, 'editContract', { answers: ['duties', 'board'] })
  // The id is known only once it was sent, and the form tells that it is done right after.
  const written = useRef(contract && !renews ? contract.id : '')
  const areas = useAnswer(access, 'areas', {})
  const townships = (areas.data ?? []).filter(({ level, toOn }) => level === 'township' && toOn === null)
  const form = useForm({
    schema,
    draft: `providers.contract.${renews ? 'renew.' : ''}${contract?.id ?? organisationId}`,
    ...(contract ? { initial: initialOf(contract) } : {}),
  })
  const send = async (values: z.input<typeof schema>) => {
    const { townshipIds = [], ...rest } = values
    const own = { townships: townshipIds.map((townshipId) => ({ townshipId, from: rest.from, to: rest.to })) }
    const input = {
      ...rest,
      ...own,
      contents: Contents.parse(rest) as Record<string, string>,
    }
    if (contract && !renews) return edit.mutateAsync({ ...input, contractId: contract.id, version: contract.version })
    const { contractId } = await make.mutateAsync({ ...input, organisationId })
    written.current = contractId
  }
  return (
    <Form form={form} action="保存合同草稿" labels={labels} onSend={send} onDone={() => onDone(written.current)}>
      {renews && <p className="gy-note">期限从原合同期满次日起，内容、乡镇和扣款条款照抄，请逐项核对。</p>}
      <Terms form={form} />
      <MultiField
        form={form}
        name="townshipIds"
        label={labels.townshipIds}
        choices={townships.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {contractContents.map((code) => (
        <LongTextField key={code} form={form} name={code} label={contentText(code)} rows={2} maxLength={2000} />
      ))}
      <UploadField
        form={form}
        name="fileId"
        label={labels.fileId}
        most={1}
        write={(files) => files[0]?.fileId ?? null}
      />
      <Clauses value={form.values['clauses']} onChange={(clauses) => form.set('clauses', clauses)} />
    </Form>
  )
}

function Terms({ form }: { form: FieldForm }) {
  return (
    <div className="gy-two">
      <TextField form={form} name="number" label={labels.number} />
      <DayField form={form} name="signedOn" label={labels.signedOn} />
      <DayField form={form} name="from" label={labels.from} />
      <DayField form={form} name="to" label={labels.to} />
      <MoneyField form={form} name="sumFen" label={labels.sumFen} />
      <TextField form={form} name="budgetLine" label={labels.budgetLine} />
    </div>
  )
}

function initialOf(contract: ContractRow) {
  const { number, from, to, signedOn, budgetLine, fileId, contents, townships, clauses, sumFen } = contract
  const money = { sumFen: sumFen === null ? null : Number(sumFen) }
  const written = clauses.map(({ amountFen, ...clause }) => ({
    ...clause,
    amountFen: amountFen === null ? null : Number(amountFen),
  }))
  const townshipIds = townships.map(({ townshipId }) => townshipId)
  return { ...contents, number, from, to, signedOn, budgetLine, fileId, ...money, townshipIds, clauses: written }
}

type Written = z.input<typeof Clause>
const Writtens = z.array(
  z.object({
    no: z.string(),
    text: z.string(),
    kind: ClauseKind,
    amountFen: z.number().nullish(),
    percent: z.number().nullish(),
  }),
)

function Clauses({ value, onChange }: { value: unknown; onChange: (clauses: Written[]) => void }) {
  const read = Writtens.safeParse(value)
  const clauses: Written[] = read.success
    ? read.data.map(({ amountFen = null, percent = null, ...clause }) => ({ ...clause, amountFen, percent }))
    : []
  const put = (index: number, change: Partial<Written>) =>
    onChange(clauses.map((clause, at) => (at === index ? { ...clause, ...change } : clause)))
  const add = () => onChange([...clauses, { no: '', text: '', kind: 'person_month', amountFen: null, percent: null }])
  return (
    <fieldset className="gy-field">
      <legend>扣款条款（考评、结算扣款时引用）</legend>
      {clauses.map((clause, index) => (
        <p key={`clause-${String(index)}`}>
          <ClauseFields clause={clause} put={(change) => put(index, change)} />
          <Button onClick={() => onChange(clauses.filter((_, at) => at !== index))}>删去</Button>
        </p>
      ))}
      <Button onClick={add}>加一条</Button>
    </fieldset>
  )
}

function ClauseFields({ clause, put }: { clause: Written; put: (change: Partial<Written>) => void }) {
  const money = clause.kind === 'fixed' || clause.kind === 'per_visit'
  return (
    <>
      <Input
        aria-label="条款号"
        value={clause.no}
        style={{ width: 80 }}
        onChange={(event) => put({ no: event.target.value })}
      />
      <Input
        aria-label="条款内容"
        value={clause.text}
        style={{ width: 300 }}
        onChange={(event) => put({ text: event.target.value })}
      />
      <Select
        aria-label="扣款方式"
        value={clause.kind}
        style={{ width: 120 }}
        options={ClauseKind.options.map((kind) => ({ value: kind, label: clauseKindText[kind] }))}
        onChange={(kind) => put({ kind, amountFen: null, percent: null })}
      />
      {money && (
        <InputNumber
          controls={false}
          aria-label="金额（元）"
          min={0.01}
          precision={2}
          {...(clause.amountFen ? { defaultValue: clause.amountFen / 100 } : {})}
          onChange={(yuan) => put({ amountFen: Math.round(Number(yuan) * 100) })}
        />
      )}
      {clause.kind === 'percent' && (
        <InputNumber
          controls={false}
          aria-label="百分比"
          min={1}
          max={100}
          precision={0}
          value={clause.percent ?? null}
          onChange={(percent) => put({ percent })}
        />
      )}
    </>
  )
}
