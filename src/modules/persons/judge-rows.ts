/** Compares rows with each other and with the registry, and says what each would do. */
import { addMonths, dateText, monthOf, monthText, type PlainDate } from '#kernel/calendar.ts'
import { maskedAccount } from '#kernel/identity-number.ts'
import { Field, fieldTitle } from './fields.ts'
import {
  type CheckedRow,
  type Draft,
  type Fault,
  type FieldChange,
  isOpen,
  type RowOutcome,
  writtenOf,
} from './import-faults.ts'
import { startOfSupport } from './import-ready.ts'
import { limitsOf } from './list-limits.ts'
import { repairKey } from './repairs.ts'
import type { FaultNote } from './row-reader.ts'
import type { PersonElsewhere, PersonHere, Surroundings } from './surroundings.ts'

interface Neighbours {
  /** First row of each identity number in the file. */
  firstRow: ReadonlyMap<string, Draft>
  byAccount: ReadonlyMap<string, readonly Draft[]>
}

export function faultOn(draft: Draft, field: Field, fault: FaultNote): Fault {
  const { repairs, layout } = draft.source
  const kept = repairs.kept.size > 0 ? repairs.kept.get(repairKey(draft.row, field, fault.code)) : undefined
  const stands = kept !== undefined && kept.written === writtenOf(draft, field)
  return { row: draft.row, column: layout.fields.get(field), field, ...fault, ...(stands ? { kept: kept.reason } : {}) }
}

export const accountOf = (draft: Pick<Draft, 'values'>): string =>
  draft.values.accountNumber ?? draft.values.cardAccount ?? ''

function neighboursOf(drafts: readonly Draft[]): Neighbours {
  const firstRow = new Map<string, Draft>()
  const byAccount = new Map<string, Draft[]>()
  for (const draft of drafts) {
    const { key } = draft
    if (key !== '' && !firstRow.has(key)) firstRow.set(key, draft)
    const account = accountOf(draft)
    if (account === '') continue
    const others = byAccount.get(account)
    if (others) others.push(draft)
    else byAccount.set(account, [draft])
  }
  return { firstRow, byAccount }
}

function duplicateFaults(draft: Draft, { firstRow }: Neighbours): Fault[] {
  const first = firstRow.get(draft.key)
  if (!first || first === draft) return []
  const where = first.source === draft.source ? '本表' : `“${first.table}”`
  const message = `与${where}第${first.row}行重复（同一身份证号）。请保留其中一行。`
  return [faultOn(draft, 'idNumber', { code: 'id_duplicate', message, severity: 'error' })]
}

/** F-07: the account is somebody else's and the person has not agreed to it. A home's own account is no stranger's. */
function holderFaults(draft: Draft, surroundings: Surroundings): Fault[] {
  const { name, accountHolder, institution, supportMode } = draft.values
  if (!accountHolder || !name || accountHolder === name) return []
  if (supportMode === 'centralised' && accountHolder === institution) return []
  if (surroundings.payeeConsents?.has(draft.key)) return []
  const message = `账户名“${accountHolder}”不是本人（${name}），也没有登记本人同意由他人领取。请核实账户，或先登记同意。`
  return [faultOn(draft, 'accountHolder', { code: 'holder_differs', message, severity: 'warning' })]
}

const rowsShown = 5

/** F-08: one account receives for several persons, in this file or already on file. */
function accountFaults(draft: Draft, { byAccount }: Neighbours, surroundings: Surroundings): Fault[] {
  const account = accountOf(draft)
  if (account === '' || surroundings.institutionAccounts?.has(account)) return []
  const here = surroundings.people.get(draft.key)
  const ownId = here?.where === 'here' ? here.personId : undefined
  const rows = (byAccount.get(account) ?? []).filter(
    (other) => other.key !== draft.key || (draft.key === '' && other !== draft),
  )
  const onFile = (surroundings.accounts?.get(account) ?? []).filter((use) => use.personId !== ownId)
  if (rows.length + onFile.length === 0) return []
  const shown = rows
    .slice(0, rowsShown)
    .map((other) => other.row)
    .join('、')
  const inFile = rows.length === 0 ? [] : [`本表第${shown}行${rows.length > rowsShown ? `等${rows.length}行` : ''}`]
  const inRegistry =
    onFile.length === 0
      ? []
      : [
          `在册的${onFile
            .slice(0, rowsShown)
            .map((use) => use.name)
            .join('、')}`,
        ]
  const message = `银行账号（${maskedAccount(account)}）还用于${[...inFile, ...inRegistry].join('和')}。请核实账户归谁、由谁领取。`
  const field = draft.values.accountNumber ? 'accountNumber' : 'cardAccount'
  return [faultOn(draft, field, { code: 'account_shared', message, severity: 'warning' })]
}

type Intent = 'join' | 'leave' | 'change' | 'any'

/** What the row wants: its own word, else its columns. */
function intentOf(draft: Draft): Intent {
  const { changeKind, exitReason, lastPaidMonth, exitedOn, decisionNumber, decidedOn } = draft.values
  if (changeKind === 'join' || changeKind === 'leave' || changeKind === 'change') return changeKind
  if (exitReason || lastPaidMonth || exitedOn) return 'leave'
  if (draft.source.layout.format === 'change_list' && (decisionNumber || decidedOn)) return 'join'
  return 'any'
}

function lackFault(draft: Draft, fields: readonly Field[], fault: FaultNote): Fault[] {
  const lacking = fields.filter((field) => !draft.values[field])
  const [first] = lacking
  // A cell that could not be read has its own fault already.
  if (!first || lacking.every((field) => writtenOf(draft, field))) return []
  const message = fault.message.replace('…', lacking.map((field) => fieldTitle[field]).join('和'))
  return [faultOn(draft, first, { ...fault, message })]
}

/** A monthly list must say on what paper somebody joins, why and until when somebody leaves, and from when something changes. */
function paperFaults(draft: Draft, intent: Intent): Fault[] {
  if (intent === 'leave') {
    const message = '退出人员没有写…。请补录，否则无法停发。'
    return lackFault(draft, ['exitReason', 'lastPaidMonth'], { code: 'exit_missing', message, severity: 'error' })
  }
  if (draft.source.layout.format !== 'change_list') return []
  if (intent === 'join') {
    const message = '新增人员没有写…。请按认定决定书补录。'
    return lackFault(draft, ['decisionNumber', 'decidedOn'], { code: 'paper_missing', message, severity: 'error' })
  }
  const { selfCareLevel, supportMode } = draft.values
  if (intent !== 'change' || (!selfCareLevel && !supportMode)) return []
  const message = '等级或供养方式变更没有写…。请写明从哪个月起。'
  return lackFault(draft, ['effectiveMonth'], { code: 'month_missing', message, severity: 'error' })
}

/** Support elsewhere has ended: the new one begins in the month after, or later. */
function elsewhereFault(draft: Draft, { lastMonth }: PersonElsewhere, today: PlainDate): Fault {
  if (lastMonth) {
    const first = addMonths(lastMonth, 1)
    const ended = `曾由其他县供养至${monthText(lastMonth)}`
    if (monthOf(startOfSupport(draft, today)) >= first)
      return faultOn(draft, 'idNumber', {
        code: 'elsewhere_ended',
        message: `${ended}，已终止。将作为新增。`,
        severity: 'info',
      })
    const message = `${ended}，供养起始月应为${monthText(first)}或以后。请核对，否则两县重复供养。`
    return faultOn(draft, draft.values.firstMonth ? 'firstMonth' : 'idNumber', {
      code: 'elsewhere',
      message,
      severity: 'error',
    })
  }
  const message = '该人员目前由其他县供养，不能在本县新增。请先办理迁移。'
  return faultOn(draft, 'idNumber', { code: 'elsewhere', message, severity: 'error' })
}

function hereFaults(draft: Draft, here: PersonHere, intent: Intent): Fault[] {
  const faults: Fault[] = []
  const add = (field: Field, fault: FaultNote) => faults.push(faultOn(draft, field, fault))
  const { name, lastPaidMonth } = draft.values
  if (name && name !== here.name) {
    const message = `姓名“${name}”与在册的“${here.name}”（同一身份证号）不一致。请核对是否同一人。`
    add('name', {
      code: 'name_differs',
      message,
      severity: 'error',
      proposal: { value: here.name, title: `改为${here.name}` },
    })
  }
  if (here.endedOn && intent === 'leave') {
    const message = `${here.name}已于${dateText(here.endedOn)}终止供养，不能再次终止。请从本表中移出。`
    add('idNumber', { code: 'leaver_ended', message, severity: 'error' })
  } else if (here.endedOn) {
    const message = `曾在册：${here.name}，${here.township}，${dateText(here.endedOn)}终止。将作为重新认定。`
    add('idNumber', { code: 'here_ended', message, severity: 'info' })
  } else if (intent === 'join' || intent === 'any') {
    const message = `已在册：${here.name}，${here.township}，${monthText(here.since)}起。将作为变更。`
    add('idNumber', { code: 'here_already', message, severity: 'info' })
  }
  if (intent === 'leave' && lastPaidMonth && lastPaidMonth < addMonths(here.since, -1)) {
    const message = `最后发放月${lastPaidMonth}早于在册起始月${here.since}。请核对是否录错。`
    add('lastPaidMonth', { code: 'dates_order', message, severity: 'error' })
  }
  return faults
}

function registryFaults(
  draft: Draft,
  found: PersonHere | PersonElsewhere | undefined,
  { intent, today }: { intent: Intent; today: PlainDate },
): Fault[] {
  if (found?.where === 'here') return hereFaults(draft, found, intent)
  if (intent === 'leave') {
    const message = '不在册，不能终止。请核对身份证号，或查该人员是否由其他名单登记。'
    return [faultOn(draft, 'idNumber', { code: 'leaver_unknown', message, severity: 'error' })]
  }
  if (found && (intent !== 'change' || !found.lastMonth)) return [elsewhereFault(draft, found, today)]
  if (intent !== 'change') return []
  const message = '不在册，不能变更。请核对身份证号；新认定的人员请把变更类型写成“新增”。'
  return [faultOn(draft, 'idNumber', { code: 'change_unknown', message, severity: 'error' })]
}

/** A newcomer must live somewhere in the county; a leaver or a change need not say it again. */
function placeFaults(draft: Draft, joins: boolean): Fault[] {
  if (!joins || draft.townshipId || draft.values.village || draft.written.township || draft.written.village) return []
  const message = '没有写乡镇（街道）和村（居）。请补录。'
  return [faultOn(draft, 'township', { code: 'area_missing', message, severity: 'error' })]
}

function futureFaults(draft: Draft, { today }: Surroundings): Fault[] {
  const latest = addMonths(monthOf(today), 12)
  return (['firstMonth', 'lastPaidMonth', 'effectiveMonth'] as const).flatMap((field) => {
    const month = draft.values[field]
    if (!month || month <= latest) return []
    const message = `${fieldTitle[field]}${month}晚于明年。请核对是否录错。`
    return [faultOn(draft, field, { code: 'date_future', message, severity: 'error' })]
  })
}

const objectionFaults = (draft: Draft, surroundings: Surroundings): Fault[] =>
  (surroundings.objections?.get(draft.key) ?? []).map(({ message }) =>
    faultOn(draft, 'idNumber', { code: 'overlap', message, severity: 'error' }),
  )

/** Fields that say what the list does, not what the person is. */
const aboutTheList = new Set<Field>([
  'changeKind',
  'effectiveMonth',
  'areaPath',
  'exitReason',
  'exitedOn',
  'lastPaidMonth',
])

/** A blank cell never erases what is on file. */
function changesOf(draft: Draft, here: PersonHere): FieldChange[] {
  return Field.options.flatMap((field) => {
    const to = draft.values[field]
    const from = here.values[field]
    if (aboutTheList.has(field) || !to || from === undefined || from === to) return []
    return [{ field, from, to }]
  })
}

function outcomeOf(
  faults: readonly Fault[],
  intent: Intent,
  known: { here: PersonHere | undefined; changes: number },
): RowOutcome {
  if (faults.some(isOpen)) return 'faulty'
  if (intent === 'leave') return 'leave'
  if (!known.here || known.here.endedOn) return 'new'
  return known.changes > 0 ? 'change' : 'unchanged'
}

const fieldOfLimit = (draft: Draft, intent: Intent): Field => {
  if (intent === 'leave') return 'exitReason'
  return draft.values.supportMode === 'centralised' && !draft.values.selfCareLevel ? 'supportMode' : 'selfCareLevel'
}

function judgeRow(draft: Draft, neighbours: Neighbours, surroundings: Surroundings): CheckedRow {
  const found = surroundings.people.get(draft.key)
  const here = found?.where === 'here' ? found : undefined
  const intent = intentOf(draft)
  const changes = here && intent !== 'leave' ? changesOf(draft, here) : []
  const supported = here !== undefined && here.endedOn === undefined
  const limits = supported ? limitsOf(draft, { leaves: intent === 'leave', changes }, surroundings.casesFirst) : []
  const faults = [
    ...draft.faults,
    ...limits.map((fault) => faultOn(draft, fieldOfLimit(draft, intent), fault)),
    ...duplicateFaults(draft, neighbours),
    ...registryFaults(draft, found, { intent, today: surroundings.today }),
    ...placeFaults(draft, intent !== 'leave' && (!here || here.endedOn !== undefined)),
    ...paperFaults(draft, intent),
    ...futureFaults(draft, surroundings),
    ...objectionFaults(draft, surroundings),
    ...(intent === 'leave'
      ? []
      : [...holderFaults(draft, surroundings), ...accountFaults(draft, neighbours, surroundings)]),
  ]
  const outcome = outcomeOf(faults, intent, { here, changes: changes.length })
  const { source: _source, ...rest } = draft
  return { ...rest, faults, changes, outcome, personId: here?.personId }
}

export function judgeRows(drafts: readonly Draft[], surroundings: Surroundings): CheckedRow[] {
  const neighbours = neighboursOf(drafts)
  return drafts.map((draft) => judgeRow(draft, neighbours, surroundings))
}
