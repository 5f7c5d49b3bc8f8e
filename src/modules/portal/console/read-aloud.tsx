/** 念给本人听: by the computer's voice where it has one, otherwise by whoever helps; either way it is noted. */
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { type Part, partText, portal, type Sheet } from '../contract.ts'

interface Props {
  helpId: string
  part: Part
  sheet: Sheet
}

export function ReadAloud({ helpId, part, sheet }: Props) {
  const note = useCommand(portal, 'noteDeed')
  const say = useSay()
  const [speaking, setSpeaking] = useState(false)
  const [silent, setSilent] = useState(false)
  useEffect(() => stop, [part])
  const noted = async () => {
    await note.mutateAsync({ helpId, part, deed: 'read_aloud' })
    say(`已登记：${partText[part]}念给本人听`)
  }
  const over = (heard: boolean) => {
    setSpeaking(false)
    setSilent(!heard)
    if (heard) void noted()
  }
  const begin = () => {
    setSpeaking(true)
    speak(sentencesOf(sheet), over)
  }
  const end = () => {
    setSpeaking(false)
    stop()
  }
  return (
    <>
      {canSpeak() && !silent && (
        <Button onClick={speaking ? end : begin} aria-pressed={speaking}>
          {speaking ? '停止朗读' : '电脑念给本人听'}
        </Button>
      )}
      <Button loading={note.isPending} onClick={() => void noted()}>
        已念给本人听
      </Button>
      {silent && <p className="gy-note">这台电脑没有中文语音。请您念给本人听，念完点“已念给本人听”。</p>}
      <ReasonsOf error={note.error} action="登记" />
    </>
  )
}

const canSpeak = (): boolean => 'speechSynthesis' in window

const stop = (): void => {
  if (canSpeak()) window.speechSynthesis.cancel()
}

/** Headings, notes, and each label with its value; the clause is on paper, not for the ear. */
const sentencesOf = ({ part, sections }: Sheet): string[] => [
  partText[part],
  ...sections.flatMap(({ title, note, items, empty }) => [
    title,
    note,
    ...(items.length === 0 ? [empty] : []),
    ...items.flatMap((item) => [item.title, ...item.lines.map(({ label, value }) => `${label}，${value}`)]),
  ]),
  '念完了',
]

const pace = 0.85
/** A computer without voice neither speaks nor complains: it never begins. */
const beginsWithinMs = 4000

/** Answers once: true when the last sentence was heard, false when the computer has no voice. */
function speak(sentences: readonly string[], over: (heard: boolean) => void): void {
  const silence = setTimeout(() => {
    stop()
    over(false)
  }, beginsWithinMs)
  const spoken = sentences.filter(Boolean).map((sentence) => {
    const one = new SpeechSynthesisUtterance(sentence)
    one.lang = 'zh-CN'
    one.rate = pace
    one.addEventListener('start', () => clearTimeout(silence))
    return one
  })
  spoken.at(-1)?.addEventListener('end', () => over(true))
  spoken.at(0)?.addEventListener('error', ({ error }) => {
    clearTimeout(silence)
    if (error !== 'canceled' && error !== 'interrupted') over(false)
  })
  stop()
  for (const one of spoken) window.speechSynthesis.speak(one)
}
