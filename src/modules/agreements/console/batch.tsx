/** 批量拟定: counts first, then the drafts (screens 4.8). */
import { Button, Table } from 'antd'
import { useState } from 'react'
import type * as z from 'zod'
import { access } from '#modules/access/contract.ts'
import { supportModeText, SupportMode } from '#kernel/self-care.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { PickField, RadioField } from '#ui/fields.tsx'
import { type FormState, useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { useGo } from '#ui/link.tsx'
import { DayField, MoneyField } from '#ui/number-fields.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { agreements } from '../contract.ts'
import { chosenForBatch } from './missing.tsx'

const schema = agreements.operations.draftBatch.input
type Input = z.input<typeof schema>
type Preview = z.output<typeof agreements.operations.previewBatch.output>

const labels = {
  kind: '协议类型',
  townshipId: '乡镇（街道）',
  from: '协议起期',
  to: '协议止期',
  priceKind: '有偿无偿',
  priceFen: '每月价格',
  rosterFixedOn: '名册确定日',
}

export function BatchPage() {
  const [preview, setPreview] = useState<{ input: Input; found: Preview }>()
  const [chosen] = useState(() => chosenForBatch.get())
  const form = freeCostsNothing(
    useForm({
      schema,
      draft: 'agreements.draftBatch',
      initial: { kind: chosen.kind, personIds: chosen.persons.map(({ personId }) => personId) },
    }),
  )
  const areas = useAnswer(access, 'areas', {})
  const townships = (areas.data ?? []).filter(({ level, toOn }) => level === 'township' && toOn === null)
  const send = async (input: Input) => setPreview({ input, found: await ask(agreements, 'previewBatch', input) })
  return (
    <PageBody title="批量拟定协议" way={[{ title: '协议', to: '/agreements' }]}>
      <Form form={form} action="预览" labels={labels} onSend={send}>
        <ChosenPersons names={chosen.persons.map(({ name }) => name)} />
        <RadioField
          form={form}
          name="kind"
          label={labels.kind}
          choices={SupportMode.options.map((value) => ({ value, label: supportModeText[value] }))}
        />
        <PickField
          form={form}
          name="townshipId"
          label={labels.townshipId}
          choices={townships.map(({ id, name }) => ({ value: id, label: name }))}
          placeholder="辖区内全部"
        />
        <Terms form={form} />
      </Form>
      {preview && <Found preview={preview} />}
    </PageBody>
  )
}

function Terms({ form }: { form: FieldForm }) {
  return (
    <>
      <DayField form={form} name="from" label={labels.from} />
      <DayField form={form} name="to" label={labels.to} />
      <PickField
        form={form}
        name="priceKind"
        label={labels.priceKind}
        choices={[
          { value: 'free', label: '无偿（价格写0）' },
          { value: 'paid', label: '有偿' },
        ]}
      />
      <MoneyField form={form} name="priceFen" label={labels.priceFen} />
      <DayField
        form={form}
        name="rosterFixedOn"
        label={labels.rosterFixedOn}
        help="名册在系统内锁定的不用填；在系统外确定的填确定日期。"
      />
    </>
  )
}

/** Those picked from the list of persons without agreement; nobody picked is everybody of the place. */
function ChosenPersons({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null
  const more = names.length > 5 ? `等${names.length}人` : `，共${names.length}人`
  return <p className="gy-note">{`只为选中的人拟定：${names.slice(0, 5).join('、')}${more}。`}</p>
}

/** 无偿 means a price of 0, so nobody has to type it. */
const freeCostsNothing = <S extends z.ZodObject>(form: FormState<S>): FormState<S> => ({
  ...form,
  set: (name, value, composing) => {
    form.set(name, value, composing)
    if (name !== 'priceKind' || value !== 'free') return
    form.unreadable('priceFen', undefined)
    form.set('priceFen', 0)
  },
})

function Found({ preview: { input, found } }: { preview: { input: Input; found: Preview } }) {
  const draft = useCommand(agreements, 'draftBatch', { answers: ['duties', 'rosters'] })
  const say = useSay()
  const go = useGo()
  const run = async () => {
    const { drafted } = await draft.mutateAsync(input)
    chosenForBatch.set({ kind: 'dispersed', persons: [] })
    say(`已拟定${drafted.length}份：${drafted[0]?.number ?? ''}至${drafted.at(-1)?.number ?? ''}`)
    go('/agreements?status=draft')
  }
  const button = found.can > 0 && (
    <Button type="primary" loading={draft.isPending} onClick={() => void run().catch(() => {})}>
      {`拟定${found.can}份`}
    </Button>
  )
  return (
    <Panel title="预览" extra={button}>
      <p>{found.text}</p>
      <ReasonsOf error={draft.error} action="拟定" />
      {found.cannot.length > 0 && (
        <Table
          size="small"
          rowKey="personId"
          pagination={found.cannot.length > 20 ? { pageSize: 20 } : false}
          dataSource={found.cannot}
          columns={[
            { title: '姓名', render: (_, row) => <PersonLink personId={row.personId} name={row.name} /> },
            { title: '不能拟定的原因和办法', dataIndex: 'message' },
          ]}
        />
      )}
    </Panel>
  )
}
