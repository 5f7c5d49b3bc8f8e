/** One row of a list against all persons: none, one, or two between whom a person must choose. */
import type { Known, People, Sought } from './candidates.ts'
import { repairsOf } from './identity.ts'
import { soundKey } from './readings.ts'
import { type Agreement, type Grade, gradeOf, isCertain, type RowRead, scored, type Scored, scoreOf } from './score.ts'

export interface Match {
  personId: string
  grade: Grade
  score: number
  certain: boolean
  agreement: Agreement
}

/** Two candidates so close together are not told apart by what the row says. */
const tooClose = 3.3
/** Between a whole county's namesakes the row says nothing. */
const mostCandidates = 200

export function matchRow(people: People, row: RowRead): Match[] {
  const found = new Set<number>()
  people.byNumber(row.identity, found)
  if (found.size === 0) {
    for (const repaired of repairsOfWrong(row)) people.byNumber(repaired, found)
    people.byWhatIsSaid(soughtBy(row), found)
  }
  if (found.size === 0 || found.size > mostCandidates) return []
  const all = [...found].flatMap((at) => scored(people, at, row) ?? []).sort((one, other) => other.bits - one.bits)
  return best(people, all)
}

const repairsOfWrong = ({ identity }: RowRead) => (identity.state === 'wrong' ? repairsOf(identity) : [])

const soughtBy = ({ identity, name, born, place }: RowRead): Sought => ({
  identity,
  sound: name === '' ? 0 : soundKey(name),
  born,
  village: place.village,
})

function best(people: People, all: readonly Scored[]): Match[] {
  const [first, second] = all
  if (!first || gradeOf(first) === 'unlikely') return []
  const unclear = second !== undefined && first.bits - second.bits < tooClose && gradeOf(second) !== 'unlikely'
  if (!unclear) return [matchOf(people, first, gradeOf(first))]
  return [first, second].map((each) => matchOf(people, each, 'possible'))
}

function matchOf(people: People, { person, agreement, bits }: Scored, grade: Grade): Match {
  const known: Known | undefined = people.all[person]
  return {
    personId: known?.id ?? '',
    grade,
    score: scoreOf(bits),
    certain: grade === 'likely' && isCertain(agreement),
    agreement,
  }
}
