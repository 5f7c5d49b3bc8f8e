/** The leader's way out when a township's evaluation never came: by the county's default, with the reason. */
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { useMay } from '#ui/me.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { settlement } from '../contract.ts'

interface Props {
  month: string
  organisationId: string
  townships: readonly { id: string; name: string }[]
}

export function DefaultWay({ month, organisationId, townships }: Props) {
  const may = useMay()
  const approve = useCommand(settlement, 'approveDefault')
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>()
  if (!may('settlement.approveDefault')) return null
  const go = async (townshipId: string) => {
    setError(undefined)
    await approve.mutateAsync({ month, organisationId, townshipId, reason }).catch(setError)
  }
  return (
    <div className="gy-field">
      <label htmlFor={`reason-${organisationId}`}>按本县默认办法计算的理由 *</label>
      <Input
        id={`reason-${organisationId}`}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="gy-actions">
        {townships.map(({ id, name }) => (
          <Button key={id} disabled={reason.trim().length < 4} onClick={() => void go(id)}>
            {`批准${name}按默认办法`}
          </Button>
        ))}
      </div>
      <ReasonsOf error={error} action="批准按默认办法计算" />
    </div>
  )
}
