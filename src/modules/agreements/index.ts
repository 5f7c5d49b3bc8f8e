import type { Module } from '#platform/module.ts'
import { agreementPapers, agreementsArchive } from './archive.ts'
import { forgetAgreements } from './forget.ts'
import { agreementsGlance } from './glance.ts'
import { questions } from './questions.ts'
import { reactions } from './reactions.ts'
import { agreementsService } from './service.ts'
import { objectionsOfAgreements } from './uncovered.ts'
import { timeline, work } from './work.ts'

export { noteRosterFixed } from './roster-days.ts'
export { agreementWords } from './words-of.ts'

export const agreementsModule: Module = {
  service: agreementsService,
  questions,
  reactions,
  work,
  timeline,
  glance: agreementsGlance,
  archive: agreementsArchive,
  objections: objectionsOfAgreements,
  papers: agreementPapers,
  forget: forgetAgreements,
  nightly: ['agreements.expire'],
  constraints: {
    agreement_number: '这个协议号已经使用，请重试',
    agreement_two_persons: '拟定和审核应由两人办理，请由另一人审核',
    one_agreement_under_way: '这名特困人员已有正在办理的协议，请先办完或终止原草稿',
    one_agreement_in_force: '这名特困人员在这段时间已有生效协议；应先终止原协议，或从原协议办理续签',
    signature_once: '这一方已经登记签署，不能重复登记。请刷新页面核对',
    signature_proof: '签署须有凭据，请上传签名图像或签署页的照片',
    agreement_price_whole: '有偿或无偿和价格应一并填写；无偿的价格写0',
    template_edition: '范本版本号重复，请重试',
  },
}
