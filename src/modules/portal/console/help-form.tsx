/** Who stands at the counter, and how one knows: written down before anything is opened. */
import * as z from 'zod'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import type { FieldForm } from '#ui/field.tsx'
import { LongTextField, PickField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { InWindow } from '#ui/in-window.tsx'
import { useGo } from '#ui/link.tsx'
import { persons } from '#modules/persons/contract.ts'
import { Identified, identifiedText, portal, Present, presentText } from '../contract.ts'

export function StartHelp({ personId }: { personId: string }) {
  return (
    <InWindow verb="代为查询" title="代为查询：谁到场">
      {() => <HelpForm personId={personId} />}
    </InWindow>
  )
}

const Opening = portal.operations.openHelp.input
  .omit({ personId: true, guardianId: true })
  .extend({ guardianId: z.uuid().optional() })

const labels = {
  present: '谁到场',
  guardianId: '哪位监护人',
  presentName: '近亲属姓名',
  identifiedHow: '怎样核对身份',
  identifiedWords: '核对说明',
  place: '地点',
}

function HelpForm({ personId }: { personId: string }) {
  const form = useForm({
    schema: Opening,
    draft: `portal.help.${personId}`,
    at: { alive: 'present', dead: 'present', no_guardian: 'guardianId' },
  })
  const open = useCommand(portal, 'openHelp')
  const go = useGo()
  return (
    <Form
      form={form}
      action="开始代为查询"
      labels={labels}
      onSend={async ({ guardianId = null, ...input }) => {
        const { helpId } = await open.mutateAsync({ ...input, guardianId, personId })
        go(`/assist/${helpId}`)
      }}
    >
      <WhoIsThere form={form} personId={personId} />
      <RadioField
        form={form}
        name="identifiedHow"
        label={labels.identifiedHow}
        choices={choicesOf(Identified.options, identifiedText)}
      />
      <LongTextField
        form={form}
        name="identifiedWords"
        label={labels.identifiedWords}
        rows={2}
        maxLength={200}
        help={form.values['present'] === 'relative' ? '写明与逝者的关系和查阅的理由' : '如：身份证有效；不写证件号码'}
      />
      <TextField
        form={form}
        name="place"
        label={labels.place}
        maxLength={100}
        placeholder="如：便民服务大厅、本人家中"
      />
    </Form>
  )
}

function WhoIsThere({ form, personId }: { form: FieldForm; personId: string }) {
  const file = useAnswer(persons, 'person', { personId })
  const present = form.values['present']
  const guardians = (file.data?.guardians ?? []).map(({ id, name, relation }) => ({
    value: id,
    label: `${name}（${relation}）`,
  }))
  return (
    <>
      <RadioField
        form={form}
        name="present"
        label={labels.present}
        choices={choicesOf(Present.options, presentText)}
        help={file.data?.diedOn ? '档案对象已去世，近亲属可以查阅' : '近亲属查阅只限档案对象已去世的'}
      />
      {present === 'guardian' && (
        <PickField form={form} name="guardianId" label={labels.guardianId} choices={guardians} />
      )}
      {present === 'relative' && <TextField form={form} name="presentName" label={labels.presentName} maxLength={60} />}
    </>
  )
}
