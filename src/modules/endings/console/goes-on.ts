/** What a change leaves as it is, and from when it shows: of the kinds that end nothing. */
import type { ChangeKind } from '../contract.ts'

export const goesOn: Partial<Record<ChangeKind, string>> = {
  transfer: '供养不停，接收后只换负责的乡镇（街道）、村（居）。',
  to_home: '供养不停，自入住当天起为集中供养：次月名册不再列入，分散供养协议到前一天止，基本生活标准按集中供养。',
  to_dispersed: '供养不停，自离院次日起为分散供养：床位空出，次月起列入名册，须签订分散供养协议。',
  reduce: '供养不停，只变更等级。',
  suspend: '填好起止日期后，这里列出名册、服务、钱各从何时到何时暂停。',
  resume: '自决定当天起恢复供养。',
}
