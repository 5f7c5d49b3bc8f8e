/** Words of residents' own money, as screens and papers say them (screens 4.48). Pure. */
import * as z from 'zod'

export const AccountStatus = z.enum(['open', 'frozen', 'settled'])
export type AccountStatus = z.infer<typeof AccountStatus>
export const statusText: Record<AccountStatus, string> = { open: '正常', frozen: '冻结', settled: '结清' }

export const EntryKind = z.enum(['deposit', 'withdrawal', 'pocket_money', 'purchase', 'correction', 'settlement'])
export type EntryKind = z.infer<typeof EntryKind>
export const kindText: Record<EntryKind, string> = {
  deposit: '存入',
  withdrawal: '支取',
  pocket_money: '零用钱',
  purchase: '代购',
  correction: '更正',
  settlement: '结清',
}

export const Direction = z.enum(['in', 'out'])
export type Direction = z.infer<typeof Direction>

export const SlipState = z.enum(['waiting', 'booked', 'returned', 'stopped'])
export type SlipState = z.infer<typeof SlipState>
export const slipText: Record<SlipState, string> = {
  waiting: '待复核',
  booked: '已入账',
  returned: '已退回',
  stopped: '已停止',
}

export const Giver = z.enum(['person', 'guardian'], '请选择由谁委托：本人或监护人')
export type Giver = z.infer<typeof Giver>
export const giverText: Record<Giver, string> = { person: '本人', guardian: '监护人' }

export const Scope = z.enum(['money', 'things', 'both'], '请选择委托范围：货币、物品或两样')
export type Scope = z.infer<typeof Scope>
export const scopeText: Record<Scope, string> = { money: '货币', things: '物品', both: '货币和物品' }

export const Receiver = z.enum(['person', 'other', 'none'])
export type Receiver = z.infer<typeof Receiver>
export const receiverText: Record<Receiver, string> = { person: '本人', other: '代领', none: '—' }

export const SignedAs = z.enum(['signature', 'thumb'], '请选择签收方式：签名或捺印')
export type SignedAs = z.infer<typeof SignedAs>
export const signedText: Record<SignedAs, string> = { signature: '签名', thumb: '捺印' }

export const RoundState = z.enum(['waiting', 'paying', 'closed', 'returned'])
export type RoundState = z.infer<typeof RoundState>
export const roundText: Record<RoundState, string> = {
  waiting: '待复核',
  paying: '发放中',
  closed: '已结束',
  returned: '已退回',
}

export const LineState = z.enum(['due', 'paid', 'kept', 'frozen'])
export type LineState = z.infer<typeof LineState>
export const lineText: Record<LineState, string> = {
  due: '待领',
  paid: '已领',
  kept: '未领，留在账上',
  frozen: '已冻结，未发放',
}

/** Who takes what is left of a dead person (民法典 第一千一百四十五条、第一千一百六十条), or of one who leaves. Never the home. */
export const Taker = z.enum(
  ['self', 'guardian', 'heir', 'will', 'civil_affairs', 'village', 'state', 'collective'],
  '请选择交给谁',
)
export type Taker = z.infer<typeof Taker>
export const takerText: Record<Taker, string> = {
  self: '本人',
  guardian: '监护人',
  heir: '继承人',
  will: '受遗赠人、遗赠扶养人',
  civil_affairs: '民政部门（遗产管理人）',
  village: '村（居）委会（遗产管理人）',
  state: '归国家用于公益',
  collective: '归所在集体',
}
export const takersOfLiving: readonly Taker[] = ['self', 'guardian']
export const takersOfDead: readonly Taker[] = ['heir', 'will', 'civil_affairs', 'village', 'state', 'collective']
