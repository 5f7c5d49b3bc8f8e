/** The columns that are taken from another department's list; all others are left where they are. */
import * as z from 'zod'

export const Field = z.enum([
  'name',
  'idNumber',
  'bornOn',
  'sex',
  'township',
  'village',
  'address',
  'fromMonth',
  'toMonth',
  'amount',
  'happenedOn',
])
export type Field = z.infer<typeof Field>

export const fieldTitle: Record<Field, string> = {
  name: '姓名',
  idNumber: '身份证号',
  bornOn: '出生日期',
  sex: '性别',
  township: '乡镇（街道）',
  village: '村（居）',
  address: '住址',
  fromMonth: '享受起始月',
  toMonth: '享受终止月',
  amount: '月金额',
  happenedOn: '死亡或火化日期',
}

/** `skip`: the clerk has said that this column is not wanted. */
export const Choice = z.union([Field, z.literal('skip')])
export type Choice = z.infer<typeof Choice>
