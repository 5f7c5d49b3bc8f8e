/** 听取意见 before a level falls: who said what, on which day, and where the paper lies. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { NameField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { HeardFields, heardLabels } from '#ui/heard-fields.tsx'
import { today } from '#ui/place.ts'
import { assessments } from '../contract.ts'
import type { AssessmentShown } from '../shapes.ts'
import { HeardBy, heardByText, HeardSigned, heardSignedText } from '../words.ts'
import { alsoChanges } from './showing.ts'

const Input = assessments.operations.hear.input.omit({ assessmentId: true, version: true })

const labels = {
  ...heardLabels,
  mandate: '委托书（日期或编号、存放位置）',
  signedAs: '签字',
  refusedWhy: '拒绝签名的原因',
  witness: '见证人',
}

export function Hear({ found }: { found: AssessmentShown }) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button type={found.hearing.heard ? 'default' : 'primary'} onClick={() => setOpen(true)}>
        {found.hearing.heard ? '补充听取意见' : '听取意见'}
      </Button>
      <Modal
        open={open}
        title={`听取${found.person}对降低等级的意见`}
        footer={null}
        width={640}
        onCancel={close}
        destroyOnHidden
      >
        <p className="gy-note">
          审定后等级降低、照料费用减少的，审定前听取本人意见。 <Basis citations={found.hearing.citations} />
        </p>
        <HearForm found={found} onDone={close} />
      </Modal>
    </>
  )
}

function HearForm({ found, onDone }: { found: AssessmentShown; onDone: () => void }) {
  const initial = { on: today(), who: 'person' as const, name: found.person, signedAs: 'signature' as const }
  const form = useForm({ schema: Input, draft: `assessments.hear.${found.id}`, initial })
  const hear = useCommand(assessments, 'hear', { answers: alsoChanges })
  const say = useSay()
  return (
    <Form
      form={form}
      action="登记听取意见"
      labels={labels}
      onSend={async (input) => {
        await hear.mutateAsync({ ...input, assessmentId: found.id, version: found.version })
        say(`已登记${found.person}的意见`)
      }}
      onDone={onDone}
    >
      <HeardFields form={form} who={choicesOf(HeardBy.options, heardByText)} most={300}>
        {form.values['who'] === 'entrusted' && <TextField form={form} name="mandate" label={labels.mandate} />}
        <RadioField
          form={form}
          name="signedAs"
          label={labels.signedAs}
          choices={choicesOf(HeardSigned.options, heardSignedText)}
        />
        {form.values['signedAs'] === 'refused' && (
          <>
            <TextField form={form} name="refusedWhy" label={labels.refusedWhy} />
            <NameField form={form} name="witness" label={labels.witness} />
          </>
        )}
      </HeardFields>
    </Form>
  )
}
