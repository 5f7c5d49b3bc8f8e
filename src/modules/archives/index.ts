/** Files for the programs: papers of a person, closing, keeping, handing over. */
import { dayOf } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import { implement, type Module, type TimelineItem } from '#platform/module.ts'
import { fileArchive } from './archive.ts'
import { certificateObjections, certificates, certificateTimeline } from './certificates.ts'
import { closing } from './closing.ts'
import { archives } from './contract.ts'
import { destruction } from './destruction.ts'
import { destructionPrinting } from './destruction-paper.ts'
import { destructionReading } from './destruction-reading.ts'
import { filing, objectionsOfHanded } from './filing.ts'
import { forgetAgain } from './forget-again.ts'
import { forgetLetters } from './forget.ts'
import { archivesGlance } from './glance.ts'
import { issuedFiling } from './issued.ts'
import { archiveLetters } from './letter-kinds.ts'
import { listExport } from './list-export.ts'
import { printing } from './papers.ts'
import { reading } from './reading.ts'
import { db } from './stored.ts'
import { fileSubject } from './subject.ts'
import { transfers } from './transfers.ts'
import { placeText, stepText } from './words.ts'
import { archivesWork } from './work.ts'

async function timelineOfSeen(context: Context, personId: string): Promise<TimelineItem[]> {
  if (!may(context.actor, 'archives.documents')) return []
  const [certificates, documents, steps] = await Promise.all([
    certificateTimeline(context, personId),
    papersOf(context, personId),
    stepsOf(context, personId),
  ])
  return [
    ...certificates,
    ...documents.map((each): TimelineItem => {
      const place = placeText(each)
      return {
        at: each.datedOn ?? dayOf(each.at),
        enteredAt: each.at,
        kind: 'other',
        text: `材料入档：${each.title}${place ? `（${place}）` : ''}`,
        to: `/archives/${personId}`,
        source: 'paper',
        struckThrough: each.replaced,
      }
    }),
    ...steps.map(
      ({ kind, words, at }): TimelineItem => ({
        at: dayOf(at),
        enteredAt: at,
        kind: 'other',
        text: `${stepText[kind]}${words ? `：${words}` : ''}`,
        to: `/archives/${personId}`,
        source: 'system',
      }),
    ),
  ]
}

async function papersOf(context: Context, personId: string) {
  const papers = await db(context)
    .selectFrom('archives.document')
    .select(['id', 'title', 'datedOn', 'at', 'box', 'folder', 'page', 'replacesId'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .execute()
  const replaced = new Set(papers.map(({ replacesId }) => replacesId))
  return papers.map((paper) => ({ ...paper, replaced: replaced.has(paper.id) }))
}

const stepsOf = (context: Context, personId: string) =>
  db(context)
    .selectFrom('archives.step')
    .select(['kind', 'words', 'at'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('seq')
    .execute()

export const archivesModule: Module = {
  service: implement(archives, {
    ...reading,
    ...listExport,
    ...filing,
    ...issuedFiling,
    ...closing,
    ...printing,
    ...destruction,
    ...destructionReading,
    ...destructionPrinting,
    ...transfers,
    ...forgetAgain,
    ...certificates,
  }),
  work: archivesWork,
  subjects: { file: fileSubject },
  objections: async (context, deed) => [
    ...(await certificateObjections(context, deed)),
    ...(await objectionsOfHanded(context, deed)),
  ],
  letters: archiveLetters,
  timelineOfSeen,
  glance: archivesGlance,
  archive: fileArchive,
  forget: forgetLetters,
  nightly: ['archives.forgetAgain'],
  constraints: {
    letter_filed_once: '这份文书刚由另一人归入档案。请刷新后查看',
    document_scan_once: '这份扫描件已登记为此人的这项材料，不能再登记一次。请在卷内材料中查看；要换扫描件的，用“更换”',
    document_replaced_once: '这份材料刚被另一人更换。请刷新后在新的一份上办理',
    document_somewhere: '请填写纸质材料在哪一盒，或上传扫描件',
    comparison_says_how: '与纸质不一致的，请写明哪里不一致',
    file_closed_by_two: '提请归档和确认归档须由两人办理',
    file_handed_by_two: '移交和签收须由两人办理',
    step_in_turn: '另一人刚办理了这份档案。请刷新后再办',
    hold_released_once: '这项暂缓已经解除',
    papers_before_their_day: '保管期未满、有暂缓或清单未经两人批准，数据库不允许销毁。请刷新清单，按提示办理',
    destroyed_after_its_term: '有档案的保管期还没有满，不能销毁。请刷新清单核对',
    destruction_by_two: '提出和批准销毁须由两人办理',
    destruction_before_witnesses: '监销须有执行人以外的两人在场。请核对监销人',
    destruction_on_its_day: '还没有到批准的销毁日，不能执行',
    destruction_number: '另一份销毁清单刚刚提出。请再提交一次',
    destruction_step_in_turn: '另一人刚办理了这份清单。请刷新后再办',
    on_one_destruction_list: '所选档案中有的刚被列入另一份销毁清单。请刷新后再选',
    difference_settled_once: '这处差异刚由另一人处理。请刷新后查看',
    transfer_number: '另一次移交刚刚登记。请再提交一次',
    transfer_by_two: '移出和接收须由两人办理',
    transfer_to_another: '接收的机构就是移出的机构。请另选接收单位',
    certificate_number: '这个证号已经使用。请换一个证号',
    certificate_replaced_once: '这本证刚由另一人换发。请刷新后查看',
  },
}
