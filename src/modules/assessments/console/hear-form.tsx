/** 听取意见 before a level falls: who said what, on which day, and where the paper lies. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { HeardFields, heardLabels } from '#ui/heard-fields.tsx'
import { today } from '#ui/place.ts'
import { assessments } from '../contract.ts'
import type { AssessmentShown } from '../shapes.ts'
import { HeardBy, heardByText } from '../words.ts'
import { alsoChanges } from './showing.ts'

const Input = assessments.operations.hear.input.omit({ assessmentId: true, version: true })

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
  const initial = { on: today(), who: 'person' as const, name: found.person }
  const form = useForm({ schema: Input, draft: `assessments.hear.${found.id}`, initial })
  const hear = useCommand(assessments, 'hear', { answers: alsoChanges })
  const say = useSay()
  return (
    <Form
      form={form}
      action="登记听取意见"
      labels={heardLabels}
      onSend={async (input) => {
        await hear.mutateAsync({ ...input, assessmentId: found.id, version: found.version })
        say(`已登记${found.person}的意见`)
      }}
      onDone={onDone}
    >
      <HeardFields form={form} who={choicesOf(HeardBy.options, heardByText)} most={300} />
    </Form>
  )
}
