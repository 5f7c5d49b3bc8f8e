/** The village into which somebody moves: the receiving township knows it at the latest, so nobody stands in none. */
import { sql } from 'kysely'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { ChangeDetails, Wanted } from './change-shapes.ts'
import { type Change, wantedOf } from './stored.ts'

interface Village {
  id: string
  name: string
}

/** As chosen at the acceptance, or else as the sending township wrote it; null only where the register has no villages there. */
export async function receivedIn(
  context: Context,
  wanted: Wanted,
  chosen: string | undefined,
): Promise<Village | null> {
  const villages = await villagesOf(context, wanted.townshipId ?? '')
  const id = chosen ?? wanted.villageId
  const found = villages.find((village) => village.id === id)
  if (found) return found
  if (id) return refuse('invalid', 'villageId', '选择的村（居）不属于迁入的乡镇（街道），或已撤销。请重新选择')
  if (villages.length === 0) return null
  return refuse(
    'invalid',
    'villageId',
    '没有选择迁入的村（居）；接收后应有负责的村（居），走访、公示和名册都按村（居）办理。请选择后接收；不清楚的，先与迁出方核对或退回',
  )
}

/** For the form of the acceptance. */
export async function villagesToChoose(context: Context, row: Change): Promise<ChangeDetails['villages']> {
  if (row.kind !== 'transfer' || row.step !== 'accept') return null
  const { townshipId = '', villageId = null } = wantedOf(row)
  return { choices: await villagesOf(context, townshipId), chosen: villageId }
}

async function villagesOf(context: Context, townshipId: string): Promise<Village[]> {
  if (townshipId === '') return []
  const { rows } = await sql<Village>`select id, name from access.area_view where county_code = ${context.county}
    and parent_id = ${townshipId}::uuid and level = 'village' and (to_on is null or to_on >= ${context.today})
    order by name`.execute(context.transaction)
  return rows
}
