/** 机构档案移交: sent by one, received by another; the term of each file runs on from the end of its service. */
import { dateText } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { statutoryPaper } from '#platform/documents/paper.ts'
import { giveFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { rulesOf, termOf } from './assessing.ts'
import { archives } from './contract.ts'
import { filesHeldBy, goesNow, holderRule, homeOf, homesHolding } from './holding.ts'
import { transferKind } from './letter-kinds.ts'
import { footOf, worded } from './papers.ts'
import { db } from './stored.ts'

export const transfers = part(archives, {
  async homeFiles(context) {
    const rows = await homesHolding(context)
    const sent = await sentTransfers(context)
    context.shows({}, rows.length)
    return { rows, transfers: sent, ...(await holderRule(context)) }
  },

  async homeFileList(context, { organisationId }) {
    const rules = rulesOf(await context.policyOn(context.today))
    const rows = await filesHeldBy(context, organisationId)
    for (const { personId } of rows) context.concerns(personId)
    return { rows: rows.map((row) => ({ ...row, keepThrough: termOf(rules, row)?.keepThrough ?? null })) }
  },

  async sendTransfer(context, { organisationId, toId, giver, words }) {
    const home = isOwn(context, organisationId) ? await homeOf(context, organisationId) : undefined
    if (home?.kind !== 'home') return refuse('not_found', 'home', '没有找到这家供养机构，或不在您的辖区')
    const to = await receiverOf(context, toId)
    const closed = home.toOn !== null && home.toOn < context.today
    const going = (await filesHeldBy(context, organisationId)).filter((file) => goesNow(file, closed, context.today))
    if (going.length === 0)
      refuse('refused', 'nothing', `${home.name}没有可以移交的档案。机构还在运行的，只移交已终止供养的人员的档案`)
    const transferId = context.newId()
    await db(context)
      .insertInto('archives.transfer')
      .values({
        countyCode: context.county,
        id: transferId,
        number: await nextNumber(context),
        organisationId,
        fromName: home.name,
        ...to,
        giver,
        words,
        status: 'sent',
        madeBy: context.actor.accountId,
        madeName: context.actor.name,
        madeOn: context.today,
      })
      .execute()
    await db(context)
      .insertInto('archives.transferFile')
      .values(
        going.map(({ personId, papers, places }) => {
          context.concerns(personId)
          return { countyCode: context.county, transferId, personId, papers, place: places }
        }),
      )
      .execute()
    context.because(`移交${home.name}保管的档案${going.length}件`)
    return { transferId, files: going.length }
  },

  async receiveTransfer(context, { transferId, receiver, receivedOn }) {
    const transfer = await lockedTransfer(context, transferId)
    if (transfer.madeBy === context.actor.accountId)
      refuse('refused', 'same_person', '移交由您登记，签收须由另一人办理')
    if (receivedOn > context.today) refuse('invalid', 'receivedOn', '签收日期晚于今天。请核对是否录错')
    if (receivedOn < transfer.madeOn)
      refuse('invalid', 'receivedOn', `签收日期早于移交登记的${dateText(transfer.madeOn)}。请核对`)
    await settle(context, transferId, {
      status: 'received',
      receivedBy: context.actor.accountId,
      receiver,
      receivedOn,
    })
    return {}
  },

  async withdrawTransfer(context, { transferId, words }) {
    await lockedTransfer(context, transferId)
    await settle(context, transferId, { status: 'withdrawn', words })
    return {}
  },

  async printTransfer(context, { transferId }) {
    const transfer = await transferOf(context, transferId)
    const rows = await filesOf(context, transferId)
    const rules = rulesOf(await context.policyOn(context.today))
    for (const { personId } of rows) context.concerns(personId)
    const table = {
      paper: 'portrait' as const,
      columns: [
        { width: 6, align: 'center' as const },
        { width: 18 },
        { width: 14 },
        { width: 16 },
        { width: 16 },
        { width: 8, align: 'center' as const },
        { width: 16 },
      ],
      head: [['序号', '档案号', '姓名', '服务终止日', '保管至', '材料', '纸质位置'].map((text) => ({ text }))],
      rows: rows.map((row, index) => [
        index + 1,
        row.fileNo ?? '',
        row.name ?? '',
        row.endedOn ?? '在供养',
        termOf(rules, row)?.keepThrough ?? '未起算',
        row.papers,
        row.place ? `${row.place}盒` : '—',
      ]),
      signatures: ['移交人', '接收人', '监交人', '日期'],
    }
    const values = {
      编号: transfer.number,
      移出单位: transfer.fromName,
      接收单位: transfer.toName,
      件数: String(rows.length),
    }
    const kept = { subjectId: transferId, townshipId: null, issue: transfer.number }
    const layout = await worded(context, table, { kind: transferKind, on: transfer.madeOn, values, kept })
    const bytes = await statutoryPaper({ ...footOf(context), layout })
    const name = `机构档案移交清单${transfer.number}.pdf`
    const { ticket } = await giveFile(context, { name, mediaType: 'application/pdf', bytes })
    return { ticket, name }
  },
})

/** Names of homes are everybody's; what they hold is not. */
const isOwn = ({ actor: { scope } }: Context, organisationId: string): boolean =>
  scope.kind !== 'organisation' || scope.ids.includes(organisationId)

async function receiverOf(context: Context, toId: string | null) {
  if (toId === null) return { toKind: 'county' as const, toId: null, toName: '县级民政部门' }
  const home = await homeOf(context, toId)
  if (home?.kind !== 'home' || (home.toOn !== null && home.toOn < context.today))
    return refuse('refused', 'receiver', '接收单位不是在运行的供养机构。请另选，或移交县级民政部门')
  return { toKind: 'home' as const, toId, toName: home.name }
}

async function transferOf(context: Context, transferId: string) {
  const row = await db(context)
    .selectFrom('archives.transfer')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', transferId)
    .executeTakeFirst()
  return row ?? refuse('not_found', 'transfer', '没有找到这次移交，或不在您的辖区')
}

async function lockedTransfer(context: Context, transferId: string) {
  const row = await db(context)
    .selectFrom('archives.transfer')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', transferId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not_found', 'transfer', '没有找到这次移交，或不在您的辖区')
  if (row.status !== 'sent')
    refuse('conflict', 'over', `这次移交已${row.status === 'received' ? '签收' : '撤回'}。请刷新后查看`)
  return row
}

type Settled = Partial<Omit<Awaited<ReturnType<typeof transferOf>>, 'countyCode' | 'id'>>

async function settle(context: Context, transferId: string, set: Settled): Promise<void> {
  await db(context)
    .updateTable('archives.transfer')
    .set(set)
    .where('countyCode', '=', context.county)
    .where('id', '=', transferId)
    .execute()
  await db(context)
    .updateTable('archives.transferFile')
    .set({ live: false })
    .where('countyCode', '=', context.county)
    .where('transferId', '=', transferId)
    .execute()
  for (const { personId } of await filesOf(context, transferId)) context.concerns(personId)
}

const filesOf = (context: Context, transferId: string) =>
  db(context)
    .selectFrom('archives.transferFile as file')
    .innerJoin('archives.fileView as view', (join) =>
      join.onRef('view.countyCode', '=', 'file.countyCode').onRef('view.personId', '=', 'file.personId'),
    )
    .select(['file.personId', 'file.papers', 'file.place', 'view.fileNo', 'view.name', 'view.mode', 'view.endedOn'])
    .select(['view.endReason', 'view.keepThroughOn'])
    .where('file.countyCode', '=', context.county)
    .where('file.transferId', '=', transferId)
    .orderBy('view.fileNo')
    .execute()

async function sentTransfers(context: Context) {
  const rows = await db(context)
    .selectFrom('archives.transfer as transfer')
    .selectAll('transfer')
    .select((eb) =>
      eb
        .selectFrom('archives.transferFile as file')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('file.countyCode', '=', 'transfer.countyCode')
        .whereRef('file.transferId', '=', 'transfer.id')
        .as('files'),
    )
    .where('countyCode', '=', context.county)
    .orderBy('madeOn', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({ ...row, files: Number(row.files ?? 0), mine: row.madeBy === context.actor.accountId }))
}

async function nextNumber(context: Context): Promise<string> {
  const year = context.today.slice(0, 4)
  const { count } = await db(context)
    .selectFrom('archives.transfer')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('countyCode', '=', context.county)
    .where('number', 'like', `机档移〔${year}〕%`)
    .executeTakeFirstOrThrow()
  return `机档移〔${year}〕${Number(count) + 1}号`
}
