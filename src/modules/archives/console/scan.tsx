/** A scan shown in the browser: pictures and PDF at once, the rest is handed out to be opened. Each look is recorded. */
import { Button, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { download, fileAddress } from '#ui/files.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { type FiledDocument, archives } from '../contract.ts'

interface Shown {
  address: string
  mediaType: string
}

const pictures: readonly string[] = ['image/jpeg', 'image/png']
const showable = (mediaType: string): boolean => pictures.includes(mediaType) || mediaType === 'application/pdf'

export function Scan({ document }: { document: FiledDocument }) {
  const open = useCommand(archives, 'openDocument')
  const [shown, setShown] = useState<Shown>()
  const [lost, setLost] = useState(false)
  // What was fetched is forgotten with the dialog.
  useEffect(() => () => URL.revokeObjectURL(shown?.address ?? ''), [shown])
  const show = async () => {
    setLost(false)
    const { ticket, mediaType } = await open.mutateAsync({ documentId: document.id })
    if (!showable(mediaType)) return download(ticket)
    const answer = await fetch(fileAddress(ticket))
    if (!answer.ok) return setLost(true)
    const bytes = new Blob([await answer.arrayBuffer()], { type: mediaType })
    setShown({ address: URL.createObjectURL(bytes), mediaType })
  }
  const keep = () =>
    void open.mutateAsync({ documentId: document.id }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      <Button type="link" size="small" loading={open.isPending} onClick={() => void show().catch(() => {})}>
        {showable(document.mediaType) ? '查看' : '下载'}
      </Button>
      <ReasonsOf error={open.error} action="查看扫描件" />
      {lost && <span className="gy-fault">没有取到扫描件，请再点一次“查看”</span>}
      <Modal
        open={shown !== undefined}
        title={`${document.title}${document.place ? `（${document.place}）` : ''}`}
        width={860}
        onCancel={() => setShown(undefined)}
        footer={
          <div className="gy-modal-foot">
            <Button onClick={keep}>下载</Button>
            <Button type="primary" onClick={() => setShown(undefined)}>
              关闭
            </Button>
          </div>
        }
        destroyOnHidden
      >
        {shown && <Preview shown={shown} title={document.title} />}
        <p className="gy-help">
          {document.fileName} · 校验码 <span className="gy-digits">{document.sha256.slice(0, 16)}</span>
        </p>
      </Modal>
    </>
  )
}

function Preview({ shown, title }: { shown: Shown; title: string }) {
  if (pictures.includes(shown.mediaType))
    return <img className="gy-scan" src={shown.address} alt={`${title}的扫描件`} />
  return <iframe className="gy-scan gy-scan-pages" src={shown.address} title={`${title}的扫描件`} />
}
