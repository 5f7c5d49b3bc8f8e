/** 比对结果表: what the list on the screen shows, printed or as Excel. */
import { Button } from 'antd'
import { useCommand } from '#ui/ask.ts'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { overlaps } from '../contract.ts'
import type { Verdict } from '../words.ts'

interface Chosen {
  kind?: string
  listId?: string
  personId?: string
  words?: string
  verdicts: readonly Verdict[]
  toCarry?: boolean
  settled?: boolean
}

export function Exports({ query }: { query: Chosen }) {
  const may = useMay()
  const give = useCommand(overlaps, 'export')
  if (!may('overlaps.export')) return null
  const { kind, listId, personId, words, verdicts, toCarry = false, settled } = query
  const wanted = {
    ...(kind && { kind }),
    ...(listId && { listId }),
    ...(personId && { personId }),
    ...(words && { words }),
    ...(settled === undefined ? {} : { settled }),
    toCarry,
    verdicts: [...verdicts],
  }
  const run = (format: 'xlsx' | 'pdf') =>
    void give.mutateAsync({ ...wanted, format }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <div className="gy-table-tools">
      <ReasonsOf error={give.error} action="导出比对结果表" />
      <Button loading={give.isPending} onClick={() => run('pdf')}>
        打印比对结果表
      </Button>
      <Button loading={give.isPending} onClick={() => run('xlsx')}>
        导出Excel
      </Button>
    </div>
  )
}
