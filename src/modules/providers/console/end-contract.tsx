/** Ending a contract: first who would be left without care and which agreements end, then ground, day and takeover. */
import { Button, Input, Modal, Table } from 'antd'
import { useState } from 'react'
import type * as z from 'zod'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, PickField, TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { Loading } from '#ui/states.tsx'
import { type ContractPage, providers } from '../contract.ts'
import { EndGround, endGroundText } from '../words.ts'

export interface LeftPerson {
  personId: string
  name: string
  township: string
  village: string
  served: boolean
  agreementId: string | null
  agreement: string | null
}

export interface Behind {
  rows: readonly LeftPerson[]
  persons: number
  agreements: number
}

interface Props {
  contract: ContractPage
  behind: Behind | undefined
}

const labels = {
  ground: '终止情形',
  endedOn: '终止日',
  reason: '终止事由',
  takeoverPlan: '接管预案',
  takeoverBy: '接管机构',
}

export function EndContract({ contract, behind }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        终止合同
      </Button>
      <Modal
        open={open}
        title={`终止合同${contract.number}`}
        width={760}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        {behind ? <EndForm contract={contract} behind={behind} onDone={() => setOpen(false)} /> : <Loading lines={6} />}
      </Modal>
    </>
  )
}

function EndForm({ contract, behind, onDone }: { contract: ContractPage; behind: Behind; onDone: () => void }) {
  const say = useSay()
  const end = useCommand(providers, 'endContract', { answers: ['duties', 'rosters', 'agreements', 'board'] })
  const others = useAnswer(providers, 'list', { pageSize: 200 })
  const [interim, setInterim] = useState<Readonly<Record<string, string>>>({})
  const form = useForm({
    schema: providers.operations.endContract.input,
    draft: `providers.end.${contract.id}`,
    initial: { contractId: contract.id, version: contract.version },
  })
  const taken = Object.entries(interim).flatMap(([personId, carer]) => (carer.trim() ? [{ personId, carer }] : []))
  const send = async (input: z.input<typeof providers.operations.endContract.input>) => {
    const { personsTakenOver } = await end.mutateAsync({ ...input, interim: input.takeoverBy ? [] : taken })
    say(`合同已终止，${personsTakenOver}人由接管方照料`)
  }
  const choices = (others.data?.rows ?? []).filter(({ organisationId }) => organisationId !== contract.organisationId)
  return (
    <Form form={form} action="终止合同" labels={labels} onSend={send} onDone={onDone}>
      <Ends behind={behind} />
      <PickField
        form={form}
        name="ground"
        label={labels.ground}
        choices={EndGround.options.map((value) => ({ value, label: endGroundText[value] }))}
      />
      <DayField form={form} name="endedOn" label={labels.endedOn} />
      <TextField form={form} name="reason" label={labels.reason} />
      <LongTextField form={form} name="takeoverPlan" label={labels.takeoverPlan} rows={2} />
      <PickField
        form={form}
        name="takeoverBy"
        label={labels.takeoverBy}
        choices={choices.map(({ organisationId, name }) => ({ value: organisationId, label: name }))}
        help="不由一家机构整体接管的，在下面逐人填写临时照料人。"
      />
      {!form.values['takeoverBy'] && behind.persons > 0 && (
        <Interim rows={behind.rows.filter(({ served }) => served)} value={interim} onChange={setInterim} />
      )}
    </Form>
  )
}

/** 'XY-0001 张示例' for the first, the number for all. */
function Ends({ behind }: { behind: Behind }) {
  const ending = behind.rows.filter(({ agreementId }) => agreementId !== null)
  if (ending.length === 0) return <p className="gy-note">没有协议随合同终止。</p>
  return (
    <div className="gy-reasons gy-warnings" role="note">
      <strong>{`${behind.agreements}份协议将在同一天终止，涉及${behind.persons}人；照料一天也不得中断。`}</strong>
      <ul>
        {ending.slice(0, 5).map(({ agreementId, agreement, name, township }) => (
          <li key={agreementId}>
            <Link to={`/agreements/${agreementId ?? ''}`}>{agreement}</Link> {name} {township}
          </li>
        ))}
      </ul>
      {ending.length > 5 && <p>{`等${ending.length}份，可在协议页按服务机构查看。`}</p>}
    </div>
  )
}

interface InterimProps {
  rows: readonly LeftPerson[]
  value: Readonly<Record<string, string>>
  onChange: (value: Readonly<Record<string, string>>) => void
}

function Interim({ rows, value, onChange }: InterimProps) {
  const [all, setAll] = useState('')
  const left = rows.filter(({ personId }) => !value[personId]?.trim()).length
  const fill = () => onChange(Object.fromEntries(rows.map(({ personId }) => [personId, value[personId] || all.trim()])))
  return (
    <fieldset className="gy-field">
      <legend>{`临时照料人：${rows.length}人中${rows.length - left}人已落实`}</legend>
      <p className="gy-actions">
        <Input
          aria-label="为还没有落实的人填写同一个临时照料人"
          placeholder="为还没有落实的人填写同一个"
          value={all}
          onChange={(event) => setAll(event.target.value)}
        />
        <Button onClick={fill} disabled={all.trim() === ''}>
          全部填上
        </Button>
      </p>
      <Table<LeftPerson>
        size="small"
        rowKey="personId"
        className="gy-wide"
        pagination={rows.length > 8 ? { pageSize: 8, showSizeChanger: false } : false}
        dataSource={[...rows]}
        columns={[
          { title: '姓名', dataIndex: 'name' },
          { title: '住处', render: (_, row) => `${row.township} ${row.village}` },
          {
            title: '临时照料人',
            render: (_, row) => (
              <Input
                size="small"
                aria-label={`${row.name}的临时照料人`}
                maxLength={60}
                value={value[row.personId] ?? ''}
                onChange={(event) => onChange({ ...value, [row.personId]: event.target.value })}
              />
            ),
          },
        ]}
      />
    </fieldset>
  )
}
