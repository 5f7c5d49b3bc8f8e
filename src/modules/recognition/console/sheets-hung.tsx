/** 张贴、收回: each village's sheet, hung and taken down with a photo (screens 4.25). */
import { Button } from 'antd'
import { dateText } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { TextField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { FamilyTag } from '#ui/status-tag.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import * as z from 'zod'
import { recognition } from '../contract.ts'
import type { Poster } from '../publicity-contract.ts'
import { DeedButton } from './opinion-forms.tsx'

type Sheet = Poster['villages'][number]
type Stage = 'up' | 'down'

export function Sheets({ poster }: { poster: Poster }) {
  return (
    <ul className="gy-plain-list">
      {poster.villages.map((sheet) => (
        <li key={sheet.village} className="gy-row-actions">
          <strong>{sheet.village || poster.township}</strong>
          <Hung poster={poster} sheet={sheet} stage="up" />
          <Hung poster={poster} sheet={sheet} stage="down" />
        </li>
      ))}
    </ul>
  )
}

const saidOf = { up: '张贴', down: '收回' } as const

function Hung({ poster, sheet, stage }: { poster: Poster; sheet: Sheet; stage: Stage }) {
  const may = useMay()
  const hung = sheet[stage]
  const said = saidOf[stage]
  if (hung)
    return (
      <span>
        <FamilyTag family="green" text={`${said} ${dateText(hung.on)}`} />{' '}
        <PhotoLink publicityId={poster.id} photoId={hung.photoId} title={`${said}照片`} />
      </span>
    )
  const open = stage === 'up' ? !sheet.mayComeDown : sheet.up !== null && (sheet.mayComeDown || today() > poster.endsOn)
  if (!open || !may('recognition.hang')) return <span className="gy-help">{said}未登记</span>
  return (
    <HangButton
      title={`登记${said}照片`}
      stage={stage}
      publicityId={poster.id}
      villageId={sheet.villageId}
      village={sheet.village}
    />
  )
}

interface HangProps {
  title: string
  stage: Stage
  publicityId: string
  villageId: string | null
  village: string
}

export function HangButton(props: HangProps) {
  return <DeedButton title={props.title}>{(close) => <HangForm {...props} onDone={close} />}</DeedButton>
}

const { on, note } = recognition.operations.hang.input.shape
const HangSchema = z.object({ on, note, fileIds: z.array(z.uuid()).length(1, '请上传1张照片') })

function HangForm({ stage, publicityId, villageId, village, onDone }: HangProps & { onDone: () => void }) {
  const say = useSay()
  const hang = useCommand(recognition, 'hang', { answers: ['duties'] })
  const said = saidOf[stage]
  const form = useForm({
    schema: HangSchema,
    draft: `recognition.hang.${publicityId}.${villageId ?? ''}.${stage}`,
    initial: { on: today() },
  })
  return (
    <Form
      form={form}
      action={`登记${said}`}
      labels={{ on: `${said}日期`, fileIds: '照片', note: '说明' }}
      onSend={({ fileIds: [photoId = ''], ...given }) =>
        hang.mutateAsync({ ...given, publicityId, villageId, stage, photoId })
      }
      onDone={() => {
        say(`已登记${said}`)
        onDone()
      }}
    >
      <p>
        {village}的公示榜：
        {stage === 'up' ? '照片应看得清公示内容和张贴地点。' : '公示期满后收回，拍下收回前的公示榜。'}
      </p>
      <DayField form={form} name="on" label={`${said}日期`} />
      <UploadField form={form} name="fileIds" label="照片" most={1} />
      <TextField form={form} name="note" label="说明" />
    </Form>
  )
}

function PhotoLink({ publicityId, photoId, title }: { publicityId: string; photoId: string; title: string }) {
  const open = useCommand(recognition, 'openPhoto')
  const go = () =>
    void open.mutateAsync({ publicityId, photoId }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <Button type="link" size="small" loading={open.isPending} onClick={go}>
      {title}
    </Button>
  )
}
