/** What was just chosen, seen before it is saved: a picture small beside its name, and large, as a PDF is, in a dialog. */
import { Button, Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'

export interface Preview {
  address: string
  picture: boolean
}

const pictures: readonly string[] = ['image/jpeg', 'image/png']

/** Of the files that this form has sent; forgotten with it. */
export function usePreviews() {
  const [kept, setKept] = useState<ReadonlyMap<string, Preview>>(new Map())
  const made = useRef<string[]>([])
  useEffect(() => () => made.current.forEach((address) => URL.revokeObjectURL(address)), [])
  const keep = (fileId: string, file: File) => {
    const picture = pictures.includes(file.type)
    if (!picture && file.type !== 'application/pdf') return
    const address = URL.createObjectURL(file)
    made.current.push(address)
    setKept((before) => new Map(before).set(fileId, { address, picture }))
  }
  return { kept, keep }
}

export function PreviewOf({ preview, name }: { preview: Preview; name: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      {preview.picture && <img className="gy-upload-thumb" src={preview.address} alt={`${name}的预览`} />}
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        预览
      </Button>
      <Modal open={open} title={name} width={860} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        {preview.picture ? (
          <img className="gy-scan" src={preview.address} alt={name} />
        ) : (
          <iframe className="gy-scan gy-scan-pages" src={preview.address} title={name} />
        )}
      </Modal>
    </>
  )
}
