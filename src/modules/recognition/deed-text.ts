/** A deed in one line, as the timeline of a case and its printed record say it. Pure. */
import * as z from 'zod'
import { dateText, PlainDate } from '#kernel/calendar.ts'
import { SupportMode, supportModeText } from '#kernel/self-care.ts'
import { EndAsked } from './end-contract.ts'
import { ObjectionResult, objectionResultText } from './objection-contract.ts'
import {
  deathProofText,
  decisionText,
  deedText,
  type DeedKind,
  endingText,
  helpText,
  HelpWith,
  opinionText,
  pauseText,
  stepText,
  Step,
} from './words.ts'

const Fits = z.object({ fits: z.boolean() })
const Posted = z.object({ number: z.string(), endsOn: PlainDate })
const Drawn = z.object({
  number: z.string().optional(),
  sampled: z.boolean().optional(),
  replaced: z.boolean().optional(),
  asked: z.boolean().optional(),
  kept: z.boolean().optional(),
})
const Checked = z.object({ agrees: z.boolean() })
const Decided = z.object({
  decision: z.enum(['confirmed', 'refused']),
  decisionNo: z.string(),
  how: z.string().optional(),
})
const Supported = z.object({ mode: SupportMode })
const Paused = z.object({ reason: z.string() })
const Moved = z.object({ before: PlainDate.nullable(), after: PlainDate.nullable() })
const Returned = z.object({ to: Step })
const Surveyed = z.object({ surveyors: z.array(z.string()), seen: z.boolean() })
const Printed = z.object({ paper: z.string() })
const Helped = z.object({ what: HelpWith })
const InVillage = z.object({ village: z.string() })
const Published = z.object({ place: z.string() })
const Linked = z.object({ benefit: z.string(), through: z.string() })
const Answered = z.object({ result: ObjectionResult })
const Files = z.object({ fileIds: z.array(z.string()) })
const Ended = EndAsked.partial({ as: true })
const Filed = z.object({ title: z.string(), paperReference: z.string() })
const FileOf = z.object({ photoId: z.string() })

const sentences: Partial<Record<DeedKind, (said: unknown) => string | undefined>> = {
  filed: (said) => {
    const read = Filed.safeParse(said).data
    return read && `受理后补交材料：${read.title}${placeText(read.paperReference)}`
  },
  end_asked: (said) => {
    const read = Ended.safeParse(said).data
    return read?.as && `提请按“${endingText[read.as]}”办结${endedText(read)}`
  },
  withdrawn: (said) => {
    const read = Ended.safeParse(said).data
    return read && `撤回申请，办结${endedText(read)}`
  },
  died: (said) => {
    const read = Ended.safeParse(said).data
    return read && `申请人死亡，办结${endedText(read)}`
  },
  surveyed: (said) => {
    const read = Surveyed.safeParse(said).data
    return read && `入户调查：${read.surveyors.join('、')}，${read.seen ? '见到本人' : '没有见到本人'}`
  },
  submitted: (said) => withOpinion('送乡镇负责人，经办意见', said),
  opined: (said) => withOpinion('初审意见', said),
  proposed: (said) => {
    const read = withOpinion('县级经办审核意见', said)
    return read && `${read}${modeOf(said)}`
  },
  posted: (said) => {
    const read = Posted.safeParse(said).data
    return read && `张贴公示（${read.number}），到${dateText(read.endsOn)}24时`
  },
  drawn: (said) => {
    const read = Drawn.safeParse(said).data
    if (read?.asked) return '申请补抽：抽中后无法核查'
    if (read?.kept) return '不同意补抽，继续核查'
    if (read?.replaced) return '抽中后无法核查，已补抽'
    if (read?.number) return `编入审核批次${read.number}，${read.sampled ? '抽中核查' : '未抽中'}`
    return '补抽抽中核查'
  },
  checked: (said) => {
    const read = Checked.safeParse(said).data
    return read && `核查结果${read.agrees ? '一致' : '不一致'}`
  },
  decided: (said) => {
    const read = Decided.safeParse(said).data
    return (
      read && `${read.how === 'direct' ? '直接确认' : decisionText[read.decision]}（${read.decisionNo}）${modeOf(said)}`
    )
  },
  paused: (said) => pausedSentence('暂停计时', said),
  resumed: (said) => pausedSentence('恢复计时', said),
  recomputed: (said) => {
    const read = Moved.safeParse(said).data
    return read?.before && read.after ? `期限由${dateText(read.before)}改为${dateText(read.after)}` : undefined
  },
  helped: (said) => {
    const read = Helped.safeParse(said).data
    return read && `村（居）协助：${helpText[read.what]}`
  },
  hung: (said) => villageSentence('公示榜张贴照片', said),
  taken_down: (said) => villageSentence('公示榜收回', said),
  answered: (said) => {
    const read = Answered.safeParse(said).data
    return read && `答复异议：${objectionResultText[read.result]}`
  },
  published: (said) => {
    const read = Published.safeParse(said).data
    return read && `公布确认结果：${read.place}`
  },
  linked: (said) => {
    const read = Linked.safeParse(said).data
    return read && `制度衔接办结：${read.benefit}付到${read.through}`
  },
  returned: (said) => {
    const read = Returned.safeParse(said).data
    return read && `退回到${stepText[read.to]}`
  },
  printed: (said) => {
    const read = Printed.safeParse(said).data
    return read && `打印${read.paper}`
  },
}

type Ended = z.infer<typeof Ended>
const placeText = (place: string): string => (place === '' ? '' : `（${place}）`)

function endedText({ diedOn, proof, paperReference }: Ended): string {
  const died = diedOn ? `：${dateText(diedOn)}死亡${proof ? `，依据${deathProofText[proof]}` : ''}` : ''
  return `${died}${placeText(paperReference)}`
}

/** The level in the county's own word stands on page and paper, which know the policy. */
function modeOf(said: unknown): string {
  const mode = Supported.safeParse(said).data?.mode
  return mode ? `，${supportModeText[mode]}` : ''
}

function villageSentence(title: string, said: unknown): string | undefined {
  const read = InVillage.safeParse(said).data
  return read && `${title}（${read.village}）`
}

function withOpinion(title: string, said: unknown): string | undefined {
  const read = Fits.safeParse(said).data
  return read && `${title}：${opinionText(read.fits)}`
}

function pausedSentence(title: string, said: unknown): string | undefined {
  const read = Paused.safeParse(said).data
  return read && `${title}：${pauseText(read.reason)}`
}

export const deedSentence = (kind: DeedKind, said: unknown): string => sentences[kind]?.(said) ?? deedText[kind]

export function filesOf(said: unknown): string[] {
  const many = Files.safeParse(said).data?.fileIds ?? []
  const one = FileOf.safeParse(said).data?.photoId
  return one ? [...many, one] : many
}
