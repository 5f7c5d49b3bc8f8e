/** Changes, the end of support and the death of one person, as tables with every act. */
import { sql } from 'kysely'
import { type Instant, momentText, type PlainDate } from '#kernel/calendar.ts'
import { type ArchivePaper, type ArchiveTable, archiveTable } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'
import { endReasonText } from '#modules/persons/words.ts'
import { db } from './stored.ts'
import {
  type ActKind,
  actText,
  type DeathAct,
  deathActText,
  deathStatusText,
  kindText,
  placeText,
  reporterText,
  stepIn,
} from './words.ts'

export async function endingsArchive(context: Context, personId: string): Promise<ArchiveTable[]> {
  const changes = await db(context)
    .selectFrom('endings.change')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('openedAt')
    .execute()
  const deaths = await db(context)
    .selectFrom('endings.death')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('receivedAt')
    .execute()
  return [
    archiveTable('变更与终止', changes, {
      编号: (row) => row.number,
      种类: (row) => kindText[row.kind],
      原因: (row) => endReasonText[row.reason] ?? row.reason,
      事实: (row) => row.facts,
      进度: (row) => stepIn(row.kind, row.step),
      提出人: (row) => row.openedName,
      '提出时间（北京时间）': (row) => momentText(row.openedAt),
      决定文号: (row) => row.decisionNo,
      决定日期: (row) => row.decidedOn,
      起效日期: (row) => row.fromOn,
    }),
    archiveTable('变更经过', await changeActs(context, personId), {
      编号: (row) => row.number,
      ...actColumns((kind: ActKind) => actText[kind]),
    }),
    archiveTable('死亡', deaths, {
      编号: (row) => row.number,
      死亡日期: (row) => row.diedOn,
      '发现时间（北京时间）': (row) => momentText(row.discoveredAt),
      '报告时间（北京时间）': (row) => momentText(row.reportedAt),
      地点: (row) => [placeText[row.placeKind], row.place].filter(Boolean).join('，'),
      报告人: (row) => `${row.reporter}（${reporterText[row.reporterKind]}）`,
      状态: (row) => deathStatusText[row.status],
      结案日期: (row) => row.closedOn,
    }),
    archiveTable('死亡处理经过', await deathActs(context, personId), {
      编号: (row) => row.number,
      ...actColumns((kind: DeathAct) => deathActText[kind]),
      '金额（元）': (row) => row.amountFen,
    }),
  ]
}

interface ActRow<Kind> {
  kind: Kind
  onDay: PlainDate
  words: string
  proof: string
  byName: string
  at: Instant
}

const actColumns = <Kind>(textOf: (kind: Kind) => string) => ({
  日期: (row: ActRow<Kind>) => row.onDay,
  事项: (row: ActRow<Kind>) => textOf(row.kind),
  内容: (row: ActRow<Kind>) => row.words,
  凭据: (row: ActRow<Kind>) => row.proof,
  经办人: (row: ActRow<Kind>) => row.byName,
  '登记时间（北京时间）': (row: ActRow<Kind>) => momentText(row.at),
})

const changeActs = (context: Context, personId: string) =>
  db(context)
    .selectFrom('endings.act as act')
    .innerJoin('endings.change as change', (join) =>
      join.onRef('change.countyCode', '=', 'act.countyCode').onRef('change.id', '=', 'act.changeId'),
    )
    .select(['change.number', 'act.kind', 'act.onDay', 'act.words', 'act.proof', 'act.byName', 'act.at'])
    .where('act.countyCode', '=', context.county)
    .where('act.personId', '=', personId)
    .orderBy('act.at')
    .orderBy('act.id')
    .execute()

const deathActs = (context: Context, personId: string) =>
  db(context)
    .selectFrom('endings.deathAct as act')
    .innerJoin('endings.death as death', (join) =>
      join.onRef('death.countyCode', '=', 'act.countyCode').onRef('death.id', '=', 'act.deathId'),
    )
    .select([
      'death.number',
      'act.kind',
      'act.onDay',
      'act.words',
      'act.proof',
      'act.byName',
      'act.at',
      'act.amountFen',
    ])
    .where('act.countyCode', '=', context.county)
    .where('act.personId', '=', personId)
    .orderBy('act.at')
    .orderBy('act.id')
    .execute()

/** What lies behind the acts of changes and of a death. */
export async function endingPapers(context: Context, personId: string): Promise<ArchivePaper[]> {
  const { rows } = await sql<{ fileId: string; kind: string; on: PlainDate }>`
    select file_id, kind, on_day as on from endings.act
      where county_code = ${context.county} and person_id = ${personId} and file_id is not null
    union all select file_id, kind, on_day from endings.death_act
      where county_code = ${context.county} and person_id = ${personId} and file_id is not null order by 3, 1`.execute(
    context.transaction,
  )
  const texts: Readonly<Record<string, string>> = { ...actText, ...deathActText }
  return rows.map(({ fileId, kind, on }) => ({ fileId, on, title: `变更和死亡处理：${texts[kind] ?? kind}` }))
}
