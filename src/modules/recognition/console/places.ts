/** Townships and villages of one's scope as choices of a field. */
import { access } from '#modules/access/contract.ts'
import { useAnswer } from '#ui/ask.ts'

interface Choice {
  value: string
  label: string
}

export function useAreas(): { townships: Choice[]; villagesOf: (townshipId: string) => Choice[] } {
  const { data = [] } = useAnswer(access, 'areas', {})
  const open = data.filter((area) => !area.toOn)
  const choice = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
  return {
    townships: open.filter((area) => area.level === 'township').map(choice),
    villagesOf: (townshipId) =>
      open.filter((area) => area.level === 'village' && area.parentId === townshipId).map(choice),
  }
}
