/** Who answers for a function, where the function is used (JL-1): named person, deputy, whoever acts while he is away. */
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Link } from '#ui/link.tsx'
import { useMay, useMe } from '#ui/me.tsx'
import { duties, type Slot } from '../contract.ts'

interface Props {
  /** The first of these that a document in force gives to the county is shown. */
  functions: readonly string[]
}

export function Responsible({ functions }: Props) {
  const shown = useMay()('duties.responsibles')
  const answer = useAnswer(duties, 'responsibles', { townshipId: 'county', pageSize: 200 }, { enabled: shown })
  const slots = answer.data?.rows ?? []
  const slot = functions.map((code) => slots.find((each) => each.function === code)).find((each) => each)
  if (!slot) return null
  return (
    <p className="gy-help">
      {slot.title}的责任人：{textOf(slot)}。 <Basis citations={slot.citations} />
    </p>
  )
}

function textOf({ person, acting, gone }: Slot) {
  if (!person || gone) return <Link to="/responsible">还没有指定</Link>
  const parts = [`${person.department} ${person.name}`]
  if (acting) parts.push(`请假，${acting.name}代理到${acting.toOn}`)
  else if (person.deputyName) parts.push(`代理人${person.deputyName}`)
  return parts.join('，')
}

/** What the reader himself answers for, or acts for today. */
export function OwnFunctions() {
  const me = useMe()
  const shown = useMay()('duties.responsibles')
  const answer = useAnswer(duties, 'responsibles', { words: me.name, pageSize: 200 }, { enabled: shown })
  const slots = answer.data?.rows ?? []
  const own = slots.filter(({ person, acting }) => person?.accountId === me.accountId && acting === null)
  const away = slots.filter(({ person, acting }) => person?.accountId === me.accountId && acting !== null)
  if (own.length + away.length === 0) return null
  return (
    <p className="gy-help">
      {own.length > 0 && <>您是责任人：{titlesOf(own)}。</>}
      {away.length > 0 && (
        <>
          您请假，{away[0]?.acting?.name}代理到{away[0]?.acting?.toOn}：{titlesOf(away)}。
        </>
      )}{' '}
      <Link to="/responsible">职责分工</Link>
    </p>
  )
}

const titlesOf = (slots: readonly Slot[]): string => slots.map(({ title, unit }) => `${title}（${unit}）`).join('、')
