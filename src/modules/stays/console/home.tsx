/** One home: its beds, who lives there, and what changed when (screens 4.17). */
import { Button, Table } from 'antd'
import { useState } from 'react'
import { dateText } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { institutions } from '#modules/institutions/contract.ts'
import { useParam } from '#ui/address.ts'
import { isMissing, NothingHere } from '#ui/answer-page.tsx'
import { ask, useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { Masked } from '#ui/masked.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { Reasons, ReasonsOf } from '#ui/reasons.tsx'
import { Answer } from '#ui/states.tsx'
import { categoryTitles, stays } from '../contract.ts'
import { Admit } from './admit.tsx'
import { ChangeBeds, factWords } from './change-beds.tsx'
import { DescribeHome } from './home-forms.tsx'
import { Leave, Withdraw } from './leave.tsx'

const MissingHome = () => (
  <PageBody title="供养机构">
    <NothingHere list={{ title: '机构一览', to: '/homes' }} />
  </PageBody>
)

export function HomePage() {
  const homeId = useParam('homeId')
  const may = useMay()
  const [open, setOpen] = useState<'admit' | 'beds' | 'describe'>()
  const close = () => setOpen(undefined)
  const answer = useAnswer(stays, 'home', { homeId })
  if (isMissing(answer.error)) return <MissingHome />
  return (
    <PageBody
      title={answer.data?.row.name ?? '供养机构'}
      beside={answer.data?.row.township}
      others={
        <>
          {may('institutions.describe') && <Button onClick={() => setOpen('describe')}>修改登记</Button>}
          {may('institutions.change') && <Button onClick={() => setOpen('beds')}>登记床位变化</Button>}
        </>
      }
      action={
        may('stays.admit') && (
          <Button type="primary" data-new="" onClick={() => setOpen('admit')}>
            办理入住
          </Button>
        )
      }
    >
      <Answer answer={answer}>
        {(data) => (
          <>
            <Facts data={data} />
            <p>{data.categories.map(({ title, residents }) => `${title}${residents}人`).join(' · ')}</p>
            <Reasons reasons={data.mayReceive} action="接收特困人员" />
            <DescribeHome home={data} open={open === 'describe'} onClose={close} />
          </>
        )}
      </Answer>
      {may('stays.residents') && <Residents homeId={homeId} />}
      {may('institutions.history') && <History homeId={homeId} />}
      <ChangeBeds homeId={homeId} open={open === 'beds'} onClose={close} />
      <Admit homeId={homeId} homeName={answer.data?.row.name ?? ''} open={open === 'admit'} onClose={close} />
    </PageBody>
  )
}

function Facts({ data }: { data: OutputOf<typeof stays.operations.home> }) {
  return (
    <Description
      columns={4}
      items={[
        { label: '实有床位', value: data.row.beds },
        { label: '入住', value: data.row.residents },
        { label: '空床', value: data.row.freeBeds },
        { label: '入住率', value: `${data.row.rate}%` },
        {
          label: '应住人数',
          value: (
            <>
              {data.row.target ?? '—'} <Basis citations={data.citations} value={`${data.percent ?? '—'}%，向上取整`} />
            </>
          ),
        },
        { label: '还应入住', value: data.row.gap ?? '—' },
        { label: '工作人员', value: data.row.staff },
        { label: '人员负担', value: data.row.load },
        { label: '负责人', value: <Director homeId={data.row.id} shown={data.row.director} /> },
        { label: '电话', value: data.row.phone },
        { label: '证照有效期至', value: data.row.licenceUntil },
        { label: '等级', value: data.row.grade === null ? null : `${data.row.grade}级` },
        { label: '地址', value: data.address },
        { label: '法人登记', value: data.legalPerson ? '已登记' : '未登记' },
        { label: '民政备案', value: data.filed ? '已备案' : '未备案' },
      ]}
    />
  )
}

/** Whoever may see the director's own number asks for it here with a purpose; the look is recorded. */
function Director({ homeId, shown }: { homeId: string; shown: string | null }) {
  const may = useMay()
  const reveal = async (purpose: string) => {
    const [director] = await ask(institutions, 'directors', { homeId, purpose })
    return director?.mobile || '没有登记手机'
  }
  return (
    <>
      {shown ?? '—'}{' '}
      {may('institutions.directors') && <Masked masked="" label="负责人手机" verb="显示手机" reveal={reveal} />}
    </>
  )
}

function Residents({ homeId }: { homeId: string }) {
  const may = useMay()
  const answer = useAnswer(stays, 'residents', { homeId, pageSize: 200 })
  return (
    <Panel title="入住人员" count={answer.data?.total ?? 0}>
      <ReasonsOf error={answer.error} action="查看入住人员" />
      <Table
        size="small"
        rowKey="stayId"
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        dataSource={answer.data?.rows ?? []}
        locale={{ emptyText: `现在没有入住人员。${may('stays.admit') ? '点右上“办理入住”登记。' : ''}` }}
        columns={[
          {
            title: '姓名',
            render: (_, row) => (row.personId ? <PersonLink personId={row.personId} name={row.name} /> : row.name),
          },
          { title: '性别', render: (_, row) => (row.sex === 'male' ? '男' : '女') },
          { title: '年龄', dataIndex: 'age', align: 'right' },
          { title: '类别', render: (_, row) => categoryTitles[row.category] },
          { title: '入住日', render: (_, row) => <Day day={row.from} /> },
          { title: '今日', render: (_, row) => (row.away ? `${row.away}（占床）` : '在院') },
          {
            title: '办理',
            render: (_, row) => (
              <>
                {may('stays.leave') && <Leave stayId={row.stayId} name={row.name} personId={row.personId} />}
                {may('stays.withdraw') && <Withdraw stayId={row.stayId} name={row.name} />}
              </>
            ),
          },
        ]}
      />
    </Panel>
  )
}

function History({ homeId }: { homeId: string }) {
  const answer = useAnswer(institutions, 'history', { homeId })
  return (
    <Panel title="变化记录" count={answer.data?.total ?? 0}>
      <ReasonsOf error={answer.error} action="查看变化记录" />
      <Table
        size="small"
        rowKey="id"
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        dataSource={answer.data?.rows ?? []}
        columns={[
          { title: '项目', render: (_, row) => factWords[row.kind] },
          { title: '数', render: (_, row) => (row.replacedById ? <del>{row.value}</del> : row.value) },
          { title: '自哪一天起', render: (_, row) => dateText(row.from) },
          { title: '登记时间', render: (_, row) => <Moment at={row.knownAt} /> },
          { title: '原因', dataIndex: 'reason' },
          { title: '依据材料', dataIndex: 'proof' },
        ]}
      />
    </Panel>
  )
}
