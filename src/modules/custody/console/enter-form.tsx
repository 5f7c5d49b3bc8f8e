/** 登记收支: in or out; who receives it is asked where it goes out by hand. */
import * as z from 'zod'
import { yuanText } from '#kernel/money.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { PickField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField, MoneyField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { UploadField } from '#ui/upload-field.tsx'
import { type AccountDetails, custody, EnteredKind } from '../contract.ts'
import { giverText, kindText, SignedAs, signedText } from '../words.ts'

const Schema = custody.operations.enter.input
  .omit({ accountId: true, fileId: true, consentId: true })
  .extend({ fileIds: z.array(z.uuid()).optional(), consentId: z.uuid().optional() })
const labels = {
  kind: '类别',
  amountFen: '金额（元）',
  on: '日期',
  purpose: '用途或来源',
  voucher: '凭证号',
  receiver: '由谁领取',
  consentId: '依据哪份同意',
  signedAs: '签收',
  fileIds: '凭据照片',
}

interface Props {
  account: AccountDetails
  onDone: () => void
}

export function EnterForm({ account, onDone }: Props) {
  const { id: accountId, status } = account
  const kinds = status === 'frozen' ? EnteredKind.extract(['deposit']) : EnteredKind
  const initial = {
    on: today(),
    kind: 'deposit' as const,
    receiver: account.manager === 'guardian' ? ('other' as const) : ('person' as const),
  }
  const at = { balance_negative: 'amountFen', amount: 'amountFen', entrustment: 'kind' } as const
  const form = useForm({ schema: Schema, draft: `custody.enter.${accountId}`, initial, at })
  const enter = useCommand(custody, 'enter', { answers: ['duties'] })
  const say = useSay()
  const withdraws = form.values['kind'] === 'withdrawal'
  return (
    <Form
      form={form}
      action="登记收支"
      labels={labels}
      onSend={async ({ fileIds, consentId = null, ...input }) => {
        await enter.mutateAsync({ ...input, consentId, accountId, fileId: fileIds?.[0] ?? null })
        say('已登记，待另一人复核后入账')
      }}
      onDone={onDone}
    >
      <p className="gy-help">{`余额${yuanText(account.balanceFen)} 元。由另一人复核后入账。`}</p>
      <RadioField
        form={form}
        name="kind"
        label={labels.kind}
        choices={kinds.options.map((value) => ({ value, label: kindText[value] }))}
      />
      <MoneyField form={form} name="amountFen" label={labels.amountFen} />
      <DayField form={form} name="on" label={labels.on} />
      <TextField form={form} name="purpose" label={labels.purpose} placeholder="如：养老金存入；买衣服" />
      <TextField
        form={form}
        name="voucher"
        label={`${labels.voucher}${form.values['kind'] === 'purchase' ? ' *' : ''}`}
      />
      {withdraws && <Receiving account={account} form={form} />}
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}

function Receiving({ account, form }: { account: AccountDetails; form: Parameters<typeof RadioField>[0]['form'] }) {
  const consents = account.consents.filter(({ valid, kind }) => valid && kind === 'entrusted_money')
  return (
    <>
      <RadioField
        form={form}
        name="receiver"
        label={labels.receiver}
        choices={[
          { value: 'person', label: '本人', disabled: account.manager === 'guardian' },
          { value: 'other', label: '代领', disabled: consents.length === 0 },
        ]}
        help={
          account.manager === 'guardian'
            ? '本人不具有完全民事行为能力，不能由本人签领；须监护人书面同意由谁领取，在人员档案登记。'
            : consents.length === 0
              ? '没有有效的同意（资金代管，写明由谁领取），只能由本人领取。'
              : undefined
        }
      />
      {form.values['receiver'] === 'other' && (
        <PickField
          form={form}
          name="consentId"
          label={`${labels.consentId} *`}
          choices={consents.map(({ id, receiver, givenBy, from }) => ({
            value: id,
            label: `${receiver}领取，${giverText[givenBy]}${from}同意`,
          }))}
        />
      )}
      <RadioField
        form={form}
        name="signedAs"
        label={`${labels.signedAs} *`}
        choices={SignedAs.options.map((value) => ({ value, label: signedText[value] }))}
      />
    </>
  )
}
