import type { Module } from '#platform/module.ts'
import { personArchive, personPapers } from './archive.ts'
import { personsConcerned } from './concerned.ts'
import { forgetPerson } from './forget.ts'
import { ownTimeline } from './person-file.ts'
import { personsService } from './service.ts'
import { openCorrectionsOf, personsWork } from './work.ts'

export { changedSince } from './facts.ts'
export { withdrawConsent } from './consents.ts'
export { areaFinder, type FindArea, type KnownArea } from './area-names.ts'
export { ableWithDisability, disabilityIn } from './disability.ts'
export { numberCertificate } from './certificate-number.ts'
export { filePerson, type Filed } from './creating.ts'
export { type MatchablePerson, personsToMatch } from './matchable.ts'
export { freeFrom, identityStanding } from './identity-standing.ts'
export { identityOn } from './person-file.ts'
export { photoFor } from './photos.ts'
export { objectionsOfOthers } from './others.ts'
export { objectionsToRefused, requireHeard } from './heard.ts'
export { moveDeath } from './death-day.ts'
export { withdrawDeath } from './death-withdrawn.ts'
export { correctDecision } from './decision-corrected.ts'
export { registerRecognised, type Recognised } from './recognising.ts'
export { changeStanding, decideLevel, type LevelDecision, type StandingChange } from './standing.ts'
export { decideEnd, decideStanding, moveAway, reportDeath } from './standing-changes.ts'

export { wrongWithWish } from './wish-rules.ts'
export { findingOn, keepCapacity } from './capacity.ts'
export { faultOfPhone, tidyPhone } from './rules.ts'
export { faultOfName } from './written-words.ts'

export const personsModule: Module = {
  service: personsService,
  timelineOfSeen: ownTimeline,
  archive: personArchive,
  papers: personPapers,
  openEnds: openCorrectionsOf,
  forget: forgetPerson,
  work: personsWork,
  concernedBy: personsConcerned,
  nightly: ['persons.bringUpToDate'],
  constraints: {
    person_file_no: '这个档案号已用于另一人，请换一个',
    person_identity_in_county: '该身份证号已在本县建档，请打开原档案办理',
    person_identity_pkey: '该身份证号由另一县供养中，或者当月由另一县供养，不能在两县同时供养。请刷新后核对',
    absence_no_overlap: '与已登记的住院、请假或外出日期重叠。请先登记上次的返回日期',
    correction_two_persons: '这项更正由您提出，须由另一人确认',
    filing_two_persons: '这次补录由您提出，须由另一人确认',
    one_filing_a_number: '该身份证号已有补录待确认。请先在“更正与补录”中确认或退回',
    one_proposal_a_field: '这一项已有更正待确认。请先确认或退回',
    payee_two_persons: '收款账户由您登记，须由另一人确认',
    one_payee_at_a_time: '同一时段已有生效的收款账户。请核对起用日期',
    person_position_whole: '住所位置须同时有经度、纬度和坐标系',
  },
}
