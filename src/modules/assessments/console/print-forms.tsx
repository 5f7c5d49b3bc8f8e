/** 打印评估表: two pages for each person, in the order of villages, or one empty sheet. */
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { useMay } from '#ui/me.tsx'
import { type PaperFormat, PrintButton } from '#ui/print-button.tsx'
import { assessments } from '../contract.ts'

interface Props {
  ids?: readonly string[]
  villageId?: string | null
  small?: boolean
}

export function PrintForms({ ids = [], villageId = null, small = false }: Props) {
  const may = useMay()
  const say = useSay()
  const print = useCommand(assessments, 'printForms')
  if (!may('assessments.printForms')) return null
  const go = async (format: PaperFormat) => {
    const { ticket, persons } = await print.mutateAsync({ ids: [...ids], villageId, format })
    say(`已生成${persons}人的评估表，按村排好`)
    return { ticket }
  }
  return <PrintButton title="打印评估表" onPrint={go} small={small} />
}

export function PrintEmptyForm() {
  const may = useMay()
  const print = useCommand(assessments, 'printForms')
  if (!may('assessments.printForms')) return null
  return <PrintButton title="打印空白评估表" onPrint={(format) => print.mutateAsync({ blank: true, format })} />
}
