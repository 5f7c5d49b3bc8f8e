/** 等待公布: who has been confirmed is published in his village (认定办法 第十七条). */
import { Table } from 'antd'
import { useState } from 'react'
import { dateText } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { Link } from '#ui/link.tsx'
import { useMay, useWord } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { Panel } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { PrintButton } from '#ui/print-button.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { recognition } from '../contract.ts'
import type { ToPublish } from '../publicity-contract.ts'
import { DeedButton } from './opinion-forms.tsx'

export function ToPublishPanel({ people }: { people: readonly ToPublish[] }) {
  const may = useMay()
  const word = useWord()
  const [chosen, setChosen] = useState<readonly string[]>([])
  if (people.length === 0) return null
  const ids = chosen.filter((id) => people.some((each) => each.case.id === id))
  return (
    <Panel title="已确认，等待公布" count={people.length}>
      <Table
        size="small"
        rowKey={(each) => each.case.id}
        pagination={false}
        dataSource={[...people]}
        {...(may('recognition.publish')
          ? {
              rowSelection: {
                selectedRowKeys: [...ids],
                onChange: (keys: readonly unknown[]) => setChosen(keys.map(String)),
                getTitleCheckboxProps: () => ({ 'aria-label': '全选等待公布' }),
                getCheckboxProps: (each: ToPublish) => ({ 'aria-label': `选择${each.case.name}` }),
              },
            }
          : {})}
        columns={[
          { title: '姓名', render: (_, each) => <Link to={`/cases/${each.case.id}`}>{each.case.name}</Link> },
          {
            title: `${word('乡镇')}／${word('村')}`,
            render: (_, each) => `${each.case.township}／${each.case.village || '—'}`,
          },
          { title: '供养方式', dataIndex: 'mode' },
          { title: '确认日期', render: (_, each) => (each.case.decidedOn ? dateText(each.case.decidedOn) : '—') },
          { title: '供养起始', render: (_, each) => (each.supportFrom ? dateText(each.supportFrom) : '—') },
        ]}
      />
      {may('recognition.publish') && (
        <p className="gy-actions">
          {ids.length === 0 ? (
            <span className="gy-help">勾选要公布的人员，打印公布榜，张贴后登记。</span>
          ) : (
            <>
              <PrintPublished caseIds={ids} />
              <PublishButton caseIds={ids} title={`登记公布（${ids.length}人）`} />
            </>
          )}
        </p>
      )}
    </Panel>
  )
}

export function PrintPublished({ caseIds }: { caseIds: readonly string[] }) {
  const print = useCommand(recognition, 'printPublished')
  return (
    <PrintButton title="打印确认公布榜" onPrint={(format) => print.mutateAsync({ caseIds: [...caseIds], format })} />
  )
}

export function PublishButton({ caseIds, title }: { caseIds: readonly string[]; title: string }) {
  return (
    <DeedButton title={title} primary>
      {(close) => <PublishForm caseIds={caseIds} onDone={close} />}
    </DeedButton>
  )
}

const { place, postedOn } = recognition.operations.publish.input.shape
const { fileIds } = recognition.operations.apply.input.shape
const PublishSchema = recognition.operations.publish.input.pick({}).extend({ place, postedOn, fileIds })

function PublishForm({ caseIds, onDone }: { caseIds: readonly string[]; onDone: () => void }) {
  const say = useSay()
  const publish = useCommand(recognition, 'publish', { answers: ['duties'] })
  const form = useForm({
    schema: PublishSchema,
    draft: 'recognition.publish',
    initial: { place: '村务公开栏', postedOn: today() },
  })
  return (
    <Form
      form={form}
      action="登记公布"
      labels={{ place: '张贴地点', postedOn: '张贴日期', fileIds: '照片' }}
      onSend={({ fileIds: photos, ...given }) => {
        const [photoId] = photos ?? []
        return publish.mutateAsync({ ...given, caseIds: [...caseIds], ...(photoId ? { photoId } : {}) })
      }}
      onDone={() => {
        say('已登记公布')
        onDone()
      }}
    >
      <TextField form={form} name="place" label="张贴地点" />
      <DayField form={form} name="postedOn" label="张贴日期" />
      <UploadField form={form} name="fileIds" label="照片" most={1} />
    </Form>
  )
}
