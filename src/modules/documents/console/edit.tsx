/** Writing the county's own words: text with fields at the left, how it will read at the right. */
import { Button } from 'antd'
import { useState } from 'react'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, TextField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { Form } from '#ui/form.tsx'
import { type FormState, useForm } from '#ui/form-state.ts'
import { useGo } from '#ui/link.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { Reasons, ReasonsOf } from '#ui/reasons.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { documents, type LetterShown } from '../contract.ts'
import { objectionsToText, paragraphsOf } from '../rules.ts'
import { useLetterKey } from './letter.tsx'
import { addressOf } from './letters.tsx'
import { Differences, kindOf, Preview } from './preview.tsx'

export function EditLetter() {
  const letter = useLetterKey()
  const answer = useAnswer(documents, 'letter', { letter })
  return (
    <AnswerPage title="修改文书模板" list={{ title: '文书模板', to: '/templates' }} answer={answer}>
      {(found) => <Edit key={found.key} found={found} />}
    </AnswerPage>
  )
}

const labels = {
  title: '标题',
  body: '正文',
  from: '启用日',
  note: '为什么改',
  fileId: 'Word版式',
}

const frameHelp =
  '可不上传。先下载Word模板，改表头、字体、栏宽、版记，保留各组的开头和结尾（如“{{#行}}”“{{/行}}”）。上传时用样例试填，少印一栏或把内容藏起来的不收。Word按本县文件打印；PDF仍按系统版式打印，文字相同。'
const wordHelp =
  '可不上传。先下载Word模板，改信头、字体、版记，保留“{{#正文}}{{文字}}{{/正文}}”的，Word与PDF文字一致；在Word里另写文字的，Word按它打印，以PDF的文字为准。'

function Edit({ found }: { found: LetterShown }) {
  const form = useForm({
    schema: documents.operations.propose.input,
    draft: `documents.propose.${found.key}`,
    initial: {
      letter: found.key,
      title: found.current.title,
      body: found.current.paragraphs.join('\n'),
      from: today(),
    },
    neverKept: ['fileId'],
  })
  return (
    <PageBody
      title={`修改“${found.name}”`}
      way={[
        { title: '文书模板', to: '/templates' },
        { title: found.name, to: addressOf(found.key) },
      ]}
      others={<Sample form={form} letter={found.key} />}
    >
      <div className="gy-two">
        <Writing form={form} found={found} />
        <Reading form={form} found={found} />
      </div>
    </PageBody>
  )
}

interface Side {
  form: FormState<typeof documents.operations.propose.input>
  found: LetterShown
}

function Writing({ form, found }: Side) {
  const say = useSay()
  const go = useGo()
  const propose = useCommand(documents, 'propose')
  const done = () => {
    say('已送审，由另一人采用后启用')
    go(addressOf(found.key))
  }
  return (
    <Form form={form} action="送审" labels={labels} onSend={(input) => propose.mutateAsync(input)} onDone={done}>
      <TextField form={form} name="title" label={labels.title} maxLength={60} />
      <LongTextField
        form={form}
        name="body"
        label={labels.body}
        rows={11}
        maxLength={8000}
        help="一行是一段，字段写成“{{申请人}}”。字段都没有内容的段不印。"
      />
      <FieldButtons found={found} form={form} />
      <DayField form={form} name="from" label={labels.from} />
      <LongTextField form={form} name="note" label={labels.note} maxLength={200} rows={2} />
      {found.takesWord && (
        <UploadField
          form={form}
          name="fileId"
          label={labels.fileId}
          accept={['docx']}
          most={1}
          write={(files) => files[0]?.fileId ?? null}
          help={found.sort === 'letter' ? wordHelp : frameHelp}
        />
      )}
    </Form>
  )
}

function Reading({ form, found }: Side) {
  const text = { title: typed(form, 'title'), paragraphs: paragraphsOf(typed(form, 'body')) }
  const clauses = (name: string) => found.fields.find((each) => each.name === name)?.citations ?? []
  return (
    <div>
      <Panel title="打印出来的样子（示例内容）">
        <Reasons reasons={objectionsToText(kindOf(found), text, clauses)} action="送审" />
        <Preview letter={found} text={text} />
      </Panel>
      <Panel title="与系统文字的差别">
        <Differences letter={found} text={text} />
      </Panel>
    </div>
  )
}

type EditForm = Pick<FormState, 'values' | 'set'>

const typed = (form: EditForm, name: string): string => {
  const value = form.values[name]
  return typeof value === 'string' ? value : ''
}

/** Put in where the cursor stood in the text; a field of several lines on a line of its own. */
function FieldButtons({ found, form }: { found: LetterShown; form: EditForm & Pick<FormState, 'id'> }) {
  const add = (name: string, alone: boolean) => {
    const body = typed(form, 'body')
    const box = document.getElementById(`${form.id}-body`)
    const at = box instanceof HTMLTextAreaElement ? box.selectionStart : body.length
    const [before, after] = [body.slice(0, at), body.slice(at)]
    const field = `{{${name}}}`
    const line = `${before && !before.endsWith('\n') ? '\n' : ''}${field}${after && !after.startsWith('\n') ? '\n' : ''}`
    form.set('body', before + (alone ? line : field) + after)
  }
  return (
    <p className="gy-help">
      加到光标处：
      {found.fields.map(({ name, kind, about }) => (
        <button type="button" className="gy-phrase" key={name} title={about} onClick={() => add(name, kind !== 'text')}>
          {name}
        </button>
      ))}
    </p>
  )
}

function Sample({ form, letter }: { form: EditForm; letter: string }) {
  const sample = useCommand(documents, 'sample')
  const [format, setFormat] = useState<'pdf' | 'word'>('pdf')
  const fileId = form.values['fileId']
  const get = (wanted: 'pdf' | 'word') => {
    setFormat(wanted)
    const own = typeof fileId === 'string' ? fileId : null
    void sample
      .mutateAsync({ letter, title: typed(form, 'title'), body: typed(form, 'body'), format: wanted, fileId: own })
      .then(
        ({ ticket }) => download(ticket),
        () => {},
      )
  }
  return (
    <>
      <Button loading={sample.isPending && format === 'pdf'} onClick={() => get('pdf')}>
        PDF样张
      </Button>
      <Button loading={sample.isPending && format === 'word'} onClick={() => get('word')}>
        Word样张
      </Button>
      <ReasonsOf error={sample.error} action="打印样张" />
    </>
  )
}
