/** Signing in again without losing the page: a request that meets an ended session waits for the layer and goes on (screens 3.11). */
import { watched } from './store.ts'

/** True while the sign-in layer lies over the page. */
export const sessionEnded = watched(false)

/** False before the first signing in: then a 401 is simply an answer. */
let alive = false
let waiting: Array<() => void> = []

export function sessionBegins(): void {
  alive = true
  sessionEnded.set(false)
  const resumed = waiting
  waiting = []
  for (const resume of resumed) resume()
}

export function sessionIsOver(): void {
  alive = false
  waiting = []
  sessionEnded.set(false)
}

export const sessionIsAlive = (): boolean => alive

export function signedInAgain(): Promise<void> {
  sessionEnded.set(true)
  return new Promise((resolve) => {
    waiting.push(resolve)
  })
}
