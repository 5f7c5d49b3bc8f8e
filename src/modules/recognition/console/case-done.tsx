/** 办理过程: every deed of a case with the papers that came with it. */
import { Button } from 'antd'
import { useCommand } from '#ui/ask.ts'
import { Moment } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { type CaseFile, recognition } from '../contract.ts'
import type { DeedShown } from '../shapes.ts'

export function Deeds({ file }: { file: CaseFile }) {
  return (
    <Panel title="办理过程" count={file.deeds.length}>
      <ol className="gy-deeds">
        {file.deeds.map((deed) => (
          <OneDeed key={deed.id} caseId={file.id} deed={deed} />
        ))}
      </ol>
    </Panel>
  )
}

function OneDeed({ caseId, deed }: { caseId: string; deed: DeedShown }) {
  return (
    <li>
      <div className="gy-help">
        <Moment at={deed.at} /> {deed.by}
        {deed.round > 1 && ` 第${deed.round}轮`}
      </div>
      <div>{deed.text}</div>
      {deed.note && <div className="gy-deed-note">{deed.note}</div>}
      {deed.files.length > 0 && <Files caseId={caseId} ids={deed.files} />}
    </li>
  )
}

function Files({ caseId, ids }: { caseId: string; ids: readonly string[] }) {
  const may = useMay()
  const open = useCommand(recognition, 'openFile')
  if (!may('recognition.openFile')) return null
  const go = (fileId: string) =>
    void open.mutateAsync({ caseId, fileId }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <div className="gy-actions">
      {ids.map((fileId, index) => (
        <Button key={fileId} type="link" size="small" onClick={() => go(fileId)}>
          材料{index + 1}
        </Button>
      ))}
      <ReasonsOf error={open.error} action="打开材料" />
    </div>
  )
}
