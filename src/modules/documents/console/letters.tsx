/** 文书模板: every letter there is, by part of the work, and whose words it prints (screens 4.20). */
import { Table } from 'antd'
import { useAnswer } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { Link } from '#ui/link.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { Answer } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { documents, type LetterRow, sortText } from '../contract.ts'

export const addressOf = (letter: string): string => `/templates/${letter.replace('.', '/')}`

export function Letters() {
  const answer = useAnswer(documents, 'letters', {})
  const waiting = answer.data?.waiting ?? 0
  return (
    <PageBody title="文书模板" beside={waiting > 0 && <FamilyTag family="blue" text={`待采用${waiting}版`} />}>
      <p className="gy-help">
        点文书名称，看它的文字、字段和历次版本。没有改过的，按系统文字打印。协议的范本在“协议”里登记。
      </p>
      <Answer answer={answer}>
        {({ rows }) =>
          [...Map.groupBy(rows, ({ part }) => part)].map(([part, own]) => (
            <Panel key={part} title={part} count={own.length}>
              <LetterTable rows={own} />
            </Panel>
          ))
        }
      </Answer>
    </PageBody>
  )
}

function LetterTable({ rows }: { rows: LetterRow[] }) {
  return (
    <Table<LetterRow>
      size="small"
      rowKey="key"
      pagination={false}
      dataSource={rows}
      columns={[
        { title: '文书', render: (_, { key, name }) => <Link to={addressOf(key)}>{name}</Link> },
        { title: '类别', width: 90, render: (_, { sort }) => sortText[sort] },
        { title: '在用文字', width: 240, render: (_, row) => <InUse row={row} /> },
        { title: 'Word版式', width: 120, render: (_, { ownWord }) => (ownWord ? '本县上传' : '系统版式') },
        {
          title: '待采用',
          width: 100,
          render: (_, { waiting }) => (waiting > 0 ? <FamilyTag family="blue" text={`${waiting}版`} /> : '—'),
        },
      ]}
    />
  )
}

function InUse({ row: { edition, from } }: { row: LetterRow }) {
  if (edition === null) return '系统文字'
  return (
    <>
      本县第{edition}版，自
      <Day day={from} as="sentence" />起
    </>
  )
}
