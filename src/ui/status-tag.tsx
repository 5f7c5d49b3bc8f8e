/** A state as sign, colour and word (screens 5.9). */
import type { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { supportModeText } from '#kernel/self-care.ts'
import { type LocalWord, useWord } from './me.tsx'
import { type Family, familyOf, signOf, type StatusObject, type StatusWord } from './status-words.ts'

interface Props<O extends StatusObject> {
  of: O
  word: StatusWord<O>
  /** '2/4' behind 签署中. */
  detail?: string | undefined
}

export function StatusTag<O extends StatusObject>({ of, word, detail }: Props<O>) {
  return <FamilyTag family={familyOf(of, word)} text={detail ? `${word} ${detail}` : word} />
}

/** For the few marks that are no state of an object: 征求意见稿, 本系统默认, 试算. */
export function FamilyTag({ family, text, sign }: { family: Family; text: string; sign?: string }) {
  return (
    <span className={`gy-tag gy-${family}`}>
      <span aria-hidden="true">{sign ?? signOf[family]}</span> {text}
    </span>
  )
}

const levels: Record<SelfCareLevel, { sign: string; word: LocalWord }> = {
  able: { sign: '▂', word: '自理' },
  partly_able: { sign: '▅', word: '半失能' },
  unable: { sign: '█', word: '失能' },
}

/** A level is no alarm: always neutral, in the county's own word. */
export function LevelTag({ level }: { level: SelfCareLevel }) {
  const wordOf = useWord()
  return <FamilyTag family="neutral" sign={levels[level].sign} text={wordOf(levels[level].word)} />
}

export function useLevelText(): (level: SelfCareLevel) => string {
  const wordOf = useWord()
  return (level) => wordOf(levels[level].word)
}

export function ModeTag({ mode }: { mode: SupportMode }) {
  return <FamilyTag family="neutral" sign={mode === 'dispersed' ? '⌂' : '▦'} text={supportModeText[mode]} />
}
