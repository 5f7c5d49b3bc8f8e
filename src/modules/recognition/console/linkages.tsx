/** 制度衔接: which other benefit ends with which month because support begins. */
import { dateText, monthText } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { Panel } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Linkage } from '../after-contract.ts'
import { type CaseFile, recognition } from '../contract.ts'
import { DeedButton } from './opinion-forms.tsx'

export function Linkages({ file }: { file: CaseFile }) {
  if (file.linkages.length === 0) return null
  return (
    <Panel title="制度衔接" count={file.linkages.length}>
      <ul className="gy-plain-list">
        {file.linkages.map((linkage) => (
          <OneLinkage key={linkage.id} linkage={linkage} />
        ))}
      </ul>
    </Panel>
  )
}

function OneLinkage({ linkage }: { linkage: Linkage }) {
  const may = useMay()
  const { benefit, oldThrough, newFrom, citations, carriedOn, carriedBy, paper, words } = linkage
  return (
    <li>
      <p>
        {benefit}付到{monthText(oldThrough)}，特困供养自{monthText(newFrom)}起，不断月也不重月。{' '}
        <Basis citations={citations} />
      </p>
      {carriedOn ? (
        <p>
          <FamilyTag family="green" text={`${dateText(carriedOn)}办结`} /> {carriedBy}：{words}
          {paper && `（${paper}）`}
        </p>
      ) : may('recognition.carryLinkage') ? (
        <DeedButton title="登记衔接办结">{(close) => <CarryForm linkage={linkage} onDone={close} />}</DeedButton>
      ) : (
        <FamilyTag family="orange" text="等待县级救助经办办理" />
      )}
    </li>
  )
}

function CarryForm({ linkage, onDone }: { linkage: Linkage; onDone: () => void }) {
  const say = useSay()
  const carry = useCommand(recognition, 'carryLinkage', { answers: ['duties'] })
  const form = useForm({
    schema: recognition.operations.carryLinkage.input.omit({ linkageId: true }),
    draft: `recognition.linkage.${linkage.id}`,
    initial: { carriedOn: today() },
  })
  return (
    <Form
      form={form}
      action="登记衔接办结"
      labels={{ carriedOn: '办结日期', words: '怎样办的', paper: '文书编号' }}
      onSend={(given) => carry.mutateAsync({ ...given, linkageId: linkage.id })}
      onDone={() => {
        say('已登记衔接办结')
        onDone()
      }}
    >
      <p>
        {linkage.benefit}付到{monthText(linkage.oldThrough)}。
      </p>
      <DayField form={form} name="carriedOn" label="办结日期" />
      <LongTextField form={form} name="words" label="怎样办的" rows={2} help="通知了哪个科室、从何月停发" />
      <TextField form={form} name="paper" label="文书编号" />
    </Form>
  )
}
