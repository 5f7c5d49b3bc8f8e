/** What waits for a second person, and every edition there was. */
import { Button, Modal, Table, type TableProps } from 'antd'
import { useState } from 'react'
import { dateText } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { LongTextField } from '#ui/fields.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { Panel } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { documents, type Edition, type EditionState, editionStateText, type LetterShown } from '../contract.ts'
import { Differences, Preview } from './preview.tsx'

const families = {
  waiting: 'blue',
  coming: 'teal',
  in_use: 'green',
  past: 'neutral',
  rejected: 'orange',
} as const satisfies Record<EditionState, string>

/** What the second person looks at before saying yes: the differences, line by line, and the whole. */
export function Waiting({ found }: { found: LetterShown }) {
  const waiting = found.editions.filter(({ state }) => state === 'waiting')
  return waiting.map((edition) => (
    <Panel key={edition.id} title={`第${edition.edition}版待采用`} extra={<Decide found={found} edition={edition} />}>
      <p>
        {edition.maker}于<Moment at={edition.madeAt} />
        送审，
        <Day day={edition.from} as="sentence" />
        起启用：{edition.note}
        {edition.fileName && `。Word版式：${edition.fileName}`}
      </p>
      <div className="gy-two">
        <Differences letter={found} text={edition.text ?? found.standard} />
        <Preview letter={found} text={edition.text ?? found.standard} />
      </div>
    </Panel>
  ))
}

function Decide({ found, edition }: { found: LetterShown; edition: Edition }) {
  const may = useMay()
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const adopt = useCommand(documents, 'adopt')
  const reject = useCommand(documents, 'reject')
  if (!may('documents.adopt')) return <span className="gy-help">等县级救助负责人采用</span>
  if (edition.mine) return <span className="gy-help">本人修改，须由另一人采用</span>
  return (
    <>
      <Button onClick={() => setAsking(true)}>采用</Button>{' '}
      <ConfirmReason
        verb="退回修改"
        title={`退回“${found.name}”第${edition.edition}版？`}
        shortest={2}
        onConfirm={async (reason) => {
          await reject.mutateAsync({ id: edition.id, reason })
          say('已退回')
        }}
      >
        退回后在用的文字不变。
      </ConfirmReason>
      <Confirm
        open={asking}
        title={`采用“${found.name}”第${edition.edition}版，自${dateText(edition.from < today() ? today() : edition.from)}起？`}
        verb="采用"
        onClose={() => setAsking(false)}
        onConfirm={async () => say((await adopt.mutateAsync({ id: edition.id })).sentence)}
      >
        落款日期在这一天以后的按新版打印；已经打印过的文书，重印时文字不变。
      </Confirm>
    </>
  )
}

export function Editions({ found }: { found: LetterShown }) {
  const may = useMay()
  const [shown, setShown] = useState<Edition>()
  if (found.editions.length === 0) return null
  const own = found.editions.some(({ state, text }) => (state === 'in_use' || state === 'coming') && text !== null)
  return (
    <Panel
      title="历次版本"
      count={found.editions.length}
      extra={own && may('documents.proposeStandard') && <Restore letter={found.key} />}
    >
      <Table<Edition>
        size="small"
        rowKey="id"
        pagination={found.editions.length > 20 ? { pageSize: 20 } : false}
        dataSource={found.editions}
        columns={[...columns, { title: '操作', width: 110, render: (_, row) => <Look onLook={() => setShown(row)} /> }]}
      />
      <Modal
        open={shown !== undefined}
        title={shown ? `第${shown.edition}版与系统文字的差别` : ''}
        width={760}
        footer={null}
        onCancel={() => setShown(undefined)}
        destroyOnHidden
      >
        {shown && <Differences letter={found} text={shown.text ?? found.standard} />}
      </Modal>
    </Panel>
  )
}

const columns: NonNullable<TableProps<Edition>['columns']> = [
  { title: '版次', width: 80, render: (_, { edition }) => `第${edition}版` },
  { title: '启用', width: 110, render: (_, { from }) => <Day day={from} /> },
  {
    title: '状态',
    width: 120,
    render: (_, { state }) => <FamilyTag family={families[state]} text={editionStateText[state]} />,
  },
  { title: '修改', render: (_, row) => `${row.maker}：${row.note}` },
  { title: '决定', render: (_, row) => (row.decider ? `${row.decider}${row.reason ? `：${row.reason}` : ''}` : '—') },
  { title: 'Word版式', width: 160, render: (_, row) => <OwnWord row={row} /> },
  { title: '已打印', width: 90, align: 'right', render: (_, { printed }) => `${printed}份` },
]

function Look({ onLook }: { onLook: () => void }) {
  return (
    <Button type="link" size="small" onClick={onLook}>
      看文字
    </Button>
  )
}

function OwnWord({ row }: { row: Edition }) {
  const open = useCommand(documents, 'openWord')
  if (row.fileName === null) return '系统版式'
  const show = async () => download((await open.mutateAsync({ id: row.id })).ticket)
  return (
    <>
      <Button type="link" size="small" loading={open.isPending} onClick={() => void show().catch(() => {})}>
        {row.fileName}
      </Button>
      <ReasonsOf error={open.error} action="打开Word模板" />
    </>
  )
}

const labels = { from: '启用日', note: '为什么恢复' }

function Restore({ letter }: { letter: string }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const restore = useCommand(documents, 'proposeStandard')
  const form = useForm({
    schema: documents.operations.proposeStandard.input,
    draft: `documents.proposeStandard.${letter}`,
    initial: { letter, from: today() },
  })
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        恢复系统文字
      </Button>
      <Modal open={open} title="恢复系统文字" footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Form
          form={form}
          action="送审"
          labels={labels}
          onSend={(input) => restore.mutateAsync(input)}
          onDone={() => {
            say('已送审，由另一人采用后恢复')
            setOpen(false)
          }}
        >
          <DayField form={form} name="from" label={labels.from} />
          <LongTextField form={form} name="note" label={labels.note} maxLength={200} rows={2} />
        </Form>
      </Modal>
    </>
  )
}
