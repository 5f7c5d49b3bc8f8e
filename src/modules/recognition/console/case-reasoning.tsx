/** 条件推理: each condition with its clause, the old recognition's path, and what was said on the way to the decision. */
import { dateText } from '#kernel/calendar.ts'
import { Basis } from '#ui/citation.tsx'
import { Description } from '#ui/description.tsx'
import { Panel } from '#ui/page.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Family } from '#ui/status-words.ts'
import type { CaseFile } from '../contract.ts'
import type { ReasoningShown } from '../shapes.ts'
import { opinionText, type Proposal, proposalText, type Verdict, verdictText } from '../words.ts'

const verdictLook: Record<Verdict, { sign: string; family: Family }> = {
  met: { sign: '✓', family: 'green' },
  not_met: { sign: '✗', family: 'red' },
  missing: { sign: '?', family: 'orange' },
  judge: { sign: '!', family: 'blue' },
}

const proposalFamily: Record<Proposal, Family> = { fits: 'green', not_fits: 'red', open: 'blue' }

interface ConditionsProps {
  reasoning: ReasoningShown
  /** Nobody has been at the door: what will be done about it. */
  declared?: string | undefined
}

export function Conditions({ reasoning, declared }: ConditionsProps) {
  return (
    <>
      <p className="gy-proposal">
        按{dateText(reasoning.on)}有效规定{declared ? '，以下按申报内容；' : '，建议：'}
        {declared ? (
          declared
        ) : (
          <FamilyTag family={proposalFamily[reasoning.proposal]} text={proposalText[reasoning.proposal]} />
        )}
      </p>
      <ul className="gy-conditions">
        {reasoning.conditions.map((condition) => {
          const look = verdictLook[condition.verdict]
          return (
            <li key={condition.key}>
              <div>
                <FamilyTag family={look.family} sign={look.sign} text={verdictText[condition.verdict]} />{' '}
                <strong>{condition.title}</strong> <Basis citations={condition.citations} />
              </div>
              {condition.lines.map((text) => (
                <p key={text}>{text}</p>
              ))}
            </li>
          )
        })}
      </ul>
    </>
  )
}

function untilSurvey({ decision, legacy }: CaseFile): string {
  if (decision) return '直接确认的，没有经过入户调查。'
  return legacy.path === 'direct' ? '可以直接确认的，不以此为准。' : '入户调查后才提出建议。'
}

export function Reasoning({ file }: { file: CaseFile }) {
  return (
    <Panel title="条件推理">
      {file.legacy.text !== '' && (
        <p>
          <FamilyTag
            family={file.legacy.path === 'direct' ? 'green' : 'blue'}
            text={file.legacy.path === 'direct' ? '可以直接确认' : '重新认定'}
          />{' '}
          {file.legacy.text} <Basis citations={file.legacy.citations} />
        </p>
      )}
      <Conditions reasoning={file.reasoning} declared={file.declaredOnly ? untilSurvey(file) : undefined} />
      <Description columns={1} items={waySaid(file)} />
    </Panel>
  )
}

/** What each said on the way, in its order. */
function waySaid(file: CaseFile) {
  const { opinion, proposal, check } = file
  return [
    ...(opinion
      ? [
          {
            label: '初审意见',
            value: `${opinionText(opinion.fits)}（${opinion.by}，${dateText(opinion.on)}）${opinion.reason}`,
          },
        ]
      : []),
    ...(file.publicity
      ? [
          {
            label: '公示',
            value: `${file.publicity.number} ${file.publicity.place}，${dateText(file.publicity.postedOn)}起到${dateText(file.publicity.endsOn)}24时`,
          },
        ]
      : []),
    ...(file.batch ? [{ label: '审核批次', value: `${file.batch}，${file.sampled ? '抽中核查' : '未抽中'}` }] : []),
    ...(file.letGo ? [{ label: '抽中后换出', value: `无法核查：${file.letGo}` }] : []),
    ...(check
      ? [{ label: '核查结果', value: `${check.agrees ? '一致' : '不一致'}（${check.by}）${check.facts}` }]
      : []),
    ...(proposal
      ? [
          {
            label: '审核意见',
            value: `${opinionText(proposal.fits)}（${proposal.by}，${dateText(proposal.on)}）${proposal.reason}`,
          },
        ]
      : []),
    ...(file.decision ? [{ label: '决定理由', value: file.decisionReason }] : []),
  ]
}
