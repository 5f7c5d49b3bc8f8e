/** Who is there? Sign-in page, first password, or the console itself. */
import { useQueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import * as z from 'zod'
import { access, type Me } from '#modules/access/contract.ts'
import { lookUpCitation } from '#modules/policy/console/lookup.ts'
import { useAnswer } from '#ui/ask.ts'
import { CitationLookup } from '#ui/citation.tsx'
import { MeProvider } from '#ui/me.tsx'
import { Refusal } from '#kernel/refusal.ts'
import { sessionBegins } from '#ui/session.ts'
import { keep, kept } from '#ui/store.ts'
import { Failed, Loading } from '#ui/states.tsx'
import { FirstFactor, FirstPassword } from './first-password.tsx'
import { pages } from './pages.ts'
import { takePreferences } from './preferences.ts'
import { consoleRouter } from './router.tsx'
import { SignInLayer } from './sign-in-layer.tsx'
import { SignInPage } from './sign-in.tsx'

/** Signed in once in this browser; the session itself is a cookie that no script sees. */
const wasHere = 'was-here'

export function Start() {
  const client = useQueryClient()
  // Asked only where somebody signed in before, so that a first visit does not begin with a refused request.
  const me = useAnswer(access, 'me', {}, { enabled: kept(wasHere, z.boolean()) === true })
  const enter = (actor: Me) => client.setQueryData(['access', 'me', {}], actor)
  if (me.data) return <Entered me={me.data} onAgain={() => void me.refetch()} />
  if (me.isLoading) return <Loading />
  if (me.isPending) return <SignInPage onEnter={enter} />
  if (me.error instanceof Refusal && me.error.kind === 'unauthenticated') return <SignInPage onEnter={enter} />
  return (
    <main className="gy-page">
      <h1 className="gy-unseen">供养</h1>
      <Failed error={me.error} onRetry={() => void me.refetch()} />
    </main>
  )
}

function Entered({ me, onAgain }: { me: Me; onAgain: () => void }) {
  // Pages follow from the role; a changed role gets a new router.
  const operations = me.operations.join()
  const router = useMemo(() => consoleRouter(pages, operations.split(',')), [operations])
  useEffect(() => {
    sessionBegins()
    keep(wasHere, true)
    takePreferences(me.accountId)
  }, [me.accountId])
  if (me.mustChangePassword)
    return (
      <MeProvider value={me}>
        <FirstPassword onDone={onAgain} />
      </MeProvider>
    )
  if (me.secondFactor === 'demanded')
    return (
      <MeProvider value={me}>
        <FirstFactor onDone={onAgain} />
      </MeProvider>
    )
  return (
    <MeProvider value={me}>
      <CitationLookup value={lookUpCitation}>
        <RouterProvider router={router} />
      </CitationLookup>
      <SignInLayer me={me} />
    </MeProvider>
  )
}
