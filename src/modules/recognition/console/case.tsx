/** 认定案卷: one case, its clock, its reasoning, everything done in it, and the next deed (screens 4.23). */
import { dateText } from '#kernel/calendar.ts'
import { HandOver } from '#modules/duties/console/hand-over.tsx'
import { useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer } from '#ui/ask.ts'
import { useGo } from '#ui/link.tsx'
import { PageBody } from '#ui/page.tsx'
import { Locked } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { type CaseFile, recognition } from '../contract.ts'
import { CaseDeeds } from './case-deeds.tsx'
import { EndAsked } from './end-forms.tsx'
import { Deeds } from './case-done.tsx'
import { ClockStrip, FactsPanel, Materials } from './case-parts.tsx'
import { Reasoning } from './case-reasoning.tsx'
import { CaseClock, StepTag } from './case-words.tsx'
import { Linkages } from './linkages.tsx'
import { ObjectionsPanel } from './objections.tsx'
import { PaperMenu } from './papers.tsx'
import { SupportPanel } from './support-panel.tsx'
import { TermsPanel } from './terms-panel.tsx'
import { TryOut } from './try-out.tsx'
import { isOver } from '../words.ts'

export function CasePage() {
  const caseId = useParam('caseId')
  const answer = useAnswer(recognition, 'case', { caseId })
  return (
    <AnswerPage title="认定案卷" list={{ title: '认定办理', to: '/cases' }} answer={answer}>
      {(file) => <Body file={file} />}
    </AnswerPage>
  )
}

function Body({ file }: { file: CaseFile }) {
  return (
    <PageBody
      title={`${file.name} 认定案卷`}
      way={[{ title: '认定办理', to: '/cases' }]}
      beside={
        <>
          <span className="gy-digits">{file.number}</span> <StepTag row={file} />{' '}
          {(file.clock || !isOver(file.step)) && <CaseClock clock={file.clock} row={file} />}{' '}
          {file.nearRelative && <FamilyTag family="orange" text={`近亲属备案：${file.nearRelativeOf}`} />}
        </>
      }
      others={<PaperMenu file={file} />}
      strip={<Result file={file} />}
    >
      <ClockStrip file={file} />
      <EndAsked file={file} />
      <CaseDeeds file={file} />
      <div className="gy-case">
        <div>
          <FactsPanel file={file} />
          <Materials file={file} />
        </div>
        <div>
          <Reasoning file={file} />
          <ObjectionsPanel file={file} />
          <SupportPanel file={file} />
          <TryOut file={file} />
          <Linkages file={file} />
        </div>
        <Deeds file={file} />
      </div>
      <TermsPanel file={file} />
      <HandOver subjectKind="case" subjectId={file.id} />
    </PageBody>
  )
}

function Result({ file }: { file: CaseFile }) {
  const go = useGo()
  if (file.step === 'withdrawn')
    return (
      <Locked>
        {`申请于${dateText(file.since)}按撤回办结。${
          file.deliveredOn
            ? `撤回办结告知书已于${dateText(file.deliveredOn)}送达。`
            : '请打印撤回办结告知书，送达后登记。'
        }案卷只读，可以重新申请。`}
      </Locked>
    )
  if (file.step === 'died')
    return (
      <Locked>
        {`申请人${file.diedOn ? `于${dateText(file.diedOn)}` : ''}死亡，${dateText(file.since)}办结。没有作出决定，不送达告知书，理由见办理过程。案卷只读。`}
      </Locked>
    )
  if (file.decision === null || file.decidedOn === null) return null
  if (file.decision === 'refused')
    return (
      <Locked>
        {`${file.decidedBy}于${dateText(file.decidedOn)}决定不予认定（${file.decisionNo}）。${
          file.deliveredOn ? `告知书已于${dateText(file.deliveredOn)}送达。` : '请在期限内送达告知书。'
        }案卷只读。`}
      </Locked>
    )
  const open = () => go(`/persons/${file.personId ?? ''}`)
  return (
    <Locked {...(file.personId ? { action: { title: '打开一人一档', onClick: open } } : {})}>
      {`${file.decidedBy}于${dateText(file.decidedOn)}确认认定（${file.decisionNo}），自${
        file.supportFrom ? dateText(file.supportFrom) : ''
      }起供养。${file.publishedOn ? `已于${dateText(file.publishedOn)}在村（居）公布。` : '还没有在村（居）公布。'}案卷只读。`}
    </Locked>
  )
}
