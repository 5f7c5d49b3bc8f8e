/** The card of whoever comes to the table: his amount in large type, his own signature, or the consent that lets another collect. */
import { Button } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import type { Citation } from '#kernel/policy.ts'
import { yuanText } from '#kernel/money.ts'
import { useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { useMay } from '#ui/me.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { custody, type LineRow } from '../contract.ts'
import { giverText, type SignedAs } from '../words.ts'

interface Props {
  lines: readonly LineRow[]
  citations: readonly Citation[]
}

export function Cards({ lines, citations }: Props) {
  const may = useMay()
  const due = lines.filter(({ state }) => state === 'due')
  const [at, setAt] = useState(0)
  const line = due[at % Math.max(due.length, 1)]
  if (!may('custody.payLine') || !line) return null
  const next = () => setAt((before) => (before + 1) % due.length)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return
    event.preventDefault()
    next()
  }
  return (
    <section
      className="gy-card-large"
      aria-label="领取人"
      // The card itself takes the focus, so that Enter goes on to the next without paying anything.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- Enter for the next resident (screens 4.48)
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <Card key={line.id} line={line} citations={citations} />
      <p className="gy-help">
        {`还有${due.length}人没有领。`}
        {due.length > 1 && (
          <Button type="link" size="small" onClick={next}>
            下一位（Enter）
          </Button>
        )}
      </p>
    </section>
  )
}

function Card({ line, citations }: { line: LineRow; citations: readonly Citation[] }) {
  const pay = useCommand(custody, 'payLine', { answers: ['duties'] })
  const say = useSay()
  const run = (signedAs: SignedAs, consentId: string | null) =>
    void pay.mutateAsync({ lineId: line.id, receiver: consentId ? 'other' : 'person', consentId, signedAs }).then(
      () => say(`${line.name}已领`),
      () => {},
    )
  return (
    <>
      <h2>
        {line.name}　<strong>{`${yuanText(line.amountFen)} 元`}</strong>
      </h2>
      <p className="gy-help">{`第${line.no}号，账上${yuanText(line.balanceFen)} 元`}</p>
      <p className="gy-card-deeds">
        {line.unable === '' && (
          <>
            <Button type="primary" size="large" loading={pay.isPending} onClick={() => run('signature', null)}>
              本人签名
            </Button>
            <Button type="primary" size="large" loading={pay.isPending} onClick={() => run('thumb', null)}>
              本人捺印
            </Button>
          </>
        )}
        {line.consents.map(({ id, receiver, givenBy, from }) => (
          <Button key={id} size="large" loading={pay.isPending} onClick={() => run('signature', id)}>
            {`${receiver}代领（${giverText[givenBy]}${from}同意）`}
          </Button>
        ))}
        {line.consents.length === 0 && (
          <Button size="large" disabled>
            代领
          </Button>
        )}
      </p>
      {line.unable !== '' && (
        <p>
          {`本人${line.unable}，本人签收无效，由监护人书面同意的人代领。`} <Basis citations={[...citations]} />
        </p>
      )}
      {line.consents.length === 0 && (
        <p>
          未经本人或监护人同意，零用钱不得由他人代领、代管。 <Basis citations={[...citations]} />
        </p>
      )}
      <ReasonsOf error={pay.error} action="发放零用钱" />
    </>
  )
}
