/** Papers of recognition: notices as PDF and Word, survey form, poster, review form, proof of the draw. */
import { dateText } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { letterWord } from '#platform/documents/letter-word.ts'
import { letterPaper, type LetterPaper, statutoryPaper } from '#platform/documents/paper.ts'
import { posterPaper } from '#platform/documents/poster-paper.ts'
import { giveFile, storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import * as z from 'zod'
import { batchOf } from './batching.ts'
import { recognition } from './contract.ts'
import { filesOf } from './deed-text.ts'
import { drawLayout } from './draw-sheet.ts'
import { materialsOf } from './intake.ts'
import {
  acceptanceLetter,
  confirmationLetter,
  type Letter,
  type LetterCase,
  refusalLetter,
  supplementLetter,
} from './letters.ts'
import { missingIn } from './materials.ts'
import { postersOf, withCases, withSupport } from './posters.ts'
import { reasoningOf } from './reasoning.ts'
import { applicationLayout, reviewLayout, surveyLayout } from './sheets.ts'
import { areaNames, bureauOf, type Case, caseOf, db, deedsOf, factsOf, keepDeed, lastOf, lockCases } from './stored.ts'
import { applicantOf, StoredSurvey } from './surveying.ts'
import { opinionText, type Paper, paperText } from './words.ts'

const Decided = z.object({ mode: SupportMode, level: SelfCareLevel })
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export const printing = part(recognition, {
  async print(context, { caseId, paper, format }) {
    const row = await caseOf(context, caseId)
    const name = `${paperText[paper]}${row.number}`
    const letter = await letterOf(context, row, paper)
    if (format === 'word' && !letter) return refuse('refused', 'format', `“${paperText[paper]}”是表格，请打印PDF。`)
    const bytes = letter
      ? await (format === 'word' ? letterWord(letter) : letterPaper(letter))
      : await statutoryPaper({ ...footOf(context), layout: await layoutOf(context, row, paper) })
    await keepDeed(context, row, { kind: 'printed', on: context.today, said: { paper: paperText[paper] } })
    return given(context, { name: `${name}.${format === 'word' ? 'docx' : 'pdf'}`, bytes, word: format === 'word' })
  },

  async printApplication(context) {
    const layout = applicationLayout(await context.policyOn(context.today), (await bureauOf(context)).name)
    return given(context, {
      name: '特困人员救助供养申请书（空表）.pdf',
      bytes: await statutoryPaper({ ...footOf(context), layout }),
    })
  },

  async printPoster(context, { publicityId }) {
    const [poster] = await withCases(context, await postersOf(context, [publicityId]))
    if (!poster) return refuse('not_found', 'poster', '没有找到这张公示榜，或不在您的辖区')
    const unit = officeOf(poster.township)
    const bytes = await posterPaper({
      ...footOf(context),
      title: '特困人员救助供养初审公示',
      above: [
        `编号：${poster.number}`,
        `公示期：${dateText(poster.postedOn)}起，到${dateText(poster.endsOn)}24时止`,
        `张贴地点：${poster.place}`,
      ],
      head: ['序号', '姓名', '所在村（居）', '拟供养方式', '初审意见'],
      rows: poster.rows.map(({ case: { name, village }, fits, mode }, index) => [
        String(index + 1),
        name,
        village || poster.township,
        mode.replace(/^拟/, '') || '—',
        opinionText(fits),
      ]),
      below: [
        `对公示内容有异议的，请在公示期内向${poster.township}反映，可以不留姓名。`,
        ...(poster.hotline ? [`监督电话：${poster.hotline}`] : []),
      ],
      unit,
      postedOn: poster.postedOn,
    })
    return given(context, { name: `公示榜${poster.number}.pdf`, bytes })
  },

  /** 确认后公布 (认定办法 第十七条): who is supported from when; no number, no illness. */
  async printPublished(context, { caseIds }) {
    const rows = await lockCases(context, caseIds)
    const [first] = rows
    if (!first || rows.some(({ decision }) => decision !== 'confirmed'))
      return refuse('refused', 'not_confirmed', '只有已确认认定的人员可以公布。请核对所选人员。')
    if (rows.some(({ townshipId }) => townshipId !== first.townshipId))
      return refuse('refused', 'townships', '一张榜只公布一个乡镇（街道）的人员。请分别打印。')
    const people = await withSupport(context, rows)
    const township = (await areaNames(context)).get(first.townshipId) ?? ''
    const bytes = await posterPaper({
      ...footOf(context),
      title: '特困人员救助供养确认结果公布',
      above: ['下列人员已由县级民政部门确认为特困人员，现予公布。'],
      head: ['序号', '姓名', '所在村（居）', '供养方式', '供养起始'],
      rows: people.map(({ case: { name, village }, mode, supportFrom }, index) => [
        String(index + 1),
        name,
        village || township,
        mode || '—',
        supportFrom ? dateText(supportFrom) : '—',
      ]),
      below: [`监督电话：${(await bureauOf(context)).hotline || '本单位民政服务窗口'}`],
      unit: officeOf(township),
      postedOn: context.today,
    })
    return given(context, { name: `确认公布榜${context.today}.pdf`, bytes })
  },

  async printDraw(context, { batchId }) {
    const batch = await batchOf(context, batchId)
    const cases = await db(context)
      .selectFrom('recognition.application')
      .select(['id', 'number', 'name', 'townshipId'])
      .where('countyCode', '=', context.county)
      .where('id', 'in', batch.caseIds)
      .execute()
    const names = await areaNames(context)
    const byId = new Map(
      cases.map(({ id, number, name, townshipId }) => [id, { number, name, township: names.get(townshipId) ?? '' }]),
    )
    const bytes = await statutoryPaper({ ...footOf(context), layout: drawLayout(batch, byId) })
    return given(context, { name: `抽取证明${batch.number}.pdf`, bytes })
  },

  async openFile(context, { caseId, fileId }) {
    await caseOf(context, caseId)
    const deeds = await deedsOf(context, [caseId])
    if (!deeds.some(({ said }) => filesOf(said).includes(fileId)))
      return refuse('not_found', 'file', '没有找到这份材料，或不属于本案')
    const file = await storedFile(context, fileId)
    return { ticket: await ticketFor(context, fileId), name: file.name }
  },
})

async function given(context: Context, file: { name: string; bytes: Uint8Array; word?: boolean }) {
  const { name, bytes } = file
  const { ticket } = await giveFile(context, { name, mediaType: file.word ? word : 'application/pdf', bytes })
  return { ticket, name }
}

/** A street has an office, a town a government. */
const officeOf = (township: string): string => `${township}${township.endsWith('街道') ? '办事处' : '人民政府'}`

const footOf = (context: Context) => ({
  printedAt: context.now,
  printedBy: context.actor.name,
  demonstration: context.demo,
})

/** Undefined for a paper that is a form and no letter. */
async function letterOf(context: Context, row: Case, paper: Paper): Promise<LetterPaper | undefined> {
  const letter = await wordsOf(context, row, paper)
  if (!letter) return undefined
  const bureau = await bureauOf(context)
  const township = (await areaNames(context)).get(row.townshipId) ?? ''
  const byCounty = paper === 'confirmation' || paper === 'refusal'
  return {
    ...footOf(context),
    ...letter,
    heading: byCounty ? bureau.name : officeOf(township),
    to: row.name,
    contact: bureau.hotline || '本单位民政服务窗口',
    receipt: true,
  }
}

async function wordsOf(context: Context, row: Case, paper: Paper): Promise<Letter | undefined> {
  const policy = await context.policyOn(row.decidedOn ?? row.receivedOn)
  const about: LetterCase = { ...row, bureau: (await bureauOf(context)).name }
  const deeds = await deedsOf(context, [row.id])
  if (paper === 'acceptance')
    return row.acceptedOn
      ? acceptanceLetter(about, policy)
      : refuse('refused', 'not_accepted', '案件还没有受理，没有可打印的受理通知书。')
  if (paper === 'supplement') {
    const missing = missingIn(policy, factsOf(row).disability !== null, materialsOf(deeds))
    if (row.toldOn === null) return refuse('refused', 'not_told', '材料已齐，没有需要告知的缺项。')
    return supplementLetter(about, missing, policy)
  }
  if (paper !== 'confirmation' && paper !== 'refusal') return undefined
  const decided = lastOf(deeds, 'decided')
  const wanted = paper === 'confirmation' ? 'confirmed' : 'refused'
  if (row.decision !== wanted || !decided)
    return refuse('refused', 'not_decided', `案件没有“${paperText[paper]}”对应的决定，不能打印。`)
  const reasoning = reasoningOf(applicantOf(row), factsOf(row), policy)
  if (paper === 'refusal') return refusalLetter(about, decided.note, { reasoning, policy })
  const { mode, level } = Decided.parse(decided.said)
  const labels = policy.find<Record<string, string>>('codes.self_care_level.labels')?.value ?? {}
  return confirmationLetter(
    about,
    { mode, level, levelText: labels[level] ?? level, reason: decided.note },
    { reasoning, policy },
  )
}

async function layoutOf(context: Context, row: Case, paper: Paper) {
  const policy = await context.policyOn(row.decidedOn ?? context.today)
  const names = await areaNames(context)
  const place = `${names.get(row.townshipId) ?? ''}${names.get(row.villageId ?? '') ?? ''}`
  const deeds = await deedsOf(context, [row.id])
  const items = policy.find<string[]>('assessment.items')?.value ?? []
  const survey = paper === 'survey' ? StoredSurvey.safeParse(lastOf(deeds, 'surveyed')?.said).data : undefined
  if (paper === 'survey' && !survey)
    return refuse('refused', 'not_surveyed', '还没有登记入户调查。请打印空表，调查后登记。')
  const about = { name: row.name, number: row.number, place, residence: row.residence }
  if (paper === 'survey' || paper === 'survey_blank')
    return surveyLayout(about, { items, survey, facts: survey ? factsOf(row) : undefined })
  const reasoning = reasoningOf(applicantOf(row), factsOf(row), policy)
  return reviewLayout(about, { reasoning, deeds, decisionNo: row.decisionNo })
}
