/** 委托: of a new account, and for one that stands. */
import { useEffect } from 'react'
import * as z from 'zod'
import type { OutputOf } from '#kernel/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { PickField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { Answer } from '#ui/states.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { type AccountDetails, custody } from '../contract.ts'
import { Giver, giverText, Scope, scopeText } from '../words.ts'

const labels = {
  personId: '院民',
  givenBy: '由谁委托',
  giver: '委托人姓名',
  scope: '委托代管',
  from: '起',
  to: '止（长期的不填）',
  paperReference: '委托书的纸质位置（如3盒1夹2页）',
  fileIds: '委托书照片或扫描件',
}
const files = { fileIds: z.array(z.uuid()).optional(), to: z.iso.date('请选择日期').optional() }
const Opening = custody.operations.open.input.omit({ fileId: true, to: true }).extend(files)
const Entrusting = custody.operations.entrust.input.omit({ accountId: true, fileId: true, to: true }).extend(files)

export function OpenForm({ onDone }: { onDone: () => void }) {
  const residents = useAnswer(custody, 'withoutAccount', {})
  return (
    <Answer answer={residents}>
      {({ rows }) =>
        rows.length === 0 ? (
          <p className="gy-empty">在院的救助供养人员都已经开户。</p>
        ) : (
          <Opened rows={rows} onDone={onDone} />
        )
      }
    </Answer>
  )
}

type Resident = OutputOf<(typeof custody)['operations']['withoutAccount']>['rows'][number]

function Opened({ rows, onDone }: { rows: readonly Resident[]; onDone: () => void }) {
  const initial = { from: today(), scope: 'money' as const }
  const form = useForm({ schema: Opening, draft: 'custody.open', initial, at: { guardian: 'giver' } })
  const open = useCommand(custody, 'open')
  const say = useSay()
  const chosen = rows.find(({ personId }) => personId === form.values['personId'])
  const { set } = form
  const manager = chosen?.manager
  const giver = manager === 'guardian' ? chosen?.guardians[0] : chosen?.name
  const chosenId = chosen?.personId
  useEffect(() => {
    if (!chosenId) return
    set('givenBy', manager)
    set('giver', giver)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each person chosen; what is typed after that stays
  }, [chosenId])
  return (
    <Form
      form={form}
      action="登记委托并开户"
      labels={labels}
      onSend={async ({ fileIds, to = null, ...input }) => {
        const { number } = await open.mutateAsync({ ...input, to, fileId: fileIds?.[0] ?? null })
        say(`已开户，账号${number}`)
      }}
      onDone={onDone}
    >
      <PickField
        form={form}
        name="personId"
        label={labels.personId}
        choices={rows.map(({ personId, name, idMasked }) => ({ value: personId, label: `${name}　${idMasked}` }))}
      />
      {chosen?.manager === 'guardian' && (
        <p className="gy-help">
          {`${chosen.name}不具有完全民事行为能力，应由监护人委托。`}
          {chosen.guardians.length > 0
            ? `登记的监护人：${chosen.guardians.join('、')}。`
            : '人员档案还没有登记范围包括财产的监护人，请先登记。'}
        </p>
      )}
      <EntrustFields form={form} />
    </Form>
  )
}

export function EntrustForm({ account, onDone }: { account: AccountDetails; onDone: () => void }) {
  const { id: accountId, manager, name, guardians } = account
  const giver = manager === 'person' ? name : (guardians[0] ?? '')
  const initial = { from: today(), givenBy: manager, giver, scope: 'money' as const }
  const form = useForm({
    schema: Entrusting,
    draft: `custody.entrust.${accountId}`,
    initial,
    at: { guardian: 'giver' },
  })
  const entrust = useCommand(custody, 'entrust')
  const say = useSay()
  return (
    <Form
      form={form}
      action="登记委托"
      labels={labels}
      onSend={async ({ fileIds, to = null, ...input }) => {
        await entrust.mutateAsync({ ...input, accountId, to, fileId: fileIds?.[0] ?? null })
        say('已登记委托')
      }}
      onDone={onDone}
    >
      {manager === 'guardian' && (
        <p className="gy-help">
          本人不具有完全民事行为能力，应由监护人委托。 <Basis citations={account.managerCitations} />
        </p>
      )}
      <EntrustFields form={form} />
    </Form>
  )
}

function EntrustFields({ form }: { form: FieldForm }) {
  return (
    <>
      <RadioField
        form={form}
        name="givenBy"
        label={labels.givenBy}
        choices={Giver.options.map((value) => ({ value, label: giverText[value] }))}
      />
      <TextField form={form} name="giver" label={labels.giver} />
      <RadioField
        form={form}
        name="scope"
        label={labels.scope}
        choices={Scope.options.map((value) => ({ value, label: scopeText[value] }))}
      />
      <DayField form={form} name="from" label={labels.from} />
      <DayField form={form} name="to" label={labels.to} />
      <TextField form={form} name="paperReference" label={labels.paperReference} />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </>
  )
}
