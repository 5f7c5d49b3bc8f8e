/** Keys that work on every page; silent while one types or composes, and when switched off (screens 3.9). */
import { useEffect, useEffectEvent } from 'react'
import { watched } from './store.ts'

export const shortcutsOn = watched(true)

export type Shortcuts = Readonly<Record<string, () => void>>

export function useShortcuts(shortcuts: Shortcuts): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!shortcutsOn.get() || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
    if (isTyping(event.target) || document.querySelector('[role="dialog"]')) return
    const deed = shortcuts[event.key]
    if (!deed) return
    event.preventDefault()
    deed()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}

/** Opens the 依据 nearest to the focus: of the focused row or part, else the first of the page. */
export function openBasis(): void {
  let part: Element | null = document.activeElement
  while (part && part !== document.body) {
    const mark = part.querySelector<HTMLElement>('[data-basis]')
    if (mark) {
      mark.click()
      return
    }
    part = part.parentElement
  }
  document.querySelector<HTMLElement>('main [data-basis]')?.click()
}

/** `n` presses the button of the page that makes something new. */
export const pressNew = (): void => document.querySelector<HTMLElement>('main [data-new]')?.click()
