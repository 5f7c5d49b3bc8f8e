/** Beside the tree: persons, the difference to last month, correction lines both ways, objections. */
import { Button, Input } from 'antd'
import { useState } from 'react'
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import type { TableQuery } from '#ui/address-text.ts'
import { Amount } from '#ui/amount.tsx'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Moment } from '#ui/dates.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { LevelTag } from '#ui/status-tag.tsx'
import type { Column, Filter } from '#ui/table-parts.ts'
import { type LineRow, settlement } from '../contract.ts'
import { exclusionText } from '../words.ts'
import type { Statement } from './statement.tsx'

const columns: ReadonlyArray<Column<LineRow>> = [
  { key: 'name', title: '姓名', fixed: true, render: (row) => <PersonLink personId={row.personId} name={row.name} /> },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township },
  { key: 'village', title: '村（居）', render: (row) => row.village || '—' },
  { key: 'level', title: '能力等级', render: (row) => (row.level ? <LevelTag level={row.level} /> : '—') },
  { key: 'visits', title: '服务', right: true, render: (row) => `${row.visits}次，有效${row.valid}次` },
  { key: 'base', title: '应计（元）', right: true, render: (row) => <Amount fen={row.base} as="column" /> },
  { key: 'deducted', title: '扣减（元）', right: true, render: (row) => <Amount fen={row.deducted} as="column" /> },
  {
    key: 'amount',
    title: '应付（元）',
    right: true,
    render: (row) => <Amount fen={row.amount - row.deducted} as="column" />,
  },
  { key: 'excluded', title: '备注', render: (row) => (row.excluded ? `${exclusionText[row.excluded]}，不计入` : '—') },
]

const filters: readonly Filter[] = [
  { kind: 'text', name: 'text', label: '姓名' },
  {
    kind: 'pick',
    name: 'level',
    label: '等级',
    choices: [
      { value: 'able', label: '自理' },
      { value: 'partly_able', label: '半失能' },
      { value: 'unable', label: '失能' },
    ],
  },
  { kind: 'pick', name: 'onlyUnpaid', label: '计费', choices: [{ value: 'yes', label: '只看不计入' }] },
]

export function Persons({ statementId, month }: { statementId: string; month: PlainMonth }) {
  const may = useMay()
  const load = async ({ filters: chosen, page, pageSize }: TableQuery) => {
    const level = SelfCareLevel.safeParse(chosen['level']).data
    const found = await ask(settlement, 'lines', {
      statementId,
      text: String(chosen['text'] ?? ''),
      onlyUnpaid: chosen['onlyUnpaid'] === 'yes',
      page,
      pageSize: Math.min(pageSize, 200),
      ...(level ? { level } : {}),
    })
    return { rows: found.rows, total: found.total, asOf: found.at }
  }
  return (
    <SearchTable
      name="settlement-lines"
      title="结算人员"
      answer={['settlement', 'lines', statementId]}
      load={load}
      columns={columns}
      rowKey={(row) => row.personId}
      filters={filters}
      {...(may('settlement.trial')
        ? {
            actions: (row: LineRow) => [
              { title: '试算', to: `/settlements/trial?personId=${row.personId}&of=${month}` },
            ],
          }
        : {})}
      order="按法定顺序"
      empty="这张结算单上没有人。"
    />
  )
}

export function Corrections({ statement }: { statement: Statement }) {
  const { corrections, correctedLater } = statement
  if (corrections.length + correctedLater.length === 0) return <Empty>没有更正行。</Empty>
  return (
    <ul>
      {corrections.map((each) => (
        <li key={`${each.aboutStatementId}${each.personId}`}>
          {each.person} 更正<Link to={`/settlements/${each.aboutStatementId}`}>{monthText(each.aboutMonth)}</Link>：
          {each.reason} <Amount fen={each.amount} />
        </li>
      ))}
      {correctedLater.map((each) => (
        <li key={`${each.statementId}${each.personId}`}>
          本月后来由<Link to={`/settlements/${each.statementId}`}>{each.number}</Link>更正：{each.person} {each.reason}{' '}
          <Amount fen={each.amount} />
        </li>
      ))}
    </ul>
  )
}

export function Objections({ statementId }: { statementId: string }) {
  const may = useMay()
  const objections = useAnswer(settlement, 'objections', { statementId }, { enabled: may('settlement.objections') })
  if (!may('settlement.objections')) return null
  return (
    <>
      <Answer answer={objections} lines={2}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty>没有异议。</Empty>
          ) : (
            <ul>
              {rows.map((each) => (
                <li key={each.id}>
                  {each.person || each.leaf}：{each.words}（{each.name} <Moment at={each.at} />）{' '}
                  {each.status === 'open' ? <AnswerObjection objectionId={each.id} /> : `答复：${each.answer}`}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {may('settlement.object') && <Object statementId={statementId} />}
    </>
  )
}

function AnswerObjection({ objectionId }: { objectionId: string }) {
  const may = useMay()
  const answer = useCommand(settlement, 'answerObjection')
  const [words, setWords] = useState('')
  const [error, setError] = useState<unknown>()
  if (!may('settlement.answerObjection')) return '待答复'
  const go = (upheld: boolean) => void answer.mutateAsync({ objectionId, upheld, answer: words }).catch(setError)
  return (
    <span>
      <Input aria-label="答复" maxLength={1000} value={words} onChange={(event) => setWords(event.target.value)} />
      <Button onClick={() => go(true)}>异议成立</Button>
      <Button onClick={() => go(false)}>不成立</Button>
      <ReasonsOf error={error} action="答复异议" />
    </span>
  )
}

/** The provider names a person of the statement and says what is wrong. */
function Object({ statementId }: { statementId: string }) {
  const object = useCommand(settlement, 'object')
  const [text, setText] = useState('')
  const [words, setWords] = useState('')
  const [error, setError] = useState<unknown>()
  const found = useAnswer(settlement, 'lines', { statementId, text, pageSize: 8 }, { enabled: text.trim().length > 1 })
  const go = (leaf: string) =>
    void object
      .mutateAsync({ statementId, kind: 'line', leaf, words })
      .then(() => setWords(''))
      .catch(setError)
  return (
    <div className="gy-field">
      <label htmlFor="objection-person">对某一项提出异议：人员姓名</label>
      <Input id="objection-person" maxLength={40} value={text} onChange={(event) => setText(event.target.value)} />
      <label htmlFor="objection-words">异议内容（不少于4个字）</label>
      <Input.TextArea
        id="objection-words"
        rows={2}
        maxLength={1000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {found.data?.rows.map((row) => (
        <Button key={row.personId} disabled={words.trim().length < 4} onClick={() => go(row.personId)}>
          {`就${row.name}（${row.township}）提出`}
        </Button>
      ))}
      <ReasonsOf error={error} action="提出异议" />
    </div>
  )
}
