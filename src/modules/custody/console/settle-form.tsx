/** 结清: what is there, who takes it with what proof, receipt, nought. */
import * as z from 'zod'
import { yuanText } from '#kernel/money.ts'
import { useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, PickField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { UploadField } from '#ui/upload-field.tsx'
import { type AccountDetails, custody } from '../contract.ts'
import { SignedAs, signedText, takersOfDead, takersOfLiving, takerText } from '../words.ts'

const Schema = custody.operations.settle.input
  .omit({ accountId: true, fileId: true })
  .extend({ fileIds: z.array(z.uuid()).optional() })
const labels = {
  on: '交接日期',
  taker: '交给谁',
  takerName: '接收人姓名或单位',
  proof: '继承人或遗产管理人的证明（名称、编号）',
  inventory: '清点情况、在场的人',
  signedAs: '签收',
  fileIds: '收据或证明照片',
}

/** The living get it back themselves; where a guardian manages it, he does. */
const ownTaker = ({ manager, guardians }: AccountDetails, name: string) =>
  manager === 'guardian'
    ? { taker: 'guardian' as const, takerName: guardians[0] ?? '' }
    : { taker: 'self' as const, takerName: name }

export function SettleForm({ account, onDone }: { account: AccountDetails; onDone: () => void }) {
  const { id: accountId, died, balanceFen, name, estate } = account
  const things = account.things.filter(({ returnedOn }) => returnedOn === null)
  const own = died ? {} : ownTaker(account, name)
  const form = useForm({ schema: Schema, draft: `custody.settle.${accountId}`, initial: { on: today(), ...own } })
  const settle = useCommand(custody, 'settle', { answers: ['duties'] })
  const say = useSay()
  return (
    <Form
      form={form}
      action="登记结清"
      labels={labels}
      onSend={async ({ fileIds, ...input }) => {
        await settle.mutateAsync({ ...input, accountId, fileId: fileIds?.[0] ?? null })
        say('已登记结清，待另一人复核后归零')
      }}
      onDone={onDone}
    >
      <p>
        <strong>{`结清金额 ${yuanText(balanceFen)} 元`}</strong>
        {things.length > 0 && `，物品：${things.map((thing) => `${thing.name}${thing.quantity}件`).join('、')}`}{' '}
        {died && <Basis citations={estate} />}
      </p>
      <DayField form={form} name="on" label={labels.on} />
      <PickField
        form={form}
        name="taker"
        label={labels.taker}
        choices={(died ? takersOfDead : takersOfLiving).map((value) => ({ value, label: takerText[value] }))}
      />
      <TextField form={form} name="takerName" label={labels.takerName} />
      {died && (
        <TextField
          form={form}
          name="proof"
          label={`${labels.proof} *`}
          placeholder="如：继承公证书、遗产管理人指定文书"
        />
      )}
      <LongTextField form={form} name="inventory" label={labels.inventory} maxLength={1000} />
      <RadioField
        form={form}
        name="signedAs"
        label={labels.signedAs}
        choices={SignedAs.options.map((value) => ({ value, label: signedText[value] }))}
      />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}
