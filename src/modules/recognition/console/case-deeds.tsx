/** What may be done next in a case, for whoever may (screens 4.23: actions by step). */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { Reasons } from '#ui/reasons.tsx'
import type { CaseFile } from '../contract.ts'
import { isOver } from '../words.ts'
import { DecideButtons, DeliverButton, DirectButton } from './decide-forms.tsx'
import { OpineButton, SubmitButton, SupplementButton } from './opinion-forms.tsx'
import { PaperButton } from './papers.tsx'
import { ProposeButton } from './propose-form.tsx'
import { DiedButton, FilePaperButton, WithdrawButton } from './end-forms.tsx'
import { PauseButton, ResumeButton, ReturnButton } from './turn-forms.tsx'

interface Props {
  file: CaseFile
}

export function CaseDeeds({ file }: Props) {
  const may = useMay()
  const parts = file.endAsked ? [] : file.paused ? pausedParts(file, may) : stepParts(file, may)
  const shown = [...parts, ...alwaysParts(file, may)].filter(({ needs }) => may(needs))
  return (
    <>
      {!file.endAsked && shown.every(({ key }) => turns.has(key)) && <Waits file={file} />}
      {shown.length > 0 && (
        <div className="gy-case-deeds" role="group" aria-label="办理">
          {shown.map(({ key, view }) => (
            <span key={key}>{view}</span>
          ))}
        </div>
      )}
      <Hindrances file={file} may={may} />
    </>
  )
}

/** Deeds that do not bring the case on. */
const turns: ReadonlySet<string> = new Set(['pause', 'withdraw', 'reportDied', 'filePaper', 'returnCase', 'posters'])

interface Part {
  key: string
  needs: string
  view: ReactNode
}
type May = (operation: string) => boolean

function pausedParts(file: CaseFile, may: May): Part[] {
  return ownLevel(file, may) ? [{ key: 'resume', needs: 'recognition.resume', view: <ResumeButton file={file} /> }] : []
}

/** The county's hands are on a case once it has come to it, the township's before. */
const ownLevel = ({ step }: CaseFile, may: May): boolean =>
  (step === 'county') === (may('recognition.propose') || may('recognition.decide'))

const turningParts = (file: CaseFile): Part[] => [
  { key: 'pause', needs: 'recognition.pause', view: <PauseButton file={file} /> },
]

/** Whoever has the case takes papers that come later, and asks to end it when the applicant takes it back or has died. */
function alwaysParts(file: CaseFile, may: May): Part[] {
  if (isOver(file.step) || !ownLevel(file, may)) return []
  const part = (key: string, view: ReactNode): Part => ({ key, needs: `recognition.${key}`, view })
  return [
    ...(file.step === 'acceptance' ? [] : [part('filePaper', <FilePaperButton file={file} />)]),
    ...(file.endAsked
      ? []
      : [part('withdraw', <WithdrawButton file={file} />), part('reportDied', <DiedButton file={file} />)]),
  ]
}

function stepParts(file: CaseFile, may: May): Part[] {
  const own = ownLevel(file, may)
  const part = (operation: string, view: ReactNode): Part => ({
    key: operation,
    needs: `recognition.${operation}`,
    view,
  })
  const turning = own ? turningParts(file) : []
  switch (file.step) {
    case 'acceptance':
      return [part('supplement', <SupplementButton file={file} />)]
    case 'survey':
      return [
        part('survey', <SurveyLink file={file} />),
        ...(file.objections.submit.length === 0 ? [part('submit', <SubmitButton file={file} />)] : []),
        ...(file.legacy.path === 'direct' ? [part('confirmDirectly', <DirectButton file={file} />)] : []),
        ...turning,
      ]
    case 'opinion':
      return [
        part('opine', <OpineButton file={file} />),
        ...(own ? [part('returnCase', <ReturnButton file={file} />)] : []),
        ...turning,
      ]
    case 'publicity':
      return [part('posters', <PublicityLink />)]
    case 'county':
      return [
        part('propose', <ProposeButton file={file} />),
        part('decide', <DecideButtons file={file} />),
        ...(own ? [part('returnCase', <ReturnButton file={file} />)] : []),
        ...turning,
      ]
    case 'decided':
      return [
        ...(file.deliveredOn === null ? [part('deliver', <DeliverButton file={file} />)] : []),
        ...(file.decision === 'confirmed' && file.publishedOn === null ? [part('publish', <PublicityLink />)] : []),
      ]
    case 'withdrawn':
      return [
        part('print', <PaperButton caseId={file.id} paper="withdrawal" title="打印撤回办结告知书" />),
        ...(file.deliveredOn === null ? [part('deliver', <DeliverButton file={file} />)] : []),
      ]
    case 'died':
      return []
  }
}

function SurveyLink({ file }: Props) {
  const go = useGo()
  const again = file.objections.submit.length === 0
  return (
    <Button type={again ? 'default' : 'primary'} onClick={() => go(`/cases/${file.id}/survey`)}>
      {again ? '重填入户调查' : '登记入户调查'}
    </Button>
  )
}

function PublicityLink() {
  const go = useGo()
  return <Button onClick={() => go('/cases/publicity')}>公示与异议</Button>
}

/** What still stands in the way, before one tries. */
function Hindrances({ file, may }: Props & { may: May }) {
  if (file.step !== 'county') return null
  if (may('recognition.propose'))
    return (
      <>
        <Reasons reasons={file.objections.propose} action="提出审核意见" />
        {file.objections.propose.length > 0 && (
          <p>
            <Link to={file.batchId ? `/cases/review/${file.batchId}` : '/cases/review'}>去县级审核与抽查</Link>
          </p>
        )}
      </>
    )
  return may('recognition.decide') ? <Reasons reasons={file.objections.decide} action="决定" /> : null
}

const waiting: Partial<Record<CaseFile['step'], string>> = {
  acceptance: '等待乡镇登记补交的材料。',
  survey: '等待乡镇入户调查。',
  opinion: '等待乡镇负责人签署初审意见。',
  publicity: '在村（居）公示。',
  county: '等待县级民政部门审核。',
}

function Waits({ file }: Props) {
  const text = file.unposted
    ? '初审意见已签，等待张贴公示。'
    : file.handed
      ? '村（居）已代交，等待乡镇受理；受理前不起算期限。'
      : waiting[file.step]
  return text ? <p className="gy-help">{text}</p> : null
}
