import { personDied, personEnded } from '#modules/persons/contract.ts'
import { type Module, on } from '#platform/module.ts'
import { schoolPapers, verificationsArchive } from './archive.ts'
import { forgetVerifications } from './forget.ts'
import { openFollowsOf } from './following.ts'
import { followSubject } from './handed.ts'
import { letGoOne } from './population.ts'
import { verificationsService } from './service.ts'
import { schoolsTimeline, timelineOf, workOf } from './work.ts'

export const verificationsModule: Module = {
  service: verificationsService,
  work: workOf,
  timeline: timelineOf,
  timelineOfSeen: schoolsTimeline,
  subjects: { follow: followSubject },
  archive: verificationsArchive,
  papers: schoolPapers,
  openEnds: openFollowsOf,
  forget: forgetVerifications,
  nightly: ['verifications.refreshAll'],
  reactions: [
    on(personDied, (context, { personId }) => letGoOne(context, personId)),
    on(personEnded, (context, { personId }) => letGoOne(context, personId)),
  ],
  constraints: {
    one_yearly_verification: '这个年度已经制定过核查方案。请打开原来的一份，变更须写明原因',
    verification_round_number: '核查编号重复，请重试',
    verification_round_days: '核查的日期前后颠倒。请核对',
    verification_sheet_number: '另一人正在更新名单，请重试',
    one_sheet_of_place: '另一人正在更新名单，请重试',
    verification_place_taken: '另一人正在更新名单，请重试',
    verification_entry_state: '此人的核查状态刚被他人改动。请刷新后核对',
    verification_result_once: '此人的结果刚由另一人登记，没有重复登记。请刷新后核对',
    verification_replaced_once: '这个结果刚被他人更正。请刷新后核对',
    verification_correction_reason: '更正应写明原因，至少4个字',
    verification_words: '有变化或没有见到本人的，应写明情况，至少4个字',
    verification_settled_once: '这个结果的后续处理已经登记。请刷新后查看',
    verification_decision: '重新认定的结论应有文号。请填写文号',
    verification_school_days: '在读证明的截止日应晚于证明日期。请核对',
    verification_school_proof: '没有在读证明。请上传证明，或写明纸质证明放在哪里',
  },
}
