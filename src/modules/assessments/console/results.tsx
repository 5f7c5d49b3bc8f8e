/** What was found, with its reasoning; an edition that was sent back stays below. */
import { Button } from 'antd'
import { Basis } from '#ui/citation.tsx'
import { useCommand } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { LevelTag } from '#ui/status-tag.tsx'
import { assessments } from '../contract.ts'
import type { AssessmentShown } from '../shapes.ts'
import { signedByText, signText } from '../words.ts'

type Result = AssessmentShown['results'][number]

export function Results({ found }: { found: AssessmentShown }) {
  return found.results.map((result) => (
    <Panel
      key={result.edition}
      title={result.edition === found.edition ? '评估结果' : `第${result.edition}次结果（已退回）`}
      extra={<Basis citations={found.sheet.citations} />}
    >
      <OneResult found={found} result={result} />
    </Panel>
  ))
}

function OneResult({ found, result }: { found: AssessmentShown; result: Result }) {
  const { sheet } = found
  const who = result.assessors.map(({ name, unitName }) => `${name}（${unitName}）`).join('、')
  const items = [
    ...sheet.items.map((item) => ({
      label: item.title,
      value: `${result.met[item.field] ? '✓ 达到' : '✗ 不能达到'}${result.notes[item.field] ? `　${result.notes[item.field]}` : ''}`,
    })),
    { label: '评估日期', value: <Day day={result.assessedOn} /> },
    { label: '评估人', value: who },
    { label: '签名', value: `${signedByText[result.signedBy]} ${result.signer}` },
    ...(result.reason ? [{ label: '说明', value: result.reason, wide: true }] : []),
  ]
  return (
    <>
      <p>
        <strong>
          {result.notMet}项不能达到 → {sheet.lawWords[result.level]}
        </strong>{' '}
        <LevelTag level={result.level} /> {result.reasoning.join('')}
      </p>
      <Description items={items} columns={3} />
      {result.score !== null && <AbilityLine found={found} result={result} />}
      <Files found={found} result={result} />
    </>
  )
}

function AbilityLine({ found: { sheet }, result }: { found: AssessmentShown; result: Result }) {
  const level = sheet.ability?.levels.find((each) => each.level === result.abilityLevel)
  const groups = (sheet.ability?.groups ?? []).map((group) => {
    const sum = group.items.reduce((total, { field }) => total + (result.scores?.[field] ?? 0), 0)
    return `${group.title}${sum}／${group.maximum}`
  })
  return (
    <p>
      能力评估（GB/T 42195）：{result.score}分，{result.abilityLevel}级 {level?.title}（{groups.join('，')}）
      {result.signs.length > 0 && `；${result.signs.map(signText).join('；')}`}。供入院和照料计划用。
    </p>
  )
}

function Files({ found, result }: { found: AssessmentShown; result: Result }) {
  const may = useMay()
  const open = useCommand(assessments, 'openFile')
  if (result.files.length === 0 || !may('assessments.openFile')) return null
  return (
    <p>
      附件：
      {result.files.map(({ id, name }) => (
        <Button
          key={id}
          type="link"
          size="small"
          onClick={() =>
            void open.mutateAsync({ assessmentId: found.id, fileId: id }).then(
              ({ ticket }) => download(ticket),
              () => {},
            )
          }
        >
          {name}
        </Button>
      ))}
    </p>
  )
}
