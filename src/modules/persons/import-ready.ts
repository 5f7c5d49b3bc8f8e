/** What a row still lacks to be filed, and the person it would file. Pure. */
import { addDays, addMonths, dateText, firstDay, monthOf, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { birthDateOf, faultOfIdentityNumber, sexOf } from '#kernel/identity-number.ts'
import type { NewPerson } from './file-operations.ts'
import type { Field } from './fields.ts'
import { type CheckedRow, type Fault, isOpen } from './import-faults.ts'
import { type Identity, monthAfter } from './rules.ts'
import { typedValuesOf } from './typed-values.ts'

export interface Importing {
  today: PlainDate
  /** Townships of a township clerk; null for the whole county. */
  within: readonly string[] | null
  townshipOf: ReadonlyMap<string, string>
  organisations: ReadonlyMap<string, string>
  /** Codes of exit.reasons in force. */
  endReasons: readonly string[]
  /** Where the paper list is. */
  paper: string
  /** What newcomers stand on whose own row names no decision. */
  decision: { no: string; on: PlainDate | null }
}

const exitWords: readonly (readonly [code: string, words: RegExp])[] = [
  ['declared_dead', /宣告死亡/],
  ['declared_missing', /失踪/],
  ['death', /死亡|去世|病故|亡故|过世/],
  ['labour_regained', /劳动能力/],
  ['imprisoned', /服刑|监狱|判处/],
  ['income_or_property_no_longer_meets', /收入|财产/],
  ['obligor_able', /法定义务人|赡养|抚养|扶养/],
  ['voluntary', /自愿|放弃|主动/],
]
/** 死亡, 自愿申请退出 … as the code of the rule; undefined when the words say none of them. */
export const exitCodeOf = (words: string): string | undefined =>
  exitWords.find(([, pattern]) => pattern.test(words))?.[0]

function lack(row: CheckedRow, field: Field, message: string): Fault {
  return { row: row.row, column: undefined, field, code: 'word_unknown', message, severity: 'error' }
}

/** Nobody comes into the register past a decision on paper (民发〔2021〕43号 第十七条、第十八条), by a list as little as one by one. */
function faultsOfDecision(row: CheckedRow, importing: Importing): Fault[] {
  const found: Fault[] = []
  const say = (field: Field, code: Fault['code'], message: string) => found.push({ ...lack(row, field, message), code })
  const { decisionNumber } = row.values
  const { decidedOn } = typedValuesOf(row.values)
  if (!decisionNumber && importing.decision.no === '')
    say('decisionNumber', 'paper_missing', '新增人员没有认定决定书号。请按决定书补录，或上传时写明本名单的决定文号。')
  if (!decidedOn && !importing.decision.on)
    say('decidedOn', 'paper_missing', '新增人员没有认定日期。请按决定书补录，或上传时写明本名单的认定日期。')
  if (decidedOn && decidedOn > importing.today)
    say('decidedOn', 'date_future', `认定日期${dateText(decidedOn)}晚于今天。请核对是否录错。`)
  return found
}

/** Nothing about standing or money is guessed: without level, mode or a known reason the row waits. */
export function faultsOfReady(row: CheckedRow, importing: Importing): Fault[] {
  const found: Fault[] = []
  const { values } = row
  const outside = (township: string | undefined) =>
    importing.within !== null && township !== undefined && !importing.within.includes(township)
  if (outside(row.townshipId) || (row.personId && outside(importing.townshipOf.get(row.personId))))
    found.push({
      ...lack(row, 'township', '该人员不在您的乡镇（街道）。请由其责任乡镇或县级办理，或把这一行移出。'),
      code: 'area_elsewhere',
    })
  if (row.outcome === 'new') {
    if (!values.selfCareLevel) found.push(lack(row, 'selfCareLevel', '没有写生活自理能力。请按评估结论补录。'))
    if (!values.supportMode) found.push(lack(row, 'supportMode', '没有写供养方式（分散供养或集中供养）。请补录。'))
    if (!values.householdClass)
      found.push({ ...lack(row, 'householdClass', '没有写户籍类型，按农村登记。请核对。'), severity: 'warning' })
    if (!hasIdentity(row)) found.push(lack(row, 'bornOn', '没有可用的身份证号，也没有出生日期和性别。请补录。'))
    if (!row.townshipId) found.push({ ...lack(row, 'township', '没有写乡镇（街道）。请补录。'), code: 'area_missing' })
  }
  if (row.outcome === 'new') found.push(...faultsOfDecision(row, importing))
  if (row.outcome === 'leave') {
    const code = exitCodeOf(values.exitReason ?? '')
    if (!code || !importing.endReasons.includes(code))
      found.push(
        lack(row, 'exitReason', `终止原因“${values.exitReason ?? ''}”不在规定的情形之内。请按规定的情形填写。`),
      )
  }
  return found
}

/** The row with what is lacking; an open error makes it wait. */
export function readied(row: CheckedRow, importing: Importing): CheckedRow {
  const more = faultsOfReady(row, importing)
  const outcome = more.some(isOpen) ? 'faulty' : row.outcome
  const values = row.outcome === 'new' ? onDecision(row, importing.decision) : row.values
  return { ...row, values, faults: [...row.faults, ...more], outcome }
}

/** The list's decision where the row names none of its own. */
function onDecision({ values }: CheckedRow, { no, on }: Importing['decision']): CheckedRow['values'] {
  const [decisionNumber, decidedOn] = [values.decisionNumber || no, values.decidedOn || (on ?? '')]
  return { ...values, ...(decisionNumber ? { decisionNumber } : {}), ...(decidedOn ? { decidedOn } : {}) }
}

export function identityOfRow(row: CheckedRow): Identity {
  const typed = typedValuesOf(row.values)
  const number = row.values.idNumber ?? ''
  const whole = number !== '' && faultOfIdentityNumber(number) === undefined
  const bornOn = typed.bornOn ?? (whole ? birthDateOf(number) : undefined)
  const sex = typed.sex ?? (whole ? sexOf(number) : undefined)
  if (!bornOn || !sex) throw new RangeError(`row ${row.row} has neither number nor birth and sex`)
  return { number, sex, bornOn }
}

export const hasIdentity = ({ values }: CheckedRow): boolean => {
  const number = values.idNumber ?? ''
  const whole = number !== '' && faultOfIdentityNumber(number) === undefined
  return whole || Boolean(values.bornOn && values.sex)
}

/** First day of support: as the list says; else from the month after the decision. */
export function startOfSupport(row: Pick<CheckedRow, 'values'>, today: PlainDate): PlainDate {
  const typed = typedValuesOf(row.values)
  const month = typed.firstMonth ?? typed.effectiveMonth
  if (month) return firstDay(month)
  return typed.decidedOn ? monthAfter(typed.decidedOn) : firstDay(monthOf(today))
}

export function newPersonOf(row: CheckedRow, importing: Importing): NewPerson {
  const { values } = row
  const typed = typedValuesOf(values)
  if (!row.townshipId || !typed.selfCareLevel || !typed.supportMode) throw new RangeError(`row ${row.row} is not ready`)
  const kept = row.faults.filter((fault) => fault.field === 'idNumber' && fault.kept).map(({ kept: reason }) => reason)
  const institution = values.institution ? importing.organisations.get(values.institution) : undefined
  return {
    name: values.name ?? '',
    idNumber: values.idNumber ?? '',
    idRemark: kept.join('；'),
    ethnicity: values.ethnicity ?? '',
    phone: values.phone ?? '',
    householdClass: typed.householdClass ?? 'rural',
    registeredAt: values.registeredAddress ?? '',
    residence: values.address ?? '',
    townshipId: row.townshipId,
    villageId: row.villageId ?? null,
    commissioningTownshipId: null,
    organisationId: institution ?? null,
    mode: typed.supportMode,
    level: typed.selfCareLevel,
    supportedFrom: startOfSupport(row, importing.today),
    certificateNo: values.certificateNumber ?? '',
    fileNo: '',
    marital: values.marital ?? '',
    disability: [values.disabilityKind, values.disabilityGrade].filter(Boolean).join(' '),
    disabilityCard: values.disabilityCard ?? '',
    insurance: values.insurance ?? '',
    remarks: values.remarks ?? '',
    decisionNo: values.decisionNumber ?? '',
    decidedOn: typed.decidedOn ?? null,
    paperReference: `${importing.paper}　第${row.row}行`,
  }
}

export interface Leaving {
  from: PlainDate
  reason: string
  diedOn: PlainDate | undefined
}

/** Support ends with the last month paid; who died, died on the day given. */
export function leavingOf(row: CheckedRow): Leaving {
  const typed = typedValuesOf(row.values)
  const lastPaid: PlainMonth | undefined = typed.lastPaidMonth ?? (typed.exitedOn ? monthOf(typed.exitedOn) : undefined)
  const reason = exitCodeOf(row.values.exitReason ?? '') ?? ''
  if (!lastPaid) throw new RangeError(`row ${row.row} does not say until when`)
  const diedOn = reason === 'death' ? typed.exitedOn : undefined
  return { from: diedOn ? addDays(diedOn, 1) : firstDay(addMonths(lastPaid, 1)), reason, diedOn }
}

export const basisOf = (row: CheckedRow): string => {
  const typed = typedValuesOf(row.values)
  return [row.values.decisionNumber, typed.decidedOn ? dateText(typed.decidedOn) : ''].filter(Boolean).join('　')
}
