/** 照片 of the person: filed and seen only while the consent to his portrait holds; those before it stay (screens 4.6). */
import { dateText } from '#kernel/calendar.ts'
import { ask, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { TicketPicture } from '#ui/ticket-picture.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { type PersonFile, persons } from '../contract.ts'
import { largestPhoto, photoEndings } from '../photo-rules.ts'
import type { ActionProps } from './action-forms.tsx'
import { ConsentForm } from './consent-forms.tsx'
import { FormButton } from './row-deed.tsx'
import { useDone } from './use-done.ts'

const portrait = [
  { document: '民法典', clause: '第一千零一十九条' },
  { document: '个人信息保护法', clause: '第十五条' },
]

export function PhotoPart({ file }: { file: PersonFile }) {
  const may = useMay()
  const [last, ...before] = file.photos
  const sees = may('persons.openPhoto') && file.photoShown
  return (
    <section aria-label="照片" className="gy-photo-part">
      {last && sees ? (
        <Picture file={file} photo={last} />
      ) : (
        <div className="gy-photo gy-photo-none">{last ? '不显示' : '没有照片'}</div>
      )}
      <div>
        <p>{saysOf(file)}</p>
        <p className="gy-help">
          照片只在“照片使用”的同意有效期内显示和打印 <Basis citations={portrait} />
        </p>
        <p className="gy-actions">
          <Deeds file={file} />
        </p>
        {sees && before.length > 0 && <Earlier file={file} photos={before} />}
      </div>
    </section>
  )
}

function saysOf(file: PersonFile): string {
  const [last] = file.photos
  const withdrawn = file.consents
    .filter(({ kind }) => kind === 'portrait')
    .flatMap(({ withdrawnOn }) => withdrawnOn ?? [])
  const lastWithdrawn = withdrawn.toSorted().at(-1)
  if (file.photoShown)
    return last ? `${dateText(last.takenOn)}拍摄，${last.byName}登记` : '已有“照片使用”的同意，可以登记照片。'
  const hidden = last ? '照片不显示、不打印' : '还不能登记照片'
  return lastWithdrawn
    ? `“照片使用”的同意已于${dateText(lastWithdrawn)}撤回，${hidden}。`
    : `没有现在有效的“照片使用”同意，${hidden}。`
}

function Deeds({ file }: { file: PersonFile }) {
  if (file.endedOn !== null || file.diedOn !== null) return null
  if (!file.photoShown)
    return (
      <FormButton title="登记同意" of={`${file.name}的照片使用`} needs="persons.giveConsent" wide>
        {(close) => <ConsentForm file={file} kind="portrait" onDone={close} />}
      </FormButton>
    )
  return (
    <FormButton title={file.photos.length > 0 ? '更换照片' : '登记照片'} of={file.name} needs="persons.addPhoto" wide>
      {(close) => <PhotoForm file={file} onDone={close} />}
    </FormButton>
  )
}

type Photo = PersonFile['photos'][number]

function Picture({ file, photo }: { file: PersonFile; photo: Photo }) {
  const ticket = async () => (await ask(persons, 'openPhoto', { personId: file.id, id: photo.id })).ticket
  return <TicketPicture key={photo.id} ticket={ticket} alt={`${file.name}的照片`} className="gy-photo" />
}

function Earlier({ file, photos }: { file: PersonFile; photos: readonly Photo[] }) {
  return (
    <ul className="gy-help" aria-label="以前的照片">
      {photos.map((photo) => (
        <li key={photo.id}>
          {dateText(photo.takenOn)}拍摄，已被更换{' '}
          <FormButton title="查看" of={`${file.name}以前的照片`} needs="persons.openPhoto">
            {() => <Picture file={file} photo={photo} />}
          </FormButton>
        </li>
      ))}
    </ul>
  )
}

const PhotoInput = persons.operations.addPhoto.input.omit({ personId: true })
const labels = { fileId: '照片', takenOn: '拍摄日期' }

function PhotoForm({ file, onDone }: ActionProps) {
  const form = useForm({
    schema: PhotoInput,
    draft: `persons.photo.${file.id}`,
    at: { portrait_consent: 'fileId', ended: 'takenOn', died: 'takenOn' },
  })
  const add = useCommand(persons, 'addPhoto')
  const done = useDone(onDone)
  const again = file.photos.length > 0
  return (
    <Form
      form={form}
      action={again ? '更换照片' : '登记照片'}
      labels={labels}
      onSend={async (input) => done('已登记照片', (await add.mutateAsync({ ...input, personId: file.id })).warnings)}
    >
      {again && <p className="gy-help">原来的照片留作历史，不删除。</p>}
      <UploadField
        form={form}
        name="fileId"
        label={labels.fileId}
        most={1}
        accept={photoEndings}
        largest={largestPhoto}
        write={(files) => files[0]?.fileId ?? null}
        help="正面免冠，JPG或PNG"
      />
      <DayField form={form} name="takenOn" label={labels.takenOn} />
    </Form>
  )
}
