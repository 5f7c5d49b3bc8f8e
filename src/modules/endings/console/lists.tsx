/** What the lists of changes and of deaths share: the filter by township, the file and the paper. */
import { Button } from 'antd'
import { useState } from 'react'
import { access } from '#modules/access/contract.ts'
import { useAnswer } from '#ui/ask.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import type { Filter } from '#ui/table-parts.ts'

/** One's own townships; nothing to choose where there is one. */
export function useTownshipFilter(): Filter[] {
  const { data } = useAnswer(access, 'areas', {})
  const townships = (data ?? []).filter(({ level, toOn }) => level === 'township' && !toOn)
  if (townships.length < 2) return []
  const choices = townships.map(({ id, name }) => ({ value: id, label: name }))
  return [{ kind: 'pick', name: 'township', label: '乡镇（街道）', choices }]
}

export function PrintList({ title, onPrint }: { title: string; onPrint: () => Promise<void> }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const print = () => {
    setBusy(true)
    setError(undefined)
    onPrint()
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return (
    <>
      <Button loading={busy} onClick={print}>
        {title}
      </Button>
      <ReasonsOf error={error} action={title} />
    </>
  )
}
