/** Whether what is said of 制度衔接 can stand: no month with both, none with neither (AH-4.3g, A-38). Pure. */
import { addMonths, dateText, monthText, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import { givesRelief, isScheme, type LinkageResult, linkageText } from './words.ts'

export interface Linked {
  result: LinkageResult
  startsMonth: PlainMonth | null
}

export interface Linking extends Linked {
  on: PlainDate
  proof: string
}

export interface LinkageBase {
  /** First month without support. */
  fromMonth: PlainMonth
  decidedOn: PlainDate
  today: PlainDate
  before: readonly Linked[]
}

export function objectionsToLinking(given: Linking, base: LinkageBase): Reason[] {
  return [...ofTheDay(given, base), ...ofTheMonth(given, base), ...ofWhatStands(given, base)]
}

function ofTheDay({ on }: Linking, { decidedOn, today }: LinkageBase): Reason[] {
  if (on >= decidedOn && on <= today) return []
  const message = `办理日期应在作出终止决定的${dateText(decidedOn)}至今天之间。请核对日期`
  return [{ code: 'on', message }]
}

function ofTheMonth(given: Linking, { fromMonth, before }: LinkageBase): Reason[] {
  const { result, startsMonth, proof } = given
  if (!givesRelief(result))
    return startsMonth ? [{ code: 'startsMonth', message: '没有转入其他救助的，不填起始月。请去掉' }] : []
  const reasons: Reason[] = []
  if (proof.length < 2) reasons.push({ code: 'proof', message: `${linkageText[result]}须有文书号或凭据。请填写` })
  if (!startsMonth) return [...reasons, { code: 'startsMonth', message: '请填写从哪个月起给予救助' }]
  if (result === 'temporary_relief') return reasons
  // Months that another scheme had paid already are claimed back; 低保 is decided now and begins after support.
  if (result === 'dibao' && startsMonth < fromMonth)
    return [
      ...reasons,
      {
        code: 'overlap',
        message: `特困供养发到${monthText(addMonths(fromMonth, -1))}，低保不能从${monthText(startsMonth)}起，否则重月。请与低保经办核对，最早从${monthText(fromMonth)}起`,
      },
    ]
  const bridged = before.some((each) => each.result === 'temporary_relief')
  if (startsMonth > fromMonth && !bridged)
    reasons.push({
      code: 'gap',
      message: `特困供养从${monthText(fromMonth)}起停发，后一项保障从${monthText(startsMonth)}才开始，中间没有任何救助。请先登记断月期间已给予的临时救助，再登记${linkageText[result]}`,
    })
  return reasons
}

function ofWhatStands({ result }: Linking, { before }: LinkageBase): Reason[] {
  if (before.some((each) => each.result === result))
    return [{ code: 'linked', message: `“${linkageText[result]}”已经登记，不能重复登记。请刷新页面查看` }]
  const scheme = before.find((each) => isScheme(each.result))
  if (scheme) return [{ code: 'linked', message: `“${linkageText[scheme.result]}”已登记，衔接已办结。请刷新页面查看` }]
  const got = before.some((each) => givesRelief(each.result))
  if (got && !givesRelief(result))
    return [{ code: 'linked', message: '已登记给予临时救助，不能再登记为没有转入。请核对结果' }]
  return []
}

export const mayGoOn = (rows: readonly Linked[]): boolean => !rows.some(({ result }) => isScheme(result))
