/** 服务人员: whose people they are, and until when their certificates hold. */
import { Button, Modal, Table } from 'antd'
import { useState } from 'react'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { IdentityField, NameField, PhoneField, TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { providers } from '../contract.ts'

interface Props {
  organisationId: string
  employer: string
}

export function Carers({ organisationId, employer }: Props) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const answer = useAnswer(providers, 'carers', { organisationId, onlyPresent: false, pageSize: 200 })
  return (
    <>
      {may('providers.addCarer') && <Button onClick={() => setOpen(true)}>登记服务人员</Button>}
      <Answer answer={answer}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>还没有服务人员。</Empty>
          ) : (
            <Table
              size="small"
              rowKey="id"
              pagination={rows.length > 50 ? { pageSize: 50 } : false}
              dataSource={rows}
              columns={[
                { title: '姓名', dataIndex: 'name' },
                { title: '年龄', dataIndex: 'age', align: 'right' },
                { title: '健康证', render: (_, row) => (row.healthUntil ? <Day day={row.healthUntil} /> : '无') },
                { title: '培训', render: (_, row) => <Day day={row.trainedOn} /> },
                { title: '劳动合同单位', render: (_, row) => row.employer || '—' },
                { title: '工资发放单位', render: (_, row) => row.wagePayer || '—' },
                {
                  title: '与服务对象关系',
                  render: (_, row) =>
                    row.relations.map(({ name, relation }) => `${name}（${relation}）`).join('、') || '—',
                },
                { title: '状态', render: (_, row) => (row.to ? `离职 ${row.to}` : '在岗') },
              ]}
            />
          )
        }
      </Answer>
      <Modal open={open} title="登记服务人员" footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <AddCarer organisationId={organisationId} employer={employer} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

const labels = {
  name: '姓名',
  idNumber: '身份号码',
  phone: '电话',
  employer: '劳动合同单位',
  wagePayer: '工资发放单位',
  healthUntil: '健康证有效期至',
  trainedOn: '培训日期',
  townshipOpinion: '乡镇（街道）意见',
  from: '到岗日',
}

function AddCarer({ organisationId, employer, onDone }: Props & { onDone: () => void }) {
  const add = useCommand(providers, 'addCarer', { answers: ['duties'] })
  const form = useForm({
    schema: providers.operations.addCarer.input,
    draft: `providers.addCarer.${organisationId}`,
    initial: { organisationId, employer, wagePayer: employer },
    neverKept: ['idNumber'],
  })
  return (
    <Form form={form} action="登记" labels={labels} onSend={(input) => add.mutateAsync(input)} onDone={onDone}>
      <NameField form={form} name="name" label={labels.name} />
      <IdentityField form={form} name="idNumber" label={labels.idNumber} />
      <PhoneField form={form} name="phone" label={labels.phone} />
      <TextField form={form} name="employer" label={labels.employer} />
      <TextField form={form} name="wagePayer" label={labels.wagePayer} />
      <DayField form={form} name="healthUntil" label={labels.healthUntil} />
      <DayField form={form} name="trainedOn" label={labels.trainedOn} />
      <TextField form={form} name="townshipOpinion" label={labels.townshipOpinion} />
      <DayField form={form} name="from" label={labels.from} />
    </Form>
  )
}
