/** 等级构成: shares of levels by township against the neighbours, and the persons behind a clue (screens 6.1; F-13, F-14). */
import { Table } from 'antd'
import { useAnswer } from '#ui/ask.ts'
import { Chart } from '#ui/chart.tsx'
import { Link, useGo } from '#ui/link.tsx'
import { Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { Answer } from '#ui/states.tsx'
import { FamilyTag, LevelTag, useLevelText } from '#ui/status-tag.tsx'
import { percentText, totalOf } from '../clues.ts'
import { assessments } from '../contract.ts'
import type { ClueAnswer } from '../shapes.ts'

type Unit = ClueAnswer['townships'][number]

const clueCount = ({ townships, organisations, raised, lowered, disabled }: ClueAnswer): number =>
  [...townships, ...organisations].filter(({ clue }) => clue !== null).length +
  raised.length +
  lowered.length +
  disabled.length

/** One sentence above the lists, which leads to the whole. */
export function ShareStrip() {
  const { data } = useAnswer(assessments, 'shares', {})
  if (!data || totalOf(data) === 0) return null
  const count = clueCount(data)
  return (
    <p className="gy-note" role="note">
      {sentenceOf(data)}
      {count > 0 && `与邻近单位相比或与就医情况对照，有${count}条线索。`}
      <Link to="/assessments?tab=shares">看等级构成</Link>
    </p>
  )
}

/** '失能和半失能占7.70%；9个单位没有失能。' */
function sentenceOf(found: ClueAnswer): string {
  const share = totalOf(found) === 0 ? 0 : (found.partly_able + found.unable) / totalOf(found)
  const none = found.townships.filter(({ unable }) => unable === 0).length
  return `分散供养人员中失能和半失能占${percentText(share)}${none > 0 ? `；${none}个单位没有失能人员` : ''}。`
}

export function Shares() {
  const answer = useAnswer(assessments, 'shares', {})
  return <Answer answer={answer}>{(found) => <Shown found={found} />}</Answer>
}

function Shown({ found }: { found: ClueAnswer }) {
  return (
    <>
      <ByTownship found={found} />
      <Panel title="与邻近单位差别大的（线索，不是结论）" count={units(found).length}>
        <UnitClues found={found} />
      </Panel>
      <People title="没有住院记录而等级提高的" rows={found.raised} />
      <People title="长期住院仍为最轻等级的" rows={found.lowered} />
      <People title="残疾等级重而自理能力为最轻等级的（线索，不是结论）" rows={found.disabled} />
    </>
  )
}

const shareOf = (unit: Unit, level: 'able' | 'partly_able' | 'unable'): number =>
  totalOf(unit) === 0 ? 0 : Math.round((unit[level] * 10_000) / totalOf(unit)) / 100

function ByTownship({ found }: { found: ClueAnswer }) {
  const go = useGo()
  const levelText = useLevelText()
  const { townships } = found
  const total = totalOf(found)
  const average = total === 0 ? 0 : Math.round(((found.unable + found.partly_able) * 10_000) / total) / 100
  const name = (unit: Unit) => `${unit.name} ${totalOf(unit)}人`
  const levels = ['unable', 'partly_able', 'able'] as const
  return (
    <Chart
      title="能力等级构成"
      sentence={sentenceOf(found)}
      data={{
        kind: 'bars',
        unit: '%',
        most: 100,
        mark: { value: average, text: `平均${average.toFixed(2)}%` },
        categories: townships.map(name),
        format: (value) => `${value.toFixed(2)}%`,
        series: levels.map((level) => ({
          name: levelText(level),
          stack: 'levels',
          values: townships.map((unit) => shareOf(unit, level)),
          texts: townships.map((unit) => `${shareOf(unit, level).toFixed(2)}%（${unit[level]}人）`),
        })),
      }}
      onPick={(category, series) => {
        const unit = townships.find((each) => name(each) === category)
        const level = levels.find((each) => levelText(each) === series)
        if (unit) go(`/persons?township=${unit.id}${level ? `&level=${level}` : ''}`)
      }}
    />
  )
}

const units = ({ townships, organisations }: ClueAnswer) => [
  ...townships.filter(({ clue }) => clue !== null).map((unit) => ({ ...unit, kind: 'township' as const })),
  ...organisations.filter(({ clue }) => clue !== null).map((unit) => ({ ...unit, kind: 'organisation' as const })),
]

function UnitClues({ found }: { found: ClueAnswer }) {
  const rows = units(found)
  if (rows.length === 0) return <p className="gy-help">没有。各单位的构成与其他单位合计相差都不大。</p>
  return (
    <Table
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={rows}
      columns={[
        {
          title: '单位',
          width: 220,
          render: (_, row) =>
            row.kind === 'township' ? <Link to={`/persons?township=${row.id}`}>{row.name}</Link> : row.name,
        },
        {
          title: '偏离',
          width: 90,
          render: (_, row) => <FamilyTag family="orange" text={row.clue?.kind === 'high' ? '偏高' : '偏低'} />,
        },
        { title: '怎样算出', render: (_, row) => row.clue?.text },
        {
          title: '人员',
          width: 170,
          render: (_, row) =>
            row.kind === 'township' ? (
              <Link
                to={`/persons?township=${row.id}&level=${row.clue?.kind === 'high' ? 'unable,partly_able' : 'able'}`}
              >
                看这些人
              </Link>
            ) : (
              '—'
            ),
        },
      ]}
    />
  )
}

function People({ title, rows }: { title: string; rows: ClueAnswer['raised'] }) {
  return (
    <Panel title={title} count={rows.length}>
      {rows.length === 0 && <p className="gy-help">没有。</p>}
      {rows.map((row) => (
        <p key={row.personId}>
          <PersonLink personId={row.personId} name={row.person} /> {row.township} <LevelTag level={row.level} />{' '}
          {row.text}
        </p>
      ))}
    </Panel>
  )
}
