/** The papers of a finding: 陈述申辩通知书 before the decision, 扣减决定书 after it. */
import { addDays, dateText, dayOf, monthText, plainMonth } from '#kernel/calendar.ts'
import { type LetterReason, linesOf, reasonLines } from '#kernel/letter.ts'
import { yuanText } from '#kernel/money.ts'
import { citationText } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { letterPaper } from '#platform/documents/paper.ts'
import { giveFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { findings, kindText, sourceText, statusText } from './contract.ts'
import { rowsOf } from './reading.ts'
import { numberText, silenceText } from './rules.ts'
import { daysOf } from './stored.ts'

const db = tablesOf<'findings', 'access'>()

export const printing = part(findings, {
  async print(context, { findingId }) {
    const row = await rowsOf(context, { status: [] }).where('finding.id', '=', findingId).executeTakeFirst()
    if (!row) return refuse('not_found', 'finding', '没有找到这个问题，或不在您的辖区')
    if (!row.notifiedAt)
      return refuse('refused', 'not_notified', '还没有通知机构申辩，没有可打印的文书。请先通知机构申辩')
    if (row.personId) context.concerns(row.personId)
    const decision = row.decidedAt ? await decisionOf(context, findingId) : undefined
    const { title, facts, decided, after } = decision ? decisionLetter(row, decision) : noticeLetter(row)
    const reasons = reasonLines(await reasonsOf(context, row))
    const bureau = await bureauOf(context)
    const bytes = await letterPaper({
      title,
      heading: bureau.name,
      number: numberText(row.month, row.no),
      to: row.organisation ?? '',
      lines: [...linesOf(facts), ...reasons, ...linesOf([...decided, after])],
      contact: bureau.hotline,
      issuedOn: dayOf(row.decidedAt ?? row.notifiedAt),
      receipt: true,
      printedAt: context.now,
      printedBy: context.actor.name,
      demonstration: context.demo,
    })
    const name = `${title}${numberText(row.month, row.no)}.pdf`
    const given = await giveFile(context, { name, mediaType: 'application/pdf', bytes })
    return { ticket: given.ticket, name }
  },
})

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirst']>>>
interface Letter {
  title: string
  facts: string[]
  decided: string[]
  after: string
}

const factsOf = (row: Row): string[] => [
  `${monthText(plainMonth(row.month))}，${row.township ?? ''}${row.person ? `，服务对象${row.person}` : ''}：${kindText[row.kind]}。`,
  /[。！？]$/.test(row.facts) ? row.facts : `${row.facts}。`,
  `来源：${sourceText[row.source]}，${dateText(dayOf(row.recordedAt))}登记${row.verifiedAt ? `，${dateText(dayOf(row.verifiedAt))}核实` : ''}。`,
]

function noticeLetter(row: Row): Letter {
  const due = row.hearingDueOn ?? dayOf(row.recordedAt)
  const proposed =
    row.proposedFen && row.proposedFen > 0n
      ? `拟扣减照料服务费${yuanText(row.proposedFen)}元（${row.proposedBasis}）。`
      : '拟不扣减费用。'
  return { title: '陈述申辩通知书', facts: factsOf(row), decided: [proposed], after: `${silenceText(due)}。` }
}

type Stored = Awaited<ReturnType<typeof decisionOf>>

function decisionLetter(row: Row, decision: Stored): Letter {
  const heard = decision.heardAt
    ? `你单位已于${dateText(dayOf(decision.heardAt))}陈述申辩。`
    : decision.hearingDueOn
      ? `你单位在${dateText(decision.hearingDueOn)}前没有陈述申辩，自${dateText(addDays(decision.hearingDueOn, 1))}起依现有材料决定。`
      : ''
  const money =
    decision.amountFen > 0n
      ? `扣减${yuanText(decision.amountFen)}元，在${monthText(plainMonth(decision.month))}的结算中扣减。`
      : '不扣减费用。'
  return {
    title: decision.amountFen > 0n ? '扣减决定书' : '问题认定书',
    facts: [...factsOf(row), heard],
    decided: [`经查，认定${statusText[decision.result]}。${decision.reason.replace(/。$/, '')}。`, money],
    after: '对本决定有异议的，可以按合同约定的争议解决方式提出。',
  }
}

function decisionOf(context: Context, findingId: string) {
  return db(context)
    .selectFrom('findings.decision')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('findingId', '=', findingId)
    .executeTakeFirstOrThrow()
}

async function reasonsOf(context: Context, row: Row): Promise<LetterReason[]> {
  const policy = await context.policyOn(daysOf(row.month).last)
  const law = policy.find('settlement.deduction')?.citations ?? []
  const clause = row.clauseNo ? [{ text: row.clauseText, clause: `购买服务合同 ${row.clauseNo}` }] : []
  return [
    ...clause,
    ...law.map((citation) => ({
      text: citation.document ? '考核发现问题经查属实的扣减依据' : '听取意见期限',
      clause: citationText(citation),
      ...(citation.quote ? { words: citation.quote } : {}),
    })),
  ]
}

async function bureauOf(context: Context): Promise<{ name: string; hotline: string }> {
  const bureau = await db(context)
    .selectFrom('access.organisationView')
    .select(['name', 'hotline'])
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'bureau')
    .orderBy('sortOrder')
    .limit(1)
    .executeTakeFirst()
  return bureau ?? { name: '县民政局', hotline: '' }
}
