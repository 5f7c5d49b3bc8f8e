/** Residents' own money for the programs. */
import { implement, type Module } from '#platform/module.ts'
import { custodyArchive } from './archive.ts'
import { balanceReading } from './bank.ts'
import { custody } from './contract.ts'
import { forgetCustody } from './forget.ts'
import { freezing } from './freezing.ts'
import { listing } from './listing.ts'
import { opening } from './opening.ts'
import { objectionsOfAccounts, openAccountsOf } from './people.ts'
import { printing } from './printing.ts'
import { questions } from './questions.ts'
import { reading } from './reading.ts'
import { roundReading } from './round-reading.ts'
import { rounds } from './rounds.ts'
import { slips } from './slips.ts'
import { custodyTimeline, custodyWork } from './work.ts'

export const custodyModule: Module = {
  service: implement(custody, {
    ...listing,
    ...balanceReading,
    ...opening,
    ...slips,
    ...reading,
    ...rounds,
    ...roundReading,
    ...printing,
  }),
  questions,
  reactions: freezing,
  work: custodyWork,
  timeline: custodyTimeline,
  archive: custodyArchive,
  objections: objectionsOfAccounts,
  openEnds: openAccountsOf,
  forget: forgetCustody,
  constraints: {
    custody_not_negative: '余额不足，个人余额不得为负；可能刚有另一笔支出入账。请刷新后核对金额',
    custody_account_frozen: '账户已经冻结，只能办理身后结清。请刷新后查看',
    custody_account_settled: '账户已经结清，不能再登记收支。请刷新后查看',
    custody_settled_at_zero: '账户还有余额，不能结清。请刷新后核对余额',
    custody_one_account: '此人在本机构已有代管账户，一人一账。请打开原来的账户',
    custody_account_number: '账户编号重复，请重试',
    custody_entrusted_on_paper: '没有委托书；应填写纸质位置或上传照片。请补齐',
    custody_entrusted_in_order: '委托的起止日期先后颠倒。请核对日期',
    custody_two_persons: '登记和复核应由两人办理，请由另一人复核',
    custody_entry_two_persons: '经手和复核应由两人办理，请由另一人办理',
    custody_round_two_persons: '制表和复核应由两人办理，请由另一人复核',
    custody_one_settlement: '这个账户的结清已经登记，正在复核或已入账。请刷新后查看',
    custody_one_round: '本机构这个月的零用钱发放表已经制作。请打开原来的发放表',
    custody_once_a_round: '同一人在一张发放表中只能有一行',
    custody_slip_once: '这张收支单已经入账，不能重复入账。请刷新后查看',
    custody_line_once: '这一行已经发放，不能重复发放。请刷新后查看',
    custody_corrected_once: '这一笔已经更正过。请刷新后查看',
  },
}
