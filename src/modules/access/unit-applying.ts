/** A confirmed change of areas or organisations takes effect. Judged anew: others may have changed the ground since. */
import { Refusal, refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { type AreaPlan, type ListedArea, parentCodeOf, planAreas } from './area-list.ts'
import { areasOnFile, planText } from './area-file.ts'
import type { UnitContent } from './unit-operations.ts'
import { requireClosable, requireOpenOrganisation, withinCounty } from './unit-rows.ts'

const db = tablesOf<'access'>()
type Of<Kind extends UnitContent['kind']> = Extract<UnitContent, { kind: Kind }>

export function applyUnitChange(context: Context, countyCode: string, content: UnitContent): Promise<string> {
  switch (content.kind) {
    case 'areas':
      return takeAreas(context, countyCode, content)
    case 'open':
      return open(context, countyCode, content)
    case 'change':
      return change(context, countyCode, content)
    case 'close':
      return close(context, countyCode, content)
  }
}

async function takeAreas(context: Context, countyCode: string, content: Of<'areas'>): Promise<string> {
  const plan = planAreas(content.areas, await areasOnFile(context, countyCode))
  if (plan.faults.length > 0)
    throw new Refusal(
      'refused',
      plan.faults.map(({ row, message }) => ({ code: `rows.${row}`, message: `第${row}行：${message}` })),
    )
  for (const { id, name, code, unitType } of plan.changed)
    await db(context)
      .updateTable('access.area')
      .set({ name, unitType, officialCode: code })
      .where('id', '=', id)
      .execute()
  const added = await addAreas(context, { countyCode, plan, from: content.from })
  if (content.withOrganisations) await openFor(context, { countyCode, added, from: content.from })
  return `区划名录已更新：${planText(plan)}。`
}

interface Taken {
  countyCode: string
  plan: AreaPlan
  from: Of<'areas'>['from']
}
type Added = ListedArea & { id: string }

/** Parents come before what lies under them: the plan is in order of codes. */
async function addAreas(context: Context, { countyCode, plan, from }: Taken): Promise<Added[]> {
  const ids = new Map(plan.ids)
  const added: Added[] = []
  for (const area of plan.added) {
    const id = context.newId()
    ids.set(area.code, id)
    added.push({ ...area, id })
  }
  const rows = added.map(({ id, level, name, unitType, code, row, ...area }) => ({
    id,
    level,
    name,
    unitType,
    officialCode: code,
    sortOrder: row,
    parentId: ids.get(parentCodeOf({ ...area, code, level }) ?? '') ?? null,
    countyCode,
    fromOn: from,
  }))
  for (let start = 0; start < rows.length; start += 500)
    await db(context)
      .insertInto('access.area')
      .values(rows.slice(start, start + 500))
      .execute()
  return added
}

async function openFor(
  context: Context,
  { countyCode, added, from }: { countyCode: string; added: readonly Added[]; from: Of<'areas'>['from'] },
): Promise<void> {
  const rows = added.flatMap(({ id, level, name, row }) =>
    level === 'county'
      ? []
      : [
          {
            countyCode,
            id: context.newId(),
            kind: level,
            name,
            areaId: id,
            functions: level === 'township' ? ['civil_affairs'] : [],
            sortOrder: row,
            fromOn: from,
          },
        ],
  )
  await withinCounty(context, countyCode, async () => {
    for (let start = 0; start < rows.length; start += 500)
      await db(context)
        .insertInto('access.organisation')
        .values(rows.slice(start, start + 500))
        .execute()
  })
}

async function open(context: Context, countyCode: string, content: Of<'open'>): Promise<string> {
  const { organisationKind, name, areaId, functions, hotline, from } = content
  await withinCounty(context, countyCode, async () => {
    const same = await db(context)
      .selectFrom('access.organisation')
      .select('id')
      .where('countyCode', '=', countyCode)
      .where('name', '=', name)
      .where('toOn', 'is', null)
      .executeTakeFirst()
    if (same) refuse('conflict', 'name', `本县已有名称为“${name}”的单位。请核对是否重复登记。`)
    await db(context)
      .insertInto('access.organisation')
      .values({
        countyCode,
        id: context.newId(),
        kind: organisationKind,
        name,
        areaId,
        functions,
        hotline,
        fromOn: from,
      })
      .execute()
  })
  return `已登记单位“${name}”。`
}

async function change(context: Context, countyCode: string, content: Of<'change'>): Promise<string> {
  const { organisationId, name, functions, hotline } = content
  await requireOpenOrganisation(context, countyCode, organisationId)
  await withinCounty(context, countyCode, () =>
    db(context)
      .updateTable('access.organisation')
      .set({ name, functions, hotline })
      .where('countyCode', '=', countyCode)
      .where('id', '=', organisationId)
      .execute(),
  )
  return `已变更单位“${name}”。`
}

async function close(context: Context, countyCode: string, { organisationId, on }: Of<'close'>): Promise<string> {
  const organisation = await requireOpenOrganisation(context, countyCode, organisationId)
  if (on < organisation.fromOn) refuse('refused', 'on', `撤销日早于设立日${organisation.fromOn}。请退回后重新申请。`)
  await requireClosable(context, { countyCode, organisationId, on })
  await withinCounty(context, countyCode, () =>
    db(context)
      .updateTable('access.organisation')
      .set({ toOn: on })
      .where('countyCode', '=', countyCode)
      .where('id', '=', organisationId)
      .execute(),
  )
  return `已撤销单位“${organisation.name}”。`
}
