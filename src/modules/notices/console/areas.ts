/** Townships and villages of one's scope, for the filters: a village only after its township where there are several. */
import { access } from '#modules/access/contract.ts'
import { useAnswer } from '#ui/ask.ts'
import type { Filter } from '#ui/table-parts.ts'

export function useAreaFilters(townshipId: string | undefined): Filter[] {
  const { data = [] } = useAnswer(access, 'areas', {})
  const open = data.filter((area) => !area.toOn)
  const choice = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
  const townships = open.filter(({ level }) => level === 'township').map(choice)
  const of = townshipId ?? (townships.length === 1 ? townships[0]?.value : undefined)
  const villages = open.filter(({ level, parentId }) => level === 'village' && parentId === of).map(choice)
  return [
    ...(townships.length > 1
      ? [{ kind: 'pick' as const, name: 'township', label: '乡镇（街道）', choices: townships }]
      : []),
    ...(villages.length > 0 ? [{ kind: 'pick' as const, name: 'village', label: '村（居）', choices: villages }] : []),
  ]
}
