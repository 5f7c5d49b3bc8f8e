/** Words of the ledger (screens 4.16). Pure. */
import * as z from 'zod'

export const Earmark = z.enum(['living', 'care', 'running'])
export type Earmark = z.infer<typeof Earmark>
export const earmarkText: Record<Earmark, string> = { living: '基本生活', care: '照料护理', running: '运转' }

export const Account = z.enum([
  'pot',
  'budget',
  'bank',
  'payable:provider',
  'payable:persons',
  'payable:home',
  'expense',
  'claims',
])
export type Account = z.infer<typeof Account>
export const accountText: Record<Account, string> = {
  pot: '专项资金',
  budget: '财政拨款',
  bank: '在途（已送银行）',
  'payable:provider': '应付服务机构',
  'payable:persons': '应付本人',
  'payable:home': '应付供养机构',
  expense: '支出',
  claims: '应追回',
}

export const VoucherKind = z.enum(['allotted', 'handed_back', 'spent'])
export type VoucherKind = z.infer<typeof VoucherKind>
export const voucherText: Record<VoucherKind, string> = { allotted: '拨入', handed_back: '缴回', spent: '支出' }

export const Flow = z.enum(['in', 'out'])
export type Flow = z.infer<typeof Flow>
export const flowText: Record<Flow, string> = { in: '收入', out: '支出' }
