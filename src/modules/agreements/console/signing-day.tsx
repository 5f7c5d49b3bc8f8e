/** 签字日: one screen for a village on a tablet, large text, the next person by one tap (screens 4.8). */
import { Button } from 'antd'
import { useState } from 'react'
import { useAnswer } from '#ui/ask.ts'
import { PageBody } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { type AgreementRow, agreements } from '../contract.ts'
import { SignForm } from './sign-form.tsx'

export function SigningDay() {
  const answer = useAnswer(agreements, 'list', { status: ['signing'], pageSize: 200 }, { keepLast: true })
  return (
    <PageBody title="签字日" way={[{ title: '协议', to: '/agreements' }]}>
      <Answer answer={answer}>{({ rows }) => <Signers rows={rows} />}</Answer>
    </PageBody>
  )
}

function Signers({ rows }: { rows: AgreementRow[] }) {
  const [at, setAt] = useState(0)
  const [signing, setSigning] = useState<AgreementRow['parties'][number]>()
  const sorted = rows.toSorted((a, b) => a.village.localeCompare(b.village, 'zh') || a.number.localeCompare(b.number))
  const row = sorted[Math.min(at, sorted.length - 1)]
  if (!row) return <Empty>没有等待签署的协议。</Empty>
  const open = row.parties.filter(({ state }) => state === 'open')
  const act = (party: string) => (party === 'guardian' ? ('consents' as const) : ('signs' as const))
  return (
    <section style={{ fontSize: 24, lineHeight: 1.8 }} aria-label={row.person}>
      <p>
        {row.village} · 第{Math.min(at, sorted.length - 1) + 1}人，共{sorted.length}人
      </p>
      <p style={{ fontSize: 40 }}>{row.person}</p>
      <p>{`协议 ${row.number} · 还缺：${open.map(({ title }) => title).join('、') || '无'}`}</p>
      {open.map((party) => (
        <Button key={party.party} size="large" type="primary" onClick={() => setSigning(party)}>
          {`${party.title}签字`}
        </Button>
      ))}
      <p>
        <Button size="large" disabled={at === 0} onClick={() => setAt(at - 1)}>
          上一人
        </Button>{' '}
        <Button size="large" disabled={at >= sorted.length - 1} onClick={() => setAt(at + 1)}>
          下一人
        </Button>
      </p>
      {signing && (
        <SignForm
          page={row}
          mark={{ ...signing, act: act(signing.party), name: signing.party === 'person' ? row.person : '' }}
          onClose={() => setSigning(undefined)}
        />
      )}
    </section>
  )
}
