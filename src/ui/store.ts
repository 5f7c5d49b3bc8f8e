/** One value that several parts of the page watch, and values kept in this browser. */
import { useSyncExternalStore } from 'react'
import type * as z from 'zod'

export interface Watched<T> {
  get: () => T
  set: (value: T) => void
  watch: (listener: () => void) => () => void
}

export function watched<T>(start: T): Watched<T> {
  let value = start
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    watch: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const useWatched = <T>(store: Watched<T>): T => useSyncExternalStore(store.watch, store.get)

/** Reads what an earlier visit left in this browser; anything unreadable counts as nothing. */
export function kept<T>(key: string, schema: z.ZodType<T>): T | undefined {
  try {
    const text = localStorage.getItem(`gongyang.${key}`)
    const read = text === null ? undefined : schema.safeParse(JSON.parse(text))
    return read?.success ? read.data : undefined
  } catch {
    return undefined
  }
}

/** False when the browser has no room or forbids it: the caller then says that nothing is kept. */
export function keep(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(`gongyang.${key}`, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}

export const forget = (key: string): void => localStorage.removeItem(`gongyang.${key}`)
