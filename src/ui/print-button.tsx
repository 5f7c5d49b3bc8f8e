/** A paper as PDF at one press, as Word behind the arrow beside it. */
import { Button, Dropdown, Space } from 'antd'
import { useState } from 'react'
import { download } from './files.ts'
import { ReasonsOf } from './reasons.tsx'

export type PaperFormat = 'pdf' | 'word'

interface Props {
  /** The verb with its object: '打印公示榜'. */
  title: string
  onPrint: (format: PaperFormat) => Promise<{ ticket: string }>
  /** As a link within a line. */
  small?: boolean
}

export function PrintButton({ title, onPrint, small = false }: Props) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const go = async (format: PaperFormat) => {
    setBusy(true)
    setError(undefined)
    try {
      download((await onPrint(format)).ticket)
    } catch (refusal) {
      setError(refusal)
    } finally {
      setBusy(false)
    }
  }
  const look = { type: small ? 'link' : 'default', size: small ? 'small' : 'middle' } as const
  const items = [
    { key: 'pdf', label: 'PDF' },
    { key: 'word', label: 'Word' },
  ]
  return (
    <>
      <Space.Compact>
        <Button {...look} loading={busy} onClick={() => void go('pdf')}>
          {title}
        </Button>
        <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => void go(key === 'word' ? 'word' : 'pdf') }}>
          <Button {...look} aria-label={`${title}：选择PDF或Word`}>
            ▾
          </Button>
        </Dropdown>
      </Space.Compact>
      <ReasonsOf error={error} action={title} />
    </>
  )
}
