/** What can be done with a round: print its lists, export its coverage, bring the population up to date, end it. */
import { Button, Dropdown, Input } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { verifications } from '../contract.ts'
import type { RoundDetails } from '../shapes.ts'

interface Listed {
  roundId: string
  sheetIds?: readonly string[]
  townshipId?: string | null
  small?: boolean
}

const formats = [
  { key: 'pdf', label: 'PDF（A4，大字，签名栏）' },
  { key: 'xlsx', label: '电子表格' },
] as const

export function PrintList({ roundId, sheetIds = [], townshipId = null, small = false }: Listed) {
  const may = useMay()
  const say = useSay()
  const print = useCommand(verifications, 'print')
  if (!may('verifications.print')) return null
  const go = async (format: string) => {
    const wanted = format === 'xlsx' ? ('xlsx' as const) : ('pdf' as const)
    const { ticket, persons, pages } = await print.mutateAsync({
      roundId,
      sheetIds: [...sheetIds],
      townshipId,
      format: wanted,
    })
    download(ticket)
    say(`已生成${persons}人的核查名单，${pages}页，按村排好`)
  }
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: formats.map(({ key, label }) => ({ key, label })),
          onClick: ({ key }) => void go(key).catch(() => {}),
        }}
      >
        <Button type={small ? 'link' : 'default'} size={small ? 'small' : 'middle'} loading={print.isPending}>
          打印核查名单
        </Button>
      </Dropdown>
      <ReasonsOf error={print.error} action="打印核查名单" />
    </>
  )
}

export function RoundDeeds({ found }: { found: RoundDetails }) {
  const { row } = found
  // A county prints by township: everything at once is no bundle anybody could carry.
  const [one] = found.townships.length === 1 ? found.townships : []
  const running = row.status === 'running'
  return (
    <>
      {one && <PrintList roundId={row.id} townshipId={one.townshipId} />}
      <ExportCoverage found={found} />
      {running && <Refresh found={found} />}
      {running && <Close found={found} />}
    </>
  )
}

function ExportCoverage({ found }: { found: RoundDetails }) {
  const may = useMay()
  const make = useCommand(verifications, 'exportCoverage')
  if (!may('verifications.exportCoverage')) return null
  const go = async (format: string) => {
    const { ticket } = await make.mutateAsync({ roundId: found.row.id, format: format === 'pdf' ? 'pdf' : 'xlsx' })
    download(ticket)
  }
  const items = [
    { key: 'xlsx', label: '电子表格' },
    { key: 'pdf', label: 'PDF' },
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => void go(key).catch(() => {}) }}>
      <Button loading={make.isPending}>导出进度</Button>
    </Dropdown>
  )
}

function Refresh({ found }: { found: RoundDetails }) {
  const may = useMay()
  const say = useSay()
  const refresh = useCommand(verifications, 'refresh', { answers: ['duties'] })
  if (!may('verifications.refresh')) return null
  const go = async () => {
    const { joined, left, moved } = await refresh.mutateAsync({ roundId: found.row.id })
    say(joined + left + moved === 0 ? '名单与名册一致' : `新列入${joined}人，终止${left}人，转到别的村${moved}人`)
  }
  return (
    <Button loading={refresh.isPending} onClick={() => void go().catch(() => {})}>
      更新名单
    </Button>
  )
}

function Close({ found: { row, version } }: { found: RoundDetails }) {
  const may = useMay()
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const close = useCommand(verifications, 'close', { answers: ['duties'] })
  if (!may('verifications.close')) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>结束核查</Button>
      <Confirm
        open={open}
        title={`结束“${row.title}”？`}
        verb="结束核查"
        blocked={words.trim().length < 4}
        onClose={() => setOpen(false)}
        onConfirm={async () => {
          await close.mutateAsync({ roundId: row.id, version, words: words.trim() })
          say('已结束，结果只读')
        }}
      >
        <p>结束后不能再登记或更正。还有人没有核查的，不能结束。</p>
        <div className="gy-field">
          <label htmlFor="verification-close">说明（如何完成、遗留什么） *</label>
          <Input.TextArea
            id="verification-close"
            rows={3}
            maxLength={300}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
      </Confirm>
    </>
  )
}
