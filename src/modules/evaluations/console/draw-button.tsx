/** [抽样] once; a redraw asks for its reason, both are kept. */
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { useMonth } from '#ui/place.ts'
import { evaluations, type OverviewRow } from '../contract.ts'

export function DrawButton({ row }: { row: OverviewRow }) {
  const { month } = useMonth()
  const may = useMay()
  const say = useSay()
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const draw = useCommand(evaluations, 'draw', { answers: ['duties'] })
  if (!may('evaluations.draw') || row.status === 'sent') return null
  const again = row.status !== 'none'
  const run = async () => {
    const target = { month, organisationId: row.organisation.id, townshipId: row.township.id, reason: reason.trim() }
    const { size, population, evaluationId } = await draw.mutateAsync(target)
    setReason('')
    say(`抽取${size}人／${population}人，方法可复算`)
    go(`/evaluations/${evaluationId}`)
  }
  return (
    <>
      <Button size="small" type={again ? 'link' : 'primary'} onClick={() => setAsking(true)}>
        {again ? '重新抽样' : '抽样'}
      </Button>
      <Confirm
        open={asking}
        title={again ? `重新抽取${row.township.name}的样本？` : `抽取${row.township.name}的样本？`}
        verb={again ? '重新抽样' : '抽样'}
        onConfirm={run}
        onClose={() => setAsking(false)}
      >
        <p>
          {`${row.organisation.name}本月在${row.township.name}服务${row.persons}人。样本由留痕树根算出，谁也不能挑选。`}
          {again && '两次抽样都会留存。'}
        </p>
        {again && (
          <Input.TextArea
            aria-label="重新抽样的理由"
            placeholder="理由，至少4个字"
            rows={3}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Confirm>
    </>
  )
}
