/** Parts of a case: the strip of its steps, the facts, the reasoning, the papers, what was done. */
import { Button } from 'antd'
import { dateText, monthText, type PlainDate } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { supportModeText } from '#kernel/self-care.ts'
import { useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Family } from '#ui/status-words.ts'
import { type CaseFile, recognition } from '../contract.ts'
import { disabilityWords } from '../facts.ts'
import { materialStateText } from '../intake-shape.ts'
import type { DeedShown, ReasoningShown, TermShown } from '../shapes.ts'
import {
  appliedByText,
  benefitText,
  type DeedKind,
  incomeText,
  limitText,
  opinionText,
  type Proposal,
  proposalText,
  type Step,
  stepText,
  type Verdict,
  verdictText,
} from '../words.ts'
import { unitText } from './case-words.tsx'
import { spentText } from './terms-panel.tsx'

const line: readonly { step: Step; begins: DeedKind }[] = [
  { step: 'acceptance', begins: 'applied' },
  { step: 'survey', begins: 'accepted' },
  { step: 'opinion', begins: 'submitted' },
  { step: 'publicity', begins: 'posted' },
  { step: 'county', begins: 'sent' },
  { step: 'decided', begins: 'decided' },
]

/** 时限条: what began when, and what runs now. */
export function ClockStrip({ file }: { file: CaseFile }) {
  const at = line.findIndex(({ step }) => step === file.step)
  const begun = (kind: DeedKind): PlainDate | undefined =>
    file.deeds.find(
      (deed) => deed.kind === kind && (deed.round === file.round || kind === 'applied' || kind === 'accepted'),
    )?.on
  const { clock } = file
  return (
    <ol className="gy-clock-strip" aria-label="时限">
      {line.map(({ step, begins }, index) => {
        const state = file.step === 'decided' || index < at ? 'done' : index === at ? 'current' : 'ahead'
        const from = begun(begins)
        return (
          <li key={step} className={`gy-clock-${state}`} aria-current={state === 'current' ? 'step' : undefined}>
            <strong>
              <span aria-hidden="true">{state === 'done' ? '✓' : state === 'current' ? '●' : '○'}</span>{' '}
              {stepText[step]}
            </strong>
            <span>{from && state !== 'ahead' ? <Day day={from} /> : '—'}</span>
            {state === 'done' && <Spent term={file.terms.findLast((term) => term.step === step && term.to !== null)} />}
            {index === at && clock && (
              <span className="gy-help">
                第{clock.used}／{clock.term}
                {unitText(clock.unit)}，{clock.pausedFor ? `已暂停：${clock.pausedFor}` : `到${dateText(clock.due)}`}
                {clock.estimated && '（节假日安排未公布，估算）'}
              </span>
            )}
          </li>
        )
      })}
    </ol>
  )
}

function Spent({ term }: { term: TermShown | undefined }) {
  if (!term) return null
  return (
    <span className="gy-help">
      {spentText(term)}
      {term.late && <strong className="gy-late">，超期</strong>}
    </span>
  )
}

const personItems = (file: CaseFile) => [
  { label: '姓名', value: `${file.name}，${file.sex === 'female' ? '女' : '男'}，${file.age}岁` },
  { label: '身份证号', value: <span className="gy-digits">{file.idMasked}</span> },
  { label: '乡镇／村', value: `${file.township}${file.village ? `／${file.village}` : ''}` },
  { label: '居住地址', value: file.residence },
  { label: '电话', value: file.phoneMasked },
  { label: '户籍类型', value: file.householdClass === 'urban' ? '城市' : '农村' },
  { label: '谁申请', value: applicantText(file) },
  { label: '收到申请', value: dateText(file.receivedOn) },
  ...(file.paperReference ? [{ label: '纸质申请', value: file.paperReference }] : []),
  ...(file.legacy.on
    ? [{ label: '原来的身份', value: `${file.legacy.category}，${dateText(file.legacy.on)}认定` }]
    : []),
]

function applicantText({ appliedBy, helper, relation }: CaseFile): string {
  const by = relation ? `${helper}（${relation}）` : helper
  return `${appliedByText[appliedBy]}${by ? `：${by}` : ''}`
}

function factItems({ facts, listed, listedOn }: CaseFile) {
  const { incomes, property, propertyNote, benefits } = facts
  const sums = incomes.map(({ source, monthlyFen }) => `${incomeText[source]}${yuanText(monthlyFen)}元`).join('、')
  return [
    { label: '残疾', value: disabilityWords(facts) || '无' },
    { label: '每月收入', value: sums || (facts.incomeKnown ? '没有收入' : '未查清') },
    { label: '财产', value: `${limitText[property]}${propertyNote ? `：${propertyNote}` : ''}` },
    { label: '已享受待遇', value: benefits.map((each) => benefitText[each]).join('、') || '无' },
    ...(listedOn
      ? [
          {
            label: '部门比对',
            value: `${dateText(listedOn)}查：${
              listed.map(({ title, source, month }) => `${title}（${source}，${monthText(month)}）`).join('、') ||
              '已导入的名单中没有'
            }`,
          },
        ]
      : []),
  ]
}

const surveyItems = ({ survey }: CaseFile) =>
  survey
    ? [
        { label: '调查人', value: `${survey.surveyors.join('、')}（${dateText(survey.surveyedOn)}）` },
        { label: '邻里访问', value: survey.neighbours },
        { label: '本人意愿', value: survey.wish ? supportModeText[survey.wish] : '没有表示' },
        { label: '其他情况', value: survey.words },
      ]
    : []

export function FactsPanel({ file }: { file: CaseFile }) {
  return (
    <Panel title="申请人和情况">
      <Description columns={1} items={[...personItems(file), ...factItems(file), ...surveyItems(file)]} />
    </Panel>
  )
}

const materialFamily = { have: 'green', missing: 'red', not_needed: 'neutral' } as const

export function Materials({ file }: { file: CaseFile }) {
  return (
    <Panel title="材料">
      <ul className="gy-plain-list">
        {file.materials.map(({ code, title, state }) => (
          <li key={code}>
            <FamilyTag family={materialFamily[state]} text={materialStateText[state]} /> {title}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const verdictLook: Record<Verdict, { sign: string; family: Family }> = {
  met: { sign: '✓', family: 'green' },
  not_met: { sign: '✗', family: 'red' },
  missing: { sign: '?', family: 'orange' },
  judge: { sign: '!', family: 'blue' },
}

const proposalFamily: Record<Proposal, Family> = { fits: 'green', not_fits: 'red', open: 'blue' }

export function Conditions({ reasoning, declaredOnly }: { reasoning: ReasoningShown; declaredOnly?: boolean }) {
  return (
    <>
      <p className="gy-proposal">
        按{dateText(reasoning.on)}有效规定{declaredOnly ? '，以下按申报内容；' : '，建议：'}
        {declaredOnly ? (
          '入户调查后才提出建议。'
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

export function Reasoning({ file }: { file: CaseFile }) {
  const { opinion, proposal, check } = file
  return (
    <Panel title="条件推理">
      <Conditions reasoning={file.reasoning} declaredOnly={file.declaredOnly} />
      {file.legacy.path !== 'none' && (
        <p>
          {file.legacy.path === 'direct' ? '可以直接确认' : '应重新认定'} <Basis citations={file.legacy.citations} />
        </p>
      )}
      <Description
        columns={1}
        items={[
          ...(opinion
            ? [
                {
                  label: '初审意见',
                  value: `${opinionText(opinion.fits)}（${opinion.by}，${opinion.on}）${opinion.reason}`,
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
          ...(file.batch
            ? [{ label: '审核批次', value: `${file.batch}，${file.sampled ? '抽中核查' : '未抽中'}` }]
            : []),
          ...(check
            ? [{ label: '核查结果', value: `${check.agrees ? '一致' : '不一致'}（${check.by}）${check.facts}` }]
            : []),
          ...(proposal
            ? [
                {
                  label: '审核意见',
                  value: `${opinionText(proposal.fits)}（${proposal.by}，${proposal.on}）${proposal.reason}`,
                },
              ]
            : []),
          ...(file.decision ? [{ label: '决定理由', value: file.decisionReason }] : []),
        ]}
      />
    </Panel>
  )
}

export function Deeds({ file }: { file: CaseFile }) {
  return (
    <Panel title="办理过程" count={file.deeds.length}>
      <ol className="gy-deeds">
        {file.deeds.map((deed) => (
          <OneDeed key={deed.id} caseId={file.id} deed={deed} />
        ))}
      </ol>
    </Panel>
  )
}

function OneDeed({ caseId, deed }: { caseId: string; deed: DeedShown }) {
  return (
    <li>
      <div className="gy-help">
        <Moment at={deed.at} /> {deed.by}
        {deed.round > 1 && ` 第${deed.round}轮`}
      </div>
      <div>{deed.text}</div>
      {deed.note && <div className="gy-deed-note">{deed.note}</div>}
      {deed.files.length > 0 && <Files caseId={caseId} ids={deed.files} />}
    </li>
  )
}

function Files({ caseId, ids }: { caseId: string; ids: readonly string[] }) {
  const may = useMay()
  const open = useCommand(recognition, 'openFile')
  if (!may('recognition.openFile')) return null
  const go = (fileId: string) =>
    void open.mutateAsync({ caseId, fileId }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <div className="gy-actions">
      {ids.map((fileId, index) => (
        <Button key={fileId} type="link" size="small" onClick={() => go(fileId)}>
          材料{index + 1}
        </Button>
      ))}
      <ReasonsOf error={open.error} action="打开材料" />
    </div>
  )
}
