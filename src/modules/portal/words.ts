/** Words of the person's own view, plain enough to be read aloud. Pure. */
import * as z from 'zod'

export const Holder = z.enum(['person', 'guardian'])
export type Holder = z.infer<typeof Holder>
export const holderText: Record<Holder, string> = { person: '本人', guardian: '监护人' }

/** Whoever stands before the helper; next of kin only of somebody who has died. */
export const Present = z.enum(['person', 'guardian', 'relative'])
export type Present = z.infer<typeof Present>
export const presentText: Record<Present, string> = { person: '本人', guardian: '监护人', relative: '近亲属' }

export const Identified = z.enum(['id_card', 'household_book', 'known', 'aide_vouches'])
export type Identified = z.infer<typeof Identified>
export const identifiedText: Record<Identified, string> = {
  id_card: '看了身份证',
  household_book: '看了户口簿',
  known: '经办人认识本人',
  aide_vouches: '村协理员在场作证',
}

export const Part = z.enum(['home', 'entitlement', 'payments', 'custody', 'care', 'consents', 'file', 'requests'])
export type Part = z.infer<typeof Part>
export const partText: Record<Part, string> = {
  home: '首页',
  entitlement: '我的待遇',
  payments: '钱付给了谁',
  custody: '代管的钱',
  care: '谁来照料我',
  consents: '同意与撤回',
  file: '我的档案',
  requests: '我要反映',
}

export const Deed = z.enum(['shown', 'printed', 'read_aloud'])
export type Deed = z.infer<typeof Deed>
export const deedText: Record<Deed, string> = { shown: '当面看', printed: '打印', read_aloud: '念给本人听' }

export const Confirmed = z.enum(['signature', 'thumb', 'voice'])
export type Confirmed = z.infer<typeof Confirmed>
export const confirmedText: Record<Confirmed, string> = {
  signature: '本人签名',
  thumb: '本人按手印',
  voice: '念给本人听，本人说对',
}

export const RequestKind = z.enum(['correction', 'complaint', 'withdrawal'])
export type RequestKind = z.infer<typeof RequestKind>
export const requestText: Record<RequestKind, string> = {
  correction: '更正申请',
  complaint: '投诉',
  withdrawal: '撤回同意',
}
export const prefixOf: Record<RequestKind, string> = { correction: 'GZ', complaint: 'TS', withdrawal: 'CH' }

export const RequestStatus = z.enum(['open', 'taken', 'done', 'refused'])
export type RequestStatus = z.infer<typeof RequestStatus>
export const requestStatusText: Record<RequestStatus, string> = {
  open: '已收到',
  taken: '正在办理',
  done: '已答复',
  refused: '不予办理',
}

/** Which entry is meant by a correction. */
export const Topic = z.enum(['identity', 'address', 'standing', 'money', 'care', 'guardian', 'document', 'other'])
export type Topic = z.infer<typeof Topic>
export const topicText: Record<Topic, string> = {
  identity: '姓名、性别、出生日期、身份证号',
  address: '住址、电话',
  standing: '供养方式、能力等级、起始日期',
  money: '发给我的钱',
  care: '协议、照料服务记录',
  guardian: '监护人、联系人',
  document: '档案里的材料',
  other: '其他',
}

/** Topics that are entries of the register: corrected there, or, of standing, by a decision. */
export function registerTopic(topic: string): 'entry' | 'standing' | undefined {
  if (topic === 'standing') return 'standing'
  return topic === 'identity' || topic === 'address' ? 'entry' : undefined
}

/** What a slip bears: no letter and no digit that is taken for another when it is read from paper. */
export const codeLetters = 'ACDEFHJKMNPRTWXY34679'
export const codeLength = 10

/** As it is printed: 'ACDE-FHJKM'. */
export const spacedCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`

const halfWidth = (text: string): string =>
  text.replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ')

/** As it was typed, on whatever keyboard: blanks and strokes fall away, letters become large. */
export const tidyCode = (text: string): string =>
  halfWidth(text)
    .replace(/[\s\-—–－_.]/g, '')
    .toUpperCase()
export const tidyNumber = (text: string): string => halfWidth(text).replace(/\s/g, '').toUpperCase()

/** Installation settings, not law: a borrowed telephone is put down soon. */
export const portalSettings = {
  failuresBeforeLock: 5,
  lockMinutes: 15,
  idleMinutes: 15,
  longestMinutes: 120,
} as const
