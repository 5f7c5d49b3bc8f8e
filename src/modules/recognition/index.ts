import { calendarChanged } from '#modules/policy/contract.ts'
import { dateText } from '#kernel/calendar.ts'
import { type Module, on } from '#platform/module.ts'
import { casePapers, recognitionArchive } from './archive.ts'
import { forgetCases } from './forget.ts'
import { openCaseReason } from './identity.ts'
import { recomputed } from './clock-deeds.ts'
import { recognitionLetters } from './letter-kinds.ts'
import { questions } from './questions.ts'
import { recognitionService } from './service.ts'
import { caseSubject, openCasesOf } from './subject.ts'
import { timeline, work } from './work.ts'

export { confirmedForHome } from './first-placement.ts'

export const recognitionModule: Module = {
  service: recognitionService,
  questions,
  work,
  subjects: { case: caseSubject },
  timeline,
  objections: async (context, deed) => (deed.kind === 'file' ? openCaseReason(context, deed.idIndex) : []),
  openEnds: openCasesOf,
  forget: forgetCases,
  archive: recognitionArchive,
  papers: casePapers,
  letters: recognitionLetters,
  nightly: ['recognition.recompute'],
  reactions: [
    on(calendarChanged, async (context, { day, name }) => {
      await recomputed(context, `工作日历的${dateText(day)}已改为“${name}”`)
    }),
  ],
  constraints: {
    case_number: '这个案件号已经使用，请重试',
    one_open_application: '该身份证号已有正在办理的申请，不能重复申请。请在原案件中办理',
    case_decided_whole: '案件已有决定，请刷新后查看',
    case_decision_dated: '案件已有决定，请刷新后查看',
    publicity_number: '这个公示编号已经使用，请重试',
    hanging_once: '这张公示榜的这次登记刚由另一人完成，请刷新后查看',
    linkage_once: '这项制度衔接已经生成，请刷新后查看',
    linkage_without_gap: '两项制度之间不能断月也不能重月',
    meeting_in_month: '评审会日期应在所选月份内',
    papers_before_meeting: '收件截止日不能晚于评审会日期',
    batch_number: '另一次抽取刚刚完成，请刷新后查看',
  },
}
