/** 安排公示: the poster of the chosen cases, its place, its day and its photo; and its print. */
import { dateText } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { PrintButton } from '#ui/print-button.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { recognition } from '../contract.ts'

interface PostProps {
  caseIds: readonly string[]
  hotline: string
  onDone: () => void
}

export function PostForm({ caseIds, hotline, onDone }: PostProps) {
  const say = useSay()
  const post = useCommand(recognition, 'post', { answers: ['duties'] })
  const { place, postedOn, objectAt, hotline: phone } = recognition.operations.post.input.shape
  const fileIds = recognition.operations.apply.input.shape.fileIds
  const form = useForm({
    schema: recognition.operations.post.input.pick({}).extend({ place, postedOn, objectAt, hotline: phone, fileIds }),
    draft: 'recognition.post',
    initial: { place: '村务公开栏', postedOn: today(), hotline },
  })
  return (
    <Form
      form={form}
      action="登记张贴"
      labels={{
        place: '张贴地点',
        postedOn: '张贴日期',
        objectAt: '异议受理地点',
        hotline: '监督电话',
        fileIds: '张贴照片',
      }}
      onSend={async ({ fileIds: photos, ...given }) => {
        const [photoId] = photos ?? []
        const made = await post.mutateAsync({ ...given, caseIds: [...caseIds], ...(photoId ? { photoId } : {}) })
        say(`已登记，公示到${dateText(made.endsOn)}24时`)
      }}
      onDone={onDone}
    >
      <TextField form={form} name="place" label="张贴地点" />
      <DayField form={form} name="postedOn" label="张贴日期" help="公示从次日起算，止日自动计算" />
      <TextField
        form={form}
        name="objectAt"
        label="异议受理地点"
        maxLength={100}
        help="哪个窗口、地址，印在公示榜上；不填的印本乡镇（街道）民政服务窗口"
      />
      <TextField form={form} name="hotline" label="监督电话" />
      <UploadField form={form} name="fileIds" label="张贴照片" most={1} />
    </Form>
  )
}

export function PrintPoster({ publicityId }: { publicityId: string }) {
  const print = useCommand(recognition, 'printPoster')
  return <PrintButton title="打印公示榜" onPrint={(format) => print.mutateAsync({ publicityId, format })} />
}
