/** 人员: everyone of the plan with what was found, or why not yet. */
import { ask } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { useAddress } from '#ui/address.ts'
import { Day } from '#ui/dates.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter, TablePage } from '#ui/table-parts.ts'
import { verifications } from '../contract.ts'
import type { EntryRow, RoundDetails } from '../shapes.ts'
import { Answer, answerText, EntryState, howText, legacyText, pathText, stateText } from '../words.ts'

const familyOf = { open: 'blue', seen: 'green', left: 'neutral' } as const

export function StateTag({ row }: { row: Pick<EntryRow, 'state' | 'tries'> }) {
  const detail = row.state === 'open' && row.tries > 0 ? `，去过${row.tries}次未见到` : ''
  return <FamilyTag family={familyOf[row.state]} text={`${stateText[row.state]}${detail}`} />
}

const columns: ReadonlyArray<Column<EntryRow>> = [
  {
    key: 'person',
    title: '人员',
    fixed: true,
    render: (row) => <PersonLink personId={row.personId} name={row.person} />,
  },
  { key: 'age', title: '年龄', right: true, render: (row) => row.age },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township },
  { key: 'village', title: '村（居）', render: (row) => row.village || '—' },
  { key: 'no', title: '纸上序号', right: true, render: (row) => row.no },
  { key: 'state', title: '状态', render: (row) => <StateTag row={row} /> },
  {
    key: 'result',
    title: '结果',
    render: (row) => (row.result ? answerText[row.result.answer] : row.leftReason || '—'),
  },
  { key: 'on', title: '核查日期', render: (row) => <Day day={row.result?.seenOn ?? row.leftOn} /> },
  { key: 'officer', title: '核查人', render: (row) => row.result?.officer ?? '—' },
  {
    key: 'seen',
    title: '本人见到',
    render: (row) => (row.result ? `${row.result.seenSelf ? '见到' : '没有'}，${howText[row.result.how]}` : '—'),
  },
  { key: 'words', title: '说明', render: (row) => row.result?.words || '—' },
  { key: 'joined', title: '列入', hidden: true, render: (row) => (row.joined === 'plan' ? '计划时' : '以后新增') },
]

const legacyColumn: Column<EntryRow> = {
  key: 'path',
  title: '原类别和路径',
  render: (row) =>
    row.legacyCategory
      ? `${legacyText[row.legacyCategory] ?? ''}${row.path ? `：${pathText[row.path]}` : ''}`
      : '待按纸质档案填写',
}

const filters: readonly Filter[] = [
  { kind: 'text', name: 'words', label: '姓名' },
  { kind: 'pick', name: 'state', label: '状态', choices: choicesOf(EntryState.options, stateText) },
  { kind: 'pick', name: 'answer', label: '结果', choices: choicesOf(Answer.options, answerText) },
]

export function Entries({ found }: { found: RoundDetails }) {
  const { state } = useAddress()
  const townshipId = found.townships.find((line) => line.townshipId === state['township'])?.townshipId ?? null
  return (
    <SearchTable<EntryRow, TablePage<EntryRow>>
      name="verifications.entries"
      title="核查人员"
      answer={['verifications', 'entries', found.row.id, townshipId]}
      load={async ({ filters: chosen, page, pageSize }) => {
        const { rows, total, at } = await ask(verifications, 'entries', {
          roundId: found.row.id,
          townshipId,
          words: chosen['words'] ?? '',
          state: EntryState.nullable()
            .catch(null)
            .parse(chosen['state'] ?? null),
          answer: Answer.nullable()
            .catch(null)
            .parse(chosen['answer'] ?? null),
          page,
          pageSize,
        })
        return { rows, total, asOf: at }
      }}
      columns={found.legacy ? [...columns, legacyColumn] : columns}
      filters={filters}
      rowKey={(row) => row.personId}
      order="按乡镇、村和纸上次序"
      empty="本辖区没有列入这次核查的人员。"
    />
  )
}
