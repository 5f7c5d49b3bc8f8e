/** Changes, endings and deaths for the programs. */
import { calendarChanged } from '#modules/policy/contract.ts'
import { dateText } from '#kernel/calendar.ts'
import { overpaidDropped, supportGivesWay } from '#modules/overlaps/contract.ts'
import { deathWithdrawn, modeChanged, personDied, personEnded } from '#modules/persons/contract.ts'
import { implement, type Module, on } from '#platform/module.ts'
import { accepting, modeHasChanged } from './accepting.ts'
import { endingPapers, endingsArchive } from './archive.ts'
import { forgetChanges } from './forget.ts'
import { changing, withdrawOpen } from './changing.ts'
import { endings } from './contract.ts'
import { deathDay } from './death-day.ts'
import { deathHere } from './death-here.ts'
import { deathParts } from './death.ts'
import { noteDeath } from './death-noted.ts'
import { deathReading } from './death-reading.ts'
import { correcting } from './correcting.ts'
import { deciding } from './deciding.ts'
import { endingLetters } from './letter-kinds.ts'
import { exporting } from './exporting.ts'
import { openForOverlap, withdrawForOverlap } from './giving-way.ts'
import { linking } from './linkage.ts'
import { deathPrinting } from './print-death.ts'
import { objectionsToPlacing } from './placing.ts'
import { printing } from './print.ts'
import { reading } from './reading.ts'
import { recomputed, recomputing } from './recomputing.ts'
import { changeSubject, deathSubject, openEndsOf } from './subject.ts'
import { reopenUndelivered } from './undelivered.ts'
import { changesTimeline, deathTimeline, endingsWork } from './work.ts'

export const endingsModule: Module = {
  service: implement(endings, {
    ...changing,
    ...deciding,
    ...accepting,
    ...correcting,
    ...linking,
    ...reading,
    ...exporting,
    ...printing,
    ...deathPrinting,
    ...recomputing,
    ...deathParts,
    ...deathReading,
    ...deathDay,
    ...deathHere,
  }),
  letters: endingLetters,
  work: endingsWork,
  subjects: { change: changeSubject, death: deathSubject },
  timeline: deathTimeline,
  timelineOfSeen: changesTimeline,
  objections: objectionsToPlacing,
  openEnds: openEndsOf,
  forget: forgetChanges,
  archive: endingsArchive,
  papers: endingPapers,
  nightly: ['endings.recompute'],
  reactions: [
    on(calendarChanged, async (context, { day, name }) => {
      await recomputed(context, `工作日历的${dateText(day)}已改为“${name}”`)
    }),
    on(personDied, (context, fact) => noteDeath(context, fact)),
    on(deathWithdrawn, (context, { personId }) => reopenUndelivered(context, personId)),
    on(personEnded, (context, { personId }) => withdrawOpen(context, personId, '供养已经终止，这件变更不再办理')),
    on(supportGivesWay, (context, fact) => openForOverlap(context, fact)),
    on(overpaidDropped, (context, { hitIds, why }) => withdrawForOverlap(context, hitIds, why)),
    on(modeChanged, (context, fact) => modeHasChanged(context, fact)),
  ],
  constraints: {
    ending_death_day_two_hands: '更正死亡日期须由提出人以外的另一人决定。请由县级救助负责人办理',
    ending_change_number: '变更编号重复，请重试',
    ending_one_open_change:
      '此人已有一件正在办理的变更，不能同时再办一件。请在“变更与终止”中打开原来的一件，办完或撤回后再办',
    ending_change_decided_whole: '决定须有文号和日期',
    ending_linkage_once: '这项衔接结果已由他人登记。请刷新页面查看',
    ending_linkage_no_overlap: '低保不能早于特困供养停发的月份。请核对起始月',
    ending_death_number: '编号重复，请重试',
    ending_one_death: '此人的死亡已经报告。请在“死亡处理”中打开原来的一件',
    ending_death_in_order: '报告时间早于发现时间，请核对',
    ending_death_act_once: '这一步已由他人登记，不能重复登记。请刷新页面查看',
  },
}
