import type { Module } from '#platform/module.ts'
import { assessmentPapers, assessmentsArchive } from './archive.ts'
import { forgetAssessments } from './forget.ts'
import { assessmentsGlance } from './glance.ts'
import { assessmentLetters } from './letter-kinds.ts'
import { questions } from './questions.ts'
import { reactions } from './reactions.ts'
import { assessmentsService } from './service.ts'
import { assessmentSubject, untoldLevels } from './subject.ts'
import { timelineOf, workOf } from './work.ts'

export { latestAssessment } from './standing-on.ts'
export { requestRecognised } from './requesting.ts'

export const assessmentsModule: Module = {
  service: assessmentsService,
  questions,
  nightly: ['assessments.recompute'],
  reactions,
  letters: assessmentLetters,
  work: workOf,
  subjects: { assessment: assessmentSubject },
  timeline: timelineOf,
  glance: assessmentsGlance,
  openEnds: untoldLevels,
  forget: forgetAssessments,
  archive: assessmentsArchive,
  papers: assessmentPapers,
  constraints: {
    assessment_number: '评估编号重复，请重试',
    assessment_dispute_once: '这次评估已经提出过争议，二次评估正在办理或已办结。请打开二次评估查看',
    assessment_two_hands: '提交和初审应由两人办理，请由另一人初审',
    assessment_three_hands: '提交、初审和审定应由不同的人办理，请由另一人审定',
    one_assessment_under_way: '此人已有正在办理的评估，不能重复申请。请在那次评估中办理',
    result_of_edition: '这次评估的结果刚由另一人提交，请刷新后核对',
    assessors_are_two: '两名评估人是同一人。评估应由两人进行，请填写另一人',
    departure_has_reason: '审定的等级与按指标算出的不同，应写明理由（不少于4个字）',
  },
}
