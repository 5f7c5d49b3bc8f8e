/** The way out: the session ends on the server, and nothing of this person stays in the browser's memory. */
import { access } from '#modules/access/contract.ts'
import { ask } from '#ui/ask.ts'
import { sessionIsOver } from '#ui/session.ts'
import { forget } from '#ui/store.ts'

export async function leave(): Promise<void> {
  await ask(access, 'signOut', {})
  sessionIsOver()
  forget('was-here')
  // A fresh document, so that nothing of this person stays in memory.
  location.assign('/')
}
