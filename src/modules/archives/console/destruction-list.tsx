/** One 销毁清单: what stands on it, how far it is, who did what, and the step that comes next. */
import { Table } from 'antd'
import type { ColumnsType } from 'antd/es/table'
import { dateText } from '#kernel/calendar.ts'
import { useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer } from '#ui/ask.ts'
import { Day, Moment } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { Link } from '#ui/link.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { Locked } from '#ui/states.tsx'
import { StatusTag } from '#ui/status-tag.tsx'
import { archives } from '../contract.ts'
import type { DestructionList } from '../destruction-contract.ts'
import { destroyedWith, listStatusText, listStepText, notDestroyed, PaperWay, paperWayText } from '../words.ts'
import { ListNext, ListOthers, TakeOff } from './destruction-deeds.tsx'

export function DestructionListPage() {
  const listId = useParam('listId')
  const answer = useAnswer(archives, 'destructionList', { listId })
  return (
    <AnswerPage title="销毁清单" list={{ title: '销毁清单', to: '/archives/destruction' }} answer={answer}>
      {(list) => <Shown list={list} />}
    </AnswerPage>
  )
}

function Shown({ list }: { list: DestructionList }) {
  return (
    <PageBody
      title={`销毁清单 ${list.number}`}
      way={[
        { title: '档案', to: '/archives' },
        { title: '销毁清单', to: '/archives/destruction' },
      ]}
      beside={<StatusTag of="销毁清单" word={listStatusText[list.status]} />}
      action={<ListNext list={list} />}
      others={<ListOthers list={list} />}
      strip={<Strip list={list} />}
    >
      <Facts list={list} />
      <Panel title="销毁的范围">
        <ul className="gy-list">
          <li>{destroyedWith}</li>
          <li>{notDestroyed}</li>
        </ul>
      </Panel>
      <Panel title="清单内的档案" count={list.files}>
        <Table
          size="small"
          rowKey="personId"
          dataSource={list.items}
          columns={columnsFor(list)}
          pagination={list.items.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
          scroll={{ x: 'max-content' }}
        />
      </Panel>
      <Panel title="经过">
        <ul className="gy-list">
          {list.steps.map((step) => (
            <li key={`${step.kind}${step.at}${step.words}`}>
              <Moment at={step.at} /> {step.byName} {listStepText[step.kind]}
              {step.words && `：${step.words}`}
            </li>
          ))}
        </ul>
      </Panel>
    </PageBody>
  )
}

function Strip({ list }: { list: DestructionList }) {
  const { all, gone, shared, faults } = list.contents
  if (list.status === 'destroying')
    return (
      <Locked>
        {`销毁中：电子件${all}份，已删除${gone + shared}份，还剩${all - gone - shared}份。${faults.length > 0 ? `上次没有删成（${faults.join('、')}），请检查存储后点“继续销毁”。` : '系统正在逐份删除。'}`}
      </Locked>
    )
  if (list.status !== 'destroyed' || !list.destroyedOn) return null
  const kept = shared > 0 ? `其中${shared}份与其他档案的材料内容相同，内容为后者保留。` : ''
  return (
    <Locked>{`${dateText(list.destroyedOn)}依法销毁${list.files}件，电子件${all}份已删除。${kept}清单、校验码和经过长期保存。`}</Locked>
  )
}

function Facts({ list }: { list: DestructionList }) {
  const way = PaperWay.safeParse(list.way)
  return (
    <Description
      columns={3}
      items={[
        { label: '销毁理由', value: list.ground, wide: true },
        { label: '提出人', value: list.proposedName },
        { label: '批准人', value: list.decidedName },
        { label: '批准的销毁日', value: list.destroyOn && <Day day={list.destroyOn} /> },
        ...(list.destroyedOn
          ? [
              { label: '执行人', value: list.carriedName },
              { label: '监销人', value: list.witnesses.join('、') },
              { label: '纸质材料', value: `${way.success ? paperWayText[way.data] : ''}，${list.place}` },
            ]
          : []),
      ]}
    />
  )
}

type Item = DestructionList['items'][number]

const columnsFor = (list: DestructionList): ColumnsType<Item> => [
  {
    title: '档案号',
    render: (_, row) => {
      const link = <Link to={`/archives/${row.personId}`}>{row.fileNo || '未编号'}</Link>
      return row.offWords ? <s>{link}</s> : link
    },
  },
  { title: '人员', render: (_, row) => row.name },
  { title: '服务终止日', render: (_, row) => <Day day={row.endedOn} /> },
  { title: '保管至', render: (_, row) => <Day day={row.keepThrough} /> },
  { title: '归档人', render: (_, row) => row.closedName || '—' },
  { title: '材料', align: 'right', render: (_, row) => row.papers },
  { title: '电子件', align: 'right', render: (_, row) => row.scans },
  { title: '纸质位置', render: (_, row) => row.place || '—' },
  {
    title: '情况',
    render: (_, row) => {
      if (row.offWords) return `已移出：${row.offWords}`
      if (row.stop) return <span className="gy-warning">! {row.stop}</span>
      return '—'
    },
  },
  ...(list.status === 'proposed' || list.status === 'approved'
    ? [
        {
          title: '办理',
          render: (_: unknown, row: Item) => !row.offWords && <TakeOff list={list} item={row} />,
        },
      ]
    : []),
]
