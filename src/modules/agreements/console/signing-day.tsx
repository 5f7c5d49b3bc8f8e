/** 签字日: one screen for a village on a tablet, large text, the next person by one tap (screens 4.8). */
import { Button, Select } from 'antd'
import { useState, useSyncExternalStore } from 'react'
import { useAnswer } from '#ui/ask.ts'
import { clearable } from '#ui/clearable.ts'
import { PageBody } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { type AgreementRow, agreements } from '../contract.ts'
import { SignForm } from './sign-form.tsx'

export function SigningDay() {
  const answer = useAnswer(agreements, 'list', { status: ['signing'], pageSize: 200 }, { keepLast: true })
  return (
    <PageBody title="签字日" way={[{ title: '协议', to: '/agreements' }]}>
      <Connection />
      <Answer answer={answer}>{({ rows }) => <Villages rows={rows} />}</Answer>
    </PageBody>
  )
}

/** A signature is evidence with a time of its own: it is registered at once or not at all, and what was typed stays. */
function Connection() {
  const online = useSyncExternalStore(watchConnection, () => navigator.onLine)
  if (online)
    return <p className="gy-help">签字当场送到服务器，需要网络；断网时已填写的内容留在本机，签名留在屏幕上。</p>
  return (
    <p className="gy-reasons gy-warnings" role="alert">
      网络已断开，现在登记不了签署。请不要离开本页：已填写的内容存在本机，签名留在屏幕上，联网后再点一次“确认签名”和“登记签署”。急需的请签纸质协议，回来登记。
    </p>
  )
}

function watchConnection(listener: () => void): () => void {
  const target = globalThis
  target.addEventListener('online', listener)
  target.addEventListener('offline', listener)
  return () => {
    target.removeEventListener('online', listener)
    target.removeEventListener('offline', listener)
  }
}

/** One village after the other: the team signs where it is. */
function Villages({ rows }: { rows: AgreementRow[] }) {
  const [village, setVillage] = useState<string>()
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row.village, (counts.get(row.village) ?? 0) + 1)
  const options = [...counts].map(([name, count]) => ({ value: name, label: `${name || '未登记村'}（${count}人）` }))
  const shown = village === undefined ? rows : rows.filter((row) => row.village === village)
  return (
    <>
      {options.length > 1 && (
        <Select
          size="large"
          aria-label="村（居）"
          placeholder="全部村（居）"
          className="gy-filter-wide"
          allowClear={clearable}
          showSearch={{ optionFilterProp: 'label' }}
          value={village ?? null}
          options={options}
          onChange={(next: string | undefined) => setVillage(next)}
        />
      )}
      <Signers key={village ?? ''} rows={shown} />
    </>
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
