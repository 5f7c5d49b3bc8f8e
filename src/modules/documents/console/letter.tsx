/** One letter: how it reads, its fields, what is fixed, and its editions. */
import { Button, Table } from 'antd'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useParam } from '#ui/address.ts'
import { Basis } from '#ui/citation.tsx'
import { download } from '#ui/files.ts'
import { useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { documents, type FieldShown, type LetterShown } from '../contract.ts'
import { Editions, Waiting } from './editions.tsx'
import { addressOf } from './letters.tsx'
import { Differences, Preview } from './preview.tsx'

export const useLetterKey = (): string => `${useParam('part')}.${useParam('paper')}`

export function LetterPage() {
  const letter = useLetterKey()
  const answer = useAnswer(documents, 'letter', { letter })
  return (
    <AnswerPage title="文书模板" list={{ title: '文书模板', to: '/templates' }} answer={answer}>
      {(found) => <Shown found={found} />}
    </AnswerPage>
  )
}

function Shown({ found }: { found: LetterShown }) {
  const may = useMay()
  const go = useGo()
  const used = found.editions.find(({ state }) => state === 'in_use')
  const own = used?.text ? used : undefined
  return (
    <PageBody
      title={found.name}
      way={[{ title: '文书模板', to: '/templates' }]}
      beside={
        <FamilyTag family={own ? 'green' : 'neutral'} text={own ? `在用：本县第${own.edition}版` : '在用：系统文字'} />
      }
      others={<Samples found={found} />}
      action={
        may('documents.propose') && (
          <Button type="primary" onClick={() => go(`${addressOf(found.key)}/edit`)}>
            修改文字
          </Button>
        )
      }
    >
      <Waiting found={found} />
      <div className="gy-two">
        <Panel title="打印出来的样子（示例内容）">
          <Preview letter={found} text={found.current} />
        </Panel>
        <div>
          <Panel title="字段">
            <Fields fields={found.fields} />
          </Panel>
          <Panel title="系统固定印出，不用写进文字">
            <p>{found.fixed.join('；')}。</p>
          </Panel>
          {found.takesWord && <WordNames found={found} />}
          {own && (
            <Panel title="与系统文字的差别">
              <Differences letter={found} text={found.current} />
            </Panel>
          )}
        </div>
      </div>
      <Editions found={found} />
    </PageBody>
  )
}

/** For whoever makes the county's own Word file: what may stand in it, indented as it stands within each other. */
function WordNames({ found }: { found: LetterShown }) {
  return (
    <Panel title="本县Word文件可用的名称">
      <p className="gy-help">
        先下载Word模板，在里面改信头、字体、表格和版记，再在“修改文字”里上传。Word按本县文件打印，PDF按系统版式打印、文字相同。除下列名称外，还可用上面的各个字段。
      </p>
      <ul className="gy-list">
        {found.wordNames.map(({ name, about, depth }, index) => (
          <li key={`${index} ${name}`} style={{ paddingInlineStart: `${depth * 1.5}em` }}>
            <code>{name}</code>
            {about && <span className="gy-help">　{about}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Fields({ fields }: { fields: FieldShown[] }) {
  return (
    <Table<FieldShown>
      size="small"
      rowKey="name"
      pagination={false}
      dataSource={fields}
      columns={[
        { title: '字段', width: 150, render: (_, { name }) => `{{${name}}}` },
        {
          title: '内容',
          render: (_, { about, kind, example }) => (
            <>
              {about}
              {kind === 'lines' && <span className="gy-help">（单独成段）</span>}
              {kind === 'text' && <span className="gy-help">　例：{example.join('')}</span>}
            </>
          ),
        },
        {
          title: '能否去掉',
          width: 150,
          render: (_, { required, citations }) =>
            required ? (
              <>
                不能：{required} {citations.length > 0 && <Basis citations={citations} />}
              </>
            ) : (
              '可以'
            ),
        },
      ]}
    />
  )
}

function Samples({ found }: { found: LetterShown }) {
  const may = useMay()
  const sample = useCommand(documents, 'sample')
  const word = useCommand(documents, 'wordTemplate')
  if (!may('documents.sample')) return null
  const { title, paragraphs } = found.current
  const used = found.editions.find(({ state }) => state === 'in_use')
  const input = { letter: found.key, title, body: paragraphs.join('\n'), editionId: used?.id ?? null }
  const get = (given: Promise<{ ticket: string }>) =>
    void given.then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      <Button loading={sample.isPending} onClick={() => get(sample.mutateAsync({ ...input, format: 'pdf' }))}>
        PDF样张
      </Button>
      <Button loading={sample.isPending} onClick={() => get(sample.mutateAsync({ ...input, format: 'word' }))}>
        Word样张
      </Button>
      {found.takesWord && (
        <Button loading={word.isPending} onClick={() => get(word.mutateAsync({ letter: found.key }))}>
          下载Word模板
        </Button>
      )}
      <ReasonsOf error={sample.error ?? word.error} action="打印样张" />
    </>
  )
}
