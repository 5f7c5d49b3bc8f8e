/** Drafting a purchase contract: term, money, contents one by one, townships, deduction clauses. */
import { Button, Input, InputNumber, Select } from 'antd'
import * as z from 'zod'
import { access } from '#modules/access/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { LongTextField, MultiField, TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { DayField, MoneyField } from '#ui/number-fields.tsx'
import { Clause, type ContractRow, providers } from '../contract.ts'
import { ClauseKind, clauseKindText, contentText, contractContents } from '../words.ts'

const draft = providers.operations.draftContract.input
const contentFields = Object.fromEntries(contractContents.map((code) => [code, z.string().max(2000).default('')]))
const Contents = z.object(contentFields)
const schema = draft
  .pick({ number: true, from: true, to: true, signedOn: true, sumFen: true, budgetLine: true, clauses: true })
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
  ...Object.fromEntries(contractContents.map((code) => [code, contentText(code)])),
}

interface Props {
  organisationId: string
  contract: ContractRow | undefined
  onDone: () => void
}

export function ContractForm({ organisationId, contract, onDone }: Props) {
  const make = useCommand(providers, 'draftContract', { answers: ['duties'] })
  const edit = useCommand(providers, 'editContract', { answers: ['duties'] })
  const areas = useAnswer(access, 'areas', {})
  const townships = (areas.data ?? []).filter(({ level, toOn }) => level === 'township' && toOn === null)
  const form = useForm({
    schema,
    draft: `providers.contract.${contract?.id ?? organisationId}`,
    ...(contract ? { initial: initialOf(contract) } : {}),
  })
  const send = (values: z.input<typeof schema>) => {
    const { townshipIds = [], ...rest } = values
    const own = { townships: townshipIds.map((townshipId) => ({ townshipId, from: rest.from, to: rest.to })) }
    const input = {
      ...rest,
      ...own,
      contents: Contents.parse(rest) as Record<string, string>,
      fileId: contract?.fileId ?? null,
    }
    return contract
      ? edit.mutateAsync({ ...input, contractId: contract.id, version: contract.version })
      : make.mutateAsync({ ...input, organisationId })
  }
  return (
    <Form form={form} action="保存合同草稿" labels={labels} onSend={send} onDone={onDone}>
      <TextField form={form} name="number" label={labels.number} />
      <DayField form={form} name="from" label={labels.from} />
      <DayField form={form} name="to" label={labels.to} />
      <DayField form={form} name="signedOn" label={labels.signedOn} />
      <MoneyField form={form} name="sumFen" label={labels.sumFen} />
      <TextField form={form} name="budgetLine" label={labels.budgetLine} />
      <MultiField
        form={form}
        name="townshipIds"
        label={labels.townshipIds}
        choices={townships.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {contractContents.map((code) => (
        <LongTextField key={code} form={form} name={code} label={contentText(code)} />
      ))}
      <Clauses value={form.values['clauses']} onChange={(clauses) => form.set('clauses', clauses)} />
    </Form>
  )
}

function initialOf(contract: ContractRow) {
  const { number, from, to, signedOn, budgetLine, contents, townships, clauses, sumFen } = contract
  const money = { sumFen: sumFen === null ? null : Number(sumFen) }
  const written = clauses.map(({ amountFen, ...clause }) => ({
    ...clause,
    amountFen: amountFen === null ? null : Number(amountFen),
  }))
  const townshipIds = townships.map(({ townshipId }) => townshipId)
  return { ...contents, number, from, to, signedOn, budgetLine, ...money, townshipIds, clauses: written }
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
