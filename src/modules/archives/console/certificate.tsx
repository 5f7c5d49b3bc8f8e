/** 一人一档 · 供养证: the one that holds, those before it, issuing and printing. */
import { Button } from 'antd'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { Day } from '#ui/dates.tsx'
import { LongTextField, RadioField, TextField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Answer } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { archives } from '../contract.ts'
import type { Certificates } from '../keeping-contract.ts'
import { CertificateGround, certificateGroundText } from '../words.ts'
import { Deed } from './deed.tsx'

export function CertificatePanel({ personId }: { personId: string }) {
  const answer = useAnswer(archives, 'certificates', { personId })
  return (
    <Answer answer={answer} lines={3}>
      {(found) => <Shown personId={personId} found={found} />}
    </Answer>
  )
}

interface Props {
  personId: string
  found: Certificates
}

function Shown({ personId, found }: Props) {
  const { number, rows, stop } = found
  return (
    <>
      <p>
        {number === '' ? (
          '还没有发放供养证。'
        ) : (
          <>
            现行证号 <b className="gy-digits">{number}</b>
          </>
        )}
      </p>
      <p className="gy-actions">
        <Deed
          title={number === '' ? '发证' : '补发或换发'}
          of="特困人员救助供养证"
          needs="archives.issueCertificate"
          stop={stop ?? undefined}
        >
          {(close) => <IssueForm personId={personId} first={number === ''} onDone={close} />}
        </Deed>
        {rows.some((row) => !row.void) && <Print personId={personId} />}
      </p>
      {stop && <p className="gy-help">{stop}</p>}
      {rows.length > 0 && <Issued rows={rows} />}
    </>
  )
}

function Issued({ rows }: { rows: Certificates['rows'] }) {
  return (
    <div className="gy-scroll">
      <table className="gy-plain-table gy-wide">
        <thead>
          <tr>
            {['证号', '状态', '发证日期', '原因', '登记'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="gy-digits">{row.void ? <s>{row.number}</s> : row.number}</td>
              <td>
                <FamilyTag family={row.void ? 'neutral' : 'green'} text={row.void ? '已作废' : '有效'} />
              </td>
              <td>
                <Day day={row.issuedOn} />
              </td>
              <td>
                {certificateGroundText[row.ground]}
                {row.words && `：${row.words}`}
              </td>
              <td>{row.byName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Print({ personId }: { personId: string }) {
  const may = useMay()
  const print = useCommand(archives, 'printCertificate')
  if (!may('archives.printCertificate')) return null
  const give = () =>
    void print.mutateAsync({ personId }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      <Button size="small" loading={print.isPending} onClick={give}>
        打印供养证
      </Button>
      <ReasonsOf error={print.error} action="打印供养证" />
    </>
  )
}

const IssueInput = archives.operations.issueCertificate.input.omit({ personId: true })
const labels = { ground: '原因', number: '证号', issuedOn: '发证日期', words: '情况说明' }

function IssueForm({ personId, first, onDone }: { personId: string; first: boolean; onDone: () => void }) {
  const grounds = CertificateGround.options.filter((ground) => (ground === 'first') === first)
  const form = useForm({
    schema: IssueInput,
    draft: `archives.certificate.${personId}`,
    initial: { issuedOn: today(), ...(first ? { ground: 'first' as const } : {}) },
  })
  const issue = useCommand(archives, 'issueCertificate', { answers: ['persons'] })
  return (
    <Form
      form={form}
      action={first ? '登记发证' : '登记换发'}
      labels={labels}
      onSend={(input) => issue.mutateAsync({ ...input, personId })}
      onDone={onDone}
    >
      {!first && <p className="gy-help">登记后原证号作废，并留存记录。</p>}
      <RadioField form={form} name="ground" label={labels.ground} choices={choicesOf(grounds, certificateGroundText)} />
      <DayField form={form} name="issuedOn" label={labels.issuedOn} />
      <TextField form={form} name="number" label={labels.number} maxLength={40} help="不填由系统按年编号" />
      {!first && <LongTextField form={form} name="words" label={labels.words} rows={2} maxLength={300} />}
    </Form>
  )
}
