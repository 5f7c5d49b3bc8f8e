/** The areas of one's scope, asked once of the module that knows them. */
import { useQuery } from '@tanstack/react-query'
import type { AreaNode } from '#ui/area-tree.ts'
import { useMay } from '#ui/me.tsx'
import { sources } from './pages.ts'

export function useAreas(county: string | undefined): readonly AreaNode[] {
  const may = useMay()
  const source = sources.areas.find((each) => may(each.needs))
  const found = useQuery({
    queryKey: ['areas', county],
    queryFn: () => source?.load(county ?? '') ?? [],
    enabled: source !== undefined && county !== undefined,
    staleTime: 600_000,
  })
  return found.data ?? []
}
