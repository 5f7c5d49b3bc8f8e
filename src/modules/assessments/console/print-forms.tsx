/** 打印评估表: two pages for each person, in the order of villages. */
import { Button } from 'antd'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
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
  const go = async () => {
    const { ticket, persons } = await print.mutateAsync({ ids: [...ids], villageId })
    download(ticket)
    say(`已生成${persons}人的评估表，按村排好`)
  }
  return (
    <>
      <Button
        type={small ? 'link' : 'default'}
        size={small ? 'small' : 'middle'}
        loading={print.isPending}
        onClick={() => void go().catch(() => {})}
      >
        打印评估表
      </Button>
      <ReasonsOf error={print.error} action="打印评估表" />
    </>
  )
}
