/** The papers of a case: each made, recorded and handed to the browser. */
import { Button, Dropdown } from 'antd'
import { useCommand } from '#ui/ask.ts'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { PrintButton } from '#ui/print-button.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { type CaseFile, recognition } from '../contract.ts'
import { type Paper, paperText } from '../words.ts'

interface ButtonProps {
  caseId: string
  paper: Paper
  title: string
}

export function PaperButton({ caseId, paper, title }: ButtonProps) {
  const may = useMay()
  const print = useCommand(recognition, 'print')
  if (!may('recognition.print')) return null
  return <PrintButton title={title} onPrint={(format) => print.mutateAsync({ caseId, paper, format })} />
}

interface Item {
  key: string
  paper: Paper
  format: 'pdf' | 'word'
  label: string
}

const both = (paper: Paper): Item[] => [
  { key: `${paper} pdf`, paper, format: 'pdf', label: `${paperText[paper]}（PDF）` },
  { key: `${paper} word`, paper, format: 'word', label: `${paperText[paper]}（Word）` },
]

function papersOf(file: CaseFile): Item[] {
  return [
    ...(file.decision === 'confirmed' ? both('confirmation') : []),
    ...(file.decision === 'refused' ? both('refusal') : []),
    ...(file.step === 'withdrawn' ? both('withdrawal') : []),
    ...(file.acceptedOn ? both('acceptance') : []),
    ...(file.mark === 'supplement' || file.deeds.some(({ kind }) => kind === 'told') ? both('supplement') : []),
    ...(file.survey ? both('survey') : []),
    ...both('survey_blank'),
    ...both('review'),
  ]
}

export function PaperMenu({ file }: { file: CaseFile }) {
  const may = useMay()
  const print = useCommand(recognition, 'print')
  if (!may('recognition.print')) return null
  const items = papersOf(file)
  const go = (key: string) => {
    const item = items.find((each) => each.key === key)
    if (!item) return
    void print.mutateAsync({ caseId: file.id, paper: item.paper, format: item.format }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  }
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{ items: items.map(({ key, label }) => ({ key, label })), onClick: ({ key }) => go(key) }}
      >
        <Button loading={print.isPending}>打印文书</Button>
      </Dropdown>
      <ReasonsOf error={print.error} action="打印文书" />
    </>
  )
}

export function PrintApplication() {
  const print = useCommand(recognition, 'printApplication')
  return <PrintButton title="打印申请书空表" onPrint={(format) => print.mutateAsync({ format })} />
}
