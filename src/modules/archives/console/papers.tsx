/** The papers of a file by class, with their place on paper, their scan, and what is missing (screens 4.6, 4.31). */
import { Table } from 'antd'
import type { ColumnsType } from 'antd/es/table'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import { Panel } from '#ui/page.tsx'
import { Answer } from '#ui/states.tsx'
import { FamilyTag, StatusTag } from '#ui/status-tag.tsx'
import { type Documents, type FiledDocument, archives } from '../contract.ts'
import { Deed } from './deed.tsx'
import { settlementText } from '../words.ts'
import { AddPaper, CompareForm, ReplacePaper, SettleForm } from './paper-forms.tsx'
import { Issued } from './issued.tsx'
import { Scan } from './scan.tsx'

export function Papers({ personId }: { personId: string }) {
  const answer = useAnswer(archives, 'documents', { personId })
  return (
    <Answer answer={answer} lines={4}>
      {(documents) => <PapersOf personId={personId} documents={documents} />}
    </Answer>
  )
}

function PapersOf({ personId, documents }: { personId: string; documents: Documents }) {
  const { classes, there, needed, takesPapers, paperPrevails, citations } = documents
  return (
    <>
      <p>
        应有材料{needed}项，已有{there}项
        {there < needed && <span className="gy-warning">{` ! 缺${needed - there}项`}</span>}{' '}
        <Basis citations={citations.classes} /> {paperPrevails && '以纸质档案为准 '}
        {paperPrevails && <Basis citations={citations.basis} />}{' '}
        {takesPapers && (
          <Deed title="登记材料" of="纸质位置和扫描件" needs="archives.addDocument">
            {(close) => <AddPaper personId={personId} onDone={close} />}
          </Deed>
        )}
      </p>
      {takesPapers && <Issued personId={personId} documents={documents} />}
      {classes.map((each) => (
        <Panel key={each.class} title={each.title} count={each.documents.filter(({ replaced }) => !replaced).length}>
          {each.missing.length > 0 && (
            <p className="gy-tags">
              {each.missing.map(({ item, title }) => (
                <FamilyTag key={item} family="orange" text={`缺${title}`} />
              ))}
            </p>
          )}
          {each.documents.length === 0 ? (
            <p className="gy-help">还没有登记这一类材料。</p>
          ) : (
            <Table
              size="small"
              rowKey="id"
              pagination={false}
              dataSource={each.documents}
              columns={columnsFor(takesPapers)}
              scroll={{ x: 'max-content' }}
            />
          )}
        </Panel>
      ))}
    </>
  )
}

const columnsFor = (takesPapers: boolean): ColumnsType<FiledDocument> => [
  {
    title: '材料',
    render: (_, row) => (row.replaced ? <s title="已被更换">{row.title}</s> : row.title),
  },
  { title: '日期', render: (_, row) => <Day day={row.datedOn} /> },
  { title: '纸质（盒-夹-页）', render: (_, row) => row.place || '—' },
  { title: '扫描', render: (_, row) => (row.hasScan ? <Scan document={row} /> : '无') },
  { title: '与纸质比对', render: (_, row) => <Compared row={row} /> },
  { title: '登记', render: (_, row) => <span title={row.reason}>{row.byName}</span> },
  { title: '办理', render: (_, row) => takesPapers && !row.replaced && <Deeds row={row} /> },
]

function Compared({ row }: { row: FiledDocument }) {
  if (row.same === null) return '未比对'
  if (row.settledAs !== null)
    return (
      <>
        <StatusTag of="纸电差异" word="已处理" /> <s>{row.difference}</s>
        <p className="gy-help">
          {settlementText[row.settledAs]}：{row.settledWords}（{row.settledBy}，<Moment at={row.settledAt} />）
        </p>
      </>
    )
  if (row.same) return <FamilyTag family="green" text="一致" />
  return (
    <>
      <StatusTag of="纸电差异" word="未处理" /> {row.difference}
      <p className="gy-help">
        {row.comparedBy}，<Moment at={row.comparedAt} />
      </p>
    </>
  )
}

function Deeds({ row }: { row: FiledDocument }) {
  return (
    <>
      <Deed title="更换" of={row.title} needs="archives.replaceDocument" look="link">
        {(close) => <ReplacePaper row={row} onDone={close} />}
      </Deed>
      {row.same === false && (
        <Deed title="处理差异" of={row.title} needs="archives.settleDifference" look="link">
          {(close) => <SettleForm row={row} onDone={close} />}
        </Deed>
      )}
      {row.hasScan && row.place !== '' && row.same !== false && (
        <Deed title="比对" of={row.title} needs="archives.compare" look="link">
          {(close) => <CompareForm row={row} onDone={close} />}
        </Deed>
      )}
    </>
  )
}
