/** Townships and villages of one's scope as choices of a field. */
import { access } from '#modules/access/contract.ts'
import { useAnswer } from '#ui/ask.ts'
import { useMe } from '#ui/me.tsx'

interface Choice {
  value: string
  label: string
}

export function useAreas(): { townships: Choice[]; villagesOf: (townshipId: string) => Choice[] } {
  const { data = [] } = useAnswer(access, 'areas', {})
  const { townshipIds: own } = useMe()
  // A township's own people are not offered the neighbours, whose applications they may not take in.
  const mine = ({ id, level, parentId }: { id: string; level: string; parentId: string | null }) =>
    own.length === 0 || own.includes(level === 'village' ? (parentId ?? '') : id)
  const open = data.filter((area) => !area.toOn && mine(area))
  const choice = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
  return {
    townships: open.filter((area) => area.level === 'township').map(choice),
    villagesOf: (townshipId) =>
      open.filter((area) => area.level === 'village' && area.parentId === townshipId).map(choice),
  }
}
