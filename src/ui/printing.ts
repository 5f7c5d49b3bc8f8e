/** True while the page is on its way to paper: tables then are one plain table, whose head the browser repeats. */
import { useSyncExternalStore } from 'react'
import { watched } from './store.ts'

const printing = watched(false)

// React renders a watched store synchronously, so the paper gets the plain form.
globalThis.addEventListener?.('beforeprint', () => printing.set(true))
globalThis.addEventListener?.('afterprint', () => printing.set(false))

export const usePrinting = (): boolean => useSyncExternalStore(printing.watch, printing.get)
