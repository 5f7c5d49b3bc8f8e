/** 计算中: how far it is, and stopping it; nothing was paid or approved yet. */
import { useEffect, useEffectEvent } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { refreshAnswers, useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { useMay } from '#ui/me.tsx'
import { Progress } from '#ui/progress.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { settlement } from '../contract.ts'

interface Props {
  statementId: string
  title: string
  startedAt: number
}

export function Computing({ statementId, title, startedAt }: Props) {
  const progress = useAnswer(settlement, 'progress', { statementId }, { everySeconds: 2 })
  const cancel = useCommand(settlement, 'cancel', { answers: ['duties'] })
  const may = useMay()
  const say = useSay()
  const client = useQueryClient()
  const status = progress.data?.status
  const finish = useEffectEvent(() => void refreshAnswers(client, ['settlement.statement', 'settlement.list']))
  useEffect(() => {
    if (status !== undefined && status !== 'computing') finish()
  }, [status])
  const stop = () =>
    void cancel.mutateAsync({ statementId }).then(
      () => say('已停止计算，可以重新计算'),
      () => {},
    )
  return (
    <>
      <Progress
        title={title}
        done={progress.data?.done ?? 0}
        all={progress.data?.total ?? 0}
        unit="人"
        startedAt={startedAt}
        onStop={may('settlement.cancel') ? stop : undefined}
      />
      <ReasonsOf error={progress.error ?? cancel.error} action="停止计算" />
    </>
  )
}
