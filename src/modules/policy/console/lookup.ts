/** What the 依据 mark of every page asks of the policy module. */
import type { Citation } from '#kernel/policy.ts'
import { ask } from '#ui/ask.ts'
import type { CitationDetails } from '#ui/citation.tsx'
import { policy } from '../contract.ts'

const asked = new Map<string, Promise<CitationDetails | undefined>>()

/** A clause of a document does not change while one looks; a failed question is asked again. */
export function lookUpCitation(citation: Citation): Promise<CitationDetails | undefined> {
  const name = `${citation.document} ${citation.clause} ${citation.quote ?? ''}`
  const found = asked.get(name) ?? fetched(citation)
  asked.set(name, found)
  found.catch(() => asked.delete(name))
  return found
}

async function fetched({ document, clause, quote }: Citation): Promise<CitationDetails | undefined> {
  const words = await ask(policy, 'citation', { document, clause, ...(quote === undefined ? {} : { quote }) })
  if (!words.found) return undefined
  return {
    title: words.title,
    issuers: words.issuers.join('、'),
    status: words.status,
    effectiveFrom: words.effectiveFrom,
    effectiveTo: words.effectiveTo,
    text: quote || words.words || undefined,
    above: words.above || undefined,
    to: words.to || undefined,
  }
}
