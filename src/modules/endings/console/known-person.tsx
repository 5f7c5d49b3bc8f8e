/** Somebody chosen already, named with enough to tell him from another of the same name. */
import { persons } from '#modules/persons/contract.ts'
import { useAnswer } from '#ui/ask.ts'
import { Answer } from '#ui/states.tsx'

export function KnownPerson({ personId }: { personId: string }) {
  const answer = useAnswer(persons, 'person', { personId })
  return (
    <Answer answer={answer} lines={1}>
      {(file) => (
        <p>
          人员：<strong>{file.name}</strong> {file.age}岁 {file.township}
          {file.village} {file.idMasked}
        </p>
      )}
    </Answer>
  )
}
