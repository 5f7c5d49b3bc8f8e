/** The 依据 mark and what it opens: document, clause, words, in force from–to (screens 5.6). */
import { Button, Popover } from 'antd'
import { createContext, useContext, useEffect, useState } from 'react'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { type Citation, citationText } from '#kernel/policy.ts'
import { Link } from './link.tsx'
import { FamilyTag, StatusTag } from './status-tag.tsx'
import type { StatusWord } from './status-words.ts'

/** What the policy module knows of a cited clause besides the citation itself. */
export interface CitationDetails {
  title: string
  issuers: string
  status: StatusWord<'文件'>
  effectiveFrom: PlainDate | null
  effectiveTo: PlainDate | null
  /** The words in full. */
  text?: string | undefined
  /** '民发〔2021〕43号 第十二条'. */
  above?: string | undefined
  /** Page on which the clause stands. */
  to?: string | undefined
}

const Lookup = createContext<((citation: Citation) => Promise<CitationDetails | undefined>) | undefined>(undefined)
/** Set once by the console, so that every mark can show title, issuers and validity. */
export const CitationLookup = Lookup.Provider

interface Props {
  citations: readonly Citation[]
  /** The value used and its level: '189.00 元/人·月（县）'. */
  value?: string | undefined
}

export function Basis({ citations, value }: Props) {
  const [open, setOpen] = useState(false)
  const shown = citations.length > 0 ? citations : [productDefault]
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      // Marks stand at the right edge of tables: the card grows to the left of the mark, or turns round where there is no room.
      placement="bottomRight"
      autoAdjustOverflow
      content={
        <div role="dialog" aria-label="依据">
          <BasisCard citations={shown} value={value} />
        </div>
      }
    >
      <button
        type="button"
        className="gy-basis"
        data-basis=""
        aria-label={`依据：${shown.map(citationText).join('；')}`}
        aria-expanded={open}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false)
        }}
      >
        依据
      </button>
    </Popover>
  )
}

const productDefault: Citation = { document: '', clause: '' }

/** The same content, for where it lies open: the help drawer, a page of its own. */
export function BasisCard({ citations, value }: Props) {
  return (
    <div className="gy-basis-card">
      {citations.map((citation, index) => (
        <OneBasis
          key={`${citation.document} ${citation.clause}`}
          citation={citation}
          number={citations.length > 1 ? index + 1 : undefined}
        />
      ))}
      {value && <p>采用的值：{value}</p>}
    </div>
  )
}

function OneBasis({ citation, number }: { citation: Citation; number: number | undefined }) {
  const details = useDetails(citation)
  if (!citation.document)
    return (
      <p>
        <FamilyTag family="neutral" text="本系统默认" /> 文件没有规定，采用默认值，县里可以修改。
      </p>
    )
  return (
    <section>
      <p>
        {number ? `${number}. ` : ''}
        <strong>{details?.title ?? citation.document}</strong>{' '}
        {details && <StatusTag of="文件" word={details.status} />}
      </p>
      {details && (
        <p>
          {citation.document} · {details.issuers}
        </p>
      )}
      <p>{citation.clause}</p>
      <Words text={details?.text ?? citation.quote} />
      {details?.effectiveFrom && (
        <p className="gy-help">
          {dateText(details.effectiveFrom)}起{details.effectiveTo ? `至${dateText(details.effectiveTo)}` : '施行'}
        </p>
      )}
      {details?.above && <p className="gy-help">上位：{details.above}</p>}
      <p className="gy-actions">
        {details?.to && <Link to={details.to}>打开条款原文</Link>}
        <CopyCitation citation={citation} />
      </p>
    </section>
  )
}

/** At most four lines until one asks for all. */
function Words({ text }: { text: string | undefined }) {
  const [whole, setWhole] = useState(false)
  if (!text) return null
  return (
    <>
      <blockquote className={whole ? '' : 'gy-four-lines'}>{text}</blockquote>
      {!whole && text.length > 100 && (
        <Button type="link" size="small" onClick={() => setWhole(true)}>
          全文
        </Button>
      )}
    </>
  )
}

function CopyCitation({ citation }: { citation: Citation }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(`${citationText(citation)}${citation.quote ? `：“${citation.quote}”` : ''}`)
    setCopied(true)
  }
  return (
    <Button type="link" size="small" onClick={() => void copy()}>
      {copied ? '已复制' : '复制引用'}
    </Button>
  )
}

function useDetails(citation: Citation): CitationDetails | undefined {
  const lookup = useContext(Lookup)
  const [details, setDetails] = useState<CitationDetails>()
  useEffect(() => {
    let here = true
    // A mark still shows its clause when the details cannot be fetched.
    lookup?.(citation).then(
      (found) => here && setDetails(found),
      () => undefined,
    )
    return () => {
      here = false
    }
  }, [lookup, citation])
  return details
}
