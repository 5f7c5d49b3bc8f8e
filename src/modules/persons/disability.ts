/** 残疾类别/等级 as it is written on the file ("肢体 一级", "视力1级") and who has one of a grade asked for. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'

export interface WrittenDisability {
  kind: string
  /** 1 is the gravest. */
  grade: number
}

const kinds: Readonly<Record<string, string>> = {
  智力: 'intellectual',
  精神: 'mental',
  肢体: 'physical',
  视力: 'visual',
  听力: 'hearing',
  言语: 'speech',
}
const grades: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4 }
const kindPattern = new RegExp(Object.keys(kinds).join('|'), 'gu')

/** Several kinds with one grade are 多重: the grade is of the gravest, of which kind nobody can tell, so none is named. */
export function disabilityIn(text: string): WrittenDisability | undefined {
  const written = text.normalize('NFKC').replaceAll(/\s/gu, '')
  const named = [...new Set(Array.from(written.matchAll(kindPattern), ([found]) => found))]
  const [, digit = ''] = /([一二三四1-4])级/u.exec(written) ?? []
  const [kind] = named.map((name) => kinds[name])
  const grade = grades[digit] ?? Number(digit)
  if (named.length !== 1 || !kind || !grade) return undefined
  return { kind, grade }
}

export interface Disabled {
  personId: string
  person: string
  township: string
  text: string
}

/** Supported, counted as able to care for himself, and with something on file of a disability; the text is not judged here. */
export async function ableWithDisability(context: Context): Promise<Disabled[]> {
  const { rows } = await sql<Disabled>`
    select p.id as person_id, p.name as person, a.name as township, p.disability as text
    from persons.person p join access.area_view a on a.id = p.township_id
    where p.county_code = ${context.county} and p.status = 'active' and p.level = 'able' and p.disability <> ''
    order by p.name_sort, p.id`.execute(context.transaction)
  return rows
}
