/** The person's own view for the programs. */
import { dateText } from '#kernel/calendar.ts'
import { handOverAccepted } from '#modules/duties/contract.ts'
import { personDied } from '#modules/persons/contract.ts'
import { calendarChanged } from '#modules/policy/contract.ts'
import { implement, type Module, on } from '#platform/module.ts'
import { requestsArchive } from './archive.ts'
import { portal } from './contract.ts'
import { entering } from './entering.ts'
import { forgetRequests } from './forget.ts'
import { requestSubject, takenOver } from './handed.ts'
import { handling } from './handling.ts'
import { helping } from './helping.ts'
import { ownPart } from './own.ts'
import { recomputed } from './recomputing.ts'
import { endAllSlips, slips } from './slips.ts'
import { helpsTimeline, portalWork, requestsTimeline } from './work.ts'

export { actorOfOwnSession } from './session.ts'

export const portalModule: Module = {
  service: implement(portal, { ...entering, ...ownPart, ...slips, ...helping, ...handling }),
  reactions: [
    on(personDied, (context, { personId }) => endAllSlips(context, personId)),
    on(handOverAccepted, takenOver),
    on(calendarChanged, (context, { day, name }) => recomputed(context, `工作日历的${dateText(day)}已改为“${name}”`)),
  ],
  subjects: { request: requestSubject },
  work: portalWork,
  timeline: requestsTimeline,
  timelineOfSeen: helpsTimeline,
  archive: requestsArchive,
  forget: forgetRequests,
  constraints: {
    one_slip_at_a_time: '这个人的查询凭条刚由另一人发给，请刷新页面后核对',
    handler_not_of_accused: '被反映单位及其下属不能承办。请改由别的单位的人承办',
  },
}
