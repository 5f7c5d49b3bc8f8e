/** 文件全文: the registered text of a document, scrolled to the clause that is cited (screens 5.6). */
import { useEffect, useRef } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { Span } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { PageBody } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { StatusTag } from '#ui/status-tag.tsx'
import { policy } from '../contract.ts'

type Text = OutputOf<(typeof policy)['operations']['text']>

export function DocumentPage() {
  const { state } = useAddress()
  const { document = '', clause = '', quote } = state
  const found = useAnswer(policy, 'text', { document, clause, ...(quote ? { quote } : {}) })
  return (
    <Answer answer={found}>
      {(text) => (
        <PageBody
          title={text.found ? text.title : '文件全文'}
          way={[
            { title: '政策依据', to: '/policy' },
            { title: '文件', to: '/policy?tab=documents' },
          ]}
          beside={text.found && <StatusTag of="文件" word={text.status} />}
        >
          {text.found ? <Body text={text} /> : <Empty>{`没有登记“${document}”这个文件。`}</Empty>}
        </PageBody>
      )}
    </Answer>
  )
}

function Body({ text }: { text: Text }) {
  const { document, clause, issuers, effectiveFrom, effectiveTo, paragraphs } = text
  const missing = clause !== '' && !paragraphs.some(({ cited }) => cited)
  return (
    <>
      <Description
        items={[
          { label: '文号', value: document },
          { label: '发文机关', value: issuers.join('、') || '—' },
          { label: '施行', value: effectiveFrom ? <Span from={effectiveFrom} to={effectiveTo} /> : '—' },
          ...(clause ? [{ label: '引用的条款', value: clause }] : []),
        ]}
      />
      {paragraphs.length === 0 && <Empty>这个文件没有登记全文。</Empty>}
      {missing && paragraphs.length > 0 && <p role="note">登记的文本中没有找到“{clause}”这一条，请核对条款名称。</p>}
      <Paragraphs paragraphs={paragraphs} clause={clause} />
    </>
  )
}

function Paragraphs({ paragraphs, clause }: { paragraphs: Text['paragraphs']; clause: string }) {
  const first = paragraphs.findIndex(({ cited }) => cited)
  const place = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    // Not returned: newer browsers answer with a promise, which React would take for its clean-up.
    place.current?.scrollIntoView({ block: 'center' })
  }, [clause, first])
  return (
    <article className="gy-document">
      {paragraphs.map(({ heading, cited, parts }, index) => (
        <p
          // oxlint-disable-next-line react/no-array-index-key -- a text never changes its order
          key={index}
          ref={index === first ? place : undefined}
          className={[heading ? 'gy-document-heading' : '', cited ? 'gy-document-cited' : ''].join(' ')}
          {...(index === first ? { 'aria-label': `引用的条款：${clause}`, tabIndex: -1 } : {})}
        >
          {parts.map(({ text, quoted }) => (quoted ? <mark key={text}>{text}</mark> : text))}
        </p>
      ))}
    </article>
  )
}
