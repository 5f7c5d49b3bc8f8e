/** One key in full: clause with the words marked, 沿革, what was passed over, what uses it. */
import { Button } from 'antd'
import { useAddress } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Span } from '#ui/dates.tsx'
import { Answer } from '#ui/states.tsx'
import { StatusTag } from '#ui/status-tag.tsx'
import { policy } from '../contract.ts'
import type { CitedWords, HistoryStep, RuleLine } from '../shapes.ts'
import { levelText } from '../words.ts'
import { Parts, RowStatus } from './in-force.tsx'
import type { Where } from './policy.tsx'

export function Detail({ name, where }: { name: string; where: Where }) {
  const found = useAnswer(policy, 'value', { ...where, key: name }, { keepLast: true })
  return (
    <Answer answer={found}>
      {(data) => (
        <>
          <h2>{data.row.title}</h2>
          <RowStatus status={data.row.status} />
          <Parts row={data.row} />
          <p className="gy-help">
            谁可规定：{data.setBy}。上下级：{data.combine}。
          </p>
          {data.reported.map(({ message, citations }) => (
            <p key={message} role="note">
              {message} <Basis citations={citations} />
            </p>
          ))}
          {data.clauses.map((words) => (
            <Clause key={`${words.document} ${words.clause}`} words={words} />
          ))}
          {data.says && <blockquote>{data.says}（文本未登记，尚未核对原文）</blockquote>}
          {data.note && <p className="gy-help">{data.note}</p>}
          <History steps={data.history} day={where.day} />
          <Lines title="被替代的旧值" lines={[...data.passedOver, ...data.waiting]} />
          {data.usedBy.length > 0 && (
            <p>用到它的：{data.usedBy.map(({ title, count }) => `${title}${count}`).join('、')}</p>
          )}
        </>
      )}
    </Answer>
  )
}

function Clause({ words }: { words: CitedWords }) {
  if (!words.found)
    return words.document ? <p>{`${words.document} ${words.clause}`}</p> : <p>本系统默认，县里可以修改。</p>
  return (
    <section>
      <p>
        <strong>{words.title}</strong> <StatusTag of="文件" word={words.status} />
      </p>
      <p>
        {words.document} {words.clause}
        {words.mayCite ? '' : '（不可作依据）'}
      </p>
      {(words.words || words.quote) && (
        <blockquote style={{ maxHeight: 260, overflow: 'auto', whiteSpace: 'pre-wrap' }} tabIndex={0}>
          <Marked text={words.words || words.quote} quote={words.quote} />
        </blockquote>
      )}
    </section>
  )
}

/** The words relied on stand out in the clause where they are found as they are. */
function Marked({ text, quote }: { text: string; quote: string }) {
  const at = quote ? text.indexOf(quote) : -1
  if (at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <mark>{quote}</mark>
      {text.slice(at + quote.length)}
    </>
  )
}

/** 沿革 as a line of time; each step sets the day of the page. */
function History({ steps, day }: { steps: HistoryStep[]; day: string }) {
  const { change } = useAddress()
  if (steps.length === 0) return null
  const at = steps.findLastIndex((step) => step.from <= day)
  const go = (index: number) => {
    const step = steps[index]
    if (step) change({ day: step.from })
  }
  return (
    <section aria-label="沿革">
      <h3>沿革</h3>
      <p>
        <Button size="small" disabled={at <= 0} onClick={() => go(at - 1)}>
          ← 上一版
        </Button>{' '}
        <Button size="small" disabled={at >= steps.length - 1} onClick={() => go(at + 1)}>
          下一版 →
        </Button>
      </p>
      <ol style={{ borderInlineStart: '2px solid', paddingInlineStart: 20, listStyle: 'none' }}>
        {steps.map((step, index) => (
          <li key={step.from} aria-current={index === at ? 'true' : undefined}>
            <button type="button" className="gy-phrase" onClick={() => go(index)}>
              {index === at ? '● ' : '○ '}
              <Span from={step.from} to={step.to} />
            </button>
            <div>
              {step.text} <Basis citations={step.citations} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Lines({ title, lines }: { title: string; lines: RuleLine[] }) {
  if (lines.length === 0) return null
  return (
    <details>
      <summary>
        {title}（{lines.length}）
      </summary>
      <ul>
        {lines.map((line) => (
          <li key={`${line.area} ${line.from} ${line.text} ${line.why}`}>
            {levelText[line.level]}：{line.text} <Basis citations={line.citations} />
            <span className="gy-help"> {line.why}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
