/** What stands against a proposed standard, and what must hold before another person adopts it. Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { fenOfYuan, yuanText } from '#kernel/money.ts'
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import * as z from 'zod'
import type { Explained } from './explain.ts'
import { isRecord } from './same.ts'
import { compareSizes, sizeOf } from './sizes.ts'
import { type CountyValue, levelRank } from './standing.ts'
import { textOfValue } from './value-text.ts'

/** The proposer may not adopt (职责分离): the decision is the second person's. */
export function objectionsToDeciding(proposedBy: string, accountId: string, decided: boolean): Reason[] {
  const reasons: Reason[] = []
  if (decided) reasons.push({ code: 'decided', message: '这一项已经有人决定过，不能再次决定。请刷新后查看' })
  if (proposedBy === accountId)
    reasons.push({ code: 'same_person', message: '登记人不能采用自己登记的标准。请由另一位有权限的同事采用' })
  return reasons
}

export function objectionsToPeriod(from: PlainDate, to: PlainDate | undefined): Reason[] {
  if (to === undefined || from <= to) return []
  const message = `施行日${dateText(from)}晚于失效日${dateText(to)}。请核对起止日期`
  return [{ code: 'to', message }]
}

export interface CitedDocument {
  name: string
  status: 'draft' | 'in_force' | 'repealed' | 'unknown'
  from: PlainDate | null
  to?: PlainDate | undefined
}

/** A draft decides nothing by itself; an ended or not yet effective document carries no value. */
export function objectionsToDocument(document: CitedDocument | undefined, name: string, from: PlainDate): Reason[] {
  const on = (code: string, message: string): Reason[] => [{ code, message }]
  if (!document) return on('document', `没有登记文件“${name}”。请先登记该文件，再登记数值`)
  if (document.status === 'draft')
    return on('draft', `“${name}”是征求意见稿，不作依据。请用“采用征求意见稿”，以本县有文号的决定采用`)
  if (document.status === 'repealed' && (document.to === undefined || from > document.to))
    return on('repealed', `“${name}”在${dateText(from)}已废止，不能作为依据。请选现行有效的文件`)
  if (document.from !== null && from < document.from)
    return on('effective', `“${name}”自${dateText(document.from)}起施行，数值不能早于该日。请改为该日或以后`)
  return []
}

const Ratio = z.object({ times: z.int(), of: z.int() })
const PerPlace = z.object({ urban: z.string(), rural: z.string() })
const Living = z.record(z.enum(['urban', 'rural']), z.object({ centralised: z.string(), dispersed: z.string() }))
const placeText = { urban: '城市', rural: '农村' } as const
const modeText = { centralised: '集中供养', dispersed: '分散供养' } as const

export interface FloorCheck {
  refusals: Reason[]
  warnings: Reason[]
}

/** The living standard must reach so many times the minimum subsistence allowance (吉民办字〔2017〕33号: 1.3). */
export function checkLivingFloor(policy: Pick<PolicyInForce, 'find'>): FloorCheck {
  const ratio = policy.find('standard.living.min_ratio_to_dibao')
  const living = Living.safeParse(policy.find('standard.living.rates')?.value)
  if (!ratio || !living.success) return { refusals: [], warnings: [] }
  const dibao = PerPlace.safeParse(policy.find('standard.dibao.rates')?.value)
  const { citations } = ratio
  if (!dibao.success) {
    const message = '没有登记低保标准，无法核对基本生活标准的下限。请先登记低保标准'
    return { refusals: [], warnings: [{ code: 'dibao_unknown', message, citations }] }
  }
  const least = Ratio.parse(ratio.value)
  const refusals = (['urban', 'rural'] as const).flatMap((place) =>
    (['centralised', 'dispersed'] as const).flatMap((mode) =>
      belowFloor(
        { label: `${placeText[place]}${modeText[mode]}`, amount: living.data[place][mode], dibao: dibao.data[place] },
        least,
        citations,
      ),
    ),
  )
  return { refusals, warnings: [] }
}

interface Compared {
  label: string
  amount: string
  dibao: string
}

function belowFloor(
  { label, amount, dibao }: Compared,
  { times, of }: z.infer<typeof Ratio>,
  citations: Citation[],
): Reason[] {
  const [planned, base] = [fenOfYuan(amount), fenOfYuan(dibao)]
  // Whole fen, rounded up: a standard one fen short is short.
  const least = (base * BigInt(times) + BigInt(of) - 1n) / BigInt(of)
  if (planned >= least) return []
  const message = `${label}：低保${yuanText(base)} 元 → 下限${yuanText(least)} 元，拟定${yuanText(planned)} 元，低${yuanText(least - planned)} 元，不能采用。`
  return [{ code: 'below_floor', message, citations }]
}

type Weighed = Pick<Explained, 'title' | 'unit' | 'combine' | 'decided' | 'passedOver'>

/** A value below a higher floor or above a higher ceiling never decides; entered all the same it would look as if it did. */
export function wrongSide(
  { title, unit = '', combine, decided, passedOver }: Weighed,
  { area, value }: Pick<CountyValue, 'area' | 'value'>,
): Reason[] {
  const own = sizeOf(value)
  const ownRank = [...decided, ...passedOver].find((each) => each.area === area)?.level
  if ((combine !== 'floor' && combine !== 'ceiling') || !own || !ownRank) return []
  const beyond = [...decided, ...passedOver].find((each) => {
    const size = each.scope ? undefined : sizeOf(each.value)
    if (!size || each.origin === 'ours' || levelRank[each.level] >= levelRank[ownRank]) return false
    return combine === 'floor' ? compareSizes(own, size) < 0 : compareSizes(own, size) > 0
  })
  if (!beyond) return []
  const [than, limit] = combine === 'floor' ? ['低于', '不少于'] : ['高于', '不超过']
  const size = sizeOf(beyond.value)
  const plain = size?.of === 1 && unit !== '' && !(isRecord(beyond.value) && 'count' in beyond.value)
  const text = plain ? `${size.times}${unit}` : textOfValue(beyond)
  const message = `${title}：本数值${than}上级规定的${text}，采用了也不会生效。应${limit}上级规定，请改正后再提出`
  return [{ code: 'wrong_side', message, citations: beyond.citations }]
}
