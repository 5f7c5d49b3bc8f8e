/** 上传 → 检查 → 确认 → 撤销 (screens 5.10). */
import { Button, Pagination, Table, Tabs } from 'antd'
import { useState } from 'react'
import { useAddress } from '#ui/address.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Moment } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { Progress } from '#ui/progress.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Loading } from '#ui/states.tsx'
import { Upload, type Uploaded } from '#ui/upload.tsx'
import { type ImportRow, type VisitImport, visits } from '../contract.ts'
import { Undo } from './undo.tsx'

export function ImportVisits() {
  const { state, change } = useAddress()
  const importId = state['import']
  return (
    <PageBody title="导入服务记录" way={[{ title: '服务记录', to: '/visits' }]} action={<Template />}>
      {importId ? (
        <Checked importId={importId} onAgain={() => change({ import: undefined })} />
      ) : (
        <Start onChecked={(id) => change({ import: id })} />
      )}
      <Earlier onOpen={(id) => change({ import: id })} />
    </PageBody>
  )
}

function Template() {
  const give = useCommand(visits, 'importTemplate')
  const run = () =>
    void give.mutateAsync({}).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <Button loading={give.isPending} onClick={run}>
      下载样表
    </Button>
  )
}

function Start({ onChecked }: { onChecked: (importId: string) => void }) {
  const [files, setFiles] = useState<readonly Uploaded[]>([])
  const [again, setAgain] = useState<string>()
  const start = useCommand(visits, 'importStart')
  const file = files[0]
  const check = async () => {
    if (!file) return
    const answer = await start.mutateAsync({ fileId: file.fileId })
    if (answer.again) setAgain(answer.again)
    else onChecked(answer.import.id)
  }
  return (
    <Panel title="① 上传">
      <Upload label="服务记录文件（.xlsx或.csv）" value={files} onChange={setFiles} accept={['xlsx', 'csv']} most={1} />
      <Button type="primary" disabled={!file} loading={start.isPending} onClick={() => void check().catch(() => {})}>
        检查
      </Button>
      {again && <p role="status">{again}</p>}
      <ReasonsOf error={start.error} action="检查" />
    </Panel>
  )
}

function Checked({ importId, onAgain }: { importId: string; onAgain: () => void }) {
  const [state, setState] = useState<ImportRow['state']>('faulty')
  const [page, setPage] = useState(1)
  const [taking, setTaking] = useState(false)
  const input = { importId, state, page }
  const found = useAnswer(visits, 'importRows', input, { keepLast: true, everySeconds: taking ? 2 : undefined })
  const data = found.data
  if (data && taking !== (data.import.status === 'taking')) setTaking(!taking)
  const show = (key: string) => {
    setState(stateOf(key))
    setPage(1)
  }
  if (found.error) return <ReasonsOf error={found.error} action="查看检查结果" />
  if (!data) return <Loading lines={8} />
  return (
    <Panel title={`② 检查 ${data.import.fileName}`} extra={<Button onClick={onAgain}>另选文件</Button>}>
      <Columns import={data.import} />
      <Tabs activeKey={state} onChange={show} items={tabsOf(data.import)} />
      <Rows rows={data.rows} />
      <Pagination
        size="small"
        current={page}
        pageSize={50}
        total={data.total}
        onChange={setPage}
        hideOnSinglePage
        showSizeChanger={false}
      />
      {taking && <Going import={data.import} />}
      <Take import={data.import} />
    </Panel>
  )
}

function Going({ import: { taken, good } }: { import: VisitImport }) {
  const [startedAt] = useState(() => Date.now())
  return <Progress title="正在导入服务记录" done={taken} all={good} unit="行" startedAt={startedAt} />
}

function tabsOf({ good, taken, faulty, same }: VisitImport) {
  const counts = { good: good - taken, faulty, same, taken }
  return tabs.map(({ key, title }) => ({ key, label: `${title} ${counts[key]}` }))
}

const tabs = [
  { key: 'faulty', title: '有问题' },
  { key: 'good', title: '待导入' },
  { key: 'same', title: '已有相同记录' },
  { key: 'taken', title: '已导入' },
] as const
const stateOf = (key: string): ImportRow['state'] => tabs.find((tab) => tab.key === key)?.key ?? 'faulty'

function Columns({ import: { columns } }: { import: VisitImport }) {
  const skipped = columns.filter(({ title }) => title === null).map(({ heading }) => heading)
  const known = columns.flatMap(({ heading, title }) =>
    title === null ? [] : [title === heading ? title : `${heading}→${title}`],
  )
  return (
    <p>
      已识别：{known.join('、')}
      {skipped.length > 0 && `；不导入：${skipped.join('、')}`}
    </p>
  )
}

function Rows({ rows }: { rows: readonly ImportRow[] }) {
  if (rows.length === 0) return <p className="gy-help">没有这样的行。</p>
  const text = (row: ImportRow) => Object.values(row.cells).filter(Boolean).join(' ')
  return (
    <Table
      size="small"
      rowKey="rowNo"
      pagination={false}
      dataSource={[...rows]}
      columns={[
        { title: '行', dataIndex: 'rowNo', width: 64 },
        { title: '内容', render: (_, row) => text(row) },
        {
          title: '问题',
          render: (_, row) =>
            row.faults.map(({ column, message }) => (column ? `${column}：${message}` : message)).join('；') || '—',
        },
      ]}
    />
  )
}

function Take({ import: found }: { import: VisitImport }) {
  const take = useCommand(visits, 'importTake', { answers: ['duties'] })
  const faults = useCommand(visits, 'importFaults')
  const done = found.status === 'published'
  const run = (which: 'all' | 'good') => void take.mutateAsync({ importId: found.id, which }).catch(() => {})
  return (
    <>
      {found.status === 'checked' && (
        <p className="gy-actions">
          <span>
            新记录{found.good}条，已有相同记录{found.same}条，有问题{found.faulty}条。
          </span>
          <Button
            type="primary"
            disabled={found.good === 0 || found.faulty > 0}
            loading={take.isPending}
            onClick={() => run('all')}
          >
            全部导入
          </Button>
          {found.faulty > 0 && (
            <>
              <Button disabled={found.good === 0} loading={take.isPending} onClick={() => run('good')}>
                只导入正确的{found.good}条
              </Button>
              <Button
                loading={faults.isPending}
                onClick={() =>
                  void faults.mutateAsync({ importId: found.id }).then(
                    ({ ticket }) => download(ticket),
                    () => {},
                  )
                }
              >
                下载问题行
              </Button>
            </>
          )}
        </p>
      )}
      {done && (
        <p role="status" className="gy-actions">
          已导入{found.taken}条。<Link to={`/visits?file=${found.id}`}>查看服务记录</Link> <Undo import={found} />
        </p>
      )}
      {found.status === 'undone' && <p role="status">已撤销：{found.undoneReason}</p>}
      <ReasonsOf error={take.error ?? faults.error} action="导入" />
    </>
  )
}

const statusText: Record<VisitImport['status'], string> = {
  checked: '已检查',
  taking: '正在导入',
  published: '已导入',
  undone: '已撤销',
}

function Earlier({ onOpen }: { onOpen: (importId: string) => void }) {
  const may = useMay()
  const found = useAnswer(visits, 'imports', {}, { enabled: may('visits.imports') })
  const rows = found.data ?? []
  return (
    <Panel title="以前的导入" count={rows.length}>
      {rows.length === 0 ? (
        <p className="gy-help">还没有导入过服务记录。</p>
      ) : (
        <Table
          size="small"
          rowKey="id"
          pagination={{ pageSize: 10, hideOnSinglePage: true }}
          dataSource={rows}
          columns={[
            {
              title: '文件',
              render: (_, row) => (
                <Button type="link" onClick={() => onOpen(row.id)}>
                  {row.fileName}
                </Button>
              ),
            },
            { title: '机构', dataIndex: 'organisation' },
            { title: '检查时间', render: (_, row) => <Moment at={row.madeAt} /> },
            { title: '经办', dataIndex: 'madeBy' },
            { title: '行数', dataIndex: 'rows', align: 'right' },
            { title: '已导入', dataIndex: 'taken', align: 'right' },
            { title: '状态', render: (_, row) => statusText[row.status] },
          ]}
        />
      )}
    </Panel>
  )
}
