/** Parts of a case: the strip of its steps, the facts, the papers. */
import { dateText, monthText, type PlainDate } from '#kernel/calendar.ts'
import { capacityText } from '#kernel/capacity.ts'
import { yuanText } from '#kernel/money.ts'
import { supportModeText } from '#kernel/self-care.ts'
import { Day } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { Panel } from '#ui/page.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { CaseFile } from '../contract.ts'
import { disabilityWords } from '../facts.ts'
import { materialStateText } from '../intake-shape.ts'
import type { TermShown } from '../shapes.ts'
import { appliedByText, benefitText, type DeedKind, incomeText, limitText, type Step, stepText } from '../words.ts'
import { unitText, waitingText } from './case-words.tsx'
import { spentText } from './terms-panel.tsx'

const line: readonly { step: Step; begins: DeedKind }[] = [
  { step: 'acceptance', begins: 'applied' },
  { step: 'survey', begins: 'accepted' },
  { step: 'opinion', begins: 'submitted' },
  { step: 'publicity', begins: 'posted' },
  { step: 'county', begins: 'sent' },
  { step: 'decided', begins: 'decided' },
]

/** What begins a survey anew. */
const around: ReadonlySet<DeedKind> = new Set(['objected', 'returned'])

/** 时限条: what began when, and what runs now. */
export function ClockStrip({ file }: { file: CaseFile }) {
  const at = line.findIndex(({ step }) => step === file.step)
  const begun = (kind: DeedKind): PlainDate | undefined =>
    (kind === 'accepted' && file.round > 1 ? file.deeds.find((deed) => around.has(deed.kind))?.on : undefined) ??
    file.deeds.find(
      (deed) => deed.kind === kind && (deed.round === file.round || kind === 'applied' || kind === 'accepted'),
    )?.on
  const { clock } = file
  const ended = file.step === 'withdrawn' || file.step === 'died'
  const stopped = line.findLastIndex(({ begins }) => begun(begins) !== undefined)
  return (
    <ol className="gy-clock-strip" aria-label="时限">
      {line.map(({ step, begins }, index) => {
        if (skipped(file, step)) return <Skipped key={step} step={step} />
        const from = step === 'decided' && ended ? file.since : begun(begins)
        const state = ended ? endedAt(index, stopped) : stateAt(index, at, file.step)
        return (
          <li key={step} className={`gy-clock-${state}`} aria-current={state === 'current' ? 'step' : undefined}>
            <strong>
              <span aria-hidden="true">{state === 'done' ? '✓' : state === 'current' ? '●' : '○'}</span>{' '}
              {stepText[step === 'decided' && ended ? file.step : step]}
            </strong>
            <span>{from && (ended || state !== 'ahead') ? <Day day={from} /> : '—'}</span>
            {state === 'done' && <Spent term={file.terms.findLast((term) => term.step === step && term.to !== null)} />}
            {index === at && !clock && <span className="gy-help">{waitingText(file)}</span>}
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

/** The step in which it ended is not one that was done. */
const endedAt = (index: number, stopped: number) =>
  index === line.length - 1 ? 'current' : index < stopped ? 'done' : 'ahead'

const stateAt = (index: number, at: number, step: Step) =>
  step === 'decided' || index < at ? 'done' : index === at ? 'current' : 'ahead'

/** The crossing rule confirms without survey, opinion and notice: none of them is shown as done. */
const skipped = ({ decision, declaredOnly }: CaseFile, step: Step): boolean =>
  decision !== null && declaredOnly && step !== 'acceptance' && step !== 'decided'

function Skipped({ step }: { step: Step }) {
  return (
    <li className="gy-clock-ahead">
      <strong>{stepText[step]}</strong>
      <span className="gy-help">直接确认，不经过</span>
    </li>
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
  ...(file.capacity ? [{ label: '民事行为能力', value: capacityWords(file) }] : []),
  { label: '收到申请', value: dateText(file.receivedOn) },
  ...(file.paperReference ? [{ label: '纸质申请', value: file.paperReference }] : []),
  ...(file.legacy.on
    ? [{ label: '原来的身份', value: `${file.legacy.category}，${dateText(file.legacy.on)}认定` }]
    : []),
]

const capacityWords = ({ capacity, capacityBasis }: CaseFile): string =>
  capacity ? `${capacityText[capacity]}${capacityBasis && `（依据：${capacityBasis}）`}` : ''

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
    { label: '财产', value: `${limitText[property]}${propertyNote ? `：${propertyNote}` : ''}${ownedText(facts)}` },
    {
      label: '已享受待遇',
      value: benefits.map((each) => benefitText[each]).join('、') || (facts.benefitsKnown ? '无' : '还没有询问'),
    },
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

const ownedText = ({ depositsFen, houses, vehicles }: CaseFile['facts']): string =>
  [
    ...(depositsFen === null ? [] : [`存款等金融资产${yuanText(depositsFen)}元`]),
    ...(houses === null ? [] : [`房产${houses}套`]),
    ...(vehicles === null ? [] : [`机动车${vehicles}辆`]),
  ]
    .map((text) => `；${text}`)
    .join('')

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

/** What came after acceptance, beside the paper of the list or as one more. */
function Later({ papers }: { papers: CaseFile['papers'] }) {
  return papers.map(({ id, on, place, files }) => (
    <span key={id} className="gy-help">
      {` ${dateText(on)}补交`}
      {place && `，${place}`}
      {files > 0 && `，已上传${files}份（见办理过程）`}
    </span>
  ))
}

export function Materials({ file }: { file: CaseFile }) {
  const listed = new Set(file.materials.map(({ title }) => title))
  const others = file.papers.filter(({ title }) => !listed.has(title))
  return (
    <Panel title="材料">
      <ul className="gy-plain-list">
        {file.materials.map(({ code, title, state }) => (
          <li key={code}>
            <FamilyTag family={materialFamily[state]} text={materialStateText[state]} /> {title}
            <Later papers={file.papers.filter((paper) => paper.title === title)} />
          </li>
        ))}
        {others.map((paper) => (
          <li key={paper.id}>
            <FamilyTag family="green" text={materialStateText.have} /> {paper.title}
            <Later papers={[paper]} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
