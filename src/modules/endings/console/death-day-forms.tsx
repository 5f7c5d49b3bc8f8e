/** 更正死亡日期: one proposes with the paper, a leader of the county decides. */
import * as z from 'zod'
import { dateText } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { type DeathDetails, endings } from '../contract.ts'
import { InWindow } from './in-window.tsx'

interface Props {
  details: DeathDetails
  onDone: () => void
}

const { operations } = endings
const answers = { answers: ['duties', 'persons', 'payments', 'stays', 'agreements', 'rosters'] } as const

export function DeathDay({ details }: { details: DeathDetails }) {
  const may = useMay()
  const { row, dayWanted, acts } = details
  if (row.status === 'withdrawn' || !acts.some(({ kind }) => kind === 'certificate')) return null
  if (dayWanted === null)
    return may('endings.proposeDeathDay') ? (
      <InWindow verb="更正死亡日期" title={`更正死亡日期：${row.name}`}>
        {(close) => <ProposeForm details={details} onDone={close} />}
      </InWindow>
    ) : null
  if (!may('endings.decideDeathDay') || dayWanted.mine)
    return <span className="gy-help">{`已提出更正为${dateText(dayWanted.on)}，等县级救助负责人决定。`}</span>
  return (
    <InWindow verb="决定更正死亡日期" title={`更正死亡日期：${row.name}`}>
      {(close) => <DecideForm details={details} onDone={close} />}
    </InWindow>
  )
}

const Propose = operations.proposeDeathDay.input
  .omit({ deathId: true, fileId: true })
  .extend({ fileIds: z.array(z.uuid()).min(1, '请上传凭据的扫描件') })

function ProposeForm({ details: { row }, onDone }: Props) {
  const form = useForm({ schema: Propose, draft: `endings.deathDay.${row.id}`, at: { fileId: 'fileIds' } })
  const propose = useCommand(endings, 'proposeDeathDay', answers)
  const say = useSay()
  const labels = { diedOn: '实际死亡日期', paper: '凭据和原件位置', words: '错在哪里', fileIds: '凭据的扫描件' }
  return (
    <Form
      form={form}
      action="提出更正"
      labels={labels}
      onSend={async ({ fileIds, ...input }) => {
        const [fileId = ''] = fileIds
        await propose.mutateAsync({ ...input, deathId: row.id, fileId })
        say('已提出，等县级救助负责人决定')
      }}
      onDone={onDone}
    >
      <p className="gy-note">
        {`现在登记的是${dateText(row.diedOn)}。决定更正后，供养终止、名册、服务、发放、入住、协议和追回都按实际日期重新计算，两个日期都留存。`}
      </p>
      <DayField form={form} name="diedOn" label={labels.diedOn} />
      <TextField form={form} name="paper" label={labels.paper} help="如：死亡证明示证0001，1盒2页" />
      <LongTextField form={form} name="words" label={labels.words} />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}

const Decide = operations.decideDeathDay.input
  .omit({ deathId: true, agree: true })
  .extend({ result: z.enum(['yes', 'no']) })

function DecideForm({ details: { row, dayWanted, acts }, onDone }: Props) {
  const form = useForm({ schema: Decide, draft: `endings.deathDay.decide.${row.id}`, initial: { result: 'yes' } })
  const decide = useCommand(endings, 'decideDeathDay', answers)
  const say = useSay()
  const labels = { result: '决定', words: '理由' }
  const proposed = acts.findLast(({ kind }) => kind === 'day_proposed')
  return (
    <Form
      form={form}
      action="作出决定"
      labels={labels}
      onSend={async ({ result, ...input }) => {
        const { warnings } = await decide.mutateAsync({ ...input, deathId: row.id, agree: result === 'yes' })
        say([result === 'yes' ? '已更正死亡日期' : '不予更正', ...warnings].join('；'))
      }}
      onDone={onDone}
    >
      <p className="gy-note">
        {`${proposed?.byName ?? ''}提出：由${dateText(row.diedOn)}更正为${dayWanted ? dateText(dayWanted.on) : ''}。${proposed?.words ?? ''}（${proposed?.proof ?? ''}）`}
      </p>
      <RadioField
        form={form}
        name="result"
        label={labels.result}
        choices={[
          { value: 'yes', label: '同意更正' },
          { value: 'no', label: '不予更正' },
        ]}
      />
      <LongTextField form={form} name="words" label={labels.words} />
    </Form>
  )
}
