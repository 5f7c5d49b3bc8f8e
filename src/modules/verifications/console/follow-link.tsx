/** Where a found change is worked on: the reason and the words go along; what the reader may not do is said. */
import { Button } from 'antd'
import { assessments } from '#modules/assessments/contract.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Link } from '#ui/link.tsx'
import { useMay, useMe } from '#ui/me.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { followOf, type FollowKind } from '../rules.ts'
import type { Answer } from '../words.ts'

interface Props {
  answer: Answer
  personId: string
  words: string
}

const needs: Record<FollowKind, string> = {
  ending: 'endings.open',
  death: 'endings.reportDeath',
  assessment: 'assessments.request',
  minor: 'verifications.proveSchool',
  settle: 'verifications.settle',
}

export function FollowLink({ answer, personId, words }: Props) {
  const may = useMay()
  const follow = followOf(answer, personId, words)
  if (!follow) return null
  if (!may(needs[follow.kind])) return <span className="gy-help">由乡镇（街道）接着办</span>
  if (follow.kind === 'assessment') return <AssessButton personId={personId} words={words} />
  return <Link to={follow.to}>{follow.title} ▸</Link>
}

function AssessButton({ personId, words }: Pick<Props, 'personId' | 'words'>) {
  const me = useMe()
  const say = useSay()
  const request = useCommand(assessments, 'request', { answers: ['verifications', 'duties'] })
  const go = async () => {
    const { number, dueOn } = await request.mutateAsync({
      personId,
      why: 'change',
      form: 'six_items',
      askedBy: me.role === 'village-aide' ? 'village' : me.role === 'township-clerk' ? 'township' : 'county',
      requestedOn: me.today,
      words: `核查发现：${words}`,
    })
    say(`已申请评估${number}，应于${dueOn}前评估`)
  }
  return (
    <>
      <Button type="link" size="small" loading={request.isPending} onClick={() => void go().catch(() => {})}>
        申请评估
      </Button>
      <ReasonsOf error={request.error} action="申请评估" />
    </>
  )
}
