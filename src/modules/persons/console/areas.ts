/** Townships and villages of one's scope as choices of a filter or a field. */
import { access } from '#modules/access/contract.ts'
import { useAnswer } from '#ui/ask.ts'

export interface AreaChoices {
  townships: { value: string; label: string }[]
  villagesOf: (townshipId: string | undefined) => { value: string; label: string }[]
}

export function useAreas(): AreaChoices {
  const { data = [] } = useAnswer(access, 'areas', {})
  const open = data.filter((area) => !area.toOn)
  const choice = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
  return {
    townships: open.filter((area) => area.level === 'township').map(choice),
    villagesOf: (townshipId) =>
      open.filter((area) => area.level === 'village' && area.parentId === townshipId).map(choice),
  }
}
