/** 命中待定: decided one by one with 1 2 3, or those that are the same to the character together. */
import { Button, Input, Pagination, Select } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { useAddress } from '#ui/address.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { clearable } from '#ui/clearable.ts'
import { useMay } from '#ui/me.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { type Hit, overlaps } from '../contract.ts'
import { verdictText } from '../words.ts'
import { Decide, type Deciding } from './decide.tsx'
import { Exports } from './export-hits.tsx'
import { HitHead, HitRow, WhereToSet } from './shown.tsx'

const pageSize = 20

export function useHitQuery() {
  const { state, change } = useAddress()
  const page = Number(state['page'] ?? 1) || 1
  const { kind, list, person, words } = state
  const query = {
    page,
    pageSize,
    ...(kind ? { kind } : {}),
    ...(list ? { listId: list } : {}),
    ...(person ? { personId: person } : {}),
    ...(words ? { words } : {}),
  }
  return { state, change, query }
}

export function KindPick() {
  const { state, change } = useAddress()
  const kinds = useAnswer(overlaps, 'kinds', {})
  return (
    <Select
      aria-label="名单种类"
      className="gy-filter-wide"
      placeholder="全部名单"
      allowClear={clearable}
      value={state['kind'] ?? null}
      options={(kinds.data ?? []).map(({ kind, title }) => ({ value: kind, label: title }))}
      onChange={(kind: string | undefined) => change({ kind, page: undefined, list: undefined })}
    />
  )
}

/** Of either side: a name as the list writes it is found too. */
export function NameSearch() {
  const { state, change } = useAddress()
  return (
    <Input.Search
      aria-label="按姓名查"
      className="gy-filter"
      placeholder="姓名"
      allowClear={clearable}
      maxLength={60}
      defaultValue={state['words'] ?? ''}
      onSearch={(words) => change({ words: words.trim() || undefined, page: undefined })}
    />
  )
}

const openOnes = ['open', 'verify'] as const

export function Hits() {
  const { state, query } = useHitQuery()
  const verdicts = state['verdict'] === 'verify' ? (['verify'] as const) : openOnes
  const answer = useAnswer(overlaps, 'hits', { ...query, verdicts: [...verdicts] }, { keepLast: true })
  return <Answer answer={answer}>{(data) => <Open {...data} verdicts={verdicts} query={query} />}</Answer>
}

interface OpenProps {
  rows: readonly Hit[]
  total: number
  certain: number
  verdicts: readonly ('open' | 'verify')[]
  query: ReturnType<typeof useHitQuery>['query']
}

/** What is chosen, and what is being decided of it. */
function useDeciding(rows: readonly Hit[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [deciding, setDeciding] = useState<Deciding>()
  return {
    chosen,
    some: rows.filter(({ id }) => chosen.has(id)),
    choose: (id: string, on: boolean) =>
      setChosen(new Set([...chosen].filter((each) => each !== id).concat(on ? [id] : []))),
    begin: (hits: readonly Hit[], verdict: Deciding['verdict']) => hits.length > 0 && setDeciding({ hits, verdict }),
    dialog: deciding && (
      <Decide
        key={deciding.verdict + (deciding.hits[0]?.id ?? '')}
        deciding={deciding}
        onDone={() => setChosen(new Set())}
        onClose={() => setDeciding(undefined)}
      />
    ),
  }
}
type Choosing = ReturnType<typeof useDeciding>

function Open({ rows, total, certain, verdicts: shown, query }: OpenProps) {
  const may = useMay()
  const { change } = useAddress()
  const choosing = useDeciding(rows)
  const { some, begin, dialog } = choosing
  const decides = may('overlaps.decide')
  const all = async () => {
    const wanted = { ...query, page: 1, pageSize: 200, certain: true }
    const found = await ask(overlaps, 'hits', { ...wanted, verdicts: ['open'] })
    begin(found.rows, 'same')
  }
  return (
    <>
      <div className="gy-table-head">
        <KindPick />
        <NameSearch />
        {rows.length > 0 && <Exports query={{ ...query, verdicts: shown }} />}
        {decides && some.length > 0 && <Verbs hits={some} onChoose={(verdict) => begin(some, verdict)} />}
        {decides && certain > 1 && some.length === 0 && (
          <Button onClick={() => void all()}>一并判定身份证号和姓名都一致的{Math.min(certain, 200)}条</Button>
        )}
      </div>
      {rows.length === 0 ? (
        <Empty next={may('overlaps.start') ? { title: '导入名单', to: '/overlaps?tab=lists' } : undefined}>
          {query.words ? `没有姓名含“${query.words}”的待定命中。` : '没有待定的命中。'}
        </Empty>
      ) : (
        <OpenList rows={rows} decides={decides} choosing={choosing} />
      )}
      <Pagination
        size="small"
        current={query.page}
        pageSize={pageSize}
        total={total}
        hideOnSinglePage
        showSizeChanger={false}
        onChange={(page) => change({ page: String(page) })}
      />
      {dialog}
    </>
  )
}

interface ListProps {
  rows: readonly Hit[]
  decides: boolean
  choosing: Choosing
}

function OpenList({ rows, decides, choosing: { chosen, choose, begin } }: ListProps) {
  const keysOf = (hit: Hit): Keys => ({
    decides,
    begin: (verdict) => begin([hit], verdict),
    toggle: () => choose(hit.id, !chosen.has(hit.id)),
  })
  return (
    <>
      <WhereToSet rows={rows} />
      <HitHead />
      <ul className="gy-hits" aria-label="命中待定">
        {rows.map((hit) => (
          <HitRow
            key={hit.id}
            hit={hit}
            chosen={chosen.has(hit.id)}
            onChoose={decides ? (on) => choose(hit.id, on) : undefined}
            onKeyDown={(event) => onKey(event, keysOf(hit))}
            deeds={<OpenDeeds hit={hit} decides={decides} onChoose={(verdict) => begin([hit], verdict)} />}
          />
        ))}
      </ul>
    </>
  )
}

const verdicts = ['same', 'different', 'verify'] as const

function Verbs({ hits, onChoose }: { hits: readonly Hit[]; onChoose: (verdict: Deciding['verdict']) => void }) {
  return (
    <div className="gy-choice" role="group" aria-label="判定选中的命中">
      <span>已选{hits.length}条</span>
      {verdicts.map((verdict) => (
        <Button key={verdict} size="small" onClick={() => onChoose(verdict)}>
          {verdictText[verdict]}
        </Button>
      ))}
    </div>
  )
}

interface DeedProps {
  hit: Hit
  decides: boolean
  onChoose: (verdict: Deciding['verdict']) => void
}

function OpenDeeds({ hit, decides, onChoose }: DeedProps) {
  return (
    <>
      {hit.verdict === 'verify' && (
        <p>
          <FamilyTag family={hit.answered ? 'blue' : 'orange'} text={hit.answered ? '已答复' : '待乡镇核实'} />{' '}
          {hit.words}（{hit.decidedBy}）
        </p>
      )}
      {decides &&
        verdicts.map((verdict, at) => (
          <Button
            key={verdict}
            size="small"
            color={verdict === (hit.before ?? 'same') && (hit.certain || hit.before) ? 'primary' : 'default'}
            variant="outlined"
            onClick={() => onChoose(verdict)}
          >
            {verdictText[verdict]} {at + 1}
          </Button>
        ))}
      {!decides && hit.verdict === 'verify' && !hit.answered && <AnswerDeed hit={hit} />}
    </>
  )
}

function AnswerDeed({ hit }: { hit: Hit }) {
  const may = useMay()
  const answer = useCommand(overlaps, 'answer', { answers: ['duties'] })
  if (!may('overlaps.answer')) return null
  return (
    <ConfirmReason
      small
      verb="答复核实"
      title={`答复${hit.ours.name}的核实情况？`}
      onConfirm={(words) => answer.mutateAsync({ hitId: hit.id, words })}
    >
      <p>县民政局要求：{hit.words}</p>
    </ConfirmReason>
  )
}

interface Keys {
  decides: boolean
  begin: (verdict: Deciding['verdict']) => void
  toggle: () => void
}

/** 1 2 3 decide, ↑↓ move, the space bar selects. */
function onKey(event: KeyboardEvent<HTMLLIElement>, { decides, begin, toggle }: Keys): void {
  if (event.target !== event.currentTarget || event.nativeEvent.isComposing) return
  const verdict = verdicts[Number(event.key) - 1]
  const to =
    event.key === 'ArrowDown' ? 'nextElementSibling' : event.key === 'ArrowUp' ? 'previousElementSibling' : undefined
  if (!to && !(decides && (verdict || event.key === ' '))) return
  event.preventDefault()
  if (verdict) begin(verdict)
  else if (event.key === ' ') toggle()
  const next = to && event.currentTarget[to]
  if (next instanceof HTMLElement) next.focus()
}
