/** [撤销本次导入]: a compensating act with its reason. */
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { Confirm } from '#ui/confirm.tsx'
import { useMay } from '#ui/me.tsx'
import { type VisitImport, visits } from '../contract.ts'

export function Undo({ import: found }: { import: VisitImport }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const id = useId()
  const undo = useCommand(visits, 'importUndo', { answers: ['duties'] })
  if (!may('visits.importUndo')) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>撤销本次导入</Button>
      <Confirm
        open={open}
        title={`撤销“${found.fileName}”的导入？`}
        verb="撤销"
        onClose={() => setOpen(false)}
        onConfirm={() => undo.mutateAsync({ importId: found.id, reason })}
      >
        <p>{found.taken}条记录保留备查，全部改为不计。已被判定、说明或更正的不能撤销。</p>
        <label htmlFor={id}>理由（必填）</label>
        <Input.TextArea
          id={id}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Confirm>
    </>
  )
}
