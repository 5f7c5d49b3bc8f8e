/** 制度衔接: what becomes of whoever is no longer supported, on the page of the change until somebody has written it. */
import { dateText, monthText } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { textOf } from '#ui/field.tsx'
import { LongTextField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay } from '#ui/me.tsx'
import { DayField, MonthField } from '#ui/number-fields.tsx'
import { Panel } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { FamilyTag } from '#ui/status-tag.tsx'
import { type ChangeDetails, endings, givesRelief, type Linkage, LinkageResult, linkageText } from '../contract.ts'
import { answers } from './change-forms.tsx'
import { InWindow } from './in-window.tsx'

export function LinkagePanel({ details }: { details: ChangeDetails }) {
  const may = useMay()
  const { linkage, row } = details
  if (!linkage) return null
  const verb = linkage.state === 'open' ? '登记制度衔接' : '再登记一项'
  return (
    <Panel title="制度衔接">
      <p>
        {`特困供养自${monthText(linkage.fromMonth)}起停发。符合低保、临时救助等条件的，应及时纳入，不断月也不重月；不符合或不申请的，也要有人问过、告知过。`}
        <Basis citations={linkage.citations} />
      </p>
      <Rows linkage={linkage} />
      {linkage.more &&
        (may('endings.link') ? (
          <InWindow verb={verb} title={`${verb}：${row.name}`} primary={linkage.state === 'open'}>
            {(close) => <LinkForm details={details} linkage={linkage} onDone={close} />}
          </InWindow>
        ) : (
          linkage.state === 'open' && <FamilyTag family="orange" text="等待乡镇经办办理" />
        ))}
    </Panel>
  )
}

function Rows({ linkage }: { linkage: Linkage }) {
  if (linkage.rows.length === 0) return <p className="gy-note">{`还没有办理，应在${dateText(linkage.due)}前办好。`}</p>
  return (
    <ul className="gy-plain-list">
      {linkage.rows.map(({ id, result, startsMonth, on, words, proof, byName }) => (
        <li key={id}>
          <FamilyTag family="green" text={linkageText[result]} /> {startsMonth && `自${monthText(startsMonth)}起　`}
          {`${dateText(on)} ${byName}：${words}`}
          {proof && `（${proof}）`}
        </li>
      ))}
    </ul>
  )
}

const Link = endings.operations.link.input.omit({ changeId: true })

function LinkForm({ details, linkage, onDone }: { details: ChangeDetails; linkage: Linkage; onDone: () => void }) {
  const { row } = details
  const form = useForm({
    schema: Link,
    draft: `endings.link.${row.id}`,
    initial: { on: today() },
    at: { overlap: 'startsMonth', gap: 'startsMonth', linked: 'result' },
  })
  const link = useCommand(endings, 'link', answers)
  const say = useSay()
  const labels = {
    result: '结果',
    startsMonth: '自何月起救助',
    on: '办理日期',
    words: '怎样办的',
    proof: '文书号或凭据',
  }
  const result = LinkageResult.safeParse(textOf(form, 'result'))
  const pays = result.success && givesRelief(result.data)
  return (
    <Form
      form={form}
      action="登记制度衔接"
      labels={labels}
      onSend={async (input) => {
        await link.mutateAsync({ ...input, startsMonth: pays ? input.startsMonth : null, changeId: row.id })
        say('已登记制度衔接')
      }}
      onDone={onDone}
    >
      <p className="gy-note">{`特困供养自${monthText(linkage.fromMonth)}起停发。`}</p>
      <RadioField
        form={form}
        name="result"
        label={labels.result}
        choices={choicesOf(LinkageResult.options, linkageText)}
      />
      {pays && <MonthField form={form} name="startsMonth" label={labels.startsMonth} />}
      <DayField form={form} name="on" label={labels.on} />
      <LongTextField form={form} name="words" label={labels.words} help="问了谁、送给哪个经办、怎样告知的" />
      <TextField form={form} name="proof" label={labels.proof} />
    </Form>
  )
}
