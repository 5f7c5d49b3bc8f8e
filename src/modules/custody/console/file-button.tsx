/** The paper behind an entrustment, a slip or an entry. */
import { Button } from 'antd'
import { useCommand } from '#ui/ask.ts'
import { download } from '#ui/files.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { custody } from '../contract.ts'

export function FileButton({ kind, id }: { kind: 'entrustment' | 'slip' | 'entry'; id: string }) {
  const open = useCommand(custody, 'openFile')
  const run = () =>
    void open.mutateAsync({ kind, id }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      <Button type="link" size="small" loading={open.isPending} onClick={run}>
        凭据
      </Button>
      <ReasonsOf error={open.error} action="打开凭据" />
    </>
  )
}
