/** 名单导入 ②检查 ③确认 ④结果 (screens 4.5, 5.10). */
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useParam } from '#ui/address.ts'
import { isMissing, NothingHere } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { Moment } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { Progress } from '#ui/progress.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { type Import, persons } from '../contract.ts'
import { ImportColumns } from './import-columns.tsx'
import { ImportRows } from './import-rows.tsx'
import { importStatusText } from './import-words.ts'

const working = (status: Import['status'] | undefined): boolean => status === 'checking' || status === 'publishing'

export function ImportPage() {
  const importId = useParam('importId')
  const [watching, setWatching] = useState(true)
  const status = useAnswer(
    persons,
    'importStatus',
    { importId },
    { everySeconds: watching ? 1 : undefined, keepLast: true },
  )
  const busy = working(status.data?.status)
  if (status.data && busy !== watching) setWatching(busy)
  return (
    <PageBody title="检查与确认" beside={status.data?.fileName}>
      {isMissing(status.error) ? (
        <NothingHere list={{ title: '名单导入', to: '/persons/import' }} />
      ) : (
        <Answer answer={status}>{(data) => <Found found={data} />}</Answer>
      )}
    </PageBody>
  )
}

const steps = ['上传', '检查', '确认', '结果']
const stepOf: Record<Import['status'], number> = {
  checking: 1,
  checked: 1,
  publishing: 2,
  published: 4,
  undone: 4,
  failed: 1,
  discarded: 3,
}

function Found({ found }: { found: Import }) {
  const at = stepOf[found.status]
  return (
    <>
      <ol className="gy-steps" aria-label="步骤">
        {steps.map((step, index) => (
          <li
            key={step}
            className={index === at ? 'gy-step gy-step-current' : 'gy-step'}
            aria-current={index === at ? 'step' : undefined}
          >
            <span aria-hidden="true">{index < at ? '✓' : index === at ? '●' : '○'}</span> {index + 1}. {step}
          </li>
        ))}
        <li className="gy-step">
          {importStatusText[found.status]}，共{found.rowCount}行
        </li>
      </ol>
      <p>{found.sentence}</p>
      {working(found.status) && <Working found={found} />}
      {found.status === 'failed' && <Empty next={{ title: '重新上传', to: '/persons/import' }}>{found.fault}</Empty>}
      {found.status === 'checked' && <Checked found={found} />}
      {found.status === 'discarded' && (
        <Empty next={{ title: '重新上传', to: '/persons/import' }}>这次导入已放弃，没有写入任何内容。</Empty>
      )}
      {(found.status === 'published' || found.status === 'undone') && <Result found={found} />}
    </>
  )
}

function Working({ found }: { found: Import }) {
  const checking = found.status === 'checking'
  return (
    <>
      <p aria-live="polite">
        {checking ? `已检查${found.checkedCount} / ${found.rowCount}行` : '正在写入名册'}
        ，可以离开此页，完成后在待办中可见。
      </p>
      <Progress
        title={checking ? '正在检查名单' : '正在写入名册'}
        done={checking ? found.checkedCount : 0}
        all={found.rowCount}
        unit="行"
        startedAt={Date.parse(found.startedAt)}
      />
    </>
  )
}

function Checked({ found }: { found: Import }) {
  return (
    <>
      <ImportColumns found={found} />
      <ImportRows found={found} />
      <Commit found={found} />
    </>
  )
}

function Commit({ found }: { found: Import }) {
  const may = useMay()
  const commit = useCommand(persons, 'importCommit')
  const { importId, ready, open } = found
  if (!may('persons.importCommit'))
    return (
      <Panel title="③ 确认">
        <p>{found.summary}。名单已检查，由县级救助经办核对后确认导入；在他的“我的待办”中。</p>
        <Discard importId={importId} />
      </Panel>
    )
  if (found.mine)
    return (
      <Panel title="③ 确认">
        <p>
          {found.summary}
          。名单由您上传或改动，须由另一名县级人员核对后确认导入；已在对方的“我的待办”中，现在还没有写入任何内容。
        </p>
        <div className="gy-form-foot">
          {open > 0 && <FaultsButton importId={importId} />}
          <Discard importId={importId} />
        </div>
      </Panel>
    )
  return (
    <Panel title="③ 确认">
      <p>
        纸质：{found.paperReference}。{found.decision && `行内没有写认定决定的新增人员，按${found.decision}登记。`}
        请与纸质名单、决定书核对后再导入。
      </p>
      <p>
        {found.summary}；其余人员不受影响。
        {open > 0 && `${open}行不会导入，可修改后再次上传，不会重复。`}
      </p>
      <ReasonsOf error={commit.error} action="导入" />
      <div className="gy-form-foot">
        <Button
          type="primary"
          disabled={ready === 0}
          loading={commit.isPending}
          onClick={() => commit.mutate({ importId, goodRowsOnly: open > 0 })}
        >
          {open > 0 ? `只导入正确的${ready}行` : `全部导入${ready}行`}
        </Button>
        {open > 0 && <FaultsButton importId={importId} />}
        <Discard importId={importId} />
      </div>
    </Panel>
  )
}

function FaultsButton({ importId }: { importId: string }) {
  const faults = useCommand(persons, 'importFaults')
  return (
    <>
      <ReasonsOf error={faults.error} action="下载" />
      <Button
        loading={faults.isPending}
        onClick={() =>
          void faults
            .mutateAsync({ importId })
            .then(({ ticket }) => download(ticket))
            .catch(() => {})
        }
      >
        只下载有问题的行
      </Button>
    </>
  )
}

function Discard({ importId }: { importId: string }) {
  const [asked, setAsked] = useState(false)
  const discard = useCommand(persons, 'importDiscard')
  return (
    <>
      <Button onClick={() => setAsked(true)}>放弃这次导入</Button>
      <Confirm
        open={asked}
        title="放弃这次导入？"
        verb="放弃导入"
        onConfirm={() => discard.mutateAsync({ importId })}
        onClose={() => setAsked(false)}
      >
        <p>还没有写入任何内容；已改正的行也不保留，需要的请先下载有问题的行。</p>
      </Confirm>
    </>
  )
}

function Result({ found }: { found: Import }) {
  return (
    <Panel title="④ 结果">
      <p>
        {found.summary}。导入时间 <Moment at={found.publishedAt} />
        ，上传人{found.startedBy}。
      </p>
      <p className="gy-help">文件校验码 {found.sha256.slice(0, 16).toUpperCase()}</p>
      {found.status === 'undone' ? (
        <p>
          <Moment at={found.undoneAt} /> 撤销了{found.undoneCount}项：{found.undoReason}
        </p>
      ) : (
        <After found={found} />
      )}
      {found.status === 'published' && <ImportRows found={found} />}
    </Panel>
  )
}

function After({ found }: { found: Import }) {
  const may = useMay()
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const undo = useCommand(persons, 'importUndo', { answers: ['duties'] })
  const confirm = useCommand(persons, 'confirmImportedPayees', { answers: ['duties'] })
  const { importId } = found
  const run = (restOnly: boolean) => async () => {
    const { undone } = await undo.mutateAsync({ importId, reason, restOnly })
    say(`已撤销${undone}项`)
  }
  const workedOn = undo.error !== null
  return (
    <div className="gy-form-foot">
      {may('persons.confirmImportedPayees') && (
        <Button
          loading={confirm.isPending}
          onClick={() =>
            void confirm
              .mutateAsync({ importId })
              .then(({ confirmed, left }) => say(`已确认${confirmed}个账户，${left}个须逐个核实`))
              .catch(() => {})
          }
        >
          确认本次导入的收款账户
        </Button>
      )}
      {may('persons.importUndo') && <Button onClick={() => setOpen(true)}>撤销本次导入</Button>}
      <ReasonsOf error={confirm.error} action="确认收款账户" />
      <Confirm
        open={open}
        title={`撤销${found.fileName}的导入？`}
        verb={workedOn ? '撤销其余各项' : '撤销'}
        onConfirm={run(workedOn)}
        onClose={() => setOpen(false)}
      >
        <p>新增的人将移出名册，变更恢复原值；操作留痕保留两次记录。导入后又被办理过业务的人不能撤销。</p>
        <div className="gy-field">
          <label htmlFor="undo-reason">理由 *</label>
          <Input id="undo-reason" value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        </div>
      </Confirm>
    </div>
  )
}
