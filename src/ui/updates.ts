/** What changed on the server while a page is open: ids only, by server-sent events (design §4). */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import * as z from 'zod'

/** 'settlement' or 'settlement.month' names answers that are no longer fresh. */
const Update = z.object({ answers: z.array(z.string()) })

/** Marks answers as old: what is in view is fetched again quietly, the rest when it is next shown. */
export function useUpdates(on: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!on) return undefined
    const events = new EventSource('/api/events')
    events.addEventListener('message', (event) => {
      const update = Update.safeParse(read(event.data))
      for (const answer of update.data?.answers ?? []) void client.invalidateQueries({ queryKey: answer.split('.') })
    })
    return () => events.close()
  }, [client, on])
}

function read(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}
