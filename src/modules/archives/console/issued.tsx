/** Letters printed here that are not among the papers yet: filed with their class and the place of their paper, without a scan. */
import { useCommand } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { RadioField, TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { Panel } from '#ui/page.tsx'
import { archives, type Documents } from '../contract.ts'
import { classText, DocumentClass } from '../words.ts'
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
            <Deed title="归入档案" of={letter.title} needs="archives.fileIssued">
              {(close) => <FileForm personId={personId} letter={letter} paperPrevails={paperPrevails} onDone={close} />}
            </Deed>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

interface OneProps {
  personId: string
  letter: Letter
  paperPrevails: boolean
}

const Input = archives.operations.fileIssued.input.omit({ personId: true, issuedId: true })
const labels = { class: '类别', box: '盒', folder: '夹', page: '页' }

function FileForm({ personId, letter, paperPrevails, onDone }: OneProps & { onDone: () => void }) {
  const form = useForm({ schema: Input, draft: `archives.issued.${letter.id}`, initial: { class: letter.class } })
  const file = useCommand(archives, 'fileIssued', answers)
  return (
    <Form
      form={form}
      action="归入档案"
      labels={labels}
      onSend={(input) => file.mutateAsync({ ...input, personId, issuedId: letter.id })}
      onDone={onDone}
    >
      <p className="gy-help">
        以印发时的内容存为PDF/A，不必扫描；归入后不能删除，位置写错的用“更换”改。
        {paperPrevails
          ? '本县以纸质档案为准，请写明签章的纸质原件放在哪里，否则不能结卷。'
          : '有纸质原件的，写明放在哪里。'}
      </p>
      <RadioField
        form={form}
        name="class"
        label={labels.class}
        choices={DocumentClass.options.map((value) => ({ value, label: classText[value] }))}
      />
      <div className="gy-three">
        <TextField form={form} name="box" label={labels.box} maxLength={20} />
        <TextField form={form} name="folder" label={labels.folder} maxLength={20} />
        <TextField form={form} name="page" label={labels.page} maxLength={20} />
      </div>
    </Form>
  )
}
