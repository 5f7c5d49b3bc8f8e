/** Drafts of forms in this browser, one per account and form; no input is ever lost (screens 1.6, 5.3). */
import { useCallback, useEffect, useRef, useState } from 'react'
import * as z from 'zod'
import { type Instant, Instant as InstantSchema } from '#kernel/calendar.ts'
import { now } from './place.ts'
import { forget, keep, kept } from './store.ts'

const Draft = z.object({ at: InstantSchema, values: z.record(z.string(), z.unknown()) })
export type Draft = z.infer<typeof Draft>

const daysKept = 14

export function draftOf(key: string): Draft | undefined {
  const draft = kept(`draft.${key}`, Draft)
  const oldest = new Date(Date.now() - daysKept * 86_400_000).toISOString()
  if (draft && draft.at < oldest) {
    forget(`draft.${key}`)
    return undefined
  }
  return draft
}

export const dropDraft = (key: string): void => forget(`draft.${key}`)

export interface DraftState {
  /** When the values on the screen were last kept; undefined before the first time. */
  keptAt: Instant | undefined
  /** False when this browser keeps nothing. */
  works: boolean
  keepNow: () => void
  drop: () => void
}

/** Keeps changed values every ten seconds, when the page is left and when asked to. */
export function useDraft(key: string, values: Record<string, unknown>, changed: boolean): DraftState {
  const [keptAt, setKeptAt] = useState<Instant>()
  const [works, setWorks] = useState(true)
  const latest = useRef({ values, changed })
  const dropped = useRef(false)
  useEffect(() => {
    latest.current = { values, changed }
  })
  useEffect(() => {
    if (changed) dropped.current = false
  }, [changed])
  const keepNow = useCallback(() => {
    const nothing = Object.keys(latest.current.values).length === 0
    if (!latest.current.changed || dropped.current || nothing) return
    const at = now()
    const done = keep(`draft.${key}`, { at, values: latest.current.values })
    setWorks(done)
    if (done) setKeptAt(at)
  }, [key])
  useEffect(() => {
    const timer = setInterval(keepNow, 10_000)
    globalThis.addEventListener('pagehide', keepNow)
    return () => {
      clearInterval(timer)
      globalThis.removeEventListener('pagehide', keepNow)
      keepNow()
    }
  }, [keepNow])
  const drop = () => {
    dropped.current = true
    dropDraft(key)
    setKeptAt(undefined)
  }
  return { keptAt, works, keepNow, drop }
}
