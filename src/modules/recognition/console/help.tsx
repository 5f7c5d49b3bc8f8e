/** 请您协助: the village's page; no tables, for a phone or a borrowed computer (screens 1, R8). */
import { Button } from 'antd'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useGo } from '#ui/link.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { Answer, Empty } from '#ui/states.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { recognition } from '../contract.ts'
import type { Ask } from '../village-contract.ts'
import { helpText, HelpWith } from '../words.ts'
import { CaseClock } from './case-words.tsx'
import { DeedButton } from './opinion-forms.tsx'
import { PrintApplication } from './papers.tsx'
import { PrintPoster } from './post-form.tsx'
import { HangButton } from './sheets-hung.tsx'
import { PrintPublished, PublishButton } from './to-publish.tsx'

export function Help() {
  const go = useGo()
  const answer = useAnswer(recognition, 'helping', {})
  return (
    <PageBody
      title="请您协助"
      beside={answer.data && `${answer.data.asks.length}项`}
      others={<PrintApplication />}
      action={
        <Button type="primary" onClick={() => go('/cases/new')}>
          代交申请
        </Button>
      }
    >
      <Answer answer={answer}>
        {({ asks }) =>
          asks.length === 0 ? (
            <Empty>现在没有需要您协助的事项。有人要申请特困供养的，点“代交申请”。</Empty>
          ) : (
            <ul className="gy-asks">
              {asks.map((ask) => (
                <OneAsk key={ask.key} ask={ask} />
              ))}
            </ul>
          )
        }
      </Answer>
    </PageBody>
  )
}

function OneAsk({ ask }: { ask: Ask }) {
  return (
    <li>
      <h2>{ask.title}</h2>
      <p>
        {ask.about} {ask.village && <span className="gy-help">{ask.village}</span>}{' '}
        {ask.clock && <CaseClock clock={ask.clock} />}
      </p>
      {ask.words && <p>{ask.words}</p>}
      <div className="gy-actions">
        <Deeds ask={ask} />
      </div>
    </li>
  )
}

function Deeds({ ask }: { ask: Ask }) {
  const { kind, caseId, publicityId, village, villageId } = ask
  if (kind === 'hang_up' || kind === 'take_down') {
    if (!publicityId) return null
    const stage = kind === 'hang_up' ? ('up' as const) : ('down' as const)
    return (
      <>
        {stage === 'up' && <PrintPoster publicityId={publicityId} />}
        <HangButton
          title={stage === 'up' ? '已张贴，交照片' : '已收回，交照片'}
          {...{ stage, publicityId, villageId, village }}
        />
      </>
    )
  }
  if (!caseId) return null
  if (kind === 'publish')
    return (
      <>
        <PrintPublished caseIds={[caseId]} />
        <PublishButton caseIds={[caseId]} title="已张贴，登记公布" />
      </>
    )
  return <AidButton caseId={caseId} what={kind === 'survey' ? 'survey' : 'papers'} />
}

export function AidButton({ caseId, what }: { caseId: string; what: keyof typeof helpText }) {
  return (
    <DeedButton title="登记协助情况">{(close) => <AidForm caseId={caseId} what={what} onDone={close} />}</DeedButton>
  )
}

interface AidProps {
  caseId: string
  what: keyof typeof helpText
  onDone: () => void
}
const labels = { what: '协助的事', on: '日期', words: '情况', with: '同去的人', fileIds: '照片' }

function AidForm({ caseId, what, onDone }: AidProps) {
  const say = useSay()
  const aid = useCommand(recognition, 'aid', { answers: ['duties'] })
  const form = useForm({
    schema: recognition.operations.aid.input.omit({ caseId: true }),
    draft: `recognition.aid.${caseId}`,
    initial: { what, on: today() },
  })
  return (
    <Form
      form={form}
      action="登记协助情况"
      labels={labels}
      onSend={(given) => aid.mutateAsync({ ...given, caseId })}
      onDone={() => {
        say('已登记，乡镇能看到')
        onDone()
      }}
    >
      <RadioField form={form} name="what" label={labels.what} choices={choicesOf(HelpWith.options, helpText)} />
      <DayField form={form} name="on" label={labels.on} />
      <TextField form={form} name="with" label={labels.with} />
      <LongTextField form={form} name="words" label={labels.words} rows={3} help="做了什么、见到什么" />
      <UploadField form={form} name="fileIds" label={labels.fileIds} />
    </Form>
  )
}
