/** 公示与异议: posters with their clock, objections, and what goes on to the county (screens 4.25). */
import { Button, Checkbox, Table } from 'antd'
import { useState } from 'react'
import { dateText } from '#kernel/calendar.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { Link } from '#ui/link.tsx'
import { useMay, useWord } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { recognition } from '../contract.ts'
import type { Poster } from '../publicity-contract.ts'
import type { CaseRow } from '../shapes.ts'
import { opinionText } from '../words.ts'
import { CaseClock } from './case-words.tsx'
import { DeedButton } from './opinion-forms.tsx'
import { PostForm, PrintPoster } from './post-form.tsx'
import { Sheets } from './sheets-hung.tsx'
import { ToPublishPanel } from './to-publish.tsx'

export function Publicity() {
  const [all, setAll] = useState(false)
  const answer = useAnswer(recognition, 'posters', { open: !all })
  return (
    <PageBody
      title="公示与异议"
      way={[{ title: '认定办理', to: '/cases' }]}
      others={
        <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
          也看已结束的公示
        </Checkbox>
      }
    >
      <Answer answer={answer}>
        {({ waiting, posters, hotline, toPublish }) => (
          <>
            <Waiting rows={waiting} hotline={hotline} />
            <ToPublishPanel people={toPublish} />
            {posters.map((poster) => (
              <OnePoster key={poster.id} poster={poster} />
            ))}
            {posters.length === 0 && waiting.length === 0 && toPublish.length === 0 && (
              <Empty next={{ title: '去认定办理', to: '/cases' }}>现在没有公示，也没有等待公示的案件。</Empty>
            )}
          </>
        )}
      </Answer>
    </PageBody>
  )
}

function Waiting({ rows, hotline }: { rows: readonly CaseRow[]; hotline: string }) {
  const may = useMay()
  const word = useWord()
  const [chosen, setChosen] = useState<readonly string[]>([])
  if (rows.length === 0) return null
  const ids = chosen.filter((id) => rows.some((row) => row.id === id))
  return (
    <Panel title="等待公示" count={rows.length}>
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={[...rows]}
        {...(may('recognition.post')
          ? {
              rowSelection: {
                selectedRowKeys: [...ids],
                onChange: (keys: readonly unknown[]) => setChosen(keys.map(String)),
                getTitleCheckboxProps: () => ({ 'aria-label': '全选' }),
                getCheckboxProps: (row: CaseRow) => ({ 'aria-label': `选择${row.name}` }),
              },
            }
          : {})}
        columns={[
          { title: '申请人', render: (_, row) => <Link to={`/cases/${row.id}`}>{row.name}</Link> },
          { title: `${word('乡镇')}／${word('村')}`, render: (_, row) => `${row.township}／${row.village || '—'}` },
          { title: '案件号', dataIndex: 'number' },
          { title: '初审完成', dataIndex: 'since' },
        ]}
      />
      {may('recognition.post') && (
        <p className="gy-actions">
          {ids.length === 0 ? (
            <span className="gy-help">勾选同一{word('乡镇')}的案件，安排一张公示榜。</span>
          ) : (
            <DeedButton title={`安排公示（${ids.length}人）`} primary>
              {(close) => <PostForm caseIds={ids} hotline={hotline} onDone={close} />}
            </DeedButton>
          )}
        </p>
      )}
    </Panel>
  )
}

const states = {
  runs: { family: 'blue', text: '公示中' },
  over: { family: 'green', text: '期满无异议' },
  objected: { family: 'orange', text: '收到异议，重新调查' },
  sent: { family: 'neutral', text: '已送县' },
  ended: { family: 'neutral', text: '已办结，不再公示' },
} as const

function OnePoster({ poster }: { poster: Poster }) {
  const may = useMay()
  const word = useWord()
  const over = poster.rows.filter(({ state }) => state === 'over')
  return (
    <Panel
      title={`公示 ${poster.number} ${poster.township} ${poster.rows.length}人`}
      extra={
        <span className="gy-actions">
          <CaseClock clock={poster.clock} /> <Basis citations={poster.clock.citations} />
        </span>
      }
    >
      <p>
        {poster.place}，{dateText(poster.postedOn)}起，到{dateText(poster.endsOn)}24时止
        {poster.hotline && `，监督电话${poster.hotline}`}
      </p>
      <Table
        size="small"
        rowKey={({ case: row }) => row.id}
        pagination={false}
        dataSource={poster.rows}
        columns={[
          { title: '申请人', render: (_, row) => <Link to={`/cases/${row.case.id}`}>{row.case.name}</Link> },
          { title: word('村'), render: (_, row) => row.case.village || '—' },
          { title: '拟供养方式', render: (_, row) => row.mode || '—' },
          { title: '初审意见', render: (_, row) => opinionText(row.fits) },
          { title: '异议', align: 'right', render: (_, row) => row.objections },
          {
            title: '情况',
            render: (_, { state }) => <FamilyTag family={states[state].family} text={states[state].text} />,
          },
          { title: '办理', render: (_, row) => <Objecting row={row} /> },
        ]}
      />
      <Sheets poster={poster} />
      <p className="gy-actions">
        {may('recognition.printPoster') && <PrintPoster publicityId={poster.id} />}
        {may('recognition.send') && over.length > 0 && <Send rows={over.map((row) => row.case)} />}
      </p>
    </Panel>
  )
}

function Objecting({ row }: { row: Poster['rows'][number] }) {
  const may = useMay()
  if (row.state !== 'runs' || !may('recognition.object')) return '—'
  return <DeedButton title="登记异议">{(close) => <ObjectForm row={row.case} onDone={close} />}</DeedButton>
}

function Send({ rows }: { rows: readonly CaseRow[] }) {
  const say = useSay()
  const send = useCommand(recognition, 'send', { answers: ['duties'] })
  const go = () =>
    void send.mutateAsync({ caseIds: rows.map(({ id }) => id) }).then(
      ({ warnings }) => say(['已送县级民政部门', ...warnings].join('；')),
      () => {},
    )
  return (
    <>
      <Button type="primary" loading={send.isPending} onClick={go}>
        公示无异议，送县民政局（{rows.map(({ name }) => name).join('、')}）
      </Button>
      <ReasonsOf error={send.error} action="送县民政局" />
    </>
  )
}

function ObjectForm({ row, onDone }: { row: CaseRow; onDone: () => void }) {
  const say = useSay()
  const object = useCommand(recognition, 'object', { answers: ['duties'] })
  const form = useForm({
    schema: recognition.operations.object.input.omit({ caseId: true }),
    draft: `recognition.object.${row.id}`,
    initial: { receivedOn: today() },
    neverKept: ['objector'],
  })
  return (
    <Form
      form={form}
      action="登记异议"
      labels={{ receivedOn: '收到日期', objector: '反映人', words: '反映的情况' }}
      onSend={async (given) => {
        const { warnings } = await object.mutateAsync({ ...given, caseId: row.id })
        say(warnings.join('；'))
      }}
      onDone={onDone}
    >
      <p>{row.name}：登记后转重新调查，由原调查人以外的人进行，之后再次公示。</p>
      <DayField form={form} name="receivedOn" label="收到日期" />
      <TextField form={form} name="objector" label="反映人" help="可以不留姓名；只有核查和决定的人看得到" />
      <LongTextField form={form} name="words" label="反映的情况" rows={3} />
    </Form>
  )
}
