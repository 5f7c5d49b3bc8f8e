/** One box for persons, agreements, homes, batches, clauses and pages (screens 3.4). */
import { useQuery } from '@tanstack/react-query'
import { Button, Input, type InputRef } from 'antd'
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Link } from '#ui/link.tsx'
import { PurposeDialog } from '#ui/masked.tsx'
import { useMay, useMe } from '#ui/me.tsx'
import { inMenu, pagesFor, type SearchHit } from '#ui/page-list.ts'
import { Loading } from '#ui/states.tsx'
import { halfWidth } from '#ui/typing.ts'
import { pages, sources } from './pages.ts'

interface Group {
  group: string
  hits: readonly SearchHit[]
  all?: string | undefined
}

export function SearchBox() {
  const [words, setWords] = useState('')
  const [asked, setAsked] = useState('')
  const [purpose, setPurpose] = useState<string>()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<InputRef>(null)
  const whole = isIdentityNumber(asked)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(halfWidth(words).trim()), 300)
    return () => clearTimeout(timer)
  }, [words])
  const close = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setOpen(false)
      input.current?.focus()
    }
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      box.current?.querySelector<HTMLElement>('.gy-results a')?.focus()
    }
  }
  const needsPurpose = open && whole && purpose === undefined && sources.search.length > 0
  return (
    <div className="gy-search" role="search" aria-label="全站查找" ref={box} onBlur={close} onKeyDown={onKeyDown}>
      <Input
        id="gy-search"
        ref={input}
        aria-label="查找"
        placeholder="姓名、拼音首字母、身份证号、协议号、合同号、批次号"
        suffix={<span aria-hidden="true">/</span>}
        value={words}
        autoComplete="off"
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setWords(event.target.value)
          setPurpose(undefined)
          setOpen(true)
        }}
      />
      {open && asked !== '' && !needsPurpose && (
        <Results words={asked} purpose={purpose} onClose={() => setOpen(false)} />
      )}
      <PurposeDialog
        label="身份证号"
        verb="查找"
        open={needsPurpose}
        onClose={() => setOpen(false)}
        onPurpose={async (said) => setPurpose(said)}
      />
    </div>
  )
}

const isIdentityNumber = (words: string): boolean => (words.match(/\d/g) ?? []).length >= 15

interface ResultsProps {
  words: string
  purpose: string | undefined
  onClose: () => void
}

function Results({ words, purpose, onClose }: ResultsProps) {
  const may = useMay()
  const allowed = sources.search.filter((source) => may(source.needs))
  const found = useQuery({
    queryKey: ['search', words, purpose],
    queryFn: async (): Promise<Group[]> =>
      Promise.all(
        allowed.map(async (source) => {
          // A part that cannot answer leaves the others to be seen.
          const hits = await source.find(words, purpose).catch(() => [])
          return { group: source.group, hits: hits.slice(0, 8), all: source.all?.(words) }
        }),
      ),
    enabled: allowed.length > 0,
  })
  const groups = [...(found.data ?? []), usePagesFound(words)].filter((group) => group.hits.length > 0)
  if (found.isLoading)
    return (
      <div className="gy-results">
        <Loading lines={3} />
      </div>
    )
  return (
    <div className="gy-results">
      {groups.length === 0 && <output>{noneText(words)}</output>}
      {groups.map((group) => (
        <section key={group.group}>
          <h2>{group.group}</h2>
          <ul onClick={onClose}>
            {group.hits.map((hit) => (
              <li key={hit.key}>
                <Link to={hit.to}>{hit.text}</Link>
              </li>
            ))}
            {group.all && (
              <li>
                <Link to={group.all}>查看全部</Link>
              </li>
            )}
          </ul>
        </section>
      ))}
      <Button type="text" size="small" onClick={onClose}>
        关闭
      </Button>
    </div>
  )
}

function noneText(words: string): string {
  if (isIdentityNumber(words)) return '该身份证号在您的辖区没有记录。'
  return `没有找到“${words}”。可以试试：全名、拼音首字母、完整身份证号、协议号XY-、合同编号。不在您辖区的人员不会出现。`
}

function usePagesFound(words: string): Group {
  const me = useMe()
  const hits = pagesFor(pages, me.operations)
    .filter((page) => inMenu(page) && page.title.includes(words))
    .map((page) => ({ key: page.path, text: `${page.section} › ${page.title}`, to: page.path }))
  return { group: '页面', hits }
}
