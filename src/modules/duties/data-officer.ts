/** 指定专人负责数据管理，明确工作责任 (JL-7a): where a document asks for a data officer, only he or his deputy sends. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { actingOn } from './functions.ts'
import { leavesOn, responsiblesOn } from './responsible-stored.ts'

interface Officer {
  accountId: string | null
  name: string
  fromOn: PlainDate
}

const next = { title: '职责分工', to: '/responsible?function=data_officer' }

/** Why this account may not send for the unit; nothing where no document asks for an officer. */
export async function objectionsOfDataOfficer(context: Context, townshipId: string | null): Promise<Reason[]> {
  const policy = await context.policyOn(context.today)
  const rule = policy.find<{ named: boolean }>('reports.data_officer')
  if (!rule?.value.named) return []
  const found = (await responsiblesOn(context, context.today)).find(
    (row) => row.function === 'data_officer' && row.townshipId === townshipId,
  )
  const acting = found && actingOn(found, await leavesOn(context, context.today), context.today)
  const unit = townshipId === null ? '本县' : '本乡镇'
  return objectionsOf({ rule, unit, officer: found, acting, accountId: context.actor.accountId })
}

export interface Sending {
  rule: PolicyValue
  unit: string
  officer: Officer | undefined
  acting: Pick<Officer, 'accountId' | 'name'> | undefined
  accountId: string
}

/** A must refuses; what is only in principle asked for stops nothing here, it stands in 我的待办 (职责分工). */
export function objectionsOf({ rule, unit, officer, acting, accountId }: Sending): Reason[] {
  if (rule.force !== 'must') return []
  if (!officer || !acting)
    return [
      {
        ...reasonBy(rule, 'data_officer_missing', `${unit}还没有指定数据专人；报表应由专人签字、报送。请先指定`),
        next,
      },
    ]
  if (acting.accountId === accountId) return []
  const since = `${dateText(officer.fromOn)}起的数据专人是${officer.name}`
  const deputy = acting.accountId === officer.accountId ? '' : `，现由${acting.name}代理`
  return [
    {
      ...reasonBy(
        rule,
        'data_officer',
        `${unit}自${since}${deputy}；报表只能由${acting.name}签字、报送。请转${acting.name}办理，或变更数据专人`,
      ),
      next,
    },
  ]
}
