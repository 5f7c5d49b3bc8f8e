import type { PlainDate } from '#kernel/calendar.ts'
import { agreementsEnded, agreementsInForce } from '#modules/agreements/contract.ts'
import { deathWithdrawn, modeChanged, personDied, personEnded, supportRestored } from '#modules/persons/contract.ts'
import { rosterSent } from '#modules/rosters/contract.ts'
import type { Context } from '#platform/context.ts'
import type { Module, Reaction } from '#platform/module.ts'
import { on } from '#platform/module.ts'
import { visitsArchive } from './archive.ts'
import { visits } from './contract.ts'
import { questions } from './questions.ts'
import { rejudgeMatching } from './rejudging.ts'
import { visitsService } from './service.ts'
import { visitTimeline } from './timeline.ts'
import { visitWork } from './work.ts'

export { servedIn, type Served } from './served.ts'

const since = (context: Context, personIds: readonly string[], from: PlainDate) =>
  rejudgeMatching(context, { personIds, from }).then(() => {})

/** What is learnt late about persons; all their visits since are judged again in the same transaction. */
const reactions: Reaction[] = [
  on(personDied, (context, { personId, diedOn }) => since(context, [personId], diedOn)),
  on(personEnded, (context, { personId, endedOn }) => since(context, [personId], endedOn)),
  on(deathWithdrawn, (context, { personId, diedOn }) => since(context, [personId], diedOn)),
  on(supportRestored, (context, { personId, from }) => since(context, [personId], from)),
  on(modeChanged, (context, { personId, from }) => since(context, [personId], from)),
  on(agreementsInForce, (context, { personIds, from }) => since(context, personIds, from)),
  on(agreementsEnded, (context, { personIds, from }) => since(context, personIds, from)),
]

export const visitsModule: Module = {
  service: visitsService,
  questions,
  nightly: ['visits.rejudge'],
  work: visitWork,
  timeline: visitTimeline,
  archive: visitsArchive,
  reactions: [
    ...reactions,
    // Visits that came before the roster was fixed.
    on(rosterSent, (context, { month, organisationId }) =>
      context.later(
        visits,
        'rejudge',
        { month, organisationId },
        { key: `visits.rejudge:${context.county}:${month}:${organisationId}` },
      ),
    ),
  ],
  constraints: {
    corrected_once: '这条服务记录已经更正过。请在更正后的记录上再更正',
    visit_in_order: '结束时间早于开始时间，请核对',
    visit_of_one_day: '一次服务不超过24小时，请核对起止时间',
    visit_position_whole: '位置要同时有经度、纬度和坐标系',
    batch_file_once: '这个文件正在导入或已导入过',
    verdict_has_reason: '判定要写明理由',
  },
}
