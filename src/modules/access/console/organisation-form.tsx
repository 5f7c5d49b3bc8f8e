/** 登记单位, 变更单位, 撤销单位: each waits for another administrator. */
import { Modal } from 'antd'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { type FieldForm, textOf } from '#ui/field.tsx'
import { MultiField, PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { access } from '../contract.ts'
import { functionText, OrganisationFunction, OrganisationKind, organisationKindText } from '../unit-words.ts'
import type { OrganisationSeen, UnitsSeen } from './units.tsx'

const labels = {
  kind: '单位类别',
  name: '单位名称',
  areaId: '所在区划',
  functions: '承担的职能',
  hotline: '电话',
  from: '设立日',
  on: '最后一日',
  reason: '理由',
}
const verb = '送另一位管理员复核'

interface Props {
  code: string
  seen: UnitsSeen
  editing: OrganisationSeen | 'new' | undefined
  onClose: () => void
}

export function OrganisationDialog({ code, seen, editing, onClose }: Props) {
  const title = editing === 'new' ? '登记单位' : `变更单位：${editing?.name ?? ''}`
  return (
    <Modal open={editing !== undefined} title={title} footer={null} onCancel={onClose} destroyOnHidden>
      {editing === 'new' && <OpenForm code={code} seen={seen} onDone={onClose} />}
      {editing && editing !== 'new' && <ChangeForm code={code} organisation={editing} onDone={onClose} />}
    </Modal>
  )
}

const Open = access.operations.openOrganisation.input.omit({ countyCode: true })
const levelOfKind: Readonly<Record<string, string>> = { bureau: 'county', township: 'township', village: 'village' }

function OpenForm({ code, seen, onDone }: { code: string; seen: UnitsSeen; onDone: () => void }) {
  const county = seen.areas.find(({ level }) => level === 'county')
  const form = useForm({
    schema: Open,
    draft: `access.openOrganisation.${code}`,
    initial: { kind: 'bureau', functions: [], ...(county ? { areaId: county.id } : {}) },
    at: { areaId: 'areaId' },
  })
  const open = useCommand(access, 'openOrganisation')
  const done = useDone(onDone)
  const kind = textOf(form, 'kind')
  const level = levelOfKind[kind]
  const areas = seen.areas.filter((area) => level === undefined || area.level === level)
  const choose: FieldForm = { ...form, set: (name, value) => (form.set(name, value), form.set('areaId', undefined)) }
  return (
    <Form
      form={form}
      action={verb}
      labels={labels}
      onSend={(input) => open.mutateAsync({ ...input, countyCode: code })}
      onDone={done}
    >
      <PickField
        form={choose}
        name="kind"
        label={labels.kind}
        choices={OrganisationKind.options.map((value) => ({ value, label: organisationKindText[value] }))}
      />
      <TextField form={form} name="name" label={labels.name} />
      <PickField
        form={form}
        name="areaId"
        label={labels.areaId}
        choices={areas.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Rest form={form} functions={kind === 'bureau' || kind === 'township'} />
      <DayField form={form} name="from" label={labels.from} />
      <TextField form={form} name="reason" label={labels.reason} />
    </Form>
  )
}

const Change = access.operations.changeOrganisation.input.omit({ countyCode: true, organisationId: true })

function ChangeForm({
  code,
  organisation,
  onDone,
}: {
  code: string
  organisation: OrganisationSeen
  onDone: () => void
}) {
  const { id, name, hotline } = organisation
  const functions = organisation.functions.flatMap((each) => OrganisationFunction.safeParse(each).data ?? [])
  const form = useForm({ schema: Change, draft: `access.organisation.${id}`, initial: { name, hotline, functions } })
  const change = useCommand(access, 'changeOrganisation')
  const done = useDone(onDone)
  return (
    <Form
      form={form}
      action={verb}
      labels={labels}
      onSend={(input) => change.mutateAsync({ ...input, countyCode: code, organisationId: id })}
      onDone={done}
    >
      <TextField form={form} name="name" label={labels.name} help="更名后各处一并显示新名称，办过的业务不变" />
      <Rest form={form} functions={organisation.kind === 'bureau' || organisation.kind === 'township'} />
      <TextField form={form} name="reason" label={labels.reason} />
    </Form>
  )
}

function Rest({ form, functions }: { form: FieldForm; functions: boolean }) {
  return (
    <>
      {functions && (
        <MultiField
          form={form}
          name="functions"
          label={labels.functions}
          choices={OrganisationFunction.options.map((value) => ({ value, label: functionText[value] }))}
        />
      )}
      <TextField form={form} name="hotline" label={labels.hotline} help="对外公布的监督举报电话；没有的不填" />
    </>
  )
}

const Close = access.operations.closeOrganisation.input.omit({ countyCode: true, organisationId: true })

interface CloseProps {
  code: string
  organisation: OrganisationSeen | undefined
  onClose: () => void
}

export function CloseDialog({ code, organisation, onClose }: CloseProps) {
  return (
    <Modal
      open={organisation !== undefined}
      title={`撤销单位：${organisation?.name ?? ''}`}
      footer={null}
      onCancel={onClose}
      destroyOnHidden
    >
      {organisation && <CloseForm code={code} organisationId={organisation.id} onDone={onClose} />}
    </Modal>
  )
}

function CloseForm({ code, organisationId, onDone }: { code: string; organisationId: string; onDone: () => void }) {
  const form = useForm({ schema: Close, draft: `access.close.${organisationId}` })
  const close = useCommand(access, 'closeOrganisation')
  const done = useDone(onDone)
  return (
    <Form
      form={form}
      action={verb}
      labels={labels}
      onSend={(input) => close.mutateAsync({ ...input, countyCode: code, organisationId })}
      onDone={done}
    >
      <p className="gy-help">还有人住着，协议、购买合同、代管账户没有了结，或还有账号的，须先办完。办过的业务不变。</p>
      <DayField form={form} name="on" label={labels.on} />
      <TextField form={form} name="reason" label={labels.reason} />
    </Form>
  )
}

function useDone(onDone: () => void): () => void {
  const say = useSay()
  return () => {
    say('已送复核')
    onDone()
  }
}
