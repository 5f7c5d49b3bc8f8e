/** Around a person: capacity, guardians, contacts, and when each of them ends. */
import { LongTextField, MultiField, NameField, PhoneField, RadioField, TextField } from '#ui/fields.tsx'
import { Basis } from '#ui/citation.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { useCommand } from '#ui/ask.ts'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField, NumberField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { UploadField } from '#ui/upload-field.tsx'
import { type PersonFile, persons } from '../contract.ts'
import { Capacity, capacityText, ContactRole, contactText, GuardianScope, guardianScopeText } from '../words.ts'
import type { ActionProps } from './action-forms.tsx'
import { useDone } from './use-done.ts'

const { operations } = persons
const civilCode = (clause: string) => [{ document: '民法典', clause }]

const CapacityInput = operations.setCapacity.input.omit({ personId: true, version: true })

export function CapacityForm({ file, onDone }: ActionProps) {
  const form = useForm({
    schema: CapacityInput,
    draft: `persons.capacity.${file.id}`,
    initial: { capacity: file.capacity, since: today() },
    at: { future: 'since' },
  })
  const set = useCommand(persons, 'setCapacity', { answers: ['duties'] })
  const done = useDone(onDone)
  const labels = {
    capacity: '民事行为能力',
    basis: '认定依据',
    since: '自哪一天起',
    paperReference: '纸质依据',
    fileId: '文书扫描件',
  }
  return (
    <Form
      form={form}
      action="登记民事行为能力"
      labels={labels}
      onSend={async (input) =>
        done('已登记', (await set.mutateAsync({ ...input, personId: file.id, version: file.version })).warnings)
      }
    >
      <p className="gy-help">
        成年人的限制或无民事行为能力由人民法院认定，不能只凭年龄或能力等级。{' '}
        <Basis citations={civilCode('第二十四条')} />
      </p>
      <RadioField
        form={form}
        name="capacity"
        label={labels.capacity}
        choices={Capacity.options.map((value) => ({ value, label: capacityText[value] }))}
      />
      <LongTextField form={form} name="basis" label={labels.basis} help="如判决书号，或鉴定、证明文书的名称" />
      <DayField form={form} name="since" label={labels.since} help="判决、鉴定生效的日期；以前办的事按当时的能力看" />
      <TextField form={form} name="paperReference" label={labels.paperReference} help="文书存放位置" />
      <UploadField
        form={form}
        name="fileId"
        label={labels.fileId}
        most={1}
        write={(files) => files[0]?.fileId ?? null}
      />
    </Form>
  )
}

const GuardianInput = operations.addGuardian.input.omit({ personId: true })

const guardianLabels = {
  conflictWords: '核对说明',
  name: '姓名',
  relation: '与本人关系',
  bornOn: '出生日期',
  phone: '电话',
  scope: '监护范围',
  sharedWords: '共同监护的分工',
  basis: '监护依据',
  fromOn: '自哪一天起',
}

export function GuardianForm({ file, onDone }: ActionProps) {
  const form = useForm({
    schema: GuardianInput,
    draft: `persons.guardian.${file.id}`,
    initial: { scope: [], fromOn: today() },
    neverKept: ['phone'],
  })
  const add = useCommand(persons, 'addGuardian', { answers: ['duties'] })
  const done = useDone(onDone)
  return (
    <Form
      form={form}
      action="登记监护人"
      labels={guardianLabels}
      onSend={async (input) => done('已登记监护人', (await add.mutateAsync({ ...input, personId: file.id })).warnings)}
    >
      {file.capacity === 'full' && (
        <p className="gy-warning">! 本人登记为完全民事行为能力，一般不设监护人。请先核对民事行为能力。</p>
      )}
      <GuardianFields form={form} file={file} />
    </Form>
  )
}

/** Whoever guards him in a matter that is chosen. */
function sharing(file: PersonFile, scope: unknown): string[] {
  const chosen = GuardianScope.array().catch([]).parse(scope)
  return file.guardians
    .filter((each) => !each.toOn && each.scope.some((one) => chosen.includes(one)))
    .map(({ name }) => name)
}

function GuardianFields({ form, file }: { form: FieldForm; file: PersonFile }) {
  const others = sharing(file, form.values['scope'])
  return (
    <>
      <NameField form={form} name="name" label={guardianLabels.name} />
      <TextField form={form} name="relation" label={guardianLabels.relation} help="如：弟弟、村（居）民委员会" />
      <PhoneField form={form} name="phone" label={guardianLabels.phone} />
      <DayField form={form} name="bornOn" label={guardianLabels.bornOn} help="是组织的不填" />
      <MultiField
        form={form}
        name="scope"
        label={guardianLabels.scope}
        choices={GuardianScope.options.map((value) => ({ value, label: guardianScopeText[value] }))}
      />
      {others.length > 0 && (
        <>
          <p className="gy-warning">{`! ${others.join('、')}也是这个范围的监护人。两人以上共同监护的，请写明各自决定什么。`}</p>
          <LongTextField
            form={form}
            name="sharedWords"
            label={guardianLabels.sharedWords}
            rows={2}
            help="如：存折由弟弟保管，大额支出两人商定；已不再监护的，请先终止其登记"
          />
        </>
      )}
      <p className="gy-help">
        监护人的顺序 <Basis citations={civilCode('第二十八条')} />
      </p>
      <LongTextField
        form={form}
        name="basis"
        label={guardianLabels.basis}
        rows={2}
        help="指定监护的文书，或协议监护书的存放位置"
      />
      <LongTextField
        form={form}
        name="conflictWords"
        label={guardianLabels.conflictWords}
        rows={2}
        help="在服务机构、供养机构任职或代领本人款的，写明怎样核对、为什么没有利益冲突；没有的不填"
      />
      <DayField form={form} name="fromOn" label={guardianLabels.fromOn} />
    </>
  )
}

const GuardianEnd = operations.endGuardian.input.omit({ id: true })

/** The last day of one row: a guardian's, or the return from an absence. */
export function EndGuardianForm({ id, onDone }: { id: string; onDone: () => void }) {
  const form = useForm({
    schema: GuardianEnd,
    draft: `persons.endGuardian.${id}`,
    initial: { toOn: today() },
    at: { nothing_changed: 'toOn', future: 'toOn' },
  })
  const end = useCommand(persons, 'endGuardian', { answers: ['duties'] })
  const done = useDone(onDone)
  return (
    <Form
      form={form}
      action="终止监护登记"
      labels={{ toOn: '最后一日' }}
      onSend={async (input) => done('已终止', (await end.mutateAsync({ ...input, id })).warnings)}
    >
      <p className="gy-help">终止后这位监护人不能再代为同意或签署；登记本身保留可查。</p>
      <DayField form={form} name="toOn" label="最后一日" />
    </Form>
  )
}

const ContactInput = operations.addContact.input.omit({ personId: true })

export function ContactForm({ file, onDone }: ActionProps) {
  const form = useForm({ schema: ContactInput, draft: `persons.contact.${file.id}`, neverKept: ['phone'] })
  const add = useCommand(persons, 'addContact', { answers: ['duties'] })
  const done = useDone(onDone)
  const labels = { role: '作用', name: '姓名', relation: '与本人关系', phone: '电话', place: '联系顺序' }
  return (
    <Form
      form={form}
      action="登记联系人"
      labels={labels}
      onSend={async (input) => done('已登记', (await add.mutateAsync({ ...input, personId: file.id })).warnings)}
    >
      <RadioField
        form={form}
        name="role"
        label={labels.role}
        choices={ContactRole.options.map((value) => ({ value, label: contactText[value] }))}
      />
      <NameField form={form} name="name" label={labels.name} />
      <TextField form={form} name="relation" label={labels.relation} />
      <PhoneField form={form} name="phone" label={labels.phone} />
      <NumberField form={form} name="place" label={labels.place} help="1最先联系；不填的为1" />
    </Form>
  )
}
