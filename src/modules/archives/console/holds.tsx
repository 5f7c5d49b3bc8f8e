/** 暂缓销毁: what is still open about a file, and when it was settled. */
import { useCommand } from '#ui/ask.ts'
import { LongTextField, RadioField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { Moment } from '#ui/dates.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { archives, type ArchiveFile } from '../contract.ts'
import { HeldByHand, holdText } from '../words.ts'

export function Holds({ file }: { file: ArchiveFile }) {
  const may = useMay()
  const release = useCommand(archives, 'release')
  if (file.holds.length === 0) return null
  return (
    <Panel title="暂缓销毁" count={file.holds.filter(({ releasedAt }) => releasedAt === null).length}>
      <ul className="gy-list">
        {file.holds.map((hold) => (
          <li key={hold.id}>
            {holdText[hold.kind]}：{hold.reason}（{hold.byName && `${hold.byName}，`}
            <Moment at={hold.at} />） {hold.byRequest && <span className="gy-help">答复后自动解除</span>}
            {hold.releasedAt ? (
              <>
                <Moment at={hold.releasedAt} />
                解除：{hold.releaseReason}
              </>
            ) : (
              !hold.byRequest &&
              may('archives.release') && (
                <ConfirmReason
                  verb="解除暂缓"
                  title={`解除“${holdText[hold.kind]}”的暂缓？`}
                  small
                  onConfirm={(reason) => release.mutateAsync({ holdId: hold.id, reason })}
                >
                  <p>解除后，保管期满且没有其他暂缓的，档案可以销毁。</p>
                </ConfirmReason>
              )
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const HoldInput = archives.operations.hold.input.omit({ personId: true })
const labels = { kind: '因什么暂缓', reason: '说明' }

export function HoldForm({ file, onDone }: { file: ArchiveFile; onDone: () => void }) {
  const form = useForm({ schema: HoldInput, draft: `archives.hold.${file.personId}` })
  const hold = useCommand(archives, 'hold')
  return (
    <Form
      form={form}
      action="暂缓销毁"
      labels={labels}
      onSend={(input) => hold.mutateAsync({ ...input, personId: file.personId })}
      onDone={onDone}
    >
      <RadioField
        form={form}
        name="kind"
        label={labels.kind}
        choices={HeldByHand.options.map((value) => ({ value, label: holdText[value] }))}
      />
      <LongTextField form={form} name="reason" label={labels.reason} rows={2} maxLength={300} />
    </Form>
  )
}
