/** 登记签署: who signed, as what, when, with which proof. */
import { Modal } from 'antd'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { PickField, RadioField, TextField, TickField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { Reasons } from '#ui/reasons.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { type AgreementPage, agreements, type PartyMark } from '../contract.ts'
import { methodText, signerRoleText, SignerRole, SigningMethod } from '../words.ts'
import { SignaturePad } from './signature-pad.tsx'

const schema = agreements.operations.sign.input
const labels = {
  signer: '签署人',
  as: '身份',
  relation: '与本人关系',
  method: '方式',
  signedOn: '日期',
  fileId: '凭据',
  heldBy: '纸质协议由谁保管',
  explained: '用怎样的话告知',
  authorised: '书面委托',
}

interface Props {
  page: Pick<AgreementPage, 'id' | 'number'>
  mark: Pick<PartyMark, 'party' | 'act' | 'title' | 'name'>
  onClose: () => void
}

export function SignForm(props: Props) {
  const { page, mark, onClose } = props
  return (
    <Modal open title={`登记签署：${mark.title} ${mark.name}`} footer={null} onCancel={onClose} destroyOnHidden>
      {mark.party === 'person' && <WhoSigns agreementId={page.id} />}
      <Signing {...props} />
    </Modal>
  )
}

/** Who must sign for the person and why: capacity, guardian, clause. */
export function WhoSigns({ agreementId }: { agreementId: string }) {
  const { data } = useAnswer(agreements, 'checkSigning', { agreementId })
  if (!data) return null
  return (
    <>
      <p>
        {data.personPart} <Basis citations={data.citations} />
      </p>
      <Reasons reasons={data.reasons} action="登记签署" />
    </>
  )
}

const isPerson = (party: string) => party === 'person' || party === 'carer'

function initialOf({ page, mark }: Props) {
  const as = isPerson(mark.party) ? 'person' : mark.party === 'guardian' ? 'guardian' : 'representative'
  return {
    agreementId: page.id,
    party: mark.party,
    act: mark.act,
    as: SignerRole.parse(as),
    ...(isPerson(mark.party) ? { signer: mark.name } : {}),
    ...(mark.act === 'is_informed' ? { method: 'told' as const } : {}),
  }
}

function Signing(props: Props) {
  const { page, mark, onClose } = props
  const sign = useCommand(agreements, 'sign', { answers: ['duties'] })
  const say = useSay()
  const draft = `agreements.sign.${page.id}.${mark.party}`
  const form = useForm({ schema, draft, initial: initialOf(props), neverKept: ['fileId'] })
  const send = async (input: Parameters<typeof sign.mutateAsync>[0]) => {
    const { signed, of, clues } = await sign.mutateAsync(input)
    say([`已登记（${signed}/${of}）`, ...clues].join('；'))
  }
  return (
    <Form form={form} action="登记签署" labels={labels} onSend={send} onDone={onClose}>
      <TextField form={form} name="signer" label={labels.signer} />
      <PickField
        form={form}
        name="as"
        label={labels.as}
        choices={SignerRole.options.map((value) => ({ value, label: signerRoleText[value] }))}
      />
      {form.values['as'] !== 'person' && isPerson(mark.party) && (
        <TextField form={form} name="relation" label={labels.relation} />
      )}
      {form.values['as'] === 'relative' && (
        <TickField form={form} name="authorised" label={labels.authorised} statement="有本人的书面委托" />
      )}
      <RadioField
        form={form}
        name="method"
        label={labels.method}
        choices={SigningMethod.options
          .filter((value) => mark.act === 'is_informed' || value !== 'told')
          .map((value) => ({ value, label: methodText[value] }))}
      />
      <DayField form={form} name="signedOn" label={labels.signedOn} />
      <Proof form={form} />
    </Form>
  )
}

function Proof({ form }: { form: FieldForm }) {
  const method = form.values['method']
  if (method === 'screen') return <SignaturePad label="在此签名" onSigned={(fileId) => form.set('fileId', fileId)} />
  if (method === 'told') return <TextField form={form} name="explained" label={labels.explained} />
  if (method !== 'paper' && method !== 'thumb') return null
  return (
    <>
      <UploadField
        form={form}
        name="fileId"
        label={labels.fileId}
        most={1}
        write={(files) => files[0]?.fileId ?? null}
      />
      {method === 'paper' && <TextField form={form} name="heldBy" label={labels.heldBy} />}
    </>
  )
}
