/** 依据 of a form that rests on a policy value: the value in force today with its clause. */
import { policy } from '#modules/policy/contract.ts'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useMay } from '#ui/me.tsx'
import { today } from '#ui/place.ts'

export function RuleBasis({ policyKey }: { policyKey: string }) {
  const may = useMay()
  const { data } = useAnswer(policy, 'value', { key: policyKey, day: today() }, { enabled: may('policy.value') })
  if (!data) return null
  return <Basis citations={data.row.citations} value={data.row.text} />
}
