/** The persons of one roster: changed ones first, each with its reason (screens 4.10). */
import { Button } from 'antd'
import { useState } from 'react'
import { isMissing, NothingHere } from '#ui/answer-page.tsx'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { monthText } from '#kernel/calendar.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { useParam } from '#ui/address.ts'
import { valuesOf, type TableQuery } from '#ui/address-text.ts'
import { useSay } from '#ui/confirm.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { useMonth } from '#ui/place.ts'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag, LevelTag, StatusTag } from '#ui/status-tag.tsx'
import type { Column, Filter } from '#ui/table-parts.ts'
import { Change, changeText, rosters, rosterStatusText, type Roster, type RosterRow } from '../contract.ts'
import { AskAbout, Questions } from './questions.tsx'
import { Steps } from './rosters.tsx'

const changeFamily = { none: 'neutral', joined: 'green', left: 'neutral', level: 'purple', moved: 'blue' } as const

const columns: ReadonlyArray<Column<RosterRow>> = [
  { key: 'lineNo', title: '序号', right: true, width: 64, render: (row) => row.lineNo ?? '—' },
  { key: 'name', title: '姓名', fixed: true, render: (row) => <PersonLink personId={row.personId} name={row.name} /> },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township },
  { key: 'village', title: '村（居）', render: (row) => row.village || '—' },
  { key: 'level', title: '能力等级', render: (row) => <Levels row={row} /> },
  {
    key: 'change',
    title: '变化',
    render: (row) => <FamilyTag family={changeFamily[row.change]} text={changeText[row.change]} />,
  },
  { key: 'reason', title: '原因', render: (row) => row.reason || '—' },
  { key: 'agreement', title: '协议', render: (row) => <AgreementTag row={row} /> },
  {
    key: 'confirmed',
    title: '确认',
    render: (row) => (row.change === 'none' ? '—' : row.confirmed ? '✓ 已确认' : '○ 待确认'),
  },
]

const filters: readonly Filter[] = [
  {
    kind: 'multi',
    name: 'change',
    label: '变化',
    choices: Change.options.map((value) => ({ value, label: changeText[value] })),
  },
  {
    kind: 'pick',
    name: 'level',
    label: '等级',
    choices: [
      { value: 'able', label: '自理' },
      { value: 'partly_able', label: '半失能' },
      { value: 'unable', label: '失能' },
    ],
  },
  { kind: 'text', name: 'text', label: '姓名' },
  { kind: 'pick', name: 'onlyToConfirm', label: '确认', choices: [{ value: 'yes', label: '只看待确认' }] },
  { kind: 'pick', name: 'onlyWithoutAgreement', label: '协议', choices: [{ value: 'yes', label: '没有生效协议' }] },
]

export function RosterPage() {
  const rosterId = useParam('rosterId')
  const { month } = useMonth()
  const may = useMay()
  const list = useAnswer(rosters, 'list', { month })
  const roster = list.data?.find((each) => each.id === rosterId)
  const unlisted = useAnswer(rosters, 'lines', { rosterId }, { enabled: list.isSuccess && !roster })
  const of = roster ?? unlisted.data?.of
  if (isMissing(unlisted.error))
    return (
      <PageBody title="名册人员">
        <NothingHere list={{ title: '月度名册', to: '/rosters' }} />
      </PageBody>
    )
  return (
    <PageBody
      title={of ? `${monthText(of.month)} ${of.organisation}` : '名册人员'}
      way={[{ title: '月度名册', to: '/rosters' }]}
      beside={of && <StatusTag of="名册" word={rosterStatusText[of.status]} />}
      action={roster && <Steps roster={roster} />}
      others={may('rosters.export') && <Exports rosterId={rosterId} />}
    >
      <Lines rosterId={rosterId} roster={roster} />
      {may('rosters.questions') && roster && roster.status !== 'draft' && <Questions roster={roster} />}
    </PageBody>
  )
}

function Lines({ rosterId, roster }: { rosterId: string; roster: Roster | undefined }) {
  const may = useMay()
  const say = useSay()
  const confirm = useCommand(rosters, 'confirmChanges', { answers: ['duties'] })
  const [asking, setAsking] = useState<RosterRow>()
  const draft = roster?.status === 'draft'
  const mayAsk = roster !== undefined && !draft && may('rosters.ask')
  const confirmRows = async (personIds: readonly string[]) => {
    const { confirmed } = await confirm.mutateAsync({ rosterId, personIds: [...personIds] })
    say(`已确认${confirmed}项变化`)
  }
  return (
    <>
      <SearchTable<RosterRow, { rows: RosterRow[]; total: number }>
        name="roster"
        title="名册人员"
        answer={['rosters', 'lines', rosterId]}
        load={(query) => ask(rosters, 'lines', inputOf(rosterId, query))}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.personId}
        order="有变化的在前，其余按乡镇法定顺序、村、姓名"
        empty="没有符合条件的人员。"
        {...(mayAsk ? { actions: (row) => [{ title: '提出疑问', onClick: () => setAsking(row) }] } : {})}
        {...(draft && may('rosters.confirmChanges')
          ? {
              batch: (selection, clear) =>
                selection.kind === 'some' && (
                  <Button
                    type="primary"
                    loading={confirm.isPending}
                    onClick={() => void confirmRows(selection.keys).then(clear, () => {})}
                  >
                    确认变化
                  </Button>
                ),
            }
          : {})}
      />
      {asking && roster && <AskAbout roster={roster} row={asking} onClose={() => setAsking(undefined)} />}
    </>
  )
}

function inputOf(rosterId: string, query: TableQuery) {
  const level = SelfCareLevel.safeParse(query.filters['level'])
  return {
    rosterId,
    change: valuesOf(query.filters['change']).filter((value): value is Change => Change.safeParse(value).success),
    ...(level.success ? { level: level.data } : {}),
    text: query.filters['text'] ?? '',
    onlyToConfirm: query.filters['onlyToConfirm'] === 'yes',
    onlyWithoutAgreement: query.filters['onlyWithoutAgreement'] === 'yes',
    page: query.page,
    pageSize: query.pageSize,
  }
}

function Levels({ row }: { row: RosterRow }) {
  if (row.change !== 'level' || !row.previousLevel) return <LevelTag level={row.level} />
  return (
    <>
      <LevelTag level={row.previousLevel} />→<LevelTag level={row.level} />
    </>
  )
}

function AgreementTag({ row }: { row: RosterRow }) {
  if (!row.included) return '—'
  const word = { in_force: '生效', signing: '签署中', none: '无协议' } as const
  return <StatusTag of="协议" word={word[row.agreement]} />
}

function Exports({ rosterId }: { rosterId: string }) {
  const give = useCommand(rosters, 'export')
  const run = (format: 'xlsx' | 'pdf', changesOnly = false) =>
    void give.mutateAsync({ rosterId, format, changesOnly }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      <Button loading={give.isPending} onClick={() => run('xlsx')}>
        导出Excel
      </Button>
      <Button onClick={() => run('pdf')}>打印名册</Button>
      <Button onClick={() => run('pdf', true)}>打印变化</Button>
    </>
  )
}
