/** Letters printed here that are not among the papers yet: filed with one click, or with the place of their paper where paper is the base. */
import { Button } from 'antd'
import { useCommand } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { archives, type Documents } from '../contract.ts'
import { Deed } from './deed.tsx'

type Letter = Documents['issued'][number]

interface Props {
  personId: string
  documents: Documents
}

const answers = { answers: ['persons.timeline', 'duties'] }

export function Issued({ personId, documents: { issued, paperPrevails } }: Props) {
  if (issued.length === 0) return null
  return (
    <Panel title="本系统印发、尚未归入档案的文书" count={issued.length}>
      <ul className="gy-list">
        {issued.map((letter) => (
          <li key={letter.id}>
            <Day day={letter.issuedOn} /> {letter.title}{' '}
            {letter.item !== 'other' && <span className="gy-help">可作{letter.itemTitle}</span>}{' '}
            {paperPrevails ? (
              <Deed title="归入档案" of={letter.title} needs="archives.fileIssued">
                {(close) => <FileForm personId={personId} letter={letter} onDone={close} />}
              </Deed>
            ) : (
              <FileNow personId={personId} letter={letter} />
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

interface OneProps {
  personId: string
  letter: Letter
}

function FileNow({ personId, letter }: OneProps) {
  const may = useMay()
  const file = useCommand(archives, 'fileIssued', answers)
  if (!may('archives.fileIssued')) return null
  const now = () => void file.mutateAsync({ personId, issuedId: letter.id }).catch(() => {})
  return (
    <>
      <Button size="small" loading={file.isPending} onClick={now}>
        归入档案
      </Button>
      <ReasonsOf error={file.error} action="归入档案" />
    </>
  )
}

const Input = archives.operations.fileIssued.input.omit({ personId: true, issuedId: true })
const labels = { box: '盒', folder: '夹', page: '页' }

function FileForm({ personId, letter, onDone }: OneProps & { onDone: () => void }) {
  const form = useForm({ schema: Input, draft: `archives.issued.${letter.id}` })
  const file = useCommand(archives, 'fileIssued', answers)
  return (
    <Form
      form={form}
      action="归入档案"
      labels={labels}
      onSend={(input) => file.mutateAsync({ ...input, personId, issuedId: letter.id })}
      onDone={onDone}
    >
      <p className="gy-help">以印发时的内容存为PDF/A，不必扫描。以纸质档案为准的，请写明签章的纸质原件放在哪里。</p>
      <div className="gy-three">
        <TextField form={form} name="box" label={labels.box} maxLength={20} />
        <TextField form={form} name="folder" label={labels.folder} maxLength={20} />
        <TextField form={form} name="page" label={labels.page} maxLength={20} />
      </div>
    </Form>
  )
}
