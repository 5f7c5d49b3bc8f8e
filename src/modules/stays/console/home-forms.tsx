/** 登记供养机构 and 修改登记: what a home is; its beds, staff and director are dated facts of their own. */
import { Modal } from 'antd'
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { access } from '#modules/access/contract.ts'
import { institutions } from '#modules/institutions/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { NameField, PhoneField, PickField, RadioField, TextField, TickField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useGo } from '#ui/link.tsx'
import { useWord } from '#ui/me.tsx'
import { DayField, NumberField } from '#ui/number-fields.tsx'
import { Empty, Loading } from '#ui/states.tsx'
import type { stays } from '../contract.ts'

const labels = {
  organisationId: '单位',
  townshipId: '所在乡镇（街道）',
  ownership: '性质',
  legalPerson: '法人登记',
  filed: '民政备案',
  grade: '等级',
  upgradeDoneBy: '改造提升完成期限',
  licenceUntil: '证照有效期至',
  address: '地址',
  beds: '实有床位数',
  nursingBeds: '护理型床位数',
  staff: '工作人员人数',
  careStaff: '护理人员人数',
  director: '负责人',
  officePhone: '机构电话',
  directorMobile: '负责人手机',
  from: '自哪一天起',
  reason: '原因',
  proof: '依据材料',
}

interface OpenProps {
  open: boolean
  /** Homes already on file. */
  known: ReadonlySet<string>
  onClose: () => void
}

export function OpenHome({ open, known, onClose }: OpenProps) {
  return (
    <Modal open={open} title="登记供养机构" width={600} footer={null} onCancel={onClose} destroyOnHidden>
      <OpenForm known={known} />
    </Modal>
  )
}

const OpenInput = institutions.operations.open.input
  .omit({ sortOrder: true, grade: true })
  .extend({ grade: z.string().optional() })

function OpenForm({ known }: { known: ReadonlySet<string> }) {
  const { data: organisations } = useAnswer(access, 'organisations', {})
  if (!organisations) return <Loading />
  const free = organisations.filter(({ id, kind, toOn }) => kind === 'home' && !toOn && !known.has(id))
  if (free.length === 0)
    return <Empty>没有待登记的机构。请先由系统管理员在“单位与区划”登记这家供养服务机构，再到这里登记床位和人员。</Empty>
  return <OpenFields free={free} sortOrder={known.size + 1} />
}

type Organisation = OutputOf<(typeof access)['operations']['organisations']>[number]

function OpenFields({ free, sortOrder }: { free: readonly Organisation[]; sortOrder: number }) {
  const go = useGo()
  const form = useForm({
    schema: OpenInput,
    draft: 'institutions.open',
    initial: { ownership: 'public', legalPerson: false, filed: false },
    neverKept: ['directorMobile'],
    at: { organisation: 'organisationId' },
  })
  const open = useCommand(institutions, 'open', { answers: ['stays', 'reports'] })
  const say = useSay()
  return (
    <Form
      form={form}
      action="登记供养机构"
      labels={labels}
      onSend={async ({ grade, ...input }) => {
        const made = await open.mutateAsync({ ...input, sortOrder, grade: gradeOf(grade) })
        say('已登记')
        go(`/homes/${made.homeId}`)
      }}
    >
      <UnitAndPlace form={form} free={free} />
      <Beds form={form} />
      <Register form={form} />
      <DayField form={form} name="from" label={labels.from} />
      <TextField form={form} name="reason" label={labels.reason} />
      <TextField form={form} name="proof" label={labels.proof} help="文件名称或文号" />
    </Form>
  )
}

/** A unit that itself stands in a township brings its township along. */
function UnitAndPlace({ form, free }: { form: FieldForm; free: readonly Organisation[] }) {
  const word = useWord()
  const { data: areas = [] } = useAnswer(access, 'areas', {})
  const townships = areas.filter(({ level, toOn }) => level === 'township' && !toOn)
  const choose: FieldForm = {
    ...form,
    set: (name, value) => {
      form.set(name, value)
      const area = free.find(({ id }) => id === value)?.areaId
      if (townships.some(({ id }) => id === area)) form.set('townshipId', area)
    },
  }
  return (
    <>
      <PickField
        form={choose}
        name="organisationId"
        label={labels.organisationId}
        choices={free.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <PickField
        form={form}
        name="townshipId"
        label={`所在${word('乡镇')}`}
        choices={townships.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </>
  )
}

function Beds({ form }: { form: FieldForm }) {
  return (
    <>
      <RadioField
        form={form}
        name="ownership"
        label={labels.ownership}
        choices={[
          { value: 'public', label: '公办' },
          { value: 'private', label: '民办' },
        ]}
      />
      <NumberField
        form={form}
        name="beds"
        label={labels.beds}
        help="在用可用的张数（本系统的理解：附件2的“实有床位”是在用可用的床位）"
      />
      <NumberField form={form} name="nursingBeds" label={labels.nursingBeds} />
      <NumberField form={form} name="staff" label={labels.staff} />
      <NumberField form={form} name="careStaff" label={labels.careStaff} />
      <NameField form={form} name="director" label={labels.director} />
      <TextField form={form} name="officePhone" label={labels.officePhone} />
      <PhoneField form={form} name="directorMobile" label={labels.directorMobile} />
    </>
  )
}

const grades = [1, 2, 3, 4, 5].map((grade) => ({ value: String(grade), label: `${grade}级` }))
const gradeOf = (grade: string | undefined): number | null => (grade ? Number(grade) : null)

function Register({ form }: { form: FieldForm }) {
  return (
    <>
      <TickField form={form} name="legalPerson" label={labels.legalPerson} statement="已办理法人登记" />
      <TickField form={form} name="filed" label={labels.filed} statement="已在民政部门备案" />
      <PickField form={form} name="grade" label={labels.grade} choices={grades} placeholder="未评定" />
      <DayField form={form} name="upgradeDoneBy" label={labels.upgradeDoneBy} help="不在改造提升的不填" />
      <DayField form={form} name="licenceUntil" label={labels.licenceUntil} />
      <TextField form={form} name="address" label={labels.address} maxLength={200} />
    </>
  )
}

const DescribeInput = institutions.operations.describe.input.omit({ homeId: true, version: true, grade: true }).extend({
  grade: z.string().optional(),
  licenceUntil: PlainDate.nullable().optional(),
  upgradeDoneBy: PlainDate.nullable().optional(),
  address: z.string().trim().max(200, '地址最多200个字').optional(),
})
type HomeSeen = OutputOf<(typeof stays)['operations']['home']>

export function DescribeHome({ home, open, onClose }: { home: HomeSeen; open: boolean; onClose: () => void }) {
  return (
    <Modal open={open} title={`修改登记：${home.row.name}`} footer={null} onCancel={onClose} destroyOnHidden>
      <DescribeForm home={home} onDone={onClose} />
    </Modal>
  )
}

function DescribeForm({ home, onDone }: { home: HomeSeen; onDone: () => void }) {
  const { row, legalPerson, filed, address, upgradeDoneBy, version } = home
  const form = useForm({
    schema: DescribeInput,
    draft: `institutions.describe.${row.id}`,
    initial: {
      legalPerson,
      filed,
      address,
      licenceUntil: row.licenceUntil,
      upgradeDoneBy,
      ...(row.grade === null ? {} : { grade: String(row.grade) }),
    },
  })
  const describe = useCommand(institutions, 'describe', { answers: ['stays', 'reports'] })
  const say = useSay()
  return (
    <Form
      form={form}
      action="修改登记"
      labels={labels}
      onSend={({ grade, address: place = '', ...input }) =>
        describe.mutateAsync({
          ...input,
          address: place,
          licenceUntil: input.licenceUntil ?? null,
          upgradeDoneBy: input.upgradeDoneBy ?? null,
          grade: gradeOf(grade),
          homeId: row.id,
          version,
        })
      }
      onDone={() => {
        say('已修改')
        onDone()
      }}
    >
      <p className="gy-help">床位、人员、负责人的变化请用“登记床位变化”。</p>
      <Register form={form} />
      <TextField form={form} name="reason" label={labels.reason} />
    </Form>
  )
}
