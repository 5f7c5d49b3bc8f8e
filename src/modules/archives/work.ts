/** What waits with files: a second person, a receipt, a difference, papers not filed, a hand-over, a destruction. */
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'
import { db } from './stored.ts'
import { keepingWork } from './keeping-work.ts'
import type { ListStatus } from './words.ts'

export async function archivesWork(context: Context): Promise<WorkItem[]> {
  return [
    ...(await waitingFiles(context)),
    ...(await openDifferences(context)),
    ...(await destructionWork(context)),
    ...(await keepingWork(context)),
  ]
}

const plain = { dueOn: null, weight: 'paper' as const, citations: [] }

/** Proposed files wait for another person; a package waits for its receipt. */
async function waitingFiles(context: Context): Promise<WorkItem[]> {
  const waiting = [
    { status: 'proposed', needs: 'archives.confirm', title: '确认归档', by: 'proposedBy' },
    { status: 'offered', needs: 'archives.receive', title: '签收移交', by: 'offeredBy' },
  ] as const
  const items: WorkItem[] = []
  for (const { status, needs, title, by } of waiting) {
    if (!may(context.actor, needs)) continue
    const found = await db(context)
      .selectFrom('archives.file as file')
      .innerJoin('archives.fileView as view', (join) =>
        join.onRef('view.countyCode', '=', 'file.countyCode').onRef('view.personId', '=', 'file.personId'),
      )
      .select(['file.personId', 'view.name'])
      .where('file.countyCode', '=', context.county)
      .where('file.status', '=', status)
      .where(`file.${by}`, '<>', context.actor.accountId)
      .orderBy('view.fileNo')
      .limit(mostFiles)
      .execute()
    const [first] = found
    if (!first) continue
    const listed = status === 'proposed' ? '/archives?status=to_close' : '/archives?status=kept'
    const to = found.length === 1 ? `/archives/${first.personId}` : listed
    items.push({ ...plain, title, object: whose(found), to, kind: needs, count: found.length })
  }
  return items
}

const mostFiles = 1000

/** '李样本、王演示等5件' */
function whose(files: readonly { name: string | null }[]): string {
  const named = files.slice(0, 3).map(({ name }) => name ?? '')
  return `${named.join('、')}${files.length > named.length ? '等' : ''}${files.length}件`
}

async function openDifferences(context: Context): Promise<WorkItem[]> {
  const needs = 'archives.settleDifference'
  if (!may(context.actor, needs)) return []
  const { count } = await db(context)
    .selectFrom('archives.documentView')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('countyCode', '=', context.county)
    .where('same', '=', false)
    .where('replaced', '=', false)
    .executeTakeFirstOrThrow()
  if (Number(count) === 0) return []
  const object = `${count}份材料纸质和扫描件不一致`
  return [{ ...plain, title: '处理纸电差异', object, to: '/archives?differing=yes', kind: needs, count: Number(count) }]
}

const listDeeds: Partial<Record<ListStatus, { needs: string; title: string }>> = {
  proposed: { needs: 'archives.approveDestruction', title: '批准销毁清单' },
  approved: { needs: 'archives.carryOutDestruction', title: '执行销毁' },
  destroying: { needs: 'archives.resumeDestruction', title: '继续销毁' },
}

async function destructionWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'archives.destructionLists')) return []
  const lists = await db(context)
    .selectFrom('archives.destructionList')
    .select(['id', 'number', 'status', 'destroyOn', 'proposedBy'])
    .where('countyCode', '=', context.county)
    .where('status', 'in', ['proposed', 'approved', 'destroying'])
    .orderBy('proposedAt')
    .limit(50)
    .execute()
  return lists.flatMap(({ id, number, status, destroyOn, proposedBy }): WorkItem[] => {
    const deed = listDeeds[status]
    if (!deed || !may(context.actor, deed.needs)) return []
    if (status === 'proposed' && proposedBy === context.actor.accountId) return []
    const { needs, title } = deed
    const to = `/archives/destruction/${id}`
    return [{ ...plain, title, object: number, to, dueOn: destroyOn, kind: needs, count: 1 }]
  })
}
