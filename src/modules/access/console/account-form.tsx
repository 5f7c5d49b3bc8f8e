/** 申请新账号, 申请变更账号: role and organisation must fit together; another administrator confirms. */
import { Modal } from 'antd'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { NameField, PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import type { AccountRow } from '../account-operations.ts'
import { access } from '../contract.ts'
import { accountRoles, kindOfRole, roleTitles } from '../roles.ts'
import { organisationKindText } from '../unit-words.ts'

const platform = '000000'
const labels = {
  login: '账号名',
  name: '姓名',
  role: '角色',
  countyCode: '县',
  organisationId: '单位',
  reason: '理由',
}

interface Props {
  open: boolean
  /** The account to change; a new one when left out. */
  account?: AccountRow | undefined
  onClose: () => void
}

export function AccountDialog({ open, account, onClose }: Props) {
  return (
    <Modal
      open={open}
      title={account ? `申请变更账号：${account.login}` : '申请新账号'}
      footer={null}
      onCancel={onClose}
      destroyOnHidden
    >
      {account ? <ChangeForm account={account} onDone={onClose} /> : <NewForm onDone={onClose} />}
    </Modal>
  )
}

function NewForm({ onDone }: { onDone: () => void }) {
  const form = useForm({
    schema: access.operations.proposeAccount.input,
    draft: 'access.proposeAccount',
    initial: { organisationId: null },
    at: { organisation_unfit: 'organisationId', login_taken: 'login' },
  })
  const propose = useCommand(access, 'proposeAccount')
  const say = useSay()
  return (
    <Form
      form={form}
      action="送另一位管理员复核"
      labels={labels}
      onSend={propose.mutateAsync}
      onDone={() => {
        say('已送复核')
        onDone()
      }}
    >
      <TextField form={form} name="login" label={labels.login} help="字母、数字、点、横线，如 371522-zhang" />
      <Fields form={form} />
    </Form>
  )
}

const Change = access.operations.proposeAccountChange.input.omit({ accountId: true })

function ChangeForm({ account, onDone }: { account: AccountRow; onDone: () => void }) {
  const { name, countyCode, organisationId } = account
  const role = Change.shape.role.safeParse(account.role)
  const form = useForm({
    schema: Change,
    draft: `access.change.${account.id}`,
    initial: { name, countyCode, organisationId, ...(role.success ? { role: role.data } : {}) },
    at: { organisation_unfit: 'organisationId' },
  })
  const propose = useCommand(access, 'proposeAccountChange')
  const say = useSay()
  return (
    <Form
      form={form}
      action="送另一位管理员复核"
      labels={labels}
      onSend={(input) => propose.mutateAsync({ ...input, accountId: account.id })}
      onDone={() => {
        say('已送复核')
        onDone()
      }}
    >
      <p className="gy-help">变更生效时，这个账号已登录的同时退出。</p>
      <Fields form={form} />
    </Form>
  )
}

function Fields({ form }: { form: FieldForm }) {
  const { data: counties = [] } = useAnswer(access, 'counties', {})
  const role = roleOf(form.values['role'])
  const kind = role && kindOfRole(role)
  const county = counties.find(({ code }) => code === form.values['countyCode'])
  const organisations = county?.organisations.filter((each) => each.kind === kind) ?? []
  const clear = (): FieldForm => ({
    ...form,
    set: (name, value) => (form.set(name, value), form.set('organisationId', null)),
  })
  return (
    <>
      <NameField form={form} name="name" label={labels.name} />
      <PickField
        form={clear()}
        name="role"
        label={labels.role}
        choices={accountRoles.map((value) => ({ value, label: roleTitles[value] }))}
      />
      <PickField
        form={clear()}
        name="countyCode"
        label={labels.countyCode}
        help="市级、省级督导和管理员选“平台”"
        choices={[
          ...counties.map(({ code, name }) => ({ value: code, label: name })),
          { value: platform, label: '平台（不属于某个县）' },
        ]}
      />
      {kind && (
        <PickField
          form={form}
          name="organisationId"
          label={labels.organisationId}
          help={
            county && organisations.length === 0
              ? `这个县还没有登记${organisationKindText[kind]}，请先到“单位与区划”登记。`
              : `选择${organisationKindText[kind]}`
          }
          choices={organisations.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <TextField form={form} name="reason" label={labels.reason} help="如：新到岗、调整分工；随复核保存" />
    </>
  )
}

const roleOf = (value: unknown) => {
  const read = Change.shape.role.safeParse(value)
  return read.success ? read.data : undefined
}
