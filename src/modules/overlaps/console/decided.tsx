/** 已处理: what was decided, what follows and whether it has been carried out; 比对结果表. */
import { Button, Checkbox, Input, Pagination } from 'antd'
import { useId, useState } from 'react'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { Moment } from '#ui/dates.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { type Hit, overlaps } from '../contract.ts'
import { verdictText } from '../words.ts'
import { Decide, type Deciding } from './decide.tsx'
import { Exports } from './export-hits.tsx'
import { KindPick, NameSearch, useHitQuery } from './hits.tsx'
import { HitHead, HitRow } from './shown.tsx'

const decidedOnes = (query: ReturnType<typeof useHitQuery>['query'], toCarry: boolean) => ({
  ...query,
  verdicts: toCarry ? (['same'] as const) : (['same', 'different'] as const),
  toCarry,
  settled: false,
})

export function Decided() {
  const { state, change, query } = useHitQuery()
  const toCarry = state['carry'] === 'yes'
  const chosen = decidedOnes(query, toCarry)
  const answer = useAnswer(overlaps, 'hits', { ...chosen, verdicts: [...chosen.verdicts] }, { keepLast: true })
  return (
    <>
      <div className="gy-table-head gy-hit-tools">
        <KindPick />
        <NameSearch />
        <Checkbox
          checked={toCarry}
          onChange={(event) => change({ carry: event.target.checked ? 'yes' : undefined, page: undefined })}
        >
          只看待衔接
        </Checkbox>
        {(answer.data?.rows.length ?? 0) > 0 && <Exports query={chosen} />}
      </div>
      <Answer answer={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty>{toCarry ? '没有待衔接的人。' : '还没有判定过的命中。'}</Empty>
          ) : (
            <>
              <HitHead />
              <ul className="gy-hits" aria-label="已处理">
                {data.rows.map((hit) => (
                  <HitRow key={hit.id} hit={hit} deeds={<Deeds hit={hit} />} />
                ))}
              </ul>
              <Pagination
                size="small"
                current={query.page}
                pageSize={query.pageSize}
                total={data.total}
                hideOnSinglePage
                showSizeChanger={false}
                onChange={(page) => change({ page: String(page) })}
              />
            </>
          )
        }
      </Answer>
    </>
  )
}

function Deeds({ hit }: { hit: Hit }) {
  const may = useMay()
  const [deciding, setDeciding] = useState<Deciding>()
  const waits =
    hit.verdict === 'same' && hit.change !== null && hit.change.stops !== 'none' && !hit.carried && !hit.ending
  return (
    <>
      <p>
        <FamilyTag family={hit.verdict === 'same' ? 'green' : 'neutral'} text={verdictText[hit.verdict]} /> {hit.words}
        （{hit.decidedBy} <Moment at={hit.decidedAt} />）
      </p>
      {hit.carried && (
        <p className="gy-help">
          已衔接：{hit.carried.words}，{hit.carried.paper}（{hit.carried.by} <Moment at={hit.carried.at} />）
        </p>
      )}
      {hit.ending && (
        <p>
          停发特困供养按终止办理，决定以前照常发放：
          <Link to={`/changes/${hit.ending.changeId}`}>{hit.ending.number}</Link>
        </p>
      )}
      {waits && may('overlaps.carry') && <Carry hit={hit} />}
      {may('overlaps.decide') && !hit.carried && (
        <Button
          size="small"
          onClick={() => setDeciding({ hits: [hit], verdict: hit.verdict === 'same' ? 'different' : 'same' })}
        >
          改判{hit.verdict === 'same' ? '不同人' : '同一人'}
        </Button>
      )}
      {deciding && <Decide deciding={deciding} onDone={() => {}} onClose={() => setDeciding(undefined)} />}
    </>
  )
}

function Carry({ hit }: { hit: Hit }) {
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const [paper, setPaper] = useState('')
  const [wordsId, paperId] = [useId(), useId()]
  const carry = useCommand(overlaps, 'carry', { answers: ['duties'] })
  const say = useSay()
  const run = async () => {
    await carry.mutateAsync({ hitId: hit.id, words, paper })
    say(`已登记${hit.ours.name}的衔接`)
  }
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        登记已衔接
      </Button>
      <Confirm
        open={open}
        title={`登记${hit.ours.name}的制度衔接已办？`}
        verb="登记"
        blocked={Array.from(words.trim()).length < 4 || paper.trim().length < 2}
        onConfirm={run}
        onClose={() => setOpen(false)}
      >
        <p>{hit.change?.text}</p>
        <div className="gy-field">
          <label htmlFor={wordsId}>怎样办的（不少于4个字） *</label>
          <Input id={wordsId} maxLength={300} value={words} onChange={(event) => setWords(event.target.value)} />
        </div>
        <div className="gy-field">
          <label htmlFor={paperId}>文书号或凭据 *</label>
          <Input id={paperId} maxLength={100} value={paper} onChange={(event) => setPaper(event.target.value)} />
        </div>
      </Confirm>
    </>
  )
}
