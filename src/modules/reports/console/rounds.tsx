/** 附件3: rounds of evaluation by township. */
import { Button, Modal, Table } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { access } from '#modules/access/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Day } from '#ui/dates.tsx'
import { PickField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { Link } from '#ui/link.tsx'
import { useMay, useMe } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { reports } from '../contract.ts'

const labels = { townshipId: '乡镇', evaluatedOn: '评估日', dueOn: '完成日' }
const Schema = reports.operations.openRound.input.pick({ townshipId: true, evaluatedOn: true, dueOn: true })

export function Rounds() {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const answer = useAnswer(reports, 'rounds', {})
  return (
    <PageBody
      title="附件3 排查评估表"
      way={[{ title: '统计报表', to: '/reports' }]}
      others={
        may('reports.formVersion') && (
          <Link to="/reports/form-version">{may('reports.adaptForm') ? '修改本乡镇表式' : '看各乡镇表式'}</Link>
        )
      }
      action={
        may('reports.openRound') && (
          <Button type="primary" onClick={() => setOpen(true)}>
            开始一轮评估
          </Button>
        )
      }
    >
      <Answer answer={answer}>
        {(rounds) =>
          rounds.length === 0 ? (
            <Empty>
              {may('reports.openRound')
                ? '还没有开始过排查评估。选乡镇和评估日，开始第一轮。'
                : '还没有开始过排查评估。由县级救助经办或乡镇开始，开始后在这里查看。'}
            </Empty>
          ) : (
            <RoundTable rounds={rounds} />
          )
        }
      </Answer>
      <Modal open={open} title="开始一轮评估" footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <OpenForm onDone={() => setOpen(false)} />
      </Modal>
    </PageBody>
  )
}

function RoundTable({ rounds }: { rounds: OutputOf<typeof reports.operations.rounds> }) {
  return (
    <Table
      size="small"
      rowKey="id"
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      dataSource={rounds}
      columns={[
        {
          title: '轮次',
          render: (_, row) => (
            <Link to={`/reports/forms/${row.id}`}>{`${row.township} ${row.month}第${row.number}轮`}</Link>
          ),
        },
        { title: '评估日', render: (_, row) => <Day day={row.evaluatedOn} /> },
        { title: '应于此日前完成', render: (_, row) => <Day day={row.dueOn} /> },
        {
          title: '已评估',
          render: (_, row) => `${row.done}/${row.persons}（${row.percentText}%）`,
          align: 'right',
        },
      ]}
    />
  )
}

function OpenForm({ onDone }: { onDone: () => void }) {
  const me = useMe()
  const areas = useAnswer(access, 'areas', {})
  const form = useForm({ schema: Schema, draft: 'reports.openRound' })
  const openRound = useCommand(reports, 'openRound')
  const say = useSay()
  const townships = (areas.data ?? []).filter(({ level }) => level === 'township')
  return (
    <Form
      form={form}
      action="开始一轮评估"
      labels={labels}
      onSend={(input) => openRound.mutateAsync(input)}
      onDone={() => {
        say(`已开始（${me.name}）`)
        onDone()
      }}
    >
      <PickField
        form={form}
        name="townshipId"
        label={labels.townshipId}
        choices={townships.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <DayField form={form} name="evaluatedOn" label={labels.evaluatedOn} help="年龄和等级按这一天" />
      <DayField form={form} name="dueOn" label={labels.dueOn} />
    </Form>
  )
}
