/** Papers of recognition as PDF and Word: notices, survey form, poster, review form, proof of the draw. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { LetterKind, LetterValues } from '#kernel/letter.ts'
import { citationText } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { footOf, formFile, formWords, givePaper, posterFile, printLetter } from '#modules/documents/index.ts'
import type { Context } from '#platform/context.ts'
import { statutoryPaper } from '#platform/documents/paper.ts'
import { storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import * as z from 'zod'
import { batchOf } from './batching.ts'
import { recognition } from './contract.ts'
import { filesOf } from './deed-text.ts'
import { disabilitiesOf } from './facts.ts'
import { standingDepartures } from './departures.ts'
import { drawLayout } from './draw-sheet.ts'
import { materialsOf } from './intake.ts'
import { applicationKind, publishedKind, reviewKind, surveyKind } from './form-kinds.ts'
import {
  acceptanceKind,
  confirmationKind,
  initialPosterKind,
  refusalKind,
  supplementKind,
  withdrawalKind,
} from './letter-kinds.ts'
import {
  acceptanceValues,
  confirmationValues,
  type LetterCase,
  refusalValues,
  supplementValues,
  withdrawalValues,
} from './letters.ts'
import { missingIn } from './materials.ts'
import { governmentOf, officeOf } from './offices.ts'
import { postersOf, withCases, withSupport } from './posters.ts'
import { publicityTerm } from './term-keys.ts'
import { applicationLayout, reviewLayout, surveyLayout } from './sheets.ts'
import { wayOf } from './way.ts'
import {
  areaNames,
  bureauOf,
  type Case,
  caseOf,
  db,
  deedsOf,
  factsOf,
  keepDeed,
  lastOf,
  legacyOf,
  lockCases,
} from './stored.ts'
import { applicantOf, StoredSurvey } from './surveying.ts'
import { opinionText, type Paper, paperText } from './words.ts'

const Decided = z.object({ mode: SupportMode, level: SelfCareLevel, how: z.string().default('full') })
type Format = 'pdf' | 'word'

export const printing = part(recognition, {
  async print(context, { caseId, paper, format }) {
    const row = await caseOf(context, caseId)
    const bytes =
      (await letterOf(context, row, { paper, format })) ??
      (await formFile(context, await formOf(context, row, paper), format))
    await keepDeed(context, row, { kind: 'printed', on: context.today, said: { paper: paperText[paper] } })
    return givePaper(context, { name: `${paperText[paper]}${row.number}`, bytes, format })
  },

  async printApplication(context, { format }) {
    const policy = await context.policyOn(context.today)
    const values = { 制表单位: (await bureauOf(context)).name }
    const words = await formWords(context, applicationKind, { on: context.today, values })
    const bytes = await formFile(context, { layout: applicationLayout(policy), words }, format)
    return givePaper(context, { name: '特困人员救助供养申请书（空表）', bytes, format })
  },

  async printPoster(context, { publicityId, format }) {
    const [stored] = await postersOf(context, [publicityId])
    const [poster] = stored ? await withCases(context, [stored]) : []
    if (!stored || !poster) return refuse('not_found', 'poster', '没有找到这张公示榜，或不在您的辖区')
    const values = {
      编号: poster.number,
      公示起日: dateText(poster.postedOn),
      公示止日: dateText(poster.endsOn),
      张贴地点: poster.place,
      乡镇: poster.township,
      受理地点: stored.objectAt || `${officeOf(poster.township)}民政服务窗口`,
      依据: await citedIn(context, poster.postedOn),
      监督电话: poster.hotline,
    }
    const kept = { subjectId: poster.id, townshipId: poster.townshipId, issue: `${poster.number} ${poster.postedOn}` }
    const bytes = await posterFile(
      context,
      {
        words: await formWords(context, initialPosterKind, { on: poster.postedOn, values, kept }),
        rows: poster.rows.map(({ case: { name, village }, fits, mode }, index) => [
          String(index + 1),
          name,
          village || poster.township,
          mode.replace(/^拟/, '') || '—',
          opinionText(fits),
        ]),
        unit: officeOf(poster.township),
        postedOn: poster.postedOn,
      },
      format,
    )
    return givePaper(context, { name: `公示榜${poster.number}`, bytes, format })
  },

  /** 确认后公布 (认定办法 第十七条): who is supported from when; no number, no illness. */
  async printPublished(context, { caseIds, format }) {
    const rows = await lockCases(context, caseIds)
    const [first] = rows
    if (!first || rows.some(({ decision }) => decision !== 'confirmed'))
      return refuse('refused', 'not_confirmed', '只有已确认认定的人员可以公布。请核对所选人员。')
    if (rows.some(({ townshipId }) => townshipId !== first.townshipId))
      return refuse('refused', 'townships', '一张榜只公布一个乡镇（街道）的人员。请分别打印。')
    const people = await withSupport(context, rows)
    const township = (await areaNames(context)).get(first.townshipId) ?? ''
    const hotline = (await bureauOf(context)).hotline || '本单位民政服务窗口'
    const values = { 公布日期: dateText(context.today), 乡镇: township, 监督电话: hotline }
    const bytes = await posterFile(
      context,
      {
        words: await formWords(context, publishedKind, { on: context.today, values }),
        rows: people.map(({ case: { name, village }, mode, supportFrom }, index) => [
          String(index + 1),
          name,
          village || township,
          mode || '—',
          supportFrom ? dateText(supportFrom) : '—',
        ]),
        unit: officeOf(township),
        postedOn: context.today,
      },
      format,
    )
    return givePaper(context, { name: `确认公布榜${context.today}`, bytes, format })
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
    return givePaper(context, { name: `抽取证明${batch.number}`, bytes, format: 'pdf' })
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

/** The clause that asks for the notice, as it held on the day it was hung. */
async function citedIn(context: Context, on: PlainDate): Promise<string> {
  const rule = (await context.policyOn(on)).find(publicityTerm)
  return [...new Set((rule?.citations ?? []).filter(({ document }) => document !== '').map(citationText))].join('；')
}

/** Undefined for a paper that is a form and no letter. */
async function letterOf(context: Context, row: Case, { paper, format }: { paper: Paper; format: Format }) {
  const made = await valuesOf(context, row, paper)
  if (!made) return undefined
  const bureau = await bureauOf(context)
  const township = (await areaNames(context)).get(row.townshipId) ?? ''
  const byCounty = paper === 'confirmation' || paper === 'refusal'
  const on = letterDay(row, paper) ?? row.receivedOn
  const number = byCounty ? row.decisionNo : row.number
  const { bytes } = await printLetter(context, made.kind, {
    format,
    given: {
      subjectId: row.id,
      townshipId: row.townshipId,
      issue: `${number} ${on} ${row.name}`,
      on,
      heading: byCounty ? bureau.name : officeOf(township),
      number,
      to: row.name,
      contact: bureau.hotline || '本单位民政服务窗口',
      issuedOn: on,
      values: made.values,
    },
  })
  return bytes
}

function letterDay(row: Case, paper: Paper) {
  if (paper === 'withdrawal') return row.stepFromOn
  if (paper === 'confirmation' || paper === 'refusal') return row.decidedOn
  return paper === 'acceptance' ? row.acceptedOn : row.toldOn
}

interface Made {
  kind: LetterKind
  values: LetterValues
}

async function valuesOf(context: Context, row: Case, paper: Paper): Promise<Made | undefined> {
  const policy = await context.policyOn(row.decidedOn ?? row.receivedOn)
  const about: LetterCase = { ...row, government: await governmentOf(context) }
  const deeds = await deedsOf(context, [row.id])
  if (paper === 'acceptance')
    return row.acceptedOn
      ? { kind: acceptanceKind, values: acceptanceValues(about, policy) }
      : refuse('refused', 'not_accepted', '案件还没有受理，没有可打印的受理通知书。')
  if (paper === 'supplement') {
    const missing = missingIn(policy, disabilitiesOf(factsOf(row)).length > 0, materialsOf(deeds))
    if (row.toldOn === null) return refuse('refused', 'not_told', '材料已齐，没有需要告知的缺项。')
    return { kind: supplementKind, values: supplementValues(about, missing, policy) }
  }
  if (paper === 'withdrawal') {
    const withdrawn = lastOf(deeds, 'withdrawn')
    return withdrawn
      ? { kind: withdrawalKind, values: withdrawalValues(about, withdrawn.onDay, withdrawn.note) }
      : refuse('refused', 'not_withdrawn', '申请没有撤回，没有可打印的撤回办结告知书。')
  }
  if (paper !== 'confirmation' && paper !== 'refusal') return undefined
  const decided = lastOf(deeds, 'decided')
  const wanted = paper === 'confirmation' ? 'confirmed' : 'refused'
  if (row.decision !== wanted || !decided)
    return refuse('refused', 'not_decided', `案件没有“${paperText[paper]}”对应的决定，不能打印。`)
  const way = wayOf(row, deeds, policy)
  const { reasoning } = way
  if (paper === 'refusal')
    return { kind: refusalKind, values: refusalValues(about, decided.note, { reasoning, policy }) }
  const { mode, level, how } = Decided.parse(decided.said)
  const crossed = how === 'direct' ? await legacyOf(context, row) : undefined
  const departures = standingDepartures(way)
  const words = { mode, levelText: way.levelText(level), reason: decided.note, departures }
  return { kind: confirmationKind, values: confirmationValues(about, words, { reasoning, policy, crossed }) }
}

async function formOf(context: Context, row: Case, paper: Paper) {
  const policy = await context.policyOn(row.decidedOn ?? context.today)
  const names = await areaNames(context)
  const place = `${names.get(row.townshipId) ?? ''}${names.get(row.villageId ?? '') ?? ''}`
  const deeds = await deedsOf(context, [row.id])
  const items = policy.find<string[]>('assessment.items')?.value ?? []
  const survey = paper === 'survey' ? StoredSurvey.safeParse(lastOf(deeds, 'surveyed')?.said).data : undefined
  if (paper === 'survey' && !survey)
    return refuse('refused', 'not_surveyed', '还没有登记入户调查。请打印空表，调查后登记。')
  const about = { 案件号: row.number, 申请人: row.name }
  if (paper === 'survey' || paper === 'survey_blank') {
    const values = { ...about, 地址: `${place}${row.residence ? `    ${row.residence}` : ''}` }
    const words = await formWords(context, surveyKind, { on: survey?.surveyedOn ?? context.today, values })
    return { layout: surveyLayout({ items, survey, facts: survey ? factsOf(row) : undefined }), words }
  }
  const way = wayOf(row, deeds, policy)
  const values = { ...about, 地址: place, 决定文号: row.decisionNo }
  const words = await formWords(context, reviewKind, { on: row.decidedOn ?? context.today, values })
  const idNumber = context.secrets.open(
    { table: 'recognition.application', column: 'id_number', county: context.county, row: row.id },
    row.idNumber,
  )
  const who = { ...applicantOf(row), name: row.name, sex: row.sex, residence: row.residence, facts: factsOf(row) }
  return { layout: reviewLayout(way, { ...who, idNumber }, await legacyOf(context, row)), words }
}
