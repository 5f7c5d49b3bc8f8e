/** The state of a page in its address: filters, page, order; copying the address gives the same view (screens 3.5, 5.2). */
import { useRouter, useRouterState, useParams } from '@tanstack/react-router'
import { addressWith, readAddress, type AddressState } from './address-text.ts'

export interface Address {
  state: AddressState
  /** Writes into the address without a new step in the history; `undefined` takes a key away. */
  change: (changes: Readonly<Record<string, string | undefined>>) => void
}

export function useAddress(): Address {
  const router = useRouter()
  const search = useRouterState({ select: (state) => state.location.searchStr })
  return {
    state: readAddress(search),
    change: (changes) => {
      const { pathname, searchStr } = router.latestLocation
      router.history.replace(pathname + addressWith(searchStr, changes))
    },
  }
}

/** One page back, where there is one. */
export function useBack(): (() => void) | undefined {
  const router = useRouter()
  return router.history.canGoBack() ? () => router.history.back() : undefined
}

/** One part of the path: useParam('personId') on '/persons/$personId'. */
export function useParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  return params[name] ?? ''
}
