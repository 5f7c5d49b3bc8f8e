/** Who sits at the screen. The frame provides it after signing in; the shape is access.me's answer. */
import { createContext, useContext } from 'react'
import type { PlainDate } from '#kernel/calendar.ts'

interface Place {
  code: string
  name: string
}

export interface Me {
  accountId: string
  name: string
  role: string
  roleTitle: string
  organisation: { id: string; name: string } | null
  county: Place | null
  counties: Place[]
  scopeText: string
  townshipIds: string[]
  operations: string[]
  demo: boolean
  mustChangePassword: boolean
  secondFactor: 'off' | 'on' | 'demanded'
  labels: Record<string, string>
  /** The server's day, in China. */
  today: PlainDate
}

/** Words that counties name differently (screens 1.9). */
export type LocalWord = '县民政' | '乡镇' | '村' | '自理' | '半失能' | '失能'

const MeContext = createContext<Me | undefined>(undefined)
export const MeProvider = MeContext.Provider

export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe stands inside the frame only')
  return me
}

/** Whether the menu, a button or a column is for this person: the same list the server checks by. */
export function useMay(): (operation: string) => boolean {
  const { operations } = useMe()
  return (operation) => operations.includes(operation)
}

export function useWord(): (word: LocalWord) => string {
  const me = useContext(MeContext)
  return (word) => me?.labels[word] ?? word
}
