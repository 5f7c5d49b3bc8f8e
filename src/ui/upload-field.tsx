/** Files as a field of a form; its value is the list of file ids the operation claims. */
import { useState } from 'react'
import { Field, type FieldProps } from './field.tsx'
import { Upload, type Uploaded } from './upload.tsx'

interface Props extends FieldProps {
  types?: readonly string[]
  accept?: readonly string[]
  most?: number
  /** Bytes, where more than usual is taken. */
  largest?: number
  /** Writes something else than ids, such as id with type. */
  write?: (files: readonly Uploaded[]) => unknown
}

export function UploadField(props: Props) {
  const { form, name, label, types, accept, most = 20, largest, write } = props
  const [files, setFiles] = useState<readonly Uploaded[]>([])
  const change = (next: readonly Uploaded[]) => {
    setFiles(next)
    form.set(name, write ? write(next) : next.map((file) => file.fileId))
    form.leave(name)
  }
  return (
    <Field {...props}>
      <div id={`${form.id}-${name}`} tabIndex={-1}>
        <Upload
          label={label}
          value={files}
          onChange={change}
          types={types}
          accept={accept}
          most={most}
          {...(largest ? { largest } : {})}
          onBusy={(state) => {
            form.wait(name, state === 'sending')
            form.unreadable(
              name,
              state ? '文件还没有传完，或有文件不能上传。请等它传完；断开的点“继续”，不能上传的移除' : undefined,
            )
          }}
          labelled
        />
      </div>
    </Field>
  )
}
