/** What a case hands to the file of whoever it recognised. */
import type { PlainDate } from '#kernel/calendar.ts'
import { capacityText } from '#kernel/capacity.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { keepCapacity } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { disabilitiesOf } from './facts.ts'
import { type Case, factsOf } from './stored.ts'
import { applicantOf } from './surveying.ts'
import { disabilityText, gradeText } from './words.ts'

/** What was asked at intake stands on the file with its basis; who guards him is registered there. */
export async function carryCapacity(context: Context, row: Case, personId: string): Promise<string[]> {
  if (row.capacity === null || row.capacity === 'full') return []
  await keepCapacity(context, personId, {
    capacity: row.capacity,
    basis: row.capacityBasis,
    since: row.receivedOn,
    paperReference: row.paperReference || row.number,
    fileId: null,
  })
  const who = row.helper === '' ? '' : `（申请时的代办人：${row.helper}${row.relation && `，${row.relation}`}）`
  return [`本人为${capacityText[row.capacity]}，请在一人一档登记监护人${who}。`]
}

interface Given {
  level: SelfCareLevel
  from: PlainDate
  decisionNo: string
}

/** Whoever was confirmed for a home is served where he lives until a stay begins, which makes him centralised. */
export function personOf(context: Context, row: Case, { level, from, decisionNo }: Given) {
  const place = (column: string) => ({ table: 'recognition.application', column, county: context.county, row: row.id })
  return {
    formerPersonId: row.personId,
    name: row.name,
    idNumber: context.secrets.open(place('id_number'), row.idNumber),
    phone: row.phone ? context.secrets.open(place('phone'), row.phone) : '',
    householdClass: applicantOf(row).householdClass,
    residence: row.residence,
    townshipId: row.townshipId,
    villageId: row.villageId,
    disability: disabilitiesOf(factsOf(row))
      .map(({ kind, grade }) => `${disabilityText[kind] ?? ''}${gradeText(grade)}`)
      .join('、'),
    mode: 'dispersed' as const,
    level,
    supportedFrom: from,
    decisionNo,
    decidedOn: context.today,
  }
}
