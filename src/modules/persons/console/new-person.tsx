/** 旧决定补录: somebody already recognised on paper, with the paper it rests on (screens 4.6, person form). */
import { SelfCareLevel, SupportMode, supportModeText } from '#kernel/self-care.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { IdentityField, LongTextField, NameField, PhoneField, PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { type FormState, useForm } from '#ui/form-state.ts'
import { useWord } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { useLevelText } from '#ui/status-tag.tsx'
import { persons } from '../contract.ts'
import type { NewPerson } from '../file-operations.ts'
import { HouseholdClass, householdClassText, Sex, sexText } from '../words.ts'
import { useAreas } from './areas.ts'

const labels: Record<string, string> = {
  name: '姓名',
  idNumber: '身份证号',
  idRemark: '身份证号缺少或有误的理由',
  sex: '性别',
  bornOn: '出生日期',
  phone: '电话',
  householdClass: '户籍类型',
  townshipId: '责任乡镇',
  villageId: '村（居）',
  residence: '居住地址',
  registeredAt: '户籍地址',
  mode: '供养方式',
  level: '能力等级',
  supportedFrom: '供养起始日',
  decisionNo: '认定决定书号',
  decidedOn: '认定日期',
  paperReference: '纸质依据',
}
const label = (name: string): string => labels[name] ?? name

export function NewPersonDialog({ onDone }: { onDone: () => void }) {
  const form = useForm({
    schema: persons.operations.proposeFiling.input,
    draft: 'persons.proposeFiling',
    neverKept: ['idNumber', 'phone'],
  })
  const propose = useCommand(persons, 'proposeFiling', { answers: ['duties'] })
  const say = useSay()
  return (
    <>
      <p className="gy-help">
        新认定的人员请从“认定办理”开始。这里只补录以前已由纸质决定认定的人员：您提出，另一名县级人员核对决定书后确认，确认后建档，档案标注“旧决定补录”。
      </p>
      <Form
        form={form}
        action="提交补录"
        labels={labels}
        onSend={async (input) => {
          const { warnings } = await propose.mutateAsync(input)
          say(['已提交，由另一名县级人员在“更正与补录”中确认后建档', ...warnings].join('；'))
          onDone()
        }}
      >
        <IdentityPart form={form} />
        <PlacePart form={form} />
        <DecisionPart form={form} />
      </Form>
    </>
  )
}

interface Part {
  form: FormState<typeof NewPerson>
}

function IdentityPart({ form }: Part) {
  return (
    <>
      <NameField form={form} name="name" label={label('name')} />
      <IdentityField form={form} name="idNumber" label={label('idNumber')} />
      <LongTextField form={form} name="idRemark" label={label('idRemark')} help="号码正确时不填" />
      <PickField
        form={form}
        name="sex"
        label={label('sex')}
        help="有身份证号时自动读取"
        choices={Sex.options.map((value) => ({ value, label: sexText[value] }))}
      />
      <DayField form={form} name="bornOn" label={label('bornOn')} help="有身份证号时自动读取" />
      <PhoneField form={form} name="phone" label={label('phone')} />
      <PickField
        form={form}
        name="householdClass"
        label={label('householdClass')}
        choices={HouseholdClass.options.map((value) => ({ value, label: householdClassText[value] }))}
      />
    </>
  )
}

function PlacePart({ form }: Part) {
  const word = useWord()
  const { townships, villagesOf } = useAreas()
  const township = form.values['townshipId']
  const villages = villagesOf(typeof township === 'string' ? township : undefined)
  return (
    <>
      <PickField form={form} name="townshipId" label={`责任${word('乡镇')}`} choices={townships} />
      <PickField form={form} name="villageId" label={word('村')} choices={villages} />
      <TextField form={form} name="residence" label={label('residence')} />
      <TextField form={form} name="registeredAt" label={label('registeredAt')} />
    </>
  )
}

function DecisionPart({ form }: Part) {
  const levelText = useLevelText()
  return (
    <>
      <PickField
        form={form}
        name="mode"
        label={label('mode')}
        choices={SupportMode.options.map((value) => ({ value, label: supportModeText[value] }))}
      />
      <PickField
        form={form}
        name="level"
        label={label('level')}
        choices={SelfCareLevel.options.map((value) => ({ value, label: levelText(value) }))}
      />
      <DayField form={form} name="supportedFrom" label={label('supportedFrom')} />
      <TextField form={form} name="decisionNo" label={label('decisionNo')} />
      <DayField form={form} name="decidedOn" label={label('decidedOn')} />
      <TextField
        form={form}
        name="paperReference"
        label={label('paperReference')}
        help="没有决定书号时必填：文书名称或盒-夹-页"
      />
    </>
  )
}
