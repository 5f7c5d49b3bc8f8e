/** 导入区划名录: looked at first, nothing written; then to another administrator. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { TextField, TickField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { Answer } from '#ui/states.tsx'
import { Upload, type Uploaded } from '#ui/upload.tsx'
import { access } from '../contract.ts'

type Checked = OutputOf<(typeof access)['operations']['checkAreas']>

export function AreaImport({ onClose }: { onClose: () => void }) {
  const [files, setFiles] = useState<readonly Uploaded[]>([])
  const template = useCommand(access, 'areaTemplate')
  const [file] = files
  return (
    <Modal open title="导入区划名录" width={760} footer={null} onCancel={onClose} destroyOnHidden>
      <p className="gy-help">
        两列：区划代码（6位县、9位乡镇街道、12位村居）和名称。一个县一份。先检查，不写入。
        <Button
          type="link"
          size="small"
          loading={template.isPending}
          onClick={() =>
            void template
              .mutateAsync({})
              .then(({ ticket }) => download(ticket))
              .catch(() => {})
          }
        >
          下载模板
        </Button>
      </p>
      <Upload label="区划名录（XLSX、CSV）" value={files} onChange={setFiles} accept={['xlsx', 'csv']} most={1} />
      {file && <Check fileId={file.fileId} onDone={onClose} />}
    </Modal>
  )
}

function Check({ fileId, onDone }: { fileId: string; onDone: () => void }) {
  const answer = useAnswer(access, 'checkAreas', { fileId })
  return (
    <Answer answer={answer} lines={4}>
      {(checked) => (
        <section aria-label="检查结果">
          <p>
            <strong>{checked.countyCode ? `县代码${checked.countyCode}：` : ''}</strong>
            {checked.sentence}。
          </p>
          {checked.faults.length > 0 ? (
            <Faults checked={checked} />
          ) : (
            <Send fileId={fileId} checked={checked} onDone={onDone} />
          )}
        </section>
      )}
    </Answer>
  )
}

function Faults({ checked }: { checked: Checked }) {
  return (
    <>
      <div className="gy-reasons" role="alert">
        <strong>有{checked.faults.length}处需要改，改好后重新上传：</strong>
      </div>
      <table className="gy-plain-table">
        <thead>
          <tr>
            <th scope="col">行</th>
            <th scope="col">原因</th>
          </tr>
        </thead>
        <tbody>
          {checked.faults.map(({ row, message }) => (
            <tr key={`${row} ${message}`}>
              <td className="gy-right">{row}</td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const Schema = access.operations.importAreas.input.omit({ fileId: true })
const labels = { from: '自哪一天起', withOrganisations: '单位', reason: '理由' }

function Send({ fileId, checked, onDone }: { fileId: string; checked: Checked; onDone: () => void }) {
  const form = useForm({ schema: Schema, draft: 'access.importAreas', initial: { withOrganisations: true } })
  const take = useCommand(access, 'importAreas')
  const say = useSay()
  return (
    <>
      {checked.changed.length > 0 && (
        <p>
          更名或补代码：
          {checked.changed
            .map(({ code, from, to }) => (from === to ? `${to}（补${code}）` : `${from}→${to}`))
            .join('、')}
        </p>
      )}
      {checked.added.length > 0 && (
        <details>
          <summary>新增的区划（前{checked.added.length}个）</summary>
          <p>{checked.added.map(({ name, code }) => `${name}（${code}）`).join('、')}</p>
        </details>
      )}
      <Form
        form={form}
        action="送另一位管理员复核"
        labels={labels}
        onSend={(input) => take.mutateAsync({ ...input, fileId })}
        onDone={() => {
          say('已送复核')
          onDone()
        }}
      >
        <DayField form={form} name="from" label={labels.from} help="新增的区划自这一天起使用" />
        <TickField
          form={form}
          name="withOrganisations"
          label={labels.withOrganisations}
          statement="同时把新增的乡镇（街道）、村（居）登记为单位，以便开账号"
        />
        <TextField form={form} name="reason" label={labels.reason} />
      </Form>
    </>
  )
}
